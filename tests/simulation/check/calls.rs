//! Calls come in order, a bid takes them back, and the hammer falls only after the third (L41).

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::view::PhaseName;
use gavel_proto::{Command, Event, LotId};

use super::{Check, Past};
use gavel_engine::pure::Viewer;

/// The calls that were made since the last bid, lot by lot.
#[derive(Default)]
pub(super) struct Calls(BTreeMap<LotId, u8>);

impl Check for Calls {
    fn entering(&mut self, past: &Past, entry: &Entry) {
        if let (Command::Hammer { lot }, Outcome::Accepted(_)) = (&entry.command, &entry.outcome) {
            let view = past.session.view(Viewer::Desk).expect("the session exists");
            let runs = view.lots.iter().any(|view| {
                view.lot == *lot && matches!(view.phase, PhaseName::Open | PhaseName::Closing)
            });
            let calls = self.0.get(lot).copied().unwrap_or(0);
            assert!(!runs || calls == 3, "the hammer fell after {calls} calls: {entry:?}");
        }
        for event in entry.outcome.events() {
            self.hear(entry, event);
        }
    }
}

impl Calls {
    fn hear(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::Called { lot, call } => {
                let before = self.0.insert(*lot, *call).unwrap_or(0);
                assert_eq!(*call, before + 1, "a call out of turn: {entry:?}");
            }
            Event::PriceChanged { lot, .. }
            | Event::SidesChanged { lot, .. }
            | Event::StandingRecomputed { lot, .. }
            | Event::LotResumed { lot, .. }
            | Event::LotOpened { lot, .. } => drop(self.0.remove(lot)),
            _ => {}
        }
    }
}
