//! What one reader may see of a session at a sequence: the snapshot that a page starts from.

use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::event::{Envelope, LotResult, Reserve};
use crate::ids::{BidId, LotId, Paddle, Reason, Seq, SessionId};
use crate::terms::{Terms, Text};
use crate::time::Timestamp;

/// A session as one reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The reader's own place on the roster; absent unless the reader is an admitted bidder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<MemberView>,
    /// The roster, for the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Vec<MemberView>>,
}

/// A lot as one reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotView {
    /// Its number.
    pub lot: LotId,
    /// Its terms.
    pub terms: Terms,
    /// Where it stands.
    pub phase: PhaseName,
    /// When bidding ends, or ended; absent while no deadline runs.
    pub closes_at: Option<Timestamp>,
    /// Calls made since the last bid, 0 to 3.
    pub calls: u8,
    /// Why the lot is paused; absent unless it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause_reason: Option<Reason>,
    /// Since when it is paused; the time from here to `closes_at` is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<Timestamp>,
    /// The price; absent before the first bid and in a sealed round.
    pub price: Option<Money>,
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
    /// How the lot ended; absent until it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<LotResult>,
    /// The reader's own bid that stands; absent unless the reader has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<MyBid>,
}

/// Where a lot stands (rule book 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The envelopes are opened; the hammer ends the lot.
    Opened,
    /// It ended.
    Closed,
}

/// One step of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricePoint {
    /// When.
    pub at: Timestamp,
    /// Who bid.
    pub bidder: Paddle,
    /// The price after it.
    pub price: Money,
    /// Who led after it.
    pub leader: Paddle,
}

/// The reader's own bid that stands on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyBid {
    /// Its id.
    pub bid_id: BidId,
    /// The amount offered in the open or in the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The maximum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
}

/// A bidder's place on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// The number on the paddle.
    pub paddle: Paddle,
    /// Whether the deposit is confirmed.
    pub deposit_confirmed: bool,
    /// The most that this bidder may bid on a lot; absent: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
}
