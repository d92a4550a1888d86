//! Figures as people write them: grouped digits, and points in time on the clocks of Hanoi.

use chrono::{DateTime, FixedOffset, Utc};
use gavel_proto::{Money, Timestamp};

use crate::language::Language;

/// How a language writes numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    /// Between groups of three digits.
    pub(crate) group: char,
    /// Before the digits of the minor unit.
    pub(crate) point: char,
}

impl Marks {
    /// How this language writes numbers.
    pub(crate) const fn of(language: Language) -> Self {
        match language {
            Language::Vi => Self { group: '.', point: ',' },
            Language::En => Self { group: ',', point: '.' },
        }
    }
}

/// Seconds by which Hanoi is ahead of UTC, all year and for as long as this house exists. No
/// table of time zones: it would be another version on every machine.
const HANOI_SECONDS: i32 = 7 * 60 * 60;

/// The amount in digits, grouped by threes.
pub(crate) fn grouped(amount: Money, marks: Marks) -> String {
    grouped_decimal(&amount.to_string(), marks)
}

/// The digits of a decimal number, those before the point grouped by threes.
pub(crate) fn grouped_decimal(text: &str, marks: Marks) -> String {
    let (whole, minor) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = grouped_digits(whole, marks);
    if !minor.is_empty() {
        digits.push(marks.point);
        digits.push_str(minor);
    }
    digits
}

/// The digits of a whole number, grouped by threes.
pub(crate) fn grouped_digits(whole: &str, marks: Marks) -> String {
    let mut digits = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if 0 < place && (whole.len() - place).is_multiple_of(3) {
            digits.push(marks.group);
        }
        digits.push(digit);
    }
    digits
}

/// The digits before and after the point, as the amount is written.
pub(crate) fn split(amount: Money) -> (String, String) {
    let text = amount.to_string();
    let (whole, minor) = text.split_once('.').unwrap_or((&text, ""));
    (whole.to_owned(), minor.to_owned())
}

/// The point in time on the clocks of Hanoi; none for what no calendar holds.
pub(crate) fn hanoi(at: Timestamp) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(HANOI_SECONDS)?;
    Some(DateTime::<Utc>::from_timestamp_micros(at.micros())?.with_timezone(&zone))
}

/// The same in this `chrono` pattern. What no calendar holds is written as the journal writes it.
pub(crate) fn in_hanoi(at: Timestamp, pattern: &str) -> String {
    hanoi(at).map_or_else(|| at.to_string(), |time| time.format(pattern).to_string())
}

#[cfg(test)]
mod tests {
    use gavel_proto::Timestamp;

    use super::{Marks, grouped, in_hanoi};

    #[test]
    fn digits_are_grouped_by_threes_from_the_right() {
        let vietnamese = Marks { group: '.', point: ',' };
        let check = |amount: &str, written: &str| {
            assert_eq!(grouped(amount.parse().unwrap(), vietnamese), written);
        };
        check("5", "5");
        check("100", "100");
        check("1000", "1.000");
        check("130000000", "130.000.000");
        check("1234567.50", "1.234.567,50");
        check("999999999999999999", "999.999.999.999.999.999");
    }

    #[test]
    fn hanoi_is_seven_hours_ahead() {
        let pattern = "%Y-%m-%d %H:%M:%S%.6f";
        let at = Timestamp::from_micros(1_795_424_400_000_001);
        assert_eq!(at.to_string(), "2026-11-23T09:00:00.000001Z");
        assert_eq!(in_hanoi(at, pattern), "2026-11-23 16:00:00.000001");
        let never = Timestamp::from_micros(i64::MAX);
        assert_eq!(in_hanoi(never, pattern), never.to_string());
    }
}
