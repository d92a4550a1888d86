//! How a lot ends: sold, allotted, passed, failed, withdrawn; and who loses a deposit by it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::ids::{Paddle, Reason};
use crate::royalty::Royalty;

/// How a lot ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LotResult {
    /// Sold.
    Sold {
        /// To whom.
        paddle: Paddle,
        /// For how much; for a royalty, its net present value.
        price: Money,
        /// What the price is made of, if it is a royalty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        royalty: Option<Royalty>,
    },
    /// Several units, sold to one or more (rule book 4).
    Allotted {
        /// Who gets how much, in the order in which it was served.
        awards: Vec<Award>,
        /// What all of them pay together.
        total: Money,
    },
    /// Not sold: the best bid did not reach the reserve, or the auctioneer passed the lot.
    Passed,
    /// Not sold (L52).
    Failed {
        /// Why.
        reason: FailureReason,
    },
    /// Taken out of the sale.
    Withdrawn {
        /// Why.
        reason: Reason,
    },
}

/// Units that somebody gets at one price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// Who.
    pub paddle: Paddle,
    /// How many.
    pub quantity: u64,
    /// At what price each.
    pub unit_price: Money,
    /// What that comes to.
    pub pays: Money,
}

/// Why a lot failed (L52, L49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// Nobody was admitted to the session.
    NobodyRegistered,
    /// Nobody bid.
    NoBid,
    /// Nobody made an eligible bid.
    NoEligibleBid,
    /// One bidder alone, where the terms do not sell to one (L49).
    SingleBidder,
    /// The leader withdrew, and nobody else had bid (L50).
    BidWithdrawn,
    /// The winner refused the result, and the runner-up could not or would not take it (L51).
    ResultRefused,
    /// The winner refused to sign the minutes.
    MinutesUnsigned,
}

/// The five cases in which a deposit is forfeited, and no other (L39). The engine lists them; it
/// moves no money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForfeitCase {
    /// Absent without force majeure.
    Absent,
    /// Disqualified.
    Disqualified,
    /// Refused to sign the minutes.
    MinutesUnsigned,
    /// Withdrew a bid.
    BidWithdrawn,
    /// Refused the result.
    ResultRefused,
}

/// Whether the reserve is met; the reserve itself is the desk's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reserve {
    /// The lot has none.
    None,
    /// The lot has one, and the best bid does not reach it.
    NotMet,
    /// The best bid reaches it.
    Met,
}
