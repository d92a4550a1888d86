//! What opens and ends a round: the clock, or the auctioneer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::{Millis, Timestamp};

/// What opens and ends a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// By the clock.
    Timed(Timed),
    /// By the clock, in steps of equal length: the prices of a Dutch round, the turns of a round
    /// in turns.
    Stepped(Stepped),
    /// By the auctioneer: opened by hand, ended by the hammer after the third call (L41).
    Hammer,
}

/// A round that the clock ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Timed {
    /// When the lot's first round opens by itself; absent: when the auctioneer opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// How long after the round before a later round opens by itself; absent: when the auctioneer
    /// opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_after_ms: Option<Millis>,
    /// When bidding ends.
    pub closes: Closes,
}

impl Timed {
    /// A round that the auctioneer opens and the clock ends.
    #[must_use]
    pub const fn new(closes: Closes) -> Self {
        Self { opens_at: None, opens_after_ms: None, closes }
    }
}

/// When bidding ends in a timed round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Closes {
    /// At this point in time.
    At(Timestamp),
    /// So long after the round opened.
    AfterOpeningMs(Millis),
    /// So long after the first accepted bid; before it, never.
    AfterFirstBidMs(Millis),
}

/// A round of steps of equal length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stepped {
    /// When the lot's first round opens by itself; absent: when the auctioneer opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// How long after the round before a later round opens by itself; absent: when the auctioneer
    /// opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_after_ms: Option<Millis>,
    /// The length of a step.
    pub every_ms: Millis,
}

impl Pace {
    /// When a first round of this pace opens by itself, if it does.
    #[must_use]
    pub const fn opens_at(&self) -> Option<Timestamp> {
        match self {
            Self::Timed(Timed { opens_at, .. }) | Self::Stepped(Stepped { opens_at, .. }) => {
                *opens_at
            }
            Self::Hammer => None,
        }
    }

    /// How long after the round before a later round of this pace opens by itself, if it does.
    #[must_use]
    pub const fn opens_after(&self) -> Option<Millis> {
        match self {
            Self::Timed(Timed { opens_after_ms, .. })
            | Self::Stepped(Stepped { opens_after_ms, .. }) => *opens_after_ms,
            Self::Hammer => None,
        }
    }
}
