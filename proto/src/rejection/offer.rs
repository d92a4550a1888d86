//! What can be wrong with a schedule or a royalty.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a schedule cannot be served.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleFault {
    /// No pair.
    #[error("a schedule has at least one pair of quantity and unit price")]
    Empty,
    /// Too many pairs.
    #[error("a schedule has at most {most} pairs on this lot")]
    TooManyPairs {
        /// How many there may be.
        most: u32,
    },
    /// A quantity of nothing, or beyond any lot.
    #[error("a quantity lies between 1 and 1,000,000,000")]
    Quantity,
    /// More units than one bidder may ask for.
    #[error("one bidder asks for at most {cap} units on this lot")]
    AboveCap {
        /// The most.
        cap: u64,
    },
    /// A unit price that is no amount of the lot's currency, or a sum beyond any amount.
    #[error("a unit price does not fit the lot's currency, or all of it is more than can be bid")]
    Amount,
}

/// Why a royalty cannot be counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum RoyaltyFault {
    /// Nothing is offered.
    #[error("a royalty has a lump sum, a share or a yearly minimum")]
    Empty,
    /// A part does not fit the currency.
    #[error("a part of the royalty has more digits than the lot's currency")]
    Amount,
    /// A percentage of nothing, or of more than all.
    #[error("a share lies between 1 and 10,000 basis points")]
    Share,
    /// The terms say nothing of what the share is taken of.
    #[error("the lot's forecast does not say what that share is taken of")]
    NoForecast,
    /// The value is nothing, or beyond any amount.
    #[error("the net present value is below the smallest amount, or more than can be bid")]
    Value,
}
