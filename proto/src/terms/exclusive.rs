//! The terms of a round in which one exclusive licence stands against several (rule book 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Increment, SoftClose};
use crate::amount::Money;

/// The terms of an open round with two sides: whoever bids an amount bids for the technology
/// alone, whoever bids a schedule of one unit bids for one licence of `quantity`. The seller takes
/// the side that is worth more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusive {
    /// How far the next exclusive bid lies above the best; the first is at least the opening
    /// price.
    pub increment: Increment,
    /// The least bid for one licence of several.
    pub shared_opening: Money,
    /// How far the next shared bid lies above the one that it displaces.
    pub shared_increment: Increment,
    /// Whether a late bid moves the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_close: Option<SoftClose>,
}
