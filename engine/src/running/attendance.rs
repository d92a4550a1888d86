//! Attendance: which bidders are connected to a session, and who of them vanished at once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gavel_proto::{InFlight, Paddle, Timestamp};

use crate::limits::TURNED_AWAY_BIDS;

/// How much of a fault a session bears before it pauses by itself (rule book 9).
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// How long the journal may take to write, or the session's thread may stand still; absent:
    /// for as long as they do.
    pub stall: Option<Duration>,
    /// The share of the connected bidders that may vanish at once, in percent. 100: all of them.
    pub vanished_percent: usize,
    /// How many must vanish before it counts, however large a share they are.
    pub vanished_bidders: usize,
    /// How close together is at once.
    pub at_once: Duration,
}

impl Tolerance {
    /// Bears everything.
    pub const BOUNDLESS: Self = Self {
        stall: None,
        vanished_percent: 100,
        vanished_bidders: usize::MAX,
        at_once: Duration::ZERO,
    };

    /// Whether there is anything that it does not bear.
    pub(super) fn has_bounds(&self) -> bool {
        self.stall.is_some() || self.vanished_bidders != usize::MAX
    }

    /// Whether so many of so many are too many to vanish.
    fn is_broken_by(&self, vanished: usize, connected: usize) -> bool {
        self.vanished_bidders <= vanished
            && self.vanished_percent * (vanished + connected) < 100 * vanished
    }
}

/// The bidders of a session as their connections tell. Those who hold the connections write, and
/// the session's thread reads.
#[derive(Debug)]
pub struct Attendance {
    tolerance: Tolerance,
    seen: Mutex<Seen>,
}

/// What was seen of the bidders.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// How many connections each has; nobody has none.
    connections: BTreeMap<Paddle, usize>,
    /// When the last connection of each broke who is not back.
    vanished: BTreeMap<Paddle, Timestamp>,
    /// The latest bids that were turned away because the house is busy.
    turned_away: VecDeque<InFlight>,
}

impl Attendance {
    /// Nobody is here yet.
    #[must_use]
    pub fn new(tolerance: Tolerance) -> Self {
        Self { tolerance, seen: Mutex::default() }
    }

    /// A bidder connected.
    pub fn came(&self, paddle: Paddle) {
        let mut seen = self.seen();
        *seen.connections.entry(paddle).or_default() += 1;
        seen.vanished.remove(&paddle);
    }

    /// A bidder took leave.
    pub fn left(&self, paddle: Paddle) {
        self.seen().disconnect(paddle);
    }

    /// The connection of a bidder broke at `at`.
    pub fn vanished(&self, paddle: Paddle, at: Timestamp) {
        let mut seen = self.seen();
        seen.disconnect(paddle);
        if !seen.connections.contains_key(&paddle) {
            seen.vanished.insert(paddle, at);
        }
    }

    /// A bid was turned away because the house is busy.
    pub fn turned_away(&self, bid: InFlight) {
        let mut seen = self.seen();
        if seen.turned_away.len() == TURNED_AWAY_BIDS {
            seen.turned_away.pop_front();
        }
        seen.turned_away.push_back(bid);
    }

    /// Since when too many bidders are gone that vanished at once, as seen at `now`.
    pub(super) fn emptied_since(&self, now: Timestamp) -> Option<Timestamp> {
        let window = i64::try_from(self.tolerance.at_once.as_micros()).unwrap_or(i64::MAX);
        let mut seen = self.seen();
        seen.vanished.retain(|_, at| now.micros_since(*at) <= window);
        let is_broken = self.tolerance.is_broken_by(seen.vanished.len(), seen.connections.len());
        is_broken.then(|| seen.vanished.values().min().copied()).flatten()
    }

    /// Takes what was seen of a fault since `since`: it is reported once.
    pub(super) fn take(&self, since: Timestamp) -> (Vec<Paddle>, Vec<Paddle>, Vec<InFlight>) {
        let mut seen = self.seen();
        let vanished = std::mem::take(&mut seen.vanished).into_iter();
        let vanished = vanished.filter(|(_, at)| since <= *at).map(|(paddle, _)| paddle);
        let connected = seen.connections.keys().copied().collect();
        (connected, vanished.collect(), seen.turned_away.drain(..).collect())
    }

    pub(super) fn tolerance(&self) -> &Tolerance {
        &self.tolerance
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn disconnect(&mut self, paddle: Paddle) {
        if let Some(connections) = self.connections.get_mut(&paddle) {
            *connections -= 1;
            if *connections == 0 {
                self.connections.remove(&paddle);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use gavel_proto::{Paddle, Timestamp};

    use super::{Attendance, Tolerance};

    /// More than half of the bidders and at least three, within ten seconds.
    fn attended(by: u32) -> Attendance {
        let attendance = Attendance::new(Tolerance {
            stall: None,
            vanished_percent: 50,
            vanished_bidders: 3,
            at_once: Duration::from_secs(10),
        });
        (1..=by).for_each(|paddle| attendance.came(Paddle(paddle)));
        attendance
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn half_may_vanish_and_one_more_may_not() {
        let room = attended(8);
        (1..=4).for_each(|paddle| room.vanished(Paddle(paddle), at(paddle.into())));
        assert_eq!(room.emptied_since(at(4)), None);
        room.vanished(Paddle(5), at(5));
        assert_eq!(room.emptied_since(at(5)), Some(at(1)));
        let (connected, vanished, _) = room.take(at(1));
        assert_eq!(connected, [6, 7, 8].map(Paddle));
        assert_eq!(vanished, [1, 2, 3, 4, 5].map(Paddle));
        assert_eq!(room.emptied_since(at(5)), None, "a fault is reported once");
    }

    #[test]
    fn two_of_two_are_too_few_to_be_a_fault() {
        let room = attended(2);
        (1..=2).for_each(|paddle| room.vanished(Paddle(paddle), at(1)));
        assert_eq!(room.emptied_since(at(1)), None);
    }

    #[test]
    fn whoever_takes_leave_or_comes_back_did_not_vanish() {
        let room = attended(6);
        (1..=3).for_each(|paddle| room.left(Paddle(paddle)));
        assert_eq!(room.emptied_since(at(1)), None);
        (4..=6).for_each(|paddle| room.vanished(Paddle(paddle), at(2)));
        room.came(Paddle(6));
        assert_eq!(room.emptied_since(at(2)), None);
    }

    #[test]
    fn whoever_has_another_connection_is_still_here() {
        let room = attended(3);
        room.came(Paddle(1));
        (1..=3).for_each(|paddle| room.vanished(Paddle(paddle), at(1)));
        assert_eq!(room.emptied_since(at(1)), None);
        room.vanished(Paddle(1), at(2));
        assert_eq!(room.emptied_since(at(2)), Some(at(1)));
    }

    #[test]
    fn who_vanishes_one_by_one_does_not_vanish_at_once() {
        let room = attended(5);
        for paddle in 1..=5 {
            let now = at(i64::from(paddle) * 6);
            room.vanished(Paddle(paddle), now);
            assert_eq!(room.emptied_since(now), None, "paddle {paddle}");
        }
    }
}
