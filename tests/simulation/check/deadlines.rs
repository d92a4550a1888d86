//! A bid counts before the deadline that was announced, and a lot that the clock closes is closed as
//! of that deadline: not earlier, not later. Only a new round takes a deadline back, and the first who
//! takes a Dutch price, with which the window for ties begins. A pause, and a fault is one, takes no
//! time from anybody: nobody bids in it, and behind it a lot has as much as was left. A closed lot stays
//! closed.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::Entry;
use gavel_proto::terms::Format;
use gavel_proto::{By, Event, LotId, Millis, Timestamp};

use super::{Check, Past};

#[derive(Default)]
pub(super) struct Deadlines {
    /// The deadline that was announced last, lot by lot, paused or not.
    announced: BTreeMap<LotId, Timestamp>,
    /// Since when a lot stands still.
    paused: BTreeMap<LotId, Timestamp>,
    closed: BTreeSet<LotId>,
    /// The windows for ties of a lot's Dutch rounds.
    windows: BTreeMap<LotId, Vec<Millis>>,
}

impl Check for Deadlines {
    fn entering(&mut self, _past: &Past, entry: &Entry) {
        for event in entry.outcome.events() {
            self.hear(entry, event);
        }
    }
}

impl Deadlines {
    fn hear(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::LotPublished { lot, terms, .. } => {
                let windows = terms.rounds.iter().filter_map(|round| match &round.format {
                    Format::Dutch(dutch) => dutch.tie_window_ms,
                    _ => None,
                });
                self.windows.insert(*lot, windows.collect());
            }
            Event::BidAccepted { lot, at, .. } => {
                assert!(!self.paused.contains_key(lot), "a bid counts in a pause: {entry:?}");
                assert!(!self.closed.contains(lot), "a bid counts on a closed lot: {entry:?}");
                if let Some(closes_at) = self.announced.get(lot) {
                    assert!(at < closes_at, "a bid counts at {at}, the lot closed at {closes_at}");
                }
            }
            Event::DeadlineMoved { lot, closes_at } => {
                if let Some(before) = self.announced.insert(*lot, *closes_at) {
                    let begins_window = self.windows[lot]
                        .iter()
                        .any(|window| entry.at.after(*window) == *closes_at);
                    assert!(
                        before <= *closes_at || begins_window,
                        "the deadline falls from {before}: {entry:?}"
                    );
                }
            }
            Event::LotPaused { lot, at, .. } => {
                assert!(!self.closed.contains(lot), "a closed lot is paused: {entry:?}");
                let before = self.paused.insert(*lot, *at);
                assert_eq!(before, None, "paused twice: {entry:?}");
            }
            Event::LotResumed { lot, closes_at } => {
                let since = self.paused.remove(lot).expect("a lot that was paused");
                let paused = entry.at.micros_since(since);
                let left = self.announced.get(lot).map(|before| before.micros() + paused);
                assert_eq!(closes_at.map(Timestamp::micros), left, "time given back: {entry:?}");
                self.announce(*lot, *closes_at);
            }
            Event::LotOpened { lot, closes_at, .. } => {
                assert!(!self.closed.contains(lot), "a closed lot is opened: {entry:?}");
                self.paused.remove(lot);
                self.announce(*lot, *closes_at);
            }
            Event::StandingRecomputed { lot, closes_at, .. } => self.announce(*lot, *closes_at),
            Event::TurnBegan { lot, closes_at, .. }
            | Event::AskingStepped { lot, closes_at, .. } => {
                self.announce(*lot, Some(*closes_at));
            }
            Event::RoundEnded { lot, closed_at, .. }
            | Event::EnvelopesOpened { lot, closed_at, .. }
            | Event::LotProvisional { lot, closed_at, .. } => self.end(entry, *lot, *closed_at),
            Event::LotClosed { lot, closed_at, .. } => {
                self.end(entry, *lot, *closed_at);
                self.closed.insert(*lot);
            }
            _ => {}
        }
    }

    fn announce(&mut self, lot: LotId, closes_at: Option<Timestamp>) {
        match closes_at {
            Some(closes_at) => drop(self.announced.insert(lot, closes_at)),
            None => drop(self.announced.remove(&lot)),
        }
    }

    /// A round is over, from a pause or not.
    fn end(&mut self, entry: &Entry, lot: LotId, closed_at: Timestamp) {
        self.paused.remove(&lot);
        let announced = self.announced.remove(&lot);
        if let (Some(announced), By::Clock) = (announced, &entry.by) {
            assert_eq!(closed_at, announced, "closed, announced: {entry:?}");
        }
    }
}
