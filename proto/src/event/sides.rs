//! The two sides of a lot that is sold exclusively or to several (rule book 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::ids::Paddle;

/// How the two sides of a lot stand: one exclusive licence, or a licence each for several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    /// The best exclusive bid.
    pub exclusive: Option<Side>,
    /// The best shared bids, best first, as many as there are licences.
    pub shared: Vec<Side>,
    /// What the shared bids come to; absent without one.
    pub shared_sum: Option<Money>,
    /// Which side would win now; absent without a bid.
    pub ahead: Option<SideName>,
    /// How far it is ahead; absent where both are equal or there is no bid.
    pub gap: Option<Money>,
    /// The least next exclusive bid.
    pub asking_exclusive: Money,
    /// The least next shared bid that is among the best.
    pub asking_shared: Money,
}

/// One bid of a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Whose.
    pub paddle: Paddle,
    /// How much.
    pub amount: Money,
}

/// The sides of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SideName {
    /// One buyer alone.
    Exclusive,
    /// Several buyers, a licence each.
    Shared,
}
