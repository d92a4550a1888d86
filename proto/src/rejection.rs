//! Why a command is refused: an answer with the data to act on, never a failure.

use serde::{Deserialize, Serialize};

use crate::amount::{AmountFault, Money};
use crate::ids::{LotId, Paddle, Reason};
use crate::terms::TermsFault;
use crate::time::Timestamp;

/// Why a command is refused.
///
/// Variants stand in order of precedence: when several apply, the first is reported, so the
/// answer never depends on which check happened to run first (rule book 1, order of refusal).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
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
    /// The paddle was barred from the lot.
    #[error("this paddle was disqualified: {reason}")]
    Disqualified {
        /// What the official said.
        reason: Reason,
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
    /// The bidder leads already.
    #[error("you lead already; to be safe against others, raise your maximum")]
    AlreadyLeading {
        /// The price.
        price: Money,
    },
    /// The bidder's envelope stands and may not be replaced.
    #[error("your envelope is in and may not be replaced on this lot")]
    EnvelopeStands {},
    /// A maximum, or the asking price, where only envelopes are taken.
    #[error("a sealed round takes an amount, nothing else")]
    EnvelopeNeedsAmount {},
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
    /// Equal best envelopes: the lot must be drawn.
    #[error("equal envelopes lead; draw among them and name the one drawn")]
    Tied {
        /// Among whom.
        paddles: Vec<Paddle>,
    },
    /// The one named as drawn is not among the tied.
    #[error("there was nothing to draw, or that paddle was not in the draw")]
    NotInDraw {},
    /// A binding bid stands.
    #[error("a bid that binds the seller stands; let the hammer fall instead")]
    BidStands {
        /// The best price.
        price: Money,
    },
    /// The paddle leads the lot in the open.
    #[error("paddle {paddle} leads this lot; void the bid before the paddle is disqualified")]
    Leads {
        /// Who.
        paddle: Paddle,
    },
    /// Nothing is due.
    #[error("no deadline has passed")]
    NothingDue {},
}

impl Rejection {
    /// The number that clients switch on. Never renumbered, never reused.
    #[must_use]
    pub const fn code(&self) -> u16 {
        match self {
            Self::NotPermitted {} => 2001,
            Self::UnknownLot { .. } => 2002,
            Self::BidIdReused {} => 2003,
            Self::NotOpen { .. } => 2004,
            Self::Paused {} => 2005,
            Self::Closed { .. } => 2006,
            Self::NotOnRoster {} => 2007,
            Self::Disqualified { .. } => 2008,
            Self::DepositNotConfirmed {} => 2009,
            Self::AboveLimit { .. } => 2010,
            Self::AlreadyLeading { .. } => 2011,
            Self::EnvelopeStands {} => 2012,
            Self::EnvelopeNeedsAmount {} => 2013,
            Self::MalformedAmount { .. } => 2014,
            Self::OffGrid { .. } => 2015,
            Self::BelowAsking { .. } => 2016,
            Self::BookFull {} => 2017,
            Self::SessionExists {} => 2101,
            Self::NoSession {} => 2102,
            Self::LotNumber { .. } => 2103,
            Self::SessionFull {} => 2104,
            Self::Terms { .. } => 2105,
            Self::AlreadyAdmitted { .. } => 2106,
            Self::RosterFull {} => 2107,
            Self::AlreadyConfirmed { .. } => 2108,
            Self::AlreadyOpen {} => 2109,
            Self::NotPaused {} => 2110,
            Self::NotByHammer { .. } => 2111,
            Self::CallOutOfTurn { .. } => 2112,
            Self::CallsMissing { .. } => 2113,
            Self::StillSealed { .. } => 2114,
            Self::Tied { .. } => 2115,
            Self::NotInDraw {} => 2116,
            Self::BidStands { .. } => 2117,
            Self::Leads { .. } => 2118,
            Self::NothingDue {} => 2119,
        }
    }

    /// Whether the same command may succeed later without being changed.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::NotOpen { .. } | Self::Paused {} | Self::DepositNotConfirmed {})
    }
}

fn sentences(faults: &[TermsFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
