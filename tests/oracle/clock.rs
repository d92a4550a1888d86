//! The deadline of a round in the open, from all bids that count: the first may start it, late
//! ones move it as far as the cap.

use gavel_proto::terms::{Cap, Closes, Format, SoftClose};
use gavel_proto::{Pace, Terms};

use super::english;
use super::lot::{Lot, Taken};

/// On the round's own clock, which stands still in a pause.
#[derive(Clone, Default)]
pub(super) struct Clock {
    pub(super) closes: Option<i64>,
    moves: u32,
    /// Bids that could have moved it, and whose they were.
    late: Vec<(i64, u32)>,
}

impl Clock {
    pub(super) fn new(closes: Option<i64>) -> Self {
        Self { closes, ..Self::default() }
    }

    fn hear(&mut self, pace: &Pace, soft: Option<SoftClose>, bid: &Taken) {
        let Pace::Timed(timed) = pace else {
            return;
        };
        match (self.closes, timed.closes, soft) {
            (None, Closes::AfterFirstBidMs(length), _) => {
                self.closes = Some(bid.clock + length.micros());
            }
            (Some(closes), _, Some(soft)) if closes - bid.clock < soft.window_ms.micros() => {
                let later = bid.clock + soft.extension_ms.micros();
                let later = match soft.cap {
                    Some(Cap::Moves(most)) if most <= self.moves => closes,
                    Some(Cap::LatestAt(latest)) => later.min(latest.micros()),
                    Some(Cap::Moves(_)) | None => later,
                };
                if closes < later {
                    self.closes = Some(later);
                    self.moves += 1;
                }
            }
            (_, _, _) => {}
        }
        self.late.push((bid.clock, bid.paddle));
    }

    /// Who bid in the last window of a soft close that came to its cap.
    pub(super) fn last_window(&self, soft: Option<SoftClose>) -> Vec<u32> {
        let (Some(soft), Some(closes)) = (soft, self.closes) else {
            return Vec::new();
        };
        let is_capped = match soft.cap {
            Some(Cap::Moves(most)) => most <= self.moves,
            Some(Cap::LatestAt(latest)) => closes == latest.micros(),
            None => false,
        };
        let late = self.late.iter().filter(|(at, _)| closes - at < soft.window_ms.micros());
        let mut paddles: Vec<u32> = late.map(|(_, paddle)| *paddle).collect();
        paddles.retain(|_| is_capped);
        paddles.sort_unstable();
        paddles.dedup();
        paddles
    }
}

/// The soft close of a round in the open.
pub(super) fn soft_close(terms: &Terms, round: u32) -> Option<SoftClose> {
    match &terms.rounds[round as usize - 1].format {
        Format::English(english) => english.soft_close,
        Format::Exclusive(exclusive) => exclusive.soft_close,
        Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) | Format::Turns(_) => None,
    }
}

impl Lot {
    /// The last accepted bid moves the deadline, if it may.
    pub(super) fn hear_last(&mut self) {
        let place = self.now().counting().count();
        self.hear(place);
        let now = self.now();
        self.deadline = now.clock.closes.map(|closes| closes + now.paused);
    }

    /// The deadline from all bids that count.
    pub(super) fn hear_all(&mut self) {
        let closes_at = self.now().closes_at;
        self.now_mut().clock = Clock::new(closes_at);
        for place in 1..=self.now().counting().count() {
            self.hear(place);
        }
    }

    /// The bid at this place of those that count, from 1. What changes neither price nor leader
    /// moves nothing, and a leader who raises his own maximum neither.
    fn hear(&mut self, nth: usize) {
        let now = self.now();
        let bids: Vec<Taken> = now.counting().take(nth).cloned().collect();
        let bid = bids.last().expect("a bid").clone();
        if matches!(self.format(), Format::English(_)) {
            let before = english::standing_of(self, &bids[..nth - 1]);
            let after = english::standing_of(self, &bids);
            let led = before.as_ref().map(|before| before.leader);
            let raises_own = !bid.is_open && led == Some(bid.paddle);
            let public =
                |now: &Option<english::Standing>| now.as_ref().map(|now| (now.leader, now.price));
            if raises_own || public(&before) == public(&after) {
                return;
            }
        }
        let pace = self.round().pace.clone();
        let soft = soft_close(&self.terms, now.round);
        self.now_mut().clock.hear(&pace, soft, &bid);
    }
}
