//! The load client of the benches: one thread with one epoll loop, which answers nothing but pings and
//! allocates nothing for a message, so that it costs less than the servers that it loads.

pub(crate) mod asking;
pub(crate) mod bids;
#[path = "../../tests/environment.rs"]
mod environment;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod hearing;
pub(crate) mod house;
pub(crate) mod line;
pub(crate) mod server;

use std::time::Duration;

/// What one read takes at most, and what a message that is not yet whole may be.
const BUFFER_BYTES: usize = 256 * 1_024;
/// How long nothing may come back before the load is given up as lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// How fast it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pace {
    /// The next as soon as fewer than so many are under way.
    UnderWay(usize),
    /// So many a second, whether or not those before have come back. What is late counts from when it
    /// was due.
    PerSecond(u64),
}

impl Pace {
    /// How far apart two are, where they have a clock.
    fn period(self) -> Option<Duration> {
        match self {
            Self::UnderWay(_) => None,
            Self::PerSecond(rate) => Some(Duration::from_nanos(1_000_000_000 / rate.max(1))),
        }
    }
}

/// The number that the environment sets, or this one.
pub(crate) fn setting(name: &str, otherwise: u64) -> u64 {
    environment::number(name).unwrap_or(otherwise)
}

/// How long each figure is taken for: `GAVEL_BENCH_SECONDS`.
pub(crate) fn seconds(otherwise: u64) -> Duration {
    Duration::from_secs(setting("GAVEL_BENCH_SECONDS", otherwise).max(1))
}
