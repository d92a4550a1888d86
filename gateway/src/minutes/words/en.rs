//! The minutes in English: names and figures.

mod conditions;
mod facts;
mod formats;
mod labels;
mod results;
mod story;

use gavel_proto::royalty::Base;
use gavel_proto::{By, Channel, Currency, Millis, Money, Paddle, Pair, Royalty, Text, Timestamp};

use super::{Labels, Speech, Unit, capital, number, percent, units};
use crate::figures::{Marks, grouped, grouped_digits, in_hanoi, split};
use crate::language::Language;
use crate::minutes::record::Minutes;

/// English, for foreign owners and bidders.
pub(in crate::minutes) struct English;

const MARKS: Marks = Marks::of(Language::En);

impl Speech for English {
    fn labels(&self) -> &'static Labels {
        &labels::LABELS
    }

    fn text<'a>(&self, text: &'a Text) -> &'a str {
        &text.en
    }

    fn amount(&self, amount: Money, currency: &Currency) -> String {
        format!("{}\u{a0}{}", grouped(amount, MARKS), currency.code)
    }

    fn spelled(&self, amount: Money, currency: &Currency) -> String {
        let (whole, minor) = split(amount);
        let mut words: Vec<String> = whole.parse().map(number::english).into_iter().collect();
        if minor.bytes().any(|digit| digit != b'0') {
            words.push("point".to_owned());
            let digits = minor.chars().filter_map(|digit| digit.to_digit(10));
            words.extend(digits.map(|digit| number::english(digit.into())));
        }
        let name = if currency.code == "VND" { "dong" } else { &currency.code };
        capital(&format!("{} {name}", words.join(" ")))
    }

    fn count(&self, count: u64) -> String {
        grouped_digits(&count.to_string(), MARKS)
    }

    fn moment(&self, at: Timestamp) -> String {
        in_hanoi(at, "%H:%M:%S on %-d %B %Y")
    }

    fn second(&self, at: Timestamp) -> String {
        in_hanoi(at, "%-d %b %Y %H:%M:%S")
    }

    fn microsecond(&self, at: Timestamp) -> String {
        in_hanoi(at, "%-d %b %Y %H:%M:%S%.6f")
    }

    fn length(&self, length: Millis) -> String {
        let (count, unit) = units(length);
        let unit = match unit {
            Unit::Days => "day",
            Unit::Hours => "hour",
            Unit::Minutes => "minute",
            Unit::Seconds => "second",
            Unit::Milliseconds => "millisecond",
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }

    fn paddle(&self, paddle: Paddle) -> String {
        format!("paddle {paddle}")
    }

    fn drawer(&self, paddle: Paddle) -> String {
        match paddle.0 {
            0 => "the auctioneer".to_owned(),
            _ => self.paddle(paddle),
        }
    }

    fn hand(&self, by: &By) -> String {
        match by {
            By::Clock => "Server clock".to_owned(),
            By::Observer => "Observer".to_owned(),
            By::Bidder { paddle } => capital(&self.paddle(*paddle)),
            By::Clerk { officer } => format!("Secretary {officer}"),
            By::Auctioneer { officer } => format!("Auctioneer {officer}"),
            By::SecondOfficer { officer } => format!("Second officer {officer}"),
            By::Auditor { officer } => format!("Auditor {officer}"),
            By::Supervisor { officer } => format!("Supervisor {officer}"),
        }
    }

    fn channel(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Online => "Online",
            Channel::Floor => "Floor",
            Channel::Telephone => "Telephone",
        }
    }

    fn journal(&self, minutes: &Minutes) -> String {
        let until = self.moment(minutes.known_until);
        format!("{} entries, until {until}", self.count(minutes.head.size))
    }

    fn royalty(&self, royalty: &Royalty, currency: &Currency) -> String {
        let at_once = royalty.lump_sum.map(|sum| format!("{} at once", self.amount(sum, currency)));
        let share = royalty.share.map(|share| {
            format!("{} % of {} a year", percent(share.basis_points, '.'), self.base(share.of))
        });
        let minimum = royalty
            .yearly_minimum
            .map(|least| format!("at least {} a year", self.amount(least, currency)));
        // The minimum is no part of the sum: it is what a year brings at least.
        let sum: Vec<String> = [at_once, share].into_iter().flatten().collect();
        let sum = Some(sum.join(" + ")).filter(|sum| !sum.is_empty());
        [sum, minimum].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn schedule(&self, schedule: &[Pair], currency: &Currency) -> String {
        let pairs = schedule.iter().map(|pair| {
            format!("{} × {}", self.count(pair.quantity), self.amount(pair.unit_price, currency))
        });
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn base(&self, base: Base) -> &'static str {
        match base {
            Base::NetPrice => "the net price",
            Base::NetRevenue => "the net revenue",
            Base::PretaxProfit => "the profit before tax",
        }
    }
}
