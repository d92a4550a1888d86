//! The terms of an English round (rule book 2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::time::{Millis, Timestamp};

/// The terms of an English round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct English {
    /// How far the asking price lies above the price (below it, in a reverse lot).
    pub increment: Increment,
    /// Whether a late bid moves the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_close: Option<SoftClose>,
    /// Whether the leader may outbid himself in the open.
    #[serde(default)]
    pub leader_bids: LeaderBids,
    /// The most steps that an open bid may go beyond the price without being confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_jump_steps: Option<u32>,
    /// The round ends when no more than so many bidders are left in it: the others left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_left: Option<u32>,
}

impl English {
    /// An English round with nothing in it but its increment.
    #[must_use]
    pub const fn new(increment: Increment) -> Self {
        Self {
            increment,
            soft_close: None,
            leader_bids: LeaderBids::Refused,
            max_jump_steps: None,
            until_left: None,
        }
    }
}

/// Whether the leader may outbid himself in the open. His own maximum he may always raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeaderBids {
    /// He leads already, and is told so.
    #[default]
    Refused,
    /// A bid at or above the asking price counts, whoever makes it.
    Accepted,
}

/// How far the asking price lies above the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Increment {
    /// The step of the last band that begins at or below the price; bands rise, the first
    /// begins at or below the opening price.
    Table(Vec<Band>),
    /// A part of the price in basis points, rounded up to the minor unit: 1000 is 10 %.
    BasisPoints(u32),
}

/// A band of an increment table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The first price of the band; absent in the first band: from nothing on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Money>,
    /// The increment inside the band.
    pub step: Money,
}

/// A bid in the last `window_ms` moves the deadline to `extension_ms` after that bid, never
/// earlier than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SoftClose {
    /// How long before the deadline a bid counts as late.
    pub window_ms: Millis,
    /// How long after a late bid the lot stays open.
    pub extension_ms: Millis,
    /// Where the moving ends. At the cap the round is over; a next round that is open to the last
    /// window is then one best and final.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Cap>,
}

/// Where a soft close ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cap {
    /// After so many moves.
    Moves(u32),
    /// At this point in time.
    LatestAt(Timestamp),
}
