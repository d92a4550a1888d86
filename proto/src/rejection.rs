//! Why a command is refused: an answer with the data to act on, never a failure.

mod code;
mod offer;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use code::Code;
pub use offer::{RoyaltyFault, ScheduleFault};

use crate::amount::{AmountFault, Money};
use crate::command::OfferKind;
use crate::ids::{BidId, LotId, Officer, Paddle, Reason};
use crate::terms::TermsFault;
use crate::time::Timestamp;

/// Why a command is refused.
///
/// Variants stand in order of precedence: when several apply, the first is reported, so the
/// answer never depends on which check happened to run first (rule book 1, order of refusal).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rejection {
    /// This role does not ask this.
    #[error("this role may not do that; sign in with a link for the right role")]
    NotPermitted {},
    /// No such lot.
    #[error("there is no lot {lot} in this session")]
    UnknownLot {
        /// The number that was asked for.
        lot: LotId,
    },
    /// The bid id was used for another bid.
    #[error("this bid id was used for another bid; draw a new one for every bid")]
    BidIdReused {},
    /// Bidding has not opened.
    #[error("bidding has not opened")]
    NotOpen {
        /// When it opens by itself; absent: when the auctioneer opens it.
        opens_at: Option<Timestamp>,
    },
    /// The lot is paused.
    #[error("the lot is paused; bid again when it goes on")]
    Paused {},
    /// Bidding is over.
    #[error("bidding closed at {closed_at}")]
    Closed {
        /// Since when.
        closed_at: Timestamp,
    },
    /// The paddle was not admitted.
    #[error("this paddle is not on the roster; ask the clerk to admit you")]
    NotOnRoster {},
    /// The paddle was excluded from the session.
    #[error("this paddle is excluded from the session: {reason}")]
    Excluded {
        /// What the official said.
        reason: Reason,
    },
    /// The paddle was barred from the lot.
    #[error("this paddle was disqualified: {reason}")]
    Disqualified {
        /// What the official said.
        reason: Reason,
    },
    /// The round is open to others.
    #[error("round {round} is not open to this paddle")]
    NotInRound {
        /// Which round of the programme.
        round: u32,
    },
    /// The bidder left the round.
    #[error("this paddle left the round, and bids no more in it")]
    HasLeft {},
    /// It is another bidder's turn.
    #[error("it is the turn of paddle {turn} until {until}")]
    NotYourTurn {
        /// Whose turn it is.
        turn: Paddle,
        /// Until when.
        until: Timestamp,
    },
    /// The deposit is not confirmed.
    #[error("your deposit is not confirmed; ask the clerk")]
    DepositNotConfirmed {},
    /// More than this bidder may bid.
    #[error("your limit is {limit}; ask the clerk to raise it")]
    AboveLimit {
        /// The most that this bidder may bid.
        limit: Money,
    },
    /// A clerk enters only what was called out openly.
    #[error("a clerk enters open bids only; the bidder hands in the rest himself")]
    NotByClerk {},
    /// The time until which the bidder meant the bid has passed.
    #[error("this bid was meant until {valid_until}; bid anew if you still mean it")]
    Expired {
        /// Until when he meant it.
        valid_until: Timestamp,
    },
    /// The price is not the one that the bidder saw.
    #[error("{}", differing(*.price))]
    PriceDiffers {
        /// The price now; absent before the first bid, and where a round has no single one in the
        /// open.
        price: Option<Money>,
        /// The least next bid; absent in a sealed round.
        asking: Option<Money>,
    },
    /// The bidder leads already.
    #[error("you lead already; to be safe against others, raise your maximum")]
    AlreadyLeading {
        /// The price.
        price: Money,
    },
    /// The bidder's envelope stands and may not be replaced.
    #[error("your envelope is in and may not be replaced on this lot")]
    EnvelopeStands {},
    /// The round does not take this kind of offer.
    #[error("this round takes another kind of offer: {}", kinds(.takes))]
    WrongOffer {
        /// What it takes.
        takes: Vec<OfferKind>,
    },
    /// The schedule cannot be served.
    #[error("{fault}")]
    MalformedSchedule {
        /// What is wrong with it.
        fault: ScheduleFault,
    },
    /// The royalty cannot be counted.
    #[error("{fault}")]
    MalformedRoyalty {
        /// What is wrong with it.
        fault: RoyaltyFault,
    },
    /// The amount does not fit the lot's currency.
    #[error("{fault}")]
    MalformedAmount {
        /// What is wrong with it.
        fault: AmountFault,
    },
    /// The amount lies between two steps.
    #[error("amounts rise in steps of {grid} here; the asking price is {asking}")]
    OffGrid {
        /// The asking price.
        asking: Money,
        /// The step.
        grid: Money,
    },
    /// Too little.
    #[error("the asking price is {asking}")]
    BelowAsking {
        /// The least next bid.
        asking: Money,
    },
    /// A Dutch acceptance names a price that no longer stands.
    #[error("the price is {asking} now; accept that one")]
    PriceMoved {
        /// The price now.
        asking: Money,
    },
    /// A jump that may be a slip of the hand.
    #[error("that is more than the jump of this lot, up to {most}; confirm it if you mean it")]
    JumpTooLarge {
        /// The most that needs no confirmation.
        most: Money,
    },
    /// The lot's book takes no more bids.
    #[error("this lot takes no more bids; tell the auctioneer")]
    BookFull {},

    /// The session began already.
    #[error("the session exists already")]
    SessionExists {},
    /// The session has not begun.
    #[error("the session does not exist yet; its first command creates it")]
    NoSession {},
    /// A lot is published under the next free number.
    #[error("the next lot is number {next}")]
    LotNumber {
        /// The next free number.
        next: LotId,
    },
    /// No room for another lot.
    #[error("this session takes no more lots")]
    SessionFull {},
    /// The terms contradict themselves; all faults at once.
    #[error("the terms cannot be published: {}", sentences(.faults))]
    Terms {
        /// Everything that is wrong.
        faults: Vec<TermsFault>,
    },
    /// No paddle has the number 0.
    #[error("paddles are numbered from 1")]
    PaddleNumber {},
    /// The paddle is on the roster already.
    #[error("paddle {paddle} is on the roster already")]
    AlreadyAdmitted {
        /// Which.
        paddle: Paddle,
    },
    /// No room for another paddle.
    #[error("the roster is full")]
    RosterFull {},
    /// The deposit is confirmed already.
    #[error("the deposit of paddle {paddle} is confirmed already")]
    AlreadyConfirmed {
        /// Whose.
        paddle: Paddle,
    },
    /// The paddle is excluded already, or absent already.
    #[error("that is recorded of paddle {paddle} already")]
    AlreadyRecorded {
        /// Whose.
        paddle: Paddle,
    },
    /// The lot is open already.
    #[error("the lot is open already")]
    AlreadyOpen {},
    /// The lot is not paused.
    #[error("the lot is not paused")]
    NotPaused {},
    /// The clock ends this lot.
    #[error("the clock closes this lot; it takes no calls and no hammer")]
    NotByHammer {
        /// When; absent while no deadline runs.
        closes_at: Option<Timestamp>,
    },
    /// The calls come in order.
    #[error("calls come in order, 1, 2, 3, then the hammer; {calls} made so far")]
    CallOutOfTurn {
        /// Calls made.
        calls: u8,
    },
    /// The third call is missing.
    #[error("the hammer falls after the third call; {calls} made so far")]
    CallsMissing {
        /// Calls made.
        calls: u8,
    },
    /// Envelopes are still sealed.
    #[error("the envelopes are opened at the deadline")]
    StillSealed {
        /// When.
        closes_at: Option<Timestamp>,
    },
    /// Equal best bids: the lot must be drawn.
    #[error("equal bids lead; draw among them")]
    Tied {
        /// Among whom.
        paddles: Vec<Paddle>,
    },
    /// Nothing is drawn, or this hand has no part in it.
    #[error("nothing is drawn on this lot, or this hand has no part in the draw")]
    NotInDraw {},
    /// A draw runs.
    #[error("a draw runs until {until}; the hammer falls when it is done")]
    DrawRuns {
        /// When its present step ends.
        until: Timestamp,
    },
    /// A nonce was committed to, or revealed, already.
    #[error("this hand has done that already in this draw")]
    AlreadyInDraw {},
    /// Commitments are still coming.
    #[error("nonces are revealed after {commit_by}, or when all have committed")]
    RevealTooEarly {
        /// Until when commitments are taken.
        commit_by: Timestamp,
    },
    /// The nonce is not the one that was committed to.
    #[error("this nonce is not the one that was committed to")]
    NonceDiffers {},
    /// A binding bid stands.
    #[error("a bid that binds the seller stands; let the hammer fall instead")]
    BidStands {
        /// The best price.
        price: Money,
    },
    /// Another round is to be held.
    #[error("round {round} is still to be held; open it")]
    RoundsLeft {
        /// Which round of the programme.
        round: u32,
    },
    /// No other round is to be held.
    #[error("the last round is over; let the hammer fall")]
    NoRoundLeft {},
    /// The round has no increment, or nobody can leave it.
    #[error("this is not for a round of this format")]
    WrongFormat {},
    /// Only the leader withdraws a bid.
    #[error("paddle {paddle} does not lead this lot; only the leader's bid is withdrawn")]
    NotLeading {
        /// Who was named.
        paddle: Paddle,
    },
    /// The round does not know this bid.
    #[error("no accepted bid of this round has that id")]
    UnknownBid {
        /// The id.
        bid_id: BidId,
    },
    /// The bid is struck already.
    #[error("that bid is struck already")]
    AlreadyVoid {},
    /// The bid was asked to be struck already, and nobody confirmed it yet.
    #[error("that was asked already; a second person confirms it")]
    VoidAwaited {},
    /// Nobody asked that this bid be struck.
    #[error("nobody asked that this bid be struck; ask first, then a second person confirms")]
    NoVoidAsked {},
    /// The one who asked cannot confirm.
    #[error("a second person confirms; {officer} asked")]
    SecondPerson {
        /// Who asked.
        officer: Officer,
    },
    /// The seller was not asked.
    #[error("the seller is not asked anything on this lot")]
    NotProvisional {},
    /// The paddle is not the winner.
    #[error("paddle {paddle} did not win this lot")]
    NotWinner {
        /// Who was named.
        paddle: Paddle,
    },
    /// The paddle is not asked as runner-up.
    #[error("paddle {paddle} is not asked as runner-up on this lot")]
    NotRunnerUp {
        /// Who was named.
        paddle: Paddle,
    },
    /// No lot is open.
    #[error("no lot is open that a fault could stop")]
    NoLotOpen {},
    /// Nothing is due.
    #[error("no deadline has passed")]
    NothingDue {},
}

/// The kinds of offers in words.
fn kinds(takes: &[OfferKind]) -> String {
    let word = |kind: &OfferKind| match kind {
        OfferKind::Amount => "an amount",
        OfferKind::Maximum => "a maximum",
        OfferKind::AskingAtMost => "the asking price at most",
        OfferKind::Schedule => "quantities at unit prices",
        OfferKind::Royalty => "a royalty",
    };
    takes.iter().map(word).collect::<Vec<_>>().join(" or ")
}

fn differing(price: Option<Money>) -> String {
    match price {
        Some(price) => format!("the price is {price} now, not what you expected"),
        None => "no price stands here to be expected; bid without one".to_owned(),
    }
}

fn sentences(faults: &[TermsFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
