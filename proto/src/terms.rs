//! The terms of a lot: frozen at publication, complete enough to decide every bid by.

mod check;
mod dutch;
mod english;
mod exclusive;
mod faults;
mod pace;
mod profile;
mod rights;
mod round;
mod sealed;
mod turns;
mod units;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use dutch::Dutch;
pub use english::{Band, Cap, English, Increment, LeaderBids, SoftClose};
pub use exclusive::Exclusive;
pub use faults::TermsFault;
pub use pace::{Closes, Pace, Stepped, Timed};
pub use profile::{Profile, ProfileRules};
pub use rights::{Document, Grant, Rights};
pub use round::{Format, OpenTo, Round};
pub use sealed::{Pricing, Replacement, Sealed};
pub use turns::Turns;
pub use units::{Fills, Margin, UnitPricing, Units};

use crate::amount::{Currency, Money};
use crate::royalty::Forecast;
use crate::time::Millis;

/// What a person reads, in both languages of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// The terms of one lot (rule book 1). The reserve is not among them: it is secret, and terms
/// are for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is sold, in a line.
    pub title: Text,
    /// What is sold, at length: the technology, its rights, territory, field and term.
    pub summary: Text,
    /// Which rights are sold; absent where the description tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Rights>,
    /// Papers and pictures of the lot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// The currency of every amount of the lot.
    pub currency: Currency,
    /// The law or agreement that the lot is sold under (rule book 11).
    #[serde(default)]
    pub profile: Profile,
    /// Whether the highest or the lowest wins.
    #[serde(default)]
    pub direction: Direction,
    /// How many identical licences are sold.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub quantity: u64,
    /// The opening price: the least first bid (forward), the most (reverse). An English or Dutch
    /// round needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Money>,
    /// Amounts lie whole steps of this away from the opening price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<Money>,
    /// What a bidder deposits for the lot (L39).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Money>,
    /// What becomes of a lot whose best bid does not reach the reserve.
    #[serde(default)]
    pub below_reserve: BelowReserve,
    /// Whether the lot is sold where one bidder alone takes part (L49).
    #[serde(default)]
    pub single_bidder: SingleBidder,
    /// How long a draw among equals takes (L42).
    #[serde(default)]
    pub draw: DrawTimes,
    /// By what royalties count; absent: amounts are plain (rule book 7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub royalty: Option<Forecast>,
    /// The programme: the rounds of the lot, in order.
    pub rounds: Vec<Round>,
}

const fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_one(quantity: &u64) -> bool {
    *quantity == 1
}

/// Which of two amounts is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The highest wins: something is sold.
    #[default]
    Forward,
    /// The lowest wins: an order for a technology is given away.
    Reverse,
}

impl Direction {
    /// Whether `amount` is at least as good as `bound`.
    #[must_use]
    pub fn reaches(self, amount: Money, bound: Money) -> bool {
        match self {
            Self::Forward => bound <= amount,
            Self::Reverse => amount <= bound,
        }
    }

    /// Whether `amount` is better than `other`.
    #[must_use]
    pub fn beats(self, amount: Money, other: Money) -> bool {
        !self.reaches(other, amount)
    }

    /// The better of two amounts.
    #[must_use]
    pub fn better(self, one: Money, other: Money) -> Money {
        if self.beats(other, one) { other } else { one }
    }

    /// The worse of two amounts.
    #[must_use]
    pub fn worse(self, one: Money, other: Money) -> Money {
        if self.beats(other, one) { one } else { other }
    }

    /// Better before worse.
    #[must_use]
    pub fn order(self, one: Money, other: Money) -> std::cmp::Ordering {
        match self {
            Self::Forward => other.cmp(&one),
            Self::Reverse => one.cmp(&other),
        }
    }
}

/// What becomes of a lot whose best bid does not reach the reserve (rule book 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BelowReserve {
    /// It is passed.
    #[default]
    Passed,
    /// The seller is asked whether the price is enough.
    Provisional {
        /// How long the seller has to answer.
        answer_within_ms: Millis,
    },
}

/// Whether the lot is sold where one bidder alone takes part (L49, L59).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SingleBidder {
    /// It is.
    #[default]
    Accepted,
    /// It fails.
    Refused,
    /// It is, because a first session failed, the asset is not the state's, and the seller
    /// consented in writing: the name of that document.
    Consented(String),
}

/// How long a draw among equals takes (L42).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawTimes {
    /// For committing to a nonce.
    pub commit_ms: Millis,
    /// For revealing it.
    pub reveal_ms: Millis,
}

impl Default for DrawTimes {
    fn default() -> Self {
        Self { commit_ms: Millis(120_000), reveal_ms: Millis(120_000) }
    }
}

impl Terms {
    /// Terms of one unit with nothing in them but what every lot has.
    #[must_use]
    pub fn new(title: Text, currency: Currency, rounds: Vec<Round>) -> Self {
        Self {
            title,
            summary: Text { vi: String::new(), en: String::new() },
            rights: None,
            documents: Vec::new(),
            currency,
            profile: Profile::default(),
            direction: Direction::default(),
            quantity: one(),
            opening: None,
            grid: None,
            deposit: None,
            below_reserve: BelowReserve::default(),
            single_bidder: SingleBidder::default(),
            draw: DrawTimes::default(),
            royalty: None,
            rounds,
        }
    }

    /// The round of the programme at this place, from 1.
    ///
    /// # Panics
    /// Where the programme has no such round.
    #[must_use]
    pub fn round(&self, round: u32) -> &Round {
        let index = (round as usize).wrapping_sub(1);
        self.rounds.get(index).expect("invariant: only rounds of the programme are held")
    }
}
