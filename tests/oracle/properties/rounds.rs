//! The best bid of a round stands in every later round (rule book 1, binding).

use gavel_engine::pure::{Session, Viewer};
use gavel_proto::view::LotView;
use gavel_proto::{Event, Format, LotResult, Money};

use crate::oracle::chance::Seeds;
use crate::oracle::walk::{Kind, Walk};

/// Random sales of each kind.
const SALES: usize = 150;

#[test]
fn the_best_bid_never_gets_worse_across_rounds() {
    let mut later = 0;
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        for kind in [Kind::Programme, Kind::Turns] {
            later += check(&Walk::through(kind, seed));
        }
    }
    assert!(later == 0 || SALES < later, "{later} rounds after the first are too few to prove it");
}

/// Follows every lot until a bid is struck in it; says how many later rounds were begun.
fn check(walk: &Walk) -> usize {
    let mut session = Session::default();
    let mut best: Vec<Option<Money>> = vec![None; 2];
    let mut is_done = [false; 2];
    let mut rounds = [1; 2];
    let mut later = 0;
    for entry in &walk.journal {
        session.apply(entry);
        for event in entry.outcome.events() {
            if let Event::BidderDisqualified { lot, .. }
            | Event::BidWithdrawn { lot, .. }
            | Event::BidVoided { lot, .. }
            | Event::LotClosed { lot, result: LotResult::Withdrawn { .. }, .. } = event
            {
                is_done[lot.0 as usize - 1] = true;
            }
        }
        let view = session.view(Viewer::Room).expect("a session");
        for (index, lot) in view.lots.iter().enumerate() {
            if is_done[index] {
                continue;
            }
            let direction = lot.terms.direction;
            if (lot.round, lot.time) != (rounds[index], 1) && rounds[index] < lot.round {
                rounds[index] = lot.round;
                later += 1;
            }
            let now = public_best(lot);
            let keeps = match lot.terms.round(lot.round).format {
                Format::English(_) | Format::Turns(_) => lot.price.is_some(),
                _ => false,
            };
            let sold = match &lot.result {
                Some(LotResult::Sold { price, .. }) => Some(*price),
                _ => None,
            };
            for price in sold.into_iter().chain(now.filter(|_| keeps)) {
                let before = best[index].unwrap_or(price);
                assert!(direction.reaches(price, before), "{price} is worse than {before}");
            }
            let seen = [best[index], now].into_iter().flatten();
            best[index] = seen.reduce(|one, other| direction.better(one, other));
            is_done[index] = lot.result.is_some();
        }
    }
    later
}

/// The best that everybody can see: the price, or the best envelope that counts.
fn public_best(lot: &LotView) -> Option<Money> {
    let envelopes = lot.envelopes.iter().flatten();
    let eligible = envelopes.filter(|envelope| envelope.fault.is_none());
    let best = eligible.map(|envelope| envelope.amount);
    best.chain(lot.price).reduce(|one, other| lot.terms.direction.better(one, other))
}
