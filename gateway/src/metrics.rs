//! What the house counts and times, as Prometheus reads it. No label names a person, a paddle or a
//! lot.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of the buckets of a time, in seconds.
const SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1.0, 2.0, 5.0];

/// Why something was refused or ended, in one word of a short list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Reason {
    reason: &'static str,
}

/// Whether a certificate was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Outcome {
    result: &'static str,
}

/// Whether a bid was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Verdict {
    verdict: &'static str,
}

/// How something ended: a status or a close code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Code {
    code: u16,
}

/// Everything that is counted and timed.
pub(crate) struct Metrics {
    registry: Registry,
    connections: Gauge,
    visitors: Gauge,
    refused: Family<Reason, Counter>,
    closed: Family<Code, Counter>,
    requests: Family<Code, Counter>,
    bids: Family<Verdict, Counter>,
    bid_ack: Histogram,
    durable: Histogram,
    entries: Counter<u64, AtomicU64>,
    sessions: Gauge,
    certificates: Family<Outcome, Counter>,
    lapsed: Counter<u64, AtomicU64>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("gavel"),
            connections: Gauge::default(),
            visitors: Gauge::default(),
            refused: Family::default(),
            closed: Family::default(),
            requests: Family::default(),
            bids: Family::default(),
            bid_ack: Histogram::new(SECONDS),
            durable: Histogram::new(SECONDS),
            entries: Counter::default(),
            sessions: Gauge::default(),
            certificates: Family::default(),
            lapsed: Counter::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("connections", "Websockets now", self.connections.clone());
        let help = "Connections now that are no websocket, or not yet";
        registry.register("visitors", help, self.visitors.clone());
        let help = "Connections turned away at the door, or for want of a seat";
        registry.register("connections_refused", help, self.refused.clone());
        let help = "Websockets that ended, by the server's close code; 1005: the other side went";
        registry.register("connections_closed", help, self.closed.clone());
        let help = "HTTP requests, by status; 101 became a websocket";
        registry.register("http_requests", help, self.requests.clone());
        let help = "Bids answered, by whether they were taken";
        registry.register("bids", help, self.bids.clone());
        let help = "From a bid's arrival until its answer waits for the socket, on disk by then";
        registry.register_with_unit("bid_ack", help, Unit::Seconds, self.bid_ack.clone());
        let help = "From the stamp of a batch's last entry until it is on disk and was followed";
        registry.register_with_unit("journal_durable", help, Unit::Seconds, self.durable.clone());
        let help = "Entries written to the journals since the start";
        registry.register("journal_entries", help, self.entries.clone());
        registry.register("sessions", "Sessions that run", self.sessions.clone());
        let help =
            "Times that so much waited for a reader that it was dropped: a gap, and a resume";
        registry.register("readers_lapsed", help, self.lapsed.clone());
        let help = "Certificates read on SIGHUP; refused: the one before stays in use";
        registry.register("certificates_read", help, self.certificates.clone());
    }

    /// Everything, as text.
    pub(crate) fn page(&self) -> String {
        let mut page = String::new();
        encode(&mut page, &self.registry).expect("invariant: a text takes what is written");
        page
    }

    pub(crate) fn connected(&self) {
        self.connections.inc();
    }

    /// A websocket ended; `code` is what the server said, if it did.
    pub(crate) fn disconnected(&self, code: Option<u16>) {
        self.connections.dec();
        self.closed.get_or_create(&Code { code: code.unwrap_or(1_005) }).inc();
    }

    pub(crate) fn visitor_came(&self) {
        self.visitors.inc();
    }

    pub(crate) fn visitor_left(&self) {
        self.visitors.dec();
    }

    pub(crate) fn turned_back(&self, reason: &'static str) {
        self.refused.get_or_create(&Reason { reason }).inc();
    }

    pub(crate) fn requested(&self, status: u16) {
        self.requests.get_or_create(&Code { code: status }).inc();
    }

    /// A bid was answered, so long after it came.
    pub(crate) fn bid_answered(&self, verdict: &'static str, after: Duration) {
        self.bids.get_or_create(&Verdict { verdict }).inc();
        self.bid_ack.observe(after.as_secs_f64());
    }

    /// A batch is on disk and was followed, so long after its last entry was stamped.
    pub(crate) fn batch_followed(&self, entries: usize, after: Duration) {
        self.entries.inc_by(entries.try_into().unwrap_or(u64::MAX));
        self.durable.observe(after.as_secs_f64());
    }

    /// So many readers fell so far behind that what waited for them was dropped.
    pub(crate) fn readers_lapsed(&self, times: u64) {
        self.lapsed.inc_by(times);
    }

    pub(crate) fn certificate_read(&self, result: &'static str) {
        self.certificates.get_or_create(&Outcome { result }).inc();
    }

    pub(crate) fn session_opened(&self) {
        self.sessions.inc();
    }

    pub(crate) fn session_ended(&self) {
        self.sessions.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;
    use std::time::Duration;

    #[test]
    fn names_bear_their_units_and_labels_name_nobody() {
        let metrics = Metrics::new();
        metrics.connected();
        metrics.disconnected(Some(3_000));
        metrics.turned_back("full");
        metrics.bid_answered("accepted", Duration::from_millis(3));
        metrics.batch_followed(2, Duration::from_millis(1));
        let page = metrics.page();
        for line in [
            "gavel_connections 0",
            "gavel_connections_closed_total{code=\"3000\"} 1",
            "gavel_connections_refused_total{reason=\"full\"} 1",
            "gavel_bids_total{verdict=\"accepted\"} 1",
            "gavel_bid_ack_seconds_bucket{le=\"0.004\"} 1",
            "gavel_journal_durable_seconds_count 1",
            "gavel_journal_entries_total 2",
            "# EOF",
        ] {
            assert!(page.lines().any(|found| found == line), "{line} is not in:\n{page}");
        }
    }
}
