//! When a round that the clock ends is over: the first bid may start the deadline, late ones move
//! it as far as the cap.

use std::collections::VecDeque;

use gavel_proto::terms::{Cap, Closes, Pace, SoftClose};
use gavel_proto::{Paddle, Timestamp};
use serde::{Deserialize, Serialize};

/// The deadline of a round, in microseconds on the round's own clock, which stands still in a
/// pause.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Deadline {
    closes: Option<i64>,
    /// How often it was moved.
    moves: u32,
    /// Who bid, and when; as far back as the last window reaches.
    late: VecDeque<(i64, Paddle)>,
}

impl Deadline {
    pub(super) fn new(closes_at: Option<Timestamp>) -> Self {
        Self { closes: closes_at.map(Timestamp::micros), moves: 0, late: VecDeque::new() }
    }

    /// The deadline after a bid at `clock` that changed price or leader.
    pub(super) fn after(&self, pace: &Pace, soft: Option<SoftClose>, clock: i64) -> Moved {
        let Pace::Timed(timed) = pace else {
            return Moved::No;
        };
        let Some(closes) = self.closes else {
            return match timed.closes {
                Closes::AfterFirstBidMs(length) => Moved::Began(clock + length.micros()),
                Closes::At(_) | Closes::AfterOpeningMs(_) => Moved::No,
            };
        };
        let Some(soft) = soft.filter(|soft| closes - clock < soft.window_ms.micros()) else {
            return Moved::No;
        };
        let later = clock.saturating_add(soft.extension_ms.micros());
        let later = match soft.cap {
            Some(Cap::Moves(most)) if most <= self.moves => return Moved::No,
            Some(Cap::LatestAt(latest)) => later.min(latest.micros()),
            Some(Cap::Moves(_)) | None => later,
        };
        if closes < later { Moved::Later(later) } else { Moved::No }
    }

    /// Records what [`Self::after`] said of a bid.
    pub(super) fn record(&mut self, soft: Option<SoftClose>, moved: Moved, clock: i64, by: Paddle) {
        match moved {
            Moved::No => {}
            Moved::Began(closes) => self.closes = Some(closes),
            Moved::Later(closes) => {
                self.closes = Some(closes);
                self.moves += 1;
            }
        }
        if let (Some(soft), Some(closes)) = (soft, self.closes) {
            self.late.push_back((clock, by));
            let is_past = |bid: &mut (i64, Paddle)| soft.window_ms.micros() <= closes - bid.0;
            while self.late.pop_front_if(is_past).is_some() {}
        }
    }

    /// When bidding ends, `paused` microseconds of pauses later.
    pub(super) fn closes_at(&self, paused: i64) -> Option<Timestamp> {
        self.closes.map(|closes| Timestamp::from_micros(closes.saturating_add(paused)))
    }

    /// Who bid in the last window of a soft close that came to its cap, by number; nobody, if it
    /// did not.
    pub(super) fn last_window(&self, soft: Option<SoftClose>) -> Vec<Paddle> {
        let is_capped = match soft.and_then(|soft| soft.cap) {
            Some(Cap::Moves(most)) => most <= self.moves,
            Some(Cap::LatestAt(latest)) => self.closes == Some(latest.micros()),
            None => false,
        };
        let mut paddles: Vec<Paddle> = self.late.iter().map(|(_, paddle)| *paddle).collect();
        paddles.retain(|_| is_capped);
        paddles.sort_unstable();
        paddles.dedup();
        paddles
    }
}

/// What a bid does to a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved {
    No,
    /// The first bid started it.
    Began(i64),
    /// A late bid moved it.
    Later(i64),
}

impl Moved {
    /// When bidding ends now, if that changed.
    pub(super) fn closes_at(self, paused: i64) -> Option<Timestamp> {
        match self {
            Self::No => None,
            Self::Began(closes) | Self::Later(closes) => {
                Some(Timestamp::from_micros(closes.saturating_add(paused)))
            }
        }
    }
}
