//! A bid counts before the deadline that was announced, and a lot that the clock closes is closed as
//! of that deadline: not earlier, not later. Only a pause, or a new round, takes a deadline back, and
//! the first who takes a Dutch price, with which the window for ties begins.

use std::collections::BTreeMap;

use gavel_engine::pure::Entry;
use gavel_proto::terms::Format;
use gavel_proto::{By, Event, LotId, Millis, Timestamp};

use super::{Check, Past};

#[derive(Default)]
pub(super) struct Deadlines {
    /// The deadline that was announced last, lot by lot.
    announced: BTreeMap<LotId, Timestamp>,
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
            Event::LotPaused { lot, .. } => drop(self.announced.remove(lot)),
            _ => {}
        }
    }

    fn announce(&mut self, lot: LotId, closes_at: Option<Timestamp>) {
        match closes_at {
            Some(closes_at) => drop(self.announced.insert(lot, closes_at)),
            None => drop(self.announced.remove(&lot)),
        }
    }

    fn close(&mut self, entry: &Entry, lot: LotId, closed_at: Timestamp) {
        let announced = self.announced.remove(&lot);
        if let (Some(announced), By::Clock) = (announced, &entry.by) {
            assert_eq!(closed_at, announced, "closed, announced: {entry:?}");
        }
    }
}
