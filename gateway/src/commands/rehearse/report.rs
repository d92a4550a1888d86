//! The report of a rehearsal: what was counted and timed, and whether the house held.

use std::collections::BTreeMap;

use comfy_table::{Table, presets};
use hdrhistogram::Histogram;
use serde::Serialize;

use super::tally::Counts;
use super::{Crowd, Demands};

/// What came of a rehearsal. Times are in microseconds.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Whether the house held.
    pub(super) held: bool,
    /// Why it did not; empty if it did.
    pub(super) shortfalls: Vec<String>,
    crowd: Crowd,
    bids: Bids,
    pushes: Pushes,
    connections: Connections,
    /// How often the house paused a lot by itself.
    pauses: u64,
    /// From the moment a bid was due until its bidder had the answer.
    acknowledgement_micros: Times,
    /// From the moment a bid was due until somebody heard what it did.
    delivery_micros: Times,
    /// From the moment a connection was cut until its owner had everything again.
    return_micros: Times,
}

#[derive(Debug, Serialize)]
struct Bids {
    accepted: u64,
    refused: BTreeMap<u64, u64>,
    turned_away: u64,
    unanswered: u64,
}

#[derive(Debug, Serialize)]
struct Pushes {
    heard: u64,
    lost: u64,
    duplicate: u64,
    out_of_order: u64,
}

#[derive(Debug, Serialize)]
struct Connections {
    failed_attempts: u64,
    cut_by_house: u64,
    resumed: u64,
    began_anew: u64,
    behind_at_end: u64,
    slow_readers_cut: u64,
}

/// Some percentiles of a time, in microseconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Times {
    count: u64,
    p50: u64,
    p99: u64,
    p99_9: u64,
    max: u64,
}

impl Times {
    pub(super) fn of(times: &Histogram<u64>) -> Self {
        Self {
            count: times.len(),
            p50: times.value_at_quantile(0.5),
            p99: times.value_at_quantile(0.99),
            p99_9: times.value_at_quantile(0.999),
            max: times.max(),
        }
    }

    /// The 99th percentile, in microseconds.
    pub(super) const fn p99(&self) -> u64 {
        self.p99
    }

    fn row(&self, name: &str) -> Vec<String> {
        let times = [self.p50, self.p99, self.p99_9, self.max].map(milliseconds);
        [name.to_owned(), self.count.to_string()].into_iter().chain(times).collect()
    }
}

/// Microseconds as milliseconds, to a tenth.
pub(super) fn milliseconds(micros: u64) -> String {
    let tenths = micros.div_ceil(100);
    format!("{}.{} ms", tenths / 10, tenths % 10)
}

impl Report {
    pub(super) fn new(crowd: Crowd, demands: Demands, counts: &Counts) -> Self {
        let report = Self {
            held: false,
            shortfalls: Vec::new(),
            crowd,
            bids: Bids {
                accepted: counts.accepted,
                refused: counts.refused.clone(),
                turned_away: counts.turned_away,
                unanswered: counts.unanswered,
            },
            pushes: Pushes {
                heard: counts.pushes,
                lost: counts.lost,
                duplicate: counts.duplicate,
                out_of_order: counts.out_of_order,
            },
            connections: Connections {
                failed_attempts: counts.failed,
                cut_by_house: counts.cut,
                resumed: counts.resumed,
                began_anew: counts.anew,
                behind_at_end: counts.behind,
                slow_readers_cut: counts.slow_cut,
            },
            pauses: counts.pauses,
            acknowledgement_micros: Times::of(&counts.acknowledged),
            delivery_micros: Times::of(&counts.delivered),
            return_micros: Times::of(&counts.back),
        };
        let shortfalls = report.measured(demands);
        Self { held: shortfalls.is_empty(), shortfalls, ..report }
    }

