//! The one place of the engine where time comes from.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gavel_proto::Timestamp;

/// What the floor stamps by.
pub trait Clock: Send + 'static {
    /// The time now. May stand still, may step back: the floor never stamps lower than before.
    fn now(&self) -> Timestamp;
}

/// The house's clock: the wall clock as it was when the house opened, moved on by a clock that
/// nobody can set. A step of the wall clock in the middle of a sale moves no deadline.
#[derive(Debug, Clone, Copy)]
pub struct HouseClock {
    wall: Duration,
    since: Instant,
}

impl HouseClock {
    /// A clock that shows the wall clock's time now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where time enters the engine")]
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { wall, since: Instant::now() }
    }
}

impl Clock for HouseClock {
    fn now(&self) -> Timestamp {
        let micros = (self.wall + self.since.elapsed()).as_micros();
        Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}
