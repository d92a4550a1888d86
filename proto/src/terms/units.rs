//! The terms of a round for several units (rule book 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Replacement;

/// The terms of a sealed round in which bids are schedules of quantities at unit prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Pairs of quantity and unit price that a bidder may hand in, from 1.
    pub pairs: u32,
    /// What winners pay.
    #[serde(default)]
    pub pricing: UnitPricing,
    /// How the price at which supply runs out is served.
    #[serde(default)]
    pub margin: Margin,
    /// Whether a pair may be served in part.
    #[serde(default)]
    pub fills: Fills,
    /// The most units that one bidder may ask for; absent: no cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
    /// Whether a bidder may replace his schedule until the deadline.
    #[serde(default)]
    pub replacement: Replacement,
}

/// What the winners of several units pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitPricing {
    /// Each its own price.
    #[default]
    PayAsBid,
    /// All of them the lowest price that won.
    LowestWinning,
    /// All of them the highest price that lost; the reserve or the opening price where demand is
    /// below supply.
    HighestLosing,
}

/// How the price at which supply runs out is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Margin {
    /// In proportion to the quantities; what is left over goes to the largest remainders, the
    /// earliest among equals.
    #[default]
    ProRata,
    /// In the order in which the bids came.
    BySequence,
}

/// Whether a pair may be served in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fills {
    /// It may.
    #[default]
    Partial,
    /// It may not: a pair that does not fit is passed over, and the next is tried.
    Whole,
}