    /// What was asked for and not given.
    fn measured(&self, demands: Demands) -> Vec<String> {
        let Self { bids, pushes, connections, .. } = self;
        let counted = [
            (pushes.lost, "pushes are missing in what somebody heard"),
            (pushes.duplicate, "pushes came twice"),
            (pushes.out_of_order, "pushes came out of order"),
            (bids.unanswered, "bids never got an answer"),
            (
                connections.behind_at_end,
                "people were not there at the end, or had not heard everything",
            ),
        ];
        let counted = counted.into_iter().filter(|(count, _)| *count != 0);
        let counted = counted.map(|(count, what)| format!("{count} {what}"));
        let nothing = (bids.accepted == 0).then(|| "no bid was accepted".to_owned());
        let timed = [
            ("answers", self.acknowledgement_micros, demands.max_ack_p99_ms),
            ("deliveries", self.delivery_micros, demands.max_delivery_p99_ms),
        ];
        let timed = timed.into_iter().filter(|(_, times, most)| most * 1_000 < times.p99());
        let timed = timed.map(|(what, times, most)| {
            format!("99 of 100 {what} took up to {}, not {most} ms", milliseconds(times.p99()))
        });
        counted.chain(nothing).chain(timed).collect()
    }

    /// The report as people read it.
    pub(super) fn text(&self) -> String {
        let Self { bids, pushes, connections, .. } = self;
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header(["", "count", "p50", "p99", "p99.9", "max"]);
        table.add_row(self.acknowledgement_micros.row("bid due → answer"));
        table.add_row(self.delivery_micros.row("bid due → heard"));
        table.add_row(self.return_micros.row("cut off → back"));
        let refused: Vec<String> =
            bids.refused.iter().map(|(code, count)| format!("{count} × {code}")).collect();
        let refused = if refused.is_empty() { "none".to_owned() } else { refused.join(", ") };
        [
            table.to_string(),
            format!(
                "bids: {} accepted, refused {refused}, {} turned away for a moment, {} unanswered",
                bids.accepted, bids.turned_away, bids.unanswered
            ),
            format!(
                "pushes: {} heard, {} lost, {} twice, {} out of order",
                pushes.heard, pushes.lost, pushes.duplicate, pushes.out_of_order
            ),
            format!(
                "connections: {} attempts failed, {} cut by the house, {} returns resumed, {} began \
                 anew, {} behind at the end, {} slow readers cut",
                connections.failed_attempts,
                connections.cut_by_house,
                connections.resumed,
                connections.began_anew,
                connections.behind_at_end,
                connections.slow_readers_cut
            ),
            format!("lots that the house paused by itself: {}", self.pauses),
        ]
        .join("\n")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Report, milliseconds};
    use crate::commands::rehearse::tally::{Counts, Tally, record};
    use crate::commands::rehearse::{Crowd, Demands};

    const DEMANDS: Demands = Demands { max_ack_p99_ms: 100, max_delivery_p99_ms: 200 };

    fn reported(change: impl FnOnce(&mut Counts)) -> Vec<String> {
        let tally = Tally::new();
        let mut counts = tally.counts();
        counts.accepted = 1;
        record(&mut counts.acknowledged, Duration::from_millis(99));
        record(&mut counts.delivered, Duration::from_millis(199));
        change(&mut counts);
        let report = Report::new(Crowd::default(), DEMANDS, &counts);
        assert_eq!(report.held, report.shortfalls.is_empty());
        report.shortfalls
    }

    #[test]
    fn a_house_that_gives_what_is_asked_for_has_held() {
        assert_eq!(reported(|_| ()), [""; 0]);
    }

    #[test]
    fn every_shortfall_is_named() {
        let slow = reported(|counts| record(&mut counts.acknowledged, Duration::from_secs(1)));
        assert!(slow[0].starts_with("99 of 100 answers took up to 1000"), "{slow:?}");
        let named = |change: fn(&mut Counts)| assert_eq!(reported(change).len(), 1);
        named(|counts| record(&mut counts.delivered, Duration::from_secs(1)));
        named(|counts| counts.lost = 1);
        named(|counts| counts.duplicate = 1);
        named(|counts| counts.out_of_order = 1);
        named(|counts| counts.unanswered = 1);
        named(|counts| counts.behind = 1);
        named(|counts| counts.accepted = 0);
    }

    #[test]
    fn milliseconds_are_rounded_up_to_a_tenth() {
        for (micros, told) in [(0, "0.0 ms"), (1, "0.1 ms"), (100, "0.1 ms"), (12_345, "12.4 ms")] {
            assert_eq!(milliseconds(micros), told);
        }
    }
}
