//! The terms of a sealed round (rule book 3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;

/// The terms of a sealed round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The most that an eligible envelope may say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Money>,
    /// The least that an eligible envelope may say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Money>,
    /// Whether a bidder may replace his envelope until the deadline.
    #[serde(default)]
    pub replacement: Replacement,
    /// What the winner pays.
    #[serde(default)]
    pub pricing: Pricing,
}

/// Whether a bidder may replace his envelope until the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// The last envelope counts, in the place of its own sequence.
    #[default]
    Allowed,
    /// The first envelope is final.
    Refused,
}

/// What the winner of a sealed round pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pricing {
    /// What his envelope says.
    #[default]
    FirstPrice,
    /// The reserve or the best envelope of any other bidder, whichever is better for the seller
    /// (Vickrey 1961).
    SecondPrice,
}
