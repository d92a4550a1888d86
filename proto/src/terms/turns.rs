//! The terms of a round in turns (rule book 6, Prozorro's three rounds).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Increment;

/// The terms of a round in which every bidder of the round before has a turn, from worst to best,
/// for one step of the round's pace. A bid replaces one's own and improves it by the increment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turns {
    /// How far a bid must improve one's own.
    pub increment: Increment,
}
