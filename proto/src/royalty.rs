//! A royalty: the forms of payment for technology (Technology Transfer Law 07/2017, art. 27), and
//! the forecast by which one counts against another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Money;

/// A structured amount: at least one of its parts is there. It counts as its net present value
/// under the [`Forecast`] of the lot's terms (rule book 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Royalty {
    /// Paid at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lump_sum: Option<Money>,
    /// Paid at the end of every year of the forecast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The least that is paid in every year of the forecast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_minimum: Option<Money>,
}

/// A percentage of what the technology brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Of what.
    pub of: Base,
    /// How much, in basis points, 1 to 10,000: 500 is 5 %.
    pub basis_points: u32,
}

/// What a percentage is taken of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The net price of what is sold.
    NetPrice,
    /// The net revenue.
    NetRevenue,
    /// The profit before tax.
    PretaxProfit,
}

/// What the seller expects the technology to bring, published in the terms: by it, one structure
/// counts against another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The rate at which a year's money counts less than the year's before, in basis points.
    pub discount_basis_points: u32,
    /// What is expected, for each base that a share may be taken of; all of the same years.
    pub expected: Vec<Expected>,
}

/// What a base is expected to come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Of what.
    pub of: Base,
    /// At the end of the first year, the second, and so on.
    pub yearly: Vec<Money>,
}

impl Forecast {
    /// The years of the forecast.
    #[must_use]
    pub fn years(&self) -> usize {
        self.expected.first().map_or(0, |expected| expected.yearly.len())
    }
}
