//! A pause takes no time from anybody, and a fault is one: nobody bids in it, and behind it a lot has as
//! much time as was left. A closed lot stays closed.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::Entry;
use gavel_proto::{Event, LotId, Timestamp};

use super::{Check, Past};

#[derive(Default)]
pub(super) struct Pauses {
    /// The deadline that each lot has, paused or not.
    closes_at: BTreeMap<LotId, Timestamp>,
    /// Since when a lot stands still.
    since: BTreeMap<LotId, Timestamp>,
    closed: BTreeSet<LotId>,
}

impl Check for Pauses {
    fn entering(&mut self, _past: &Past, entry: &Entry) {
        for event in entry.outcome.events() {
            self.hear(entry, event);
        }
    }
}

impl Pauses {
    fn hear(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::BidAccepted { lot, .. } => {
                assert!(!self.since.contains_key(lot), "a bid counts in a pause: {entry:?}");
                assert!(!self.closed.contains(lot), "a bid counts on a closed lot: {entry:?}");
            }
            Event::LotPaused { lot, at, .. } => {
                assert!(!self.closed.contains(lot), "a closed lot is paused: {entry:?}");
                let before = self.since.insert(*lot, *at);
                assert_eq!(before, None, "paused twice: {entry:?}");
            }
            Event::LotResumed { lot, closes_at } => {
                let since = self.since.remove(lot).expect("a lot that was paused");
                let paused = entry.at.micros_since(since);
                let left = self.closes_at.get(lot).map(|before| before.micros() + paused);
                assert_eq!(closes_at.map(Timestamp::micros), left, "time given back: {entry:?}");
                self.keep(*lot, *closes_at);
            }
            Event::LotOpened { lot, closes_at, .. } => {
                assert!(!self.closed.contains(lot), "a closed lot is opened: {entry:?}");
                self.since.remove(lot);
                self.keep(*lot, *closes_at);
            }
            Event::StandingRecomputed { lot, closes_at, .. } => self.keep(*lot, *closes_at),
            Event::DeadlineMoved { lot, closes_at }
            | Event::TurnBegan { lot, closes_at, .. }
            | Event::AskingStepped { lot, closes_at, .. } => self.keep(*lot, Some(*closes_at)),
            Event::RoundEnded { lot, .. } | Event::EnvelopesOpened { lot, .. } => self.end(*lot),
            Event::LotClosed { lot, .. } => {
                self.end(*lot);
                self.closed.insert(*lot);
            }
            _ => {}
        }
    }

    fn keep(&mut self, lot: LotId, closes_at: Option<Timestamp>) {
        match closes_at {
            Some(closes_at) => drop(self.closes_at.insert(lot, closes_at)),
            None => drop(self.closes_at.remove(&lot)),
        }
    }

    /// A round is over, from a pause or not.
    fn end(&mut self, lot: LotId) {
        self.since.remove(&lot);
        self.closes_at.remove(&lot);
    }
}
