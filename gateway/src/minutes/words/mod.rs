//! The words of the minutes: one trait of sentences, spoken in each language of the house.

mod en;
mod labels;
mod number;
mod vi;

use gavel_proto::royalty::Base;
use gavel_proto::terms::{BelowReserve, DrawTimes, Profile, Rights, SingleBidder};
use gavel_proto::{
    By, Channel, Currency, EnvelopeFault, FailureReason, FaultCause, Forecast, ForfeitCase,
    InFlight, LotResult, Millis, Money, Paddle, Pair, Royalty, SideName, Terms, Text, Timestamp,
};

use super::record::{Ending, Fact, Minutes, Opening, RoundRecord, Struck};

pub(super) use en::English;
pub(super) use labels::Labels;
pub(super) use vi::Vietnamese;

/// What a language says. Every method is a pure function of what it is told.
pub(super) trait Words: Speech + Conditions + Story + Facts + Results {}

impl<T: Speech + Conditions + Story + Facts + Results> Words for T {}

/// Names and figures.
pub(super) trait Speech {
    /// The words that stand alone.
    fn labels(&self) -> &'static Labels;
    /// This language's side of a text.
    fn text<'a>(&self, text: &'a Text) -> &'a str;
    /// An amount in figures, with its currency.
    fn amount(&self, amount: Money, currency: &Currency) -> String;
    /// An amount in words, as contracts repeat it.
    fn spelled(&self, amount: Money, currency: &Currency) -> String;
    /// A whole number in figures.
    fn count(&self, count: u64) -> String;
    /// A point in time, in a sentence.
    fn moment(&self, at: Timestamp) -> String;
    /// A point in time in a table: the day and the second.
    fn second(&self, at: Timestamp) -> String;
    /// A point in time in the extract: the day and the microsecond.
    fn microsecond(&self, at: Timestamp) -> String;
    /// A length of time.
    fn length(&self, length: Millis) -> String;
    /// A paddle, in a sentence.
    fn paddle(&self, paddle: Paddle) -> String;
    /// A hand in a draw, where the auctioneer has the number 0.
    fn drawer(&self, paddle: Paddle) -> String;
    /// Whose hand a command came from.
    fn hand(&self, by: &By) -> String;
    /// How a bid came.
    fn channel(&self, channel: Channel) -> &'static str;
    /// What the whole document is of.
    fn journal(&self, minutes: &Minutes) -> String;
    /// What a royalty is made of.
    fn royalty(&self, royalty: &Royalty, currency: &Currency) -> String;
    /// Quantities at unit prices.
    fn schedule(&self, schedule: &[Pair], currency: &Currency) -> String;
    /// What a percentage is taken of.
    fn base(&self, base: Base) -> &'static str;
}

/// The terms of a lot, in sentences.
pub(super) trait Conditions {
    /// Which rights are sold.
    fn rights(&self, rights: &Rights) -> String;
    /// The law or agreement that the lot is sold under.
    fn profile(&self, profile: Profile) -> String;
    /// What becomes of a lot whose best bid does not reach the reserve.
    fn below_reserve(&self, below: BelowReserve) -> String;
    /// Whether one bidder alone may have the lot.
    fn single_bidder(&self, single: &SingleBidder) -> String;
    /// How long a draw takes.
    fn draw_times(&self, draw: DrawTimes) -> String;
    /// By what royalties count.
    fn forecast(&self, forecast: &Forecast, currency: &Currency) -> String;
    /// A round of the programme, from 1: format, who may bid, time.
    fn round(&self, terms: &Terms, round: u32) -> String;
}

/// The rounds of a lot, and what became of their bids.
pub(super) trait Story {
    /// The heading of a round as it was held.
    fn held(&self, round: &RoundRecord, terms: &Terms) -> String;
    /// Who might bid in a round as it was held.
    fn admitted(&self, round: &RoundRecord) -> String;
    /// The counts that an opening announces (L43).
    fn opening(&self, opening: &Opening) -> String;
    /// Why an envelope does not count; `None`: it does.
    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str;
    /// Why a bid no longer counts.
    fn struck(&self, struck: &Struck) -> String;
    /// On which of two sides a bid stands.
    fn side(&self, side: SideName) -> &'static str;
    /// In which of the five cases a deposit is forfeited.
    fn case(&self, case: ForfeitCase) -> &'static str;
    /// What happened in a fault.
    fn cause(&self, cause: FaultCause) -> &'static str;
    /// A bid that a fault caught on its way, and how far it had come.
    fn in_flight(&self, bid: &InFlight) -> String;
}

/// What happened, fact by fact.
pub(super) trait Facts {
    /// A fact: a line of the extract, or of a course.
    fn fact(&self, fact: &Fact, terms: &Terms) -> String;
}

/// How a lot ended.
pub(super) trait Results {
    /// How the lot ended, in a sentence.
    fn ending(&self, ending: &Ending, terms: &Terms) -> String;
    /// How the lot ended, in a table.
    fn result(&self, result: Option<&LotResult>, profile: Profile) -> &'static str;
}

/// The article of the Law on Property Auction that a failure rests on.
const fn article(reason: FailureReason) -> u32 {
    match reason {
        FailureReason::SingleBidder => 49,
        FailureReason::NobodyRegistered
        | FailureReason::NoBid
        | FailureReason::NoEligibleBid
        | FailureReason::BidWithdrawn
        | FailureReason::ResultRefused
        | FailureReason::MinutesUnsigned => 52,
    }
}

/// Sentences one behind the other, without the last full stop.
fn sentences(parts: Vec<String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(|part| capital(&part)).collect::<Vec<_>>().join(". ")
}

/// Paddles in a row; a dash where there are none.
pub(super) fn paddles(paddles: &[Paddle]) -> String {
    let numbers: Vec<String> = paddles.iter().map(ToString::to_string).collect();
    if numbers.is_empty() { "—".to_owned() } else { numbers.join(", ") }
}

/// A part in basis points as a percentage, with the digits it needs and no more.
fn percent(basis_points: u32, point: char) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => whole.to_string(),
        _ if part.is_multiple_of(10) => format!("{whole}{point}{}", part / 10),
        _ => format!("{whole}{point}{part:02}"),
    }
}

/// The largest unit that divides a length: how many of it, and which.
fn units(length: Millis) -> (u64, Unit) {
    let units = [
        (86_400_000, Unit::Days),
        (3_600_000, Unit::Hours),
        (60_000, Unit::Minutes),
        (1_000, Unit::Seconds),
    ];
    let largest = units.into_iter().find(|(unit, _)| length.0.is_multiple_of(*unit));
    largest.map_or((length.0, Unit::Milliseconds), |(unit, name)| (length.0 / unit, name))
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
}

/// A sentence begins with a capital letter.
pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
