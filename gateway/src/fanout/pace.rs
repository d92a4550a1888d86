//! The pace at which the room is told something. What happens in a quiet moment goes out at once.
//! Under load there is a rest behind each group, as long as the group took: so a crowd has no more than
//! half of the time, no bid waits for long, and what happens meanwhile goes out together. Behind a round
//! that told several things there is one rest, so that what follows them goes out together again.

use tokio::time::{Instant, sleep_until};

use crate::limits::GROUP_REST;
use crate::readers::Readers;

/// How the room is told now.
#[derive(Debug)]
pub(super) struct Pace {
    /// Whether more waited already when the last round was over.
    is_loaded: bool,
    /// When the last group began to be told.
    began: Instant,
    /// Until when there is rest.
    rests_until: Instant,
}

impl Pace {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { is_loaded: false, began: now, rests_until: now }
    }

    /// Waits until the next group may be told. Where no more can be gathered, nobody rests.
    pub(super) async fn turn(&mut self, readers: &Readers) {
        let now = Instant::now();
        if now < self.rests_until && !readers.is_full() {
            sleep_until(self.rests_until).await;
        }
        self.began = Instant::now();
    }

    /// A group was told, and has written it.
    pub(super) fn went(&mut self, readers: &Readers) {
        let (now, is_over) = (Instant::now(), !readers.is_in_round());
        if is_over {
            self.is_loaded = readers.is_behind();
        }
        if is_over && readers.has_told_several() {
            self.rests_until = now + GROUP_REST;
        } else if self.is_loaded {
            self.rests_until = now + GROUP_REST.min(now - self.began);
        }
    }
}
