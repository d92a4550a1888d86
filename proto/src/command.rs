//! What can be asked of a session, and by whom. The journal keeps every command as asked.

use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::ids::{BidId, LotId, Officer, Paddle, Reason, SessionId};
use crate::terms::{Terms, Text};

/// Whose hand a command comes from. The engine knows paddles and officers, never people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case", deny_unknown_fields)]
pub enum By {
    /// The house's own clock: a deadline has passed.
    Clock,
    /// Somebody who watches.
    Observer,
    /// A bidder, by the number on the paddle.
    Bidder {
        /// The number.
        paddle: Paddle,
    },
    /// A clerk, who admits bidders and confirms deposits.
    Clerk {
        /// Which clerk.
        officer: Officer,
    },
    /// The auctioneer.
    Auctioneer {
        /// Which auctioneer.
        officer: Officer,
    },
    /// Somebody who checks.
    Auditor {
        /// Which auditor.
        officer: Officer,
    },
}

/// What somebody is in a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The house's own clock.
    Clock,
    /// Watches.
    Observer,
    /// Bids.
    Bidder,
    /// Admits bidders and confirms deposits.
    Clerk,
    /// Opens, paces and closes lots.
    Auctioneer,
    /// Checks.
    Auditor,
}

impl By {
    /// The role of this hand.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Clock => Role::Clock,
            Self::Observer => Role::Observer,
            Self::Bidder { .. } => Role::Bidder,
            Self::Clerk { .. } => Role::Clerk,
            Self::Auctioneer { .. } => Role::Auctioneer,
            Self::Auditor { .. } => Role::Auditor,
        }
    }

    /// The paddle, if a bidder's hand it is.
    #[must_use]
    pub const fn paddle(&self) -> Option<Paddle> {
        match self {
            Self::Bidder { paddle } => Some(*paddle),
            Self::Clock
            | Self::Observer
            | Self::Clerk { .. }
            | Self::Auctioneer { .. }
            | Self::Auditor { .. } => None,
        }
    }
}

/// A command: what somebody asks of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begins the session. The first command of every journal, and only there.
    CreateSession {
        /// The session's name.
        session: SessionId,
        /// What the session is called.
        title: Text,
    },
    /// Admits a bidder with a paddle (rule book 8).
    Admit {
        /// The number on the paddle.
        paddle: Paddle,
        /// The most that this bidder may bid on a lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Money>,
    },
    /// Confirms that a bidder's deposit has arrived (L39).
    ConfirmDeposit {
        /// Whose.
        paddle: Paddle,
    },
    /// Publishes a lot: its terms freeze.
    Publish {
        /// The lot's number: the next free one.
        lot: LotId,
        /// What everybody may know.
        terms: Box<Terms>,
        /// The reserve: known to the desk alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reserve: Option<Money>,
    },
    /// Opens a published lot by hand.
    Open {
        /// Which lot.
        lot: LotId,
    },
    /// Stops the clock of an open lot.
    Pause {
        /// Which lot.
        lot: LotId,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// Goes on after a pause and gives the time back.
    Resume {
        /// Which lot.
        lot: LotId,
    },
    /// Calls the price for the first, second or third time.
    Call {
        /// Which lot.
        lot: LotId,
        /// 1, 2 or 3: the next call.
        call: u8,
    },
    /// Lets the hammer fall: after the third call, or on opened envelopes.
    Hammer {
        /// Which lot.
        lot: LotId,
        /// The bidder whom the lot fell to, where equal envelopes were drawn by lot (L42).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        drawn: Option<Paddle>,
    },
    /// Passes a lot that nobody may have: no bid, or none at the reserve.
    Pass {
        /// Which lot.
        lot: LotId,
    },
    /// Takes a lot out of the sale before the hammer.
    Withdraw {
        /// Which lot.
        lot: LotId,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// Bars a paddle from a lot; its envelope no longer counts.
    Disqualify {
        /// Which lot.
        lot: LotId,
        /// Whom.
        paddle: Paddle,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// A bid.
    Bid(Bid),
    /// A deadline has passed: what is due happens.
    Tick {},
}

/// A bid on a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BidFields", into = "BidFields")]
pub struct Bid {
    /// Which lot.
    pub lot: LotId,
    /// The bid's own id: sent again, it gets its first verdict.
    pub bid_id: BidId,
    /// What is offered.
    pub offer: Offer,
}

/// What a bid offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// This amount, openly. In a sealed round: what the envelope says.
    Amount(Money),
    /// Up to this amount, which only its owner sees (rule book 2, a proxy bid).
    Maximum(Money),
    /// The asking price, whatever it is by then, but at most this.
    AskingAtMost(Money),
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BidFields {
    lot: Option<LotId>,
    bid_id: Option<BidId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asking_at_most: Option<Money>,
}

impl TryFrom<BidFields> for Bid {
    type Error = &'static str;

    fn try_from(fields: BidFields) -> Result<Self, Self::Error> {
        let offer = match (fields.amount, fields.maximum, fields.asking_at_most) {
            (Some(amount), None, None) => Offer::Amount(amount),
            (None, Some(maximum), None) => Offer::Maximum(maximum),
            (None, None, Some(most)) => Offer::AskingAtMost(most),
            _ => return Err("a bid has one of: amount, maximum, asking_at_most"),
        };
        Ok(Self {
            lot: fields.lot.ok_or("missing field `lot`")?,
            bid_id: fields.bid_id.ok_or("missing field `bid_id`")?,
            offer,
        })
    }
}

impl From<Bid> for BidFields {
    fn from(bid: Bid) -> Self {
        let fields = Self { lot: Some(bid.lot), bid_id: Some(bid.bid_id), ..Self::default() };
        match bid.offer {
            Offer::Amount(amount) => Self { amount: Some(amount), ..fields },
            Offer::Maximum(maximum) => Self { maximum: Some(maximum), ..fields },
            Offer::AskingAtMost(most) => Self { asking_at_most: Some(most), ..fields },
        }
    }
}
