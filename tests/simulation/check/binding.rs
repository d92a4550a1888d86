//! The best bid of a lot stands: through bids, pauses, rounds and the hammer the price gets no worse
//! for the seller, unless a bid is struck, withdrawn or barred. And a lot is sold for no less.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Viewer};
use gavel_proto::{Direction, Event, LotId, LotResult, Money};

use super::{Check, Past};

/// The best price so far, lot by lot.
#[derive(Default)]
pub(super) struct Binding(BTreeMap<LotId, Money>);

impl Check for Binding {
    fn entered(&mut self, past: &Past, entry: &Entry) {
        for event in entry.outcome.events() {
            self.hear(past, entry, event);
        }
    }
}

impl Binding {
    fn hear(&mut self, past: &Past, entry: &Entry, event: &Event) {
        match event {
            Event::PriceChanged { lot, price, .. } => {
                if let Some(before) = self.0.insert(*lot, *price) {
                    assert_no_worse(past, entry, *lot, before, *price);
                }
            }
            Event::LotClosed { lot, result: LotResult::Sold { price, .. }, .. } => {
                if let Some(before) = self.0.get(lot) {
                    assert_no_worse(past, entry, *lot, *before, *price);
                }
            }
            Event::StandingRecomputed { lot, .. }
            | Event::BidVoided { lot, .. }
            | Event::BidWithdrawn { lot, .. }
            | Event::BidderDisqualified { lot, .. }
            | Event::ResultRefused { lot, .. } => drop(self.0.remove(lot)),
            Event::BidderExcluded { .. } => self.0.clear(),
            _ => {}
        }
    }
}

fn assert_no_worse(past: &Past, entry: &Entry, lot: LotId, before: Money, price: Money) {
    let view = past.session.view(Viewer::Room).expect("the session exists");
    let view = view.lots.iter().find(|view| view.lot == lot).expect("a lot that was bid on");
    let is_worse = match view.terms.direction {
        Direction::Forward => price < before,
        Direction::Reverse => before < price,
    };
    assert!(!is_worse, "the price falls behind {before}: {entry:?}");
}
