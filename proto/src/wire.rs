//! The wire, subprotocol `gavel.v1.json`: requests, answers, pushes. Described for strangers in
//! `docs/PROTOCOL.md`.

mod message;
mod receipt;
mod refusal;
mod request;

pub use message::{
    Accepted, Answer, BidState, Foreseen, Heartbeat, Message, Now, Present, Push, Shutdown,
    StateCheck, Subscribed, Welcome,
};
pub use receipt::{Decided, Receipt};
pub use refusal::{Place, Refused, WireError};
pub use request::{
    BidGet, COMMAND_METHODS, Call, Hello, METHODS, Misread, Preview, ReceiptForm, Request,
    Subscribe,
};

/// The subprotocol both sides must name.
pub const SUBPROTOCOL: &str = "gavel.v1.json";
