//! Amounts, times, lengths and percentages, written as each language writes them.

use chrono::Timelike;
use gavel_proto::{Currency, Millis, Money, Timestamp};

use crate::figures::{Marks, grouped_decimal, hanoi};
use crate::language::Language;

/// How figures are written for readers of one language, in the lot's currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures<'a> {
    language: Language,
    currency: &'a Currency,
}

impl<'a> Figures<'a> {
    pub(super) const fn new(language: Language, currency: &'a Currency) -> Self {
        Self { language, currency }
    }

    /// `130.000.000 ₫`, or `130,000,000 VND`.
    pub(super) fn amount(self, amount: Money) -> String {
        let unit = match (self.language, self.currency.code.as_str()) {
            (Language::Vi, "VND") => "₫",
            (Language::Vi | Language::En, code) => code,
        };
        format!("{} {unit}", self.grouped(&amount.to_string()))
    }

    /// Digits in groups of three.
    pub(super) fn number(self, number: u64) -> String {
        self.grouped(&number.to_string())
    }

    fn grouped(self, digits: &str) -> String {
        grouped_decimal(digits, Marks::of(self.language))
    }

    /// Basis points as a percentage: `12.5 %`, or `12,5 %`.
    pub(super) fn percentage(self, basis_points: u32) -> String {
        let hundredths = format!("{:02}", basis_points % 100);
        let hundredths = hundredths.trim_end_matches('0');
        let whole = u64::from(basis_points / 100);
        let digits =
            if hundredths.is_empty() { whole.to_string() } else { format!("{whole}.{hundredths}") };
        format!("{} %", self.grouped(&digits))
    }

    /// A point in time on the clocks of Viet Nam; the zone is said.
    pub(super) fn time(self, at: Timestamp) -> String {
        let Some(local) = hanoi(at) else {
            return at.to_string();
        };
        let clock = match (local.second(), local.nanosecond() / 1_000) {
            (0, 0) => "%H:%M",
            (_, 0) => "%H:%M:%S",
            (_, _) => "%H:%M:%S%.6f",
        };
        let pattern = match self.language {
            Language::Vi => format!("{clock} ngày %d/%m/%Y (giờ Việt Nam, UTC+07:00)"),
            Language::En => format!("{clock} on %-d %B %Y (Viet Nam time, UTC+07:00)"),
        };
        local.format(&pattern).to_string()
    }

    /// A length of time in its largest whole units: `1 hour 30 minutes`.
    pub(super) fn length(self, length: Millis) -> String {
        let units: [(u64, &str, &str); 5] = [
            (86_400_000, "ngày", "day"),
            (3_600_000, "giờ", "hour"),
            (60_000, "phút", "minute"),
            (1_000, "giây", "second"),
            (1, "mili giây", "millisecond"),
        ];
        let mut left = length.0;
        let mut parts = Vec::new();
        for (size, vi, en) in units {
            let count = left / size;
            left %= size;
            if count != 0 {
                parts.push(self.counted(count, vi, en));
            }
        }
        parts.join(" ")
    }

    /// `a, b and c`, or `a, b và c`.
    pub(super) fn listed(self, parts: &[String]) -> String {
        let and = match self.language {
            Language::Vi => "và",
            Language::En => "and",
        };
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
        }
    }

    /// `2 minutes`, `1 minute`, `2 phút`: Vietnamese has no plural.
    pub(super) fn counted(self, count: u64, vi: &str, en: &str) -> String {
        let number = self.number(count);
        match self.language {
            Language::Vi => format!("{number} {vi}"),
            Language::En if count == 1 => format!("{number} {en}"),
            Language::En => format!("{number} {en}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use gavel_proto::{Currency, Millis, Timestamp};

    use super::{Figures, Language};

    #[test]
    fn figures_are_written_as_each_language_writes_them() {
        let [vnd, usd] = [Currency::vnd(), Currency { code: "USD".into(), decimals: 2 }];
        let [vi, en] = [Language::Vi, Language::En].map(|language| Figures::new(language, &vnd));
        let amount = "130000000".parse().unwrap();
        assert_eq!(vi.amount(amount), "130.000.000 ₫");
        assert_eq!(en.amount(amount), "130,000,000 VND");
        assert_eq!(
            Figures::new(Language::Vi, &usd).amount("1234.50".parse().unwrap()),
            "1.234,50 USD"
        );
        assert_eq!(
            [vi.percentage(1_250), en.percentage(500), en.percentage(5)],
            ["12,5 %", "5 %", "0.05 %"]
        );
        assert_eq!(en.length(Millis(5_400_000)), "1 hour 30 minutes");
        assert_eq!(vi.length(Millis(90_500)), "1 phút 30 giây 500 mili giây");
    }

    #[test]
    fn times_are_those_of_viet_nam() {
        let vnd = Currency::vnd();
        let at = Timestamp::from_micros(1_795_392_000_000_000);
        assert_eq!(
            Figures::new(Language::En, &vnd).time(at),
            "07:00 on 23 November 2026 (Viet Nam time, UTC+07:00)"
        );
        assert_eq!(
            Figures::new(Language::Vi, &vnd).time(at.after(Millis(30_000))),
            "07:00:30 ngày 23/11/2026 (giờ Việt Nam, UTC+07:00)"
        );
    }
}
