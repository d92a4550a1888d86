//! The terms of a lot: frozen at publication, complete enough to decide every bid by.

mod faults;

use serde::{Deserialize, Serialize};

pub use faults::TermsFault;

use crate::amount::{Currency, Money};
use crate::time::{Millis, Timestamp};

/// What a person reads, in both languages of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// The terms of one lot (rule book 1). The reserve is not among them: it is secret, and terms
/// are for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What is sold, in a line.
    pub title: Text,
    /// What is sold, at length: the technology, its rights, territory, field and term.
    pub summary: Text,
    /// The currency of every amount of the lot.
    pub currency: Currency,
    /// Whether the highest or the lowest wins.
    #[serde(default)]
    pub direction: Direction,
    /// The opening price: the least first bid (forward), the most (reverse). An English round
    /// needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Money>,
    /// Amounts lie whole steps of this away from the opening price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<Money>,
    /// The programme: the rounds of the lot, in order.
    pub rounds: Vec<Round>,
}

/// Which of two amounts is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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
}

/// One round of a lot: how amounts are taken, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// How bids are taken and ranked.
    pub format: Format,
    /// What opens and ends the round.
    pub pace: Pace,
}

/// How a round takes and ranks bids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Ascending in the open (rule book 2).
    English(English),
    /// In envelopes, opened together, first price (rule book 3).
    Sealed(Sealed),
}

/// The terms of an English round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct English {
    /// How far the asking price lies above the price.
    pub increment: Increment,
    /// Whether a late bid moves the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soft_close: Option<SoftClose>,
    /// Whether the leader may outbid himself in the open.
    #[serde(default)]
    pub leader_bids: LeaderBids,
}

/// Whether the leader may outbid himself in the open. His own maximum he may always raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaderBids {
    /// He leads already, and is told so.
    #[default]
    Refused,
    /// A bid at or above the asking price counts, whoever makes it.
    Accepted,
}

/// How far the asking price lies above the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Increment {
    /// The step of the last band that begins at or below the price; bands rise, the first
    /// begins at or below the opening price.
    Table(Vec<Band>),
    /// A part of the price in basis points, rounded up to the minor unit: 1000 is 10 %.
    BasisPoints(u32),
}

/// A band of an increment table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoftClose {
    /// How long before the deadline a bid counts as late.
    pub window_ms: Millis,
    /// How long after a late bid the lot stays open.
    pub extension_ms: Millis,
}

/// The terms of a sealed first-price round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The most that an eligible envelope may say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Money>,
    /// The least that an eligible envelope may say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Money>,
    /// Whether a bidder may replace his envelope until the deadline.
    #[serde(default)]
    pub replacement: Replacement,
}

/// Whether a bidder may replace his envelope until the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// The last envelope counts, in the place of its own sequence.
    #[default]
    Allowed,
    /// The first envelope is final.
    Refused,
}

/// What opens and ends a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// By the clock.
    Timed(Timed),
    /// By the auctioneer: opened by hand, ended by the hammer after the third call (L41).
    Hammer,
}

/// A round that the clock ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timed {
    /// When the round opens by itself; absent: when the auctioneer opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// When bidding ends.
    pub closes: Closes,
}

/// When bidding ends in a timed round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closes {
    /// At this point in time.
    At(Timestamp),
    /// So long after the round opened.
    AfterOpeningMs(Millis),
    /// So long after the first accepted bid; before it, never.
    AfterFirstBidMs(Millis),
}

impl Terms {
    /// The round in which bids are taken.
    ///
    /// # Panics
    /// On terms without a round, which [`Terms::faults`] keeps out.
    #[must_use]
    pub fn round(&self) -> &Round {
        self.rounds.first().expect("invariant: published terms have a round")
    }
}
