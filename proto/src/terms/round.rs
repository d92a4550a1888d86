//! A round of a lot's programme: who may bid, how amounts are taken, and when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Dutch, English, Exclusive, Pace, Sealed, Turns, Units};

/// One round of a lot's programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// How bids are taken and ranked.
    pub format: Format,
    /// What opens and ends the round.
    pub pace: Pace,
    /// Who may bid. A round that is open to nobody but the leader is not held.
    #[serde(default)]
    pub open_to: OpenTo,
    /// How often the round is held at most: again after a time in which somebody bid better, the
    /// next round of the programme after one in which nobody did.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
}

impl Round {
    /// A round that is open to everybody and held once.
    #[must_use]
    pub const fn new(format: Format, pace: Pace) -> Self {
        Self { format, pace, open_to: OpenTo::Everybody, times: 1 }
    }
}

const fn once() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_once(times: &u32) -> bool {
    *times == 1
}

/// How a round takes and ranks bids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Ascending in the open (rule book 2); descending in a reverse lot.
    English(English),
    /// In envelopes, opened together (rule book 3).
    Sealed(Sealed),
    /// Schedules for several units, in envelopes (rule book 4).
    Units(Units),
    /// One exclusive licence against a licence each for several, in the open (rule book 4).
    Exclusive(Exclusive),
    /// The price comes down until somebody takes it (rule book 5).
    Dutch(Dutch),
    /// Each bidder in turn, the worst first (rule book 6).
    Turns(Turns),
}

/// Who may bid in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpenTo {
    /// Everybody on the roster.
    #[default]
    Everybody,
    /// Those who bid validly the time before.
    Bidders,
    /// The best so many.
    Best(u32),
    /// Those whose bid lies within so many basis points of the best.
    WithinBasisPoints(u32),
    /// Those who are tied at the top; nobody, if one leads alone.
    Tied,
    /// Those who bid in the last window of a soft close that came to its cap; nobody, if it did
    /// not.
    LastWindow,
    /// All but the leader; nobody, if nobody leads.
    AllButLeader,
    /// Who led at the end of this round of the programme, from 1.
    LeaderOf(u32),
}
