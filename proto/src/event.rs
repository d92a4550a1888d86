//! What can happen in a session. Events are the only thing that changes it.

use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::ids::{BidId, LotId, Paddle, Reason, Seq, SessionId};
use crate::terms::{Terms, Text};
use crate::time::Timestamp;

/// Something that happened. Who hears it is decided in one place, the engine's `audience`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The session began.
    SessionCreated {
        /// Its name.
        session: SessionId,
        /// What it is called.
        title: Text,
    },
    /// A bidder was admitted.
    BidderAdmitted {
        /// The number on the paddle.
        paddle: Paddle,
        /// The most that this bidder may bid on a lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Money>,
    },
    /// A bidder's deposit is here.
    DepositConfirmed {
        /// Whose.
        paddle: Paddle,
    },
    /// A lot's terms are frozen and public.
    LotPublished {
        /// Which lot.
        lot: LotId,
        /// Its terms.
        terms: Box<Terms>,
        /// Whether it has a reserve.
        reserve: Reserve,
    },
    /// A lot has this reserve.
    ReserveSet {
        /// Which lot.
        lot: LotId,
        /// The secret minimum (the secret most of a reverse lot).
        reserve: Money,
    },
    /// Bidding opened.
    LotOpened {
        /// Which lot.
        lot: LotId,
        /// When bidding ends; absent while no deadline runs.
        closes_at: Option<Timestamp>,
        /// The least first bid; absent in a sealed round.
        asking: Option<Money>,
    },
    /// A bid was taken. Its owner alone hears of it; the room hears what it did.
    BidAccepted {
        /// Which lot.
        lot: LotId,
        /// Whose.
        paddle: Paddle,
        /// The bid's own id.
        bid_id: BidId,
        /// The amount offered in the open, or in the envelope; absent for a maximum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// The maximum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maximum: Option<Money>,
    },
    /// A bid id came again: it has its first verdict.
    BidRepeated {
        /// Whose.
        paddle: Paddle,
        /// The bid's own id.
        bid_id: BidId,
        /// Where the first verdict stands.
        first: Seq,
    },
    /// Price, leader or asking price changed.
    PriceChanged {
        /// Which lot.
        lot: LotId,
        /// Who bid.
        bidder: Paddle,
        /// The price now.
        price: Money,
        /// Who leads now.
        leader: Paddle,
        /// The least next bid.
        asking: Money,
        /// Whether the reserve is met.
        reserve: Reserve,
        /// When.
        at: Timestamp,
    },
    /// The deadline moved, or began to run.
    DeadlineMoved {
        /// Which lot.
        lot: LotId,
        /// When bidding ends now.
        closes_at: Timestamp,
    },
    /// The clock of a lot stopped.
    LotPaused {
        /// Which lot.
        lot: LotId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: Reason,
    },
    /// A paused lot went on; the calls begin anew.
    LotResumed {
        /// Which lot.
        lot: LotId,
        /// When bidding ends now; absent while no deadline runs.
        closes_at: Option<Timestamp>,
    },
    /// The price was called.
    Called {
        /// Which lot.
        lot: LotId,
        /// 1, 2 or 3.
        call: u8,
    },
    /// The envelopes were opened.
    EnvelopesOpened {
        /// Which lot.
        lot: LotId,
        /// When bidding ended.
        closed_at: Timestamp,
        /// Every live envelope, in the order in which they came.
        envelopes: Vec<Envelope>,
    },
    /// A paddle was barred from a lot.
    BidderDisqualified {
        /// Which lot.
        lot: LotId,
        /// Whom.
        paddle: Paddle,
        /// Why.
        reason: Reason,
    },
    /// The lot ended.
    LotClosed {
        /// Which lot.
        lot: LotId,
        /// As of when: the deadline, whenever the tick came.
        closed_at: Timestamp,
        /// How it ended.
        result: LotResult,
    },
}

/// An opened envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Whose.
    pub paddle: Paddle,
    /// What it says.
    pub amount: Money,
    /// Why it does not count; absent in an eligible one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<EnvelopeFault>,
}

/// Why an envelope does not count (rule book 3, eligible).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeFault {
    /// Its bidder was disqualified.
    Disqualified,
    /// Worse than the opening price.
    MissesOpening,
    /// Below the floor.
    BelowFloor,
    /// Above the ceiling.
    AboveCeiling,
    /// Between two steps.
    OffGrid,
}

/// Whether the reserve is met; the reserve itself is the desk's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reserve {
    /// The lot has none.
    None,
    /// The lot has one, and the best bid does not reach it.
    NotMet,
    /// The best bid reaches it.
    Met,
}

/// How a lot ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LotResult {
    /// Sold.
    Sold {
        /// To whom.
        paddle: Paddle,
        /// For how much.
        price: Money,
    },
    /// Not sold: the best bid did not reach the reserve, or the auctioneer passed the lot.
    Passed,
    /// Not sold: nobody made an eligible bid (L52).
    Failed,
    /// Taken out of the sale.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}
