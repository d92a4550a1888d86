//! What one reader may see of a session at a sequence: the snapshot that a page starts from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::command::{Channel, Pair};
use crate::event::{BallotCount, Envelope, ForfeitCase, LotResult, Reserve, Sides};
use crate::fault::{Fault, FaultCause};
use crate::hash::Hash;
use crate::ids::{BidId, LotId, Officer, Paddle, Reason, Seq, SessionId};
use crate::royalty::Royalty;
use crate::terms::{Increment, Terms, Text};
use crate::time::Timestamp;

/// A session as one reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SessionView {
    /// Its name.
    pub session: SessionId,
    /// What it is called.
    pub title: Text,
    /// The sequence up to which this is true.
    pub seq: Seq,
    /// When the entry with that sequence was stamped.
    pub at: Timestamp,
    /// Its lots, by number.
    pub lots: Vec<LotView>,
    /// The latest words of the desk to the room, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Announcement>,
    /// The reader's own place on the roster; absent unless the reader is an admitted bidder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<MemberView>,
    /// The roster, for the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Vec<MemberView>>,
    /// The deposits that are forfeited, for the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forfeits: Option<Vec<Forfeit>>,
    /// The latest faults, for the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faults: Option<Vec<ReportedFault>>,
}

/// A word of the desk to the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Announcement {
    /// The entry of the journal that has it.
    pub seq: Seq,
    /// When it was said.
    pub at: Timestamp,
    /// What was said.
    pub message: Reason,
}

/// A fault that the house saw, and what it did (rule book 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedFault {
    /// The entry of the journal that reports it.
    pub seq: Seq,
    /// When it was noticed.
    pub at: Timestamp,
    /// The lots that were paused for it.
    pub lots: Vec<LotId>,
    /// What the house saw.
    pub fault: Fault,
}

/// A deposit that is forfeited (L39), with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Forfeit {
    /// Whose.
    pub paddle: Paddle,
    /// On which lot; absent where it concerns the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// In which of the five cases.
    pub case: ForfeitCase,
    /// The entry of the journal that shows it.
    pub seq: Seq,
}

/// A lot as one reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LotView {
    /// Its number.
    pub lot: LotId,
    /// Its terms.
    pub terms: Terms,
    /// Where it stands.
    pub phase: PhaseName,
    /// The round of the programme that runs or ran last, from 1.
    pub round: u32,
    /// Which time that round is held, from 1.
    pub time: u32,
    /// Who may bid in the round; absent: everybody on the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_to: Option<Vec<Paddle>>,
    /// Who may not, in a round that is open to all but the leader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_to: Option<Paddle>,
    /// The next round that is to be held when this one is over; absent if none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_round: Option<u32>,
    /// When the next round opens by itself; absent unless it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_opens_at: Option<Timestamp>,
    /// The increment that holds now, in an English round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub increment: Option<Increment>,
    /// Whose turn it is, in a round of turns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Paddle>,
    /// The two sides, where one exclusive licence stands against several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// Who stands at the top with equal bids, while a draw is to decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tied: Vec<Paddle>,
    /// The draw that runs or was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<DrawView>,
    /// Until when the seller answers, or absent; the price is `price`, the bidder `leader`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// The runner-up who is asked, with his own price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<RunnerUp>,
    /// The bids whose striking awaits a second person, for the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voids_awaited: Vec<VoidAwaited>,
    /// When bidding ends, or ended; absent while no deadline runs.
    pub closes_at: Option<Timestamp>,
    /// Calls made since the last bid, 0 to 3.
    pub calls: u8,
    /// Why the lot is paused; absent unless it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause_reason: Option<Reason>,
    /// The fault for which the house paused it; absent unless it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause_fault: Option<FaultCause>,
    /// Since when it is paused; the time from here to `closes_at` is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Timestamp>,
    /// The price; absent before the first bid and in a sealed round.
    pub price: Option<Money>,
    /// What the price is made of, if it is a royalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<Royalty>,
    /// Who leads; absent before the first bid and in a sealed round.
    pub leader: Option<Paddle>,
    /// The least next bid; absent in a sealed round.
    pub asking: Option<Money>,
    /// Whether the reserve is met.
    pub reserve: Reserve,
    /// The reserve, for the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_amount: Option<Money>,
    /// The latest price points, oldest first.
    pub history: Vec<PricePoint>,
    /// The opened envelopes; absent until the opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelopes: Option<Vec<Envelope>>,
    /// What the opening announced; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<BallotCount>,
    /// How the lot ended; absent until it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<LotResult>,
    /// The reader's own bid that stands; absent unless the reader has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<MyBid>,
}

/// Where a lot stands (rule book 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhaseName {
    /// Its terms are public, bidding has not opened.
    Published,
    /// Bids are taken.
    Open,
    /// The clock is stopped.
    Paused,
    /// Called once or more.
    Closing,
    /// A round is over: the auctioneer opens the next, draws, or lets the hammer fall.
    RoundOver,
    /// Equal bidders are drawn by lot.
    Drawing,
    /// The price lies below the reserve, and the seller is asked.
    Provisional,
    /// The winner refused, and the runner-up is asked.
    RunnerUp,
    /// It ended.
    Closed,
}

/// One step of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PricePoint {
    /// When.
    pub at: Timestamp,
    /// The bid that did it.
    pub bid_id: BidId,
    /// Who bid.
    pub bidder: Paddle,
    /// How the bid came.
    #[serde(default, skip_serializing_if = "Channel::is_online")]
    pub channel: Channel,
    /// The price after it.
    pub price: Money,
    /// What the price is made of, if it is a royalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<Royalty>,
    /// Who led after it.
    pub leader: Paddle,
    /// Why the bid no longer counts; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<Reason>,
}

/// How far a draw has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrawView {
    /// Among whom.
    pub paddles: Vec<Paddle>,
    /// Who has committed to a nonce; 0 is the auctioneer.
    pub committed: Vec<Paddle>,
    /// Who has revealed one.
    pub revealed: Vec<Paddle>,
    /// The head that is fixed when nobody commits any more; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Hash>,
    /// When the present step ends.
    pub until: Timestamp,
    /// Who was drawn; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winner: Option<Paddle>,
}

/// The runner-up who is asked (L51).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunnerUp {
    /// Who.
    pub paddle: Paddle,
    /// His own price.
    pub price: Money,
}

/// A bid whose striking awaits a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VoidAwaited {
    /// Which bid.
    pub bid_id: BidId,
    /// Why.
    pub reason: Reason,
    /// Who asked.
    pub officer: Officer,
}

/// The reader's own bid that stands on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MyBid {
    /// Its id.
    pub bid_id: BidId,
    /// The amount offered in the open or in the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The maximum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
    /// What the amount is made of, if it is a royalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<Royalty>,
    /// Quantities at unit prices; empty in a lot of one unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<Pair>,
}

/// A bidder's place on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MemberView {
    /// The number on the paddle.
    pub paddle: Paddle,
    /// Whether the deposit is confirmed.
    pub deposit_confirmed: bool,
    /// The most that this bidder may bid on a lot; absent: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Why this paddle is excluded from the session; absent unless it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<Reason>,
    /// Why this bidder counts as absent; absent unless it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Reason>,
}
