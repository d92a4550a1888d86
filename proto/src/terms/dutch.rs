//! The terms of a Dutch round (rule book 5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::time::Millis;

/// The terms of a Dutch round: the price begins at the opening price and comes down by the
/// decrement at every step of the round's pace (goes up, in a reverse lot).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dutch {
    /// How far the price moves at every step.
    pub decrement: Money,
    /// The last price: the floor; in a reverse lot, the ceiling. It stands for one step.
    pub last: Money,
    /// How long after the first acceptance others may accept the same price; those who do are
    /// drawn by lot (L41). Absent: the first acceptance wins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_window_ms: Option<Millis>,
}
