//! What everybody counts together.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Counters since the beginning of a round.
#[derive(Default)]
pub(super) struct Tally {
    /// How long bids took that were answered since somebody looked, in microseconds.
    acks: Mutex<Vec<u64>>,
    /// Bids that were answered with a verdict.
    pub(super) answered: Count,
    /// Bids that were sent once more: no answer had come.
    pub(super) again: Count,
    /// Verdicts that were asked for again and were the same.
    pub(super) confirmed: Count,
    /// Commands of other kinds that were answered.
    pub(super) acts: Count,
    /// Websockets that were welcomed.
    pub(super) joined: Count,
    /// Websockets that are open.
    pub(super) open: Count,
    /// Pushes that were heard, each behind the one before.
    pub(super) pushes: Count,
    /// Times that somebody read too slowly, saw a gap and subscribed again.
    pub(super) gaps: Count,
    /// Of these, and of all who came back: those who were sent exactly what they had missed.
    pub(super) resumed: Count,
}

/// A number that goes up, and sometimes down.
#[derive(Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) fn up(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    pub(super) fn down(&self) {
        self.0.fetch_sub(1, Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

impl Tally {
    /// A bid was answered after so long.
    pub(super) fn acknowledged(&self, after: Duration) {
        self.answered.up();
        let micros = u64::try_from(after.as_micros()).unwrap_or(u64::MAX);
        self.acks.lock().expect("nobody failed beside it").push(micros);
    }

    /// How long the bids took that were answered since this was asked last, the quickest first.
    pub(super) fn take_acks(&self) -> Vec<u64> {
        let mut acks = std::mem::take(&mut *self.acks.lock().expect("nobody failed beside it"));
        acks.sort_unstable();
        acks
    }
}

/// The time within which so many of a hundred were answered; 0 where nobody was.
pub(super) fn within(acks: &[u64], of_hundred: usize) -> u64 {
    let last = acks.len().saturating_sub(1);
    acks.get(last * of_hundred / 100).copied().unwrap_or_default()
}
