//! Envelopes by the rule book (3): the last of each bidder, judged at the opening; the best
//! eligible one wins at its own price, or at the second.

use std::cmp::Reverse;

use gavel_proto::terms::{Pricing, Replacement, Sealed};
use gavel_proto::{
    BallotCount, Bid, Envelope, EnvelopeFault, Format, OfferKind, Paddle, Rejection,
};

use super::lot::{Lot, Ranked, Taken};
use super::plain::{Units, better, is_off_grid, money, units, worth};
use super::{royalty, several};

/// Refuses a second envelope where the first is final.
pub(super) fn check_stands(
    lot: &Lot,
    paddle: u32,
    replacement: Replacement,
) -> Result<(), Rejection> {
    let stands = lot.now().taken.iter().any(|envelope| envelope.paddle == paddle);
    if stands && replacement == Replacement::Refused {
        return Err(Rejection::EnvelopeStands {});
    }
    Ok(())
}

/// Takes an envelope, or refuses it: one stands, a wrong offer, malformed.
pub(super) fn offer(lot: &Lot, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    check_stands(lot, paddle, sealed(lot).replacement)?;
    let takes = match lot.terms.royalty {
        None => vec![OfferKind::Amount],
        Some(_) => vec![OfferKind::Amount, OfferKind::Royalty],
    };
    let (amount, royalty) = royalty::read(&lot.terms, &bid.offer, &takes)?;
    Ok(Taken { royalty, ..Taken::plain(paddle, bid.bid_id, amount) })
}

/// The opening: every live envelope with its fault, and the counts; `issued` could have handed
/// one in.
pub(super) fn opening(
    lot: &Lot,
    is_out: impl Fn(u32) -> bool,
    issued: usize,
) -> (Vec<Envelope>, BallotCount) {
    let mut last: Vec<&Taken> = lot.now().taken.iter().rev().collect();
    let mut seen = Vec::new();
    last.retain(|envelope| {
        let is_last = !seen.contains(&envelope.paddle);
        seen.push(envelope.paddle);
        is_last
    });
    last.reverse();
    let envelope = |taken: &&Taken| Envelope {
        paddle: Paddle(taken.paddle),
        bid_id: taken.bid_id,
        amount: money(taken.amount),
        royalty: taken.royalty,
        schedule: taken.schedule.clone(),
        fault: if is_out(taken.paddle) {
            Some(EnvelopeFault::Disqualified)
        } else if matches!(lot.format(), Format::Units(_)) {
            several::judge(lot, taken)
        } else {
            judge(lot, taken)
        },
    };
    let envelopes: Vec<Envelope> = last.iter().map(envelope).collect();
    let number = |count: usize| u32::try_from(count).expect("few");
    let valid = envelopes.iter().filter(|envelope| envelope.fault.is_none()).count();
    let count = BallotCount {
        issued: number(issued.max(envelopes.len())),
        returned: number(envelopes.len()),
        valid: number(valid),
        invalid: number(envelopes.len() - valid),
    };
    (envelopes, count)
}

/// A round opens at the best of the rounds before it; the opening price binds only the first.
fn judge(lot: &Lot, envelope: &Taken) -> Option<EnvelopeFault> {
    let amount = envelope.amount;
    let before = lot.now().carried.first().map(|best| best.amount);
    let bound = before.or(lot.terms.opening.map(units));
    if bound.is_some_and(|bound| worth(&lot.terms, amount) < worth(&lot.terms, bound)) {
        return Some(EnvelopeFault::MissesOpening);
    }
    if sealed(lot).floor.is_some_and(|floor| amount < units(floor)) {
        return Some(EnvelopeFault::BelowFloor);
    }
    if sealed(lot).ceiling.is_some_and(|ceiling| amount > units(ceiling)) {
        return Some(EnvelopeFault::AboveCeiling);
    }
    is_off_grid(&lot.terms, amount).then_some(EnvelopeFault::OffGrid)
}

/// The opened envelopes that count.
pub(super) fn eligible(lot: &Lot) -> Vec<&Envelope> {
    let opened = lot.now().opened.iter().flat_map(|(envelopes, _)| envelopes);
    opened.filter(|envelope| envelope.fault.is_none()).collect()
}

/// Who offered how much, best first, the earliest among equals.
pub(super) fn ranking(lot: &Lot, opened: &[Envelope]) -> Vec<Ranked> {
    let eligible = opened.iter().filter(|envelope| envelope.fault.is_none());
    let mut ranking: Vec<Ranked> = eligible
        .map(|envelope| Ranked {
            paddle: envelope.paddle.0,
            amount: units(envelope.amount),
            maximum: None,
            royalty: envelope.royalty,
        })
        .collect();
    ranking.sort_by_key(|ranked| Reverse(worth(&lot.terms, ranked.amount)));
    ranking
}

/// What the winner pays: his own price, or the best of any other bidder, at least the reserve
/// (without one, the opening price).
pub(super) fn price(lot: &Lot, winner: &Ranked) -> Units {
    if sealed(lot).pricing == Pricing::FirstPrice {
        return winner.amount;
    }
    let least = lot.reserve.or(lot.terms.opening.map(units)).expect("a least price");
    let others = eligible(lot).into_iter().filter(|other| other.paddle.0 != winner.paddle);
    others.fold(least, |price, other| better(&lot.terms, price, units(other.amount)))
}

fn sealed(lot: &Lot) -> &Sealed {
    match lot.format() {
        Format::Sealed(sealed) => sealed,
        other => panic!("{} is not sealed", other.name()),
    }
}
