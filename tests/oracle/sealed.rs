//! Sealed first price by the rule book (3): the last envelope of each bidder, judged at the
//! opening; the best eligible one wins at its own price.

use gavel_proto::terms::Replacement;
use gavel_proto::{
    Bid, Direction, Envelope, EnvelopeFault, FailureReason, Format, LotResult, Offer, OfferKind,
    Paddle, Rejection, Reserve,
};

use super::lot::{Lot, Taken};
use super::plain::{Units, fault, money, units};

/// Takes an envelope, or refuses it: one stands, no amount, malformed.
pub(super) fn offer(lot: &mut Lot, paddle: u32, bid: &Bid) -> Result<(), Rejection> {
    let stands = lot.taken.iter().any(|envelope| envelope.paddle == paddle);
    if stands && sealed(lot).replacement == Replacement::Refused {
        return Err(Rejection::EnvelopeStands {});
    }
    let Offer::Amount(written) = bid.offer else {
        return Err(Rejection::WrongOffer { takes: vec![OfferKind::Amount] });
    };
    if let Some(fault) = fault(written, &lot.terms.currency) {
        return Err(Rejection::MalformedAmount { fault });
    }
    let bid_id = bid.bid_id;
    lot.taken.push(Taken { paddle, bid_id, amount: units(written), is_open: true });
    Ok(())
}

/// All live envelopes with their faults; nothing while they are sealed.
pub(super) fn opened(lot: &Lot) -> Option<Vec<Envelope>> {
    if !lot.was_opened {
        return None;
    }
    let mut last: Vec<&Taken> = lot.taken.iter().rev().collect();
    let mut seen = Vec::new();
    last.retain(|envelope| {
        let is_last = !seen.contains(&envelope.paddle);
        seen.push(envelope.paddle);
        is_last
    });
    last.reverse();
    let envelopes = last.into_iter().map(|envelope| Envelope {
        paddle: Paddle(envelope.paddle),
        bid_id: envelope.bid_id,
        amount: money(envelope.amount),
        royalty: None,
        schedule: Vec::new(),
        fault: judge(lot, envelope),
    });
    Some(envelopes.collect())
}

fn judge(lot: &Lot, envelope: &Taken) -> Option<EnvelopeFault> {
    let amount = envelope.amount;
    let opening = lot.terms.opening.map(units);
    if lot.barred.contains_key(&envelope.paddle) {
        return Some(EnvelopeFault::Disqualified);
    }
    if opening.is_some_and(|opening| is_worse(lot, amount, opening)) {
        return Some(EnvelopeFault::MissesOpening);
    }
    if sealed(lot).floor.is_some_and(|floor| amount < units(floor)) {
        return Some(EnvelopeFault::BelowFloor);
    }
    if sealed(lot).ceiling.is_some_and(|ceiling| amount > units(ceiling)) {
        return Some(EnvelopeFault::AboveCeiling);
    }
    match (lot.terms.grid, opening) {
        (Some(grid), Some(opening)) if (amount - opening) % units(grid) != 0 => {
            Some(EnvelopeFault::OffGrid)
        }
        _ => None,
    }
}

/// The best price and everybody who offers it.
fn best(lot: &Lot) -> Option<(Units, Vec<Paddle>)> {
    let mut eligible = opened(lot).unwrap_or_default();
    eligible.retain(|envelope| envelope.fault.is_none());
    eligible.sort_by_key(|envelope| units(envelope.amount));
    if lot.terms.direction == Direction::Forward {
        eligible.reverse();
    }
    let best = units(eligible.first()?.amount);
    eligible.retain(|envelope| units(envelope.amount) == best);
    let mut paddles: Vec<Paddle> = eligible.iter().map(|envelope| envelope.paddle).collect();
    paddles.sort_unstable();
    Some((best, paddles))
}

/// What the hammer does to opened envelopes.
pub(super) fn award(lot: &Lot) -> Result<LotResult, Rejection> {
    let Some((price, paddles)) = best(lot) else {
        let reason =
            if lot.taken.is_empty() { FailureReason::NoBid } else { FailureReason::NoEligibleBid };
        return Ok(LotResult::Failed { reason });
    };
    if reserve(lot) == Reserve::NotMet {
        return Ok(LotResult::Passed);
    }
    match paddles.as_slice() {
        [paddle] => Ok(LotResult::Sold { paddle: *paddle, price: money(price), royalty: None }),
        _ => Err(Rejection::Tied { paddles }),
    }
}

/// The price that binds the seller.
pub(super) fn binding(lot: &Lot) -> Option<Units> {
    let (price, _) = best(lot)?;
    (reserve(lot) != Reserve::NotMet).then_some(price)
}

pub(super) fn reserve(lot: &Lot) -> Reserve {
    match (lot.reserve, best(lot)) {
        (None, _) => Reserve::None,
        (Some(reserve), Some((best, _))) if !is_worse(lot, best, reserve) => Reserve::Met,
        (Some(_), _) => Reserve::NotMet,
    }
}

fn is_worse(lot: &Lot, amount: Units, bound: Units) -> bool {
    match lot.terms.direction {
        Direction::Forward => amount < bound,
        Direction::Reverse => amount > bound,
    }
}

fn sealed(lot: &Lot) -> &gavel_proto::terms::Sealed {
    match &lot.terms.rounds[0].format {
        Format::Sealed(sealed) => sealed,
        other => panic!("{} is not sealed", other.name()),
    }
}
