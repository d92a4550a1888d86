//! The words of the minutes: one trait of sentences, spoken in each language of the house.

mod en;
mod figures;
mod labels;
mod number;
mod vi;

use gavel_proto::terms::SoftClose;
use gavel_proto::{
    By, Currency, EnvelopeFault, Increment, Millis, Money, Pace, Paddle, Terms, Text, Timestamp,
};

use super::record::{Ending, Fact, Ground, Minutes, Opening};

pub(super) use en::English;
pub(super) use labels::Labels;
pub(super) use vi::Vietnamese;

/// What a language says. Every method is a pure function of what it is told.
pub(super) trait Words {
    /// The words that stand alone.
    fn labels(&self) -> &'static Labels;
    /// This language's side of a text.
    fn text<'a>(&self, text: &'a Text) -> &'a str;
    /// An amount in figures, with its currency.
    fn amount(&self, amount: Money, currency: &Currency) -> String;
    /// An amount in words, as contracts repeat it.
    fn spelled(&self, amount: Money, currency: &Currency) -> String;
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
    /// Whose hand a command came from.
    fn hand(&self, by: &By) -> String;
    /// What the whole document is of.
    fn journal(&self, minutes: &Minutes) -> String;
    /// How bids are taken and who wins.
    fn format(&self, terms: &Terms) -> &'static str;
    /// How far the asking price lies above the price.
    fn increment(&self, increment: &Increment, currency: &Currency) -> String;
    /// What a late bid does.
    fn soft_close(&self, soft: SoftClose) -> String;
    /// What opens and ends the round.
    fn pace(&self, pace: &Pace) -> String;
    /// The counts that an opening announces (L43).
    fn opening(&self, opening: &Opening) -> String;
    /// Why an envelope does not count; `None`: it does.
    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str;
    /// How the lot ended, in a sentence.
    fn ending(&self, ending: &Ending, currency: &Currency) -> String;
    /// That equal envelopes led and the lot was drawn.
    fn draw(&self, ending: &Ending) -> String;
    /// How the lot ended, in a table.
    fn result(&self, ending: Option<&Ending>) -> &'static str;
    /// A line of the extract.
    fn fact(&self, fact: &Fact, currency: &Currency) -> String;
    /// Why a bid was refused.
    fn ground(&self, ground: &Ground, currency: &Currency) -> String;
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
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
