//! What is measured, and how it is written: whole numbers, as nobody can read more.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

/// The longest that a histogram tells apart.
const LONGEST_MICROS: u64 = 60_000_000;

/// How long something took, over and over.
#[derive(Debug)]
pub(crate) struct Latency(Histogram<u64>);

impl Default for Latency {
    fn default() -> Self {
        Self(Histogram::new_with_bounds(1, LONGEST_MICROS, 3).expect("bounds in order"))
    }
}

impl Latency {
    pub(crate) fn record(&mut self, took: Duration) {
        self.0.saturating_record(u64::try_from(took.as_micros()).unwrap_or(LONGEST_MICROS));
    }

    /// The time within which this part of them was over, in microseconds.
    pub(crate) fn micros(&self, quantile: f64) -> u64 {
        self.0.value_at_quantile(quantile)
    }
}

/// `p50 p99 p99.9`, each in seven columns.
impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [half, most, nearly_all] = [0.5, 0.99, 0.999].map(|quantile| self.micros(quantile));
        write!(f, "{half:>7} {most:>7} {nearly_all:>7}")
    }
}

/// A number with two digits behind the point, kept in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hundredths(pub(crate) u64);

impl Hundredths {
    /// How often `whole` holds `part`.
    pub(crate) fn of(part: u64, whole: u64) -> Self {
        Self(part * 100 / whole.max(1))
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

/// So many in that time, a second.
pub(crate) fn per_second(count: u64, took: Duration) -> u64 {
    let rate = u128::from(count) * 1_000_000 / took.as_micros().max(1);
    u64::try_from(rate).expect("a rate")
}

/// What each of them cost, in hundredths of a microsecond.
pub(crate) fn micros_each(cost: Duration, count: u64) -> Hundredths {
    let nanos = u64::try_from(cost.as_nanos()).expect("less than centuries");
    Hundredths(nanos / 10 / count.max(1))
}
