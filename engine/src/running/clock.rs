//! The one place of the engine where time comes from.

use std::sync::atomic::{AtomicI64, Ordering};
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
pub struct HouseClock(Source);

#[derive(Debug, Clone, Copy)]
enum Source {
    Machine { wall: Duration, since: Instant },
    Hands(&'static Hands),
}

/// The hands of a clock that somebody moves: forwards, backwards, or not at all.
#[derive(Debug, Default)]
pub struct Hands(AtomicI64);

impl Hands {
    /// Moves them to this time.
    pub fn show(&self, at: Timestamp) {
        self.0.store(at.micros(), Ordering::Relaxed);
    }
}

impl HouseClock {
    /// A clock that shows the wall clock's time now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where time enters the engine")]
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(Source::Machine { wall, since: Instant::now() })
    }

    /// A clock with these hands: for simulations.
    #[must_use]
    pub const fn with(hands: &'static Hands) -> Self {
        Self(Source::Hands(hands))
    }
}

impl Clock for HouseClock {
    fn now(&self) -> Timestamp {
        match self.0 {
            Source::Machine { wall, since } => {
                let micros = (wall + since.elapsed()).as_micros();
                Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
            }
            Source::Hands(hands) => Timestamp::from_micros(hands.0.load(Ordering::Relaxed)),
        }
    }
}
