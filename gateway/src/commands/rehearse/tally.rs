//! The tally: everything that is counted and timed in a rehearsal, by everybody in it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hdrhistogram::Histogram;

/// The longest time that is told apart: ten minutes, in microseconds.
const LONGEST: u64 = 600_000_000;
/// Digits of a time that are kept.
const DIGITS: u8 = 3;

/// The counts, shared by everybody.
#[derive(Debug)]
pub(super) struct Tally(Mutex<Counts>);

/// What was counted so far. Times are in microseconds.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    /// Bids that were taken.
    pub(super) accepted: u64,
    /// Bids that were refused for good, by the number of the refusal.
    pub(super) refused: BTreeMap<u64, u64>,
    /// How often a bid was turned away for a moment, and sent again.
    pub(super) turned_away: u64,
    /// Bids that never got an answer.
    pub(super) unanswered: u64,
    /// From the moment a bid was due until its bidder had the answer.
    pub(super) acknowledged: Histogram<u64>,
    /// From the moment a bid was due until somebody heard what it did.
    pub(super) delivered: Histogram<u64>,
    /// From the moment a connection was cut until its owner had everything again.
    pub(super) back: Histogram<u64>,
    pub(super) pushes: u64,
    /// Gaps in what somebody heard.
    pub(super) lost: u64,
    pub(super) duplicate: u64,
    pub(super) out_of_order: u64,
    /// People who are connected.
    pub(super) here: u64,
    /// Attempts to come in that failed.
    pub(super) failed: u64,
    /// Connections that the house ended.
    pub(super) cut: u64,
    /// Returns that went on where they were.
    pub(super) resumed: u64,
    /// Returns that began anew from a snapshot.
    pub(super) anew: u64,
    /// People who were not there at the end, or had not heard everything.
    pub(super) behind: u64,
    /// How often the house paused a lot by itself.
    pub(super) pauses: u64,
    /// Slow readers whom the house cut.
    pub(super) slow_cut: u64,
}

impl Tally {
    pub(super) fn new() -> Self {
        let times = || {
            let times = Histogram::new_with_bounds(1, LONGEST, DIGITS);
            times.expect("invariant: these bounds are good")
        };
        Self(Mutex::new(Counts {
            accepted: 0,
            refused: BTreeMap::new(),
            turned_away: 0,
            unanswered: 0,
            acknowledged: times(),
            delivered: times(),
            back: times(),
            pushes: 0,
            lost: 0,
            duplicate: 0,
            out_of_order: 0,
            here: 0,
            failed: 0,
            cut: 0,
            resumed: 0,
            anew: 0,
            behind: 0,
            pauses: 0,
            slow_cut: 0,
        }))
    }

    /// The counts, to count on.
    pub(super) fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts a time into a histogram.
pub(super) fn record(times: &mut Histogram<u64>, time: Duration) {
    times.saturating_record(u64::try_from(time.as_micros()).unwrap_or(LONGEST));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Tally, record};

    #[test]
    fn a_time_beyond_all_bounds_counts_as_the_longest() {
        let tally = Tally::new();
        let mut counts = tally.counts();
        record(&mut counts.acknowledged, Duration::from_millis(3));
        record(&mut counts.acknowledged, Duration::from_hours(24));
        assert_eq!(counts.acknowledged.len(), 2);
        assert!((599_000_000..=601_000_000).contains(&counts.acknowledged.max()));
    }
}
