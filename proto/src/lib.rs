//! The words of the auction: what can be asked, what can happen, what can be refused.
//!
//! Nothing here decides, waits, reads a clock or opens anything. Every type is what stands
//! in the journal and on the wire, so its JSON form is as permanent as its name.

pub mod amount;
pub mod command;
#[cfg(test)]
mod drawn;
pub mod event;
pub mod fault;
pub mod hash;
pub mod ids;
pub mod limits;
mod parsed;
pub mod rejection;
pub mod royalty;
pub mod schema;
pub mod terms;
pub mod time;
pub mod view;
pub mod wire;

pub use amount::{AmountFault, Currency, Money};
pub use command::{Bid, By, Channel, Command, Jump, Offer, OfferKind, Pair, Role, YesNo};
pub use event::{
    Award, BallotCount, DrawStep, Envelope, EnvelopeFault, Event, FailureReason, ForfeitCase,
    LotResult, Reserve, Side, SideName, Sides,
};
pub use fault::{Fault, FaultCause, InFlight, Stage};
pub use hash::Hash;
pub use ids::{BidId, LotId, Officer, Paddle, Reason, Seq, SessionId, VerifierKey};
pub use rejection::Rejection;
pub use royalty::{Forecast, Royalty};
pub use terms::{Direction, Format, Increment, Pace, Terms, Text};
pub use time::{Millis, Timestamp};
