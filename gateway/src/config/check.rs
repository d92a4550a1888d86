//! What a configuration cannot mean: limits that contradict each other, files that are not there.

use tracing_subscriber::EnvFilter;

use super::fault::Fault;
use super::{Config, Limits, settings};
use crate::tls::Certificate;

/// Most of anything that is counted or timed: a day in milliseconds fits, a slip of the hand not.
const MOST: u64 = 100_000_000;
/// Bytes that a message must be allowed: a `hello` with its token.
const LEAST_MESSAGE_BYTES: usize = 4_096;
/// Limits that have a meaning at zero; docs/OPERATIONS.md says which.
const MAY_BE_ZERO: [&str; 7] = [
    "reserved_connections",
    "fault_stall_ms",
    "fault_vanished_percent",
    "drain_delay_ms",
    "shutdown_notice_ms",
    "reconnect_after_ms",
    "reconnect_spread_ms",
];

/// Every fault of a configuration whose values fit their keys.
pub(super) fn check(config: &Config) -> Vec<Fault> {
    let mut faults = out_of_range(&config.limits);
    faults.extend(contradictions(&config.limits));
    if config.metrics_listen == Some(config.listen) && config.listen.port() != 0 {
        let remedy = "give it another port";
        faults.push(Fault::new("metrics_listen", "is where the sale listens", remedy));
    }
    if let Err(error) = EnvFilter::builder().parse(&config.log) {
        let remedy = "write error, warn, info, debug or trace";
        faults.push(Fault::new("log", format!("is no filter: {error}"), remedy));
    }
    let jwks = [("jwks", config.jwks.is_some()), ("jwks_issuer", config.jwks_issuer.is_some())];
    faults.extend(lonely(jwks));
    faults.extend(certificate(config));
    faults
}

/// Of two keys that only count together, the one that is missing.
fn lonely([one, other]: [(&str, bool); 2]) -> Option<Fault> {
    let ((there, _), (missing, _)) = match (one.1, other.1) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        (true, true) | (false, false) => return None,
    };
    let what = format!("is missing, and {there} is set");
    Some(Fault::new(missing, what, "set both, or neither"))
}

/// The certificate, if there is to be one, must be readable before anything is opened.
fn certificate(config: &Config) -> Option<Fault> {
    let Some((cert, key)) = config.tls_cert.as_ref().zip(config.tls_key.as_ref()) else {
        let keys = [("tls_cert", config.tls_cert.is_some()), ("tls_key", config.tls_key.is_some())];
        return lonely(keys);
    };
    let error = Certificate::read(cert, key).err()?;
    Some(Fault::new("tls_cert, tls_key", error.to_string(), error.remedy()))
}

fn out_of_range(limits: &Limits) -> Vec<Fault> {
    let table = toml::Table::try_from(limits).expect("invariant: limits can be written");
    let value = |key: &str| table.get(key).and_then(toml::Value::as_integer).unwrap_or(0);
    let mut faults = Vec::new();
    for (name, setting) in settings().filter(|(name, _)| name.starts_with("limits.")) {
        let value = u64::try_from(value(setting.key)).unwrap_or(u64::MAX);
        if value == 0 && !MAY_BE_ZERO.contains(&setting.key) {
            faults.push(Fault::new(name, "is 0, which lets nobody in", "give at least 1"));
        } else if MOST < value {
            faults.push(Fault::new(name, format!("is above {MOST}"), "give less"));
        }
    }
    if 100 < limits.fault_vanished_percent {
        let what = "is above 100 percent";
        faults.push(Fault::new("limits.fault_vanished_percent", what, "give less"));
    }
    if limits.message_bytes < LEAST_MESSAGE_BYTES {
        let what =
            format!("is below {LEAST_MESSAGE_BYTES}, and a hello with its token may not fit");
        faults.push(Fault::new("limits.message_bytes", what, "give more"));
    }
    faults
}

/// A limit that must not lie above another.
struct Order {
    below: (&'static str, u64),
    above: (&'static str, u64),
    why: &'static str,
}

fn contradictions(limits: &Limits) -> impl Iterator<Item = Fault> {
    orders(limits).into_iter().filter(|order| order.above.1 < order.below.1).map(|order| {
        let Order { below: (below, low), above: (above, high), why } = order;
        let what = format!("is {low}, above limits.{above}, which is {high}: {why}");
        Fault::new(format!("limits.{below}"), what, format!("lower it, or raise limits.{above}"))
    })
}

fn orders(limits: &Limits) -> [Order; 10] {
    let count = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
    let order = |below, above, why| Order { below, above, why };
    [
        order(
            ("requests_per_second", limits.requests_per_second.into()),
            ("request_burst", limits.request_burst.into()),
            "the rate can never be reached",
        ),
        order(
            ("requests_per_second_per_account", limits.requests_per_second_per_account.into()),
            ("request_burst_per_account", limits.request_burst_per_account.into()),
            "the rate can never be reached",
        ),
        order(
            (
                "new_connections_per_second_per_address",
                limits.new_connections_per_second_per_address.into(),
            ),
            ("new_connections_burst_per_address", limits.new_connections_burst_per_address.into()),
            "the rate can never be reached",
        ),
        order(
            ("hello_timeout_ms", limits.hello_timeout_ms),
            ("silence_timeout_ms", limits.silence_timeout_ms),
            "who says no hello would be cut for silence",
        ),
        order(
            ("ping_period_ms", limits.ping_period_ms.saturating_add(1)),
            ("silence_timeout_ms", limits.silence_timeout_ms),
            "everybody would be cut between two pings",
        ),
        order(
            ("header_timeout_ms", limits.header_timeout_ms),
            ("visit_timeout_ms", limits.visit_timeout_ms),
            "the visit ends before the head may",
        ),
        order(
            ("resume_pushes", count(limits.resume_pushes)),
            ("backlog_pushes", count(limits.backlog_pushes)),
            "more would be sent than is kept",
        ),
        order(
            ("resume_pushes", count(limits.resume_pushes.saturating_add(1))),
            ("outbox_messages", count(limits.outbox_messages)),
            "whoever resumes would be cut as too slow",
        ),
        order(
            ("message_bytes", count(limits.message_bytes)),
            ("write_buffer_bytes", count(limits.write_buffer_bytes)),
            "more may be asked than may be answered",
        ),
        order(
            ("shutdown_notice_ms", limits.shutdown_notice_ms),
            ("drain_timeout_ms", limits.drain_timeout_ms),
            "the server would be gone before the notice is over",
        ),
    ]
}
