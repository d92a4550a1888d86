//! A bid counts before the deadline that was announced, and a lot that the clock closes is closed as
//! of that deadline: not earlier, not later. Only a pause, or a new round, takes a deadline back.

use std::collections::BTreeMap;

use gavel_engine::pure::Entry;
use gavel_proto::{By, Event, LotId, Timestamp};

use super::{Check, Past};

/// The deadline that was announced last, lot by lot.
#[derive(Default)]
pub(super) struct Deadlines(BTreeMap<LotId, Timestamp>);

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
            Event::BidAccepted { lot, at, .. } => {
                if let Some(closes_at) = self.0.get(lot) {
                    assert!(at < closes_at, "a bid counts at {at}, the lot closed at {closes_at}");
                }
            }
            Event::DeadlineMoved { lot, closes_at } => {
                if let Some(before) = self.0.insert(*lot, *closes_at) {
                    assert!(before <= *closes_at, "the deadline falls from {before}: {entry:?}");
                }
            }
            Event::LotOpened { lot, closes_at, .. }
            | Event::LotResumed { lot, closes_at }
            | Event::StandingRecomputed { lot, closes_at, .. } => self.announce(*lot, *closes_at),
            Event::TurnBegan { lot, closes_at, .. }
            | Event::AskingStepped { lot, closes_at, .. } => {
                self.announce(*lot, Some(*closes_at));
            }
            Event::RoundEnded { lot, closed_at, .. }
            | Event::EnvelopesOpened { lot, closed_at, .. }
            | Event::LotProvisional { lot, closed_at, .. }
            | Event::LotClosed { lot, closed_at, .. } => self.close(entry, *lot, *closed_at),
            Event::LotPaused { lot, .. } => drop(self.0.remove(lot)),
            _ => {}
        }
    }

    fn announce(&mut self, lot: LotId, closes_at: Option<Timestamp>) {
        match closes_at {
            Some(closes_at) => drop(self.0.insert(lot, closes_at)),
            None => drop(self.0.remove(&lot)),
        }
    }

    fn close(&mut self, entry: &Entry, lot: LotId, closed_at: Timestamp) {
        let announced = self.0.remove(&lot);
        if let (Some(announced), By::Clock) = (announced, &entry.by) {
            assert_eq!(closed_at, announced, "closed, announced: {entry:?}");
        }
    }
}
