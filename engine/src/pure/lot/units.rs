//! The order book of several units: schedules in envelopes, served best price first.

use gavel_proto::terms::Units;
use gavel_proto::{
    Award, Bid, EnvelopeFault, Event, Format, LotResult, Money, Offer, OfferKind, Pair, Rejection,
    Timestamp,
};
use serde::{Deserialize, Serialize};

use super::allot::{self, Ask};
use super::envelopes::Envelopes;
use super::offer::{Taken, schedule};
use super::record::Placed;
use super::{Asker, Standing};

/// The order book of a sealed round for several units (rule book 4).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::pure) struct UnitsBook {
    pub(in crate::pure) envelopes: Envelopes,
}

impl UnitsBook {
    /// Decides whether this schedule is taken. Its prices are judged at the opening.
    ///
    /// # Errors
    /// The first that applies: an envelope stands, book full, a wrong kind of offer, malformed.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let units = units(lot);
        self.envelopes.check(units.replacement, asker.paddle)?;
        let Offer::Schedule(pairs) = &bid.offer else {
            return Err(Rejection::WrongOffer { takes: vec![OfferKind::Schedule] });
        };
        let pairs = schedule(lot.terms, pairs, units.pairs, units.cap)?;
        let pays = pairs.iter().filter_map(|pair| pair.unit_price.times(pair.quantity));
        let total = pays.reduce(Money::plus).expect("invariant: a schedule has a pair");
        let taken = Taken { schedule: pairs, ..Taken::open(total) };
        Ok(vec![lot.accepted(at, asker, bid.bid_id, taken)])
    }

    pub(super) fn place(&mut self, placed: &Placed) {
        self.envelopes.place(placed);
    }

    /// How the lot ends if it ends now: who gets how much at what price. Nothing is served below
    /// the reserve, which is a unit price.
    pub(super) fn result(&self, lot: Standing<'_>) -> Option<LotResult> {
        let units = units(lot);
        let eligible = self.envelopes.eligible();
        let pairs = eligible.flat_map(|envelope| {
            envelope.schedule.iter().map(|pair| Ask {
                paddle: envelope.paddle,
                quantity: pair.quantity,
                unit_price: pair.unit_price,
            })
        });
        let direction = lot.terms.direction;
        let reaches = |ask: &Ask| {
            lot.reserve.is_none_or(|reserve| direction.reaches(ask.unit_price, reserve))
        };
        let asks: Vec<Ask> = pairs.filter(reaches).collect();
        let served = allot::serve(&asks, lot.terms.quantity, direction, units.margin, units.fills);
        let base = lot.reserve.or(lot.terms.opening);
        let uniform = allot::uniform(&asks, &served, direction, units.pricing, base);
        let award = |(ask, quantity): (&Ask, &u64)| {
            let unit_price = uniform.unwrap_or(ask.unit_price);
            let pays = unit_price.times(*quantity)?;
            Some(Award { paddle: ask.paddle, quantity: *quantity, unit_price, pays })
        };
        let mut awards: Vec<(Award, Money)> = asks
            .iter()
            .zip(&served)
            .filter_map(|pair| Some((award(pair)?, pair.0.unit_price)))
            .collect();
        awards.sort_by(|one, other| direction.order(one.1, other.1));
        let awards: Vec<Award> = awards.into_iter().map(|(award, _)| award).collect();
        let total = awards.iter().map(|award| award.pays).reduce(Money::plus)?;
        Some(LotResult::Allotted { awards, total })
    }
}

/// Why a schedule does not count, if it does not: every price of it must reach the opening price.
pub(super) fn fault(
    lot: Standing<'_>,
    schedule: &[Pair],
    is_barred: bool,
) -> Option<EnvelopeFault> {
    let prices = || schedule.iter().map(|pair| pair.unit_price);
    let direction = lot.terms.direction;
    let misses = |opening| prices().any(|price| !direction.reaches(price, opening));
    let between = |(grid, opening)| prices().any(|price| !price.is_on_grid(opening, grid));
    [
        (is_barred, EnvelopeFault::Disqualified),
        (lot.terms.opening.is_some_and(misses), EnvelopeFault::MissesOpening),
        (lot.terms.grid.zip(lot.terms.opening).is_some_and(between), EnvelopeFault::OffGrid),
    ]
    .into_iter()
    .find_map(|(applies, fault)| applies.then_some(fault))
}

fn units(lot: Standing<'_>) -> &Units {
    let Format::Units(units) = &lot.round.format else {
        panic!("invariant: a book of units belongs to a round for them");
    };
    units
}
