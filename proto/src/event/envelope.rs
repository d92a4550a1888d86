//! An opened envelope, and what the opening announces about all of them (L43).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::command::Pair;
use crate::ids::{BidId, Paddle};
use crate::royalty::Royalty;

/// An opened envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Whose.
    pub paddle: Paddle,
    /// The id of the bid that it came in.
    pub bid_id: BidId,
    /// What it says; for a royalty its net present value, for a schedule all of it together.
    pub amount: Money,
    /// What the amount is made of, if it is a royalty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<Royalty>,
    /// Quantities at unit prices; empty in a lot of one unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<Pair>,
    /// Why it does not count; absent in an eligible one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<EnvelopeFault>,
}

/// Why an envelope does not count (rule book 3, eligible).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeFault {
    /// Its bidder was disqualified or excluded.
    Disqualified,
    /// It was struck by two officers.
    Voided,
    /// Worse than the opening price.
    MissesOpening,
    /// Below the floor.
    BelowFloor,
    /// Above the ceiling.
    AboveCeiling,
    /// Between two steps.
    OffGrid,
}

/// What the opening announces (L43).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotCount {
    /// Paddles that could hand in an envelope.
    pub issued: u32,
    /// Envelopes handed in.
    pub returned: u32,
    /// Envelopes that count.
    pub valid: u32,
    /// Envelopes that do not count; each says why.
    pub invalid: u32,
}
