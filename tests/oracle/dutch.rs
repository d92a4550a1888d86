//! Dutch by the rule book (5): `opening - n x decrement`, until somebody takes it.

use gavel_proto::terms::Dutch;
use gavel_proto::{Bid, Direction, Format, Offer, OfferKind, Pace, Rejection, Timestamp};

use super::lot::{Held, Lot, Ranked, State, Taken};
use super::plain::{Units, money, units, worth};
use super::royalty;

fn price(lot: &Lot, steps: Units) -> Units {
    let opening = units(lot.terms.opening.expect("an opening price"));
    let distance = steps * units(dutch(lot).decrement);
    match lot.terms.direction {
        Direction::Forward => opening - distance,
        Direction::Reverse => opening + distance,
    }
}

pub(super) fn asking(lot: &Lot) -> Units {
    price(lot, lot.now().steps)
}

/// Steps that have passed at `at`, even if their ticks come late.
fn steps_at(lot: &Lot, at: i64) -> Result<Units, Rejection> {
    let mut steps = lot.now().steps;
    let mut until = lot.deadline.expect("a step ends");
    while until <= at {
        let is_taken = lot.now().counting().next().is_some();
        if is_taken || price(lot, steps) == units(dutch(lot).last) {
            return Err(Rejection::Closed { closed_at: Timestamp::from_micros(until) });
        }
        steps += 1;
        until += every(lot);
    }
    Ok(steps)
}

/// The price that can be accepted at `at`.
pub(super) fn price_at(lot: &Lot, at: i64) -> Result<Units, Rejection> {
    Ok(price(lot, steps_at(lot, at)?))
}

pub(super) fn offer(lot: &Lot, at: i64, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    let price = price_at(lot, at)?;
    let asking = money(price);
    if lot.now().counting().any(|taken| taken.paddle == paddle) {
        return Err(Rejection::AlreadyLeading { price: asking });
    }
    let takes = [OfferKind::Amount, OfferKind::AskingAtMost];
    let (amount, _) = royalty::read(&lot.terms, &bid.offer, &takes)?;
    if worth(&lot.terms, amount) < worth(&lot.terms, price) {
        return Err(Rejection::BelowAsking { asking });
    }
    if amount != price && matches!(bid.offer, Offer::Amount(_)) {
        return Err(Rejection::PriceMoved { asking });
    }
    Ok(Taken::plain(paddle, bid.bid_id, price))
}

/// The first acceptance ends the round, or begins the time in which others may accept too.
pub(super) fn place(lot: &mut Lot, at: i64, taken: Taken) {
    let is_first = lot.now().counting().next().is_none();
    let steps = steps_at(lot, at).expect("the round runs");
    lot.now_mut().steps = steps;
    lot.now_mut().taken.push(taken);
    match dutch(lot).tie_window_ms {
        None => {
            lot.deadline = Some(at);
            lot.state = State::RoundOver;
        }
        Some(window) if is_first => lot.deadline = Some(at + window.micros()),
        Some(_) => {}
    }
}

/// The price comes down by a step; says whether it could.
pub(super) fn step(lot: &mut Lot) -> bool {
    let is_taken = lot.now().counting().next().is_some();
    if is_taken || asking(lot) == units(dutch(lot).last) {
        return false;
    }
    let every = every(lot);
    lot.now_mut().steps += 1;
    lot.deadline = lot.deadline.map(|deadline| deadline + every);
    true
}

/// Where nobody's acceptance stands any more, the round goes on from its price (L50).
pub(super) fn go_on(lot: &mut Lot, at: i64) {
    if lot.now().counting().next().is_none() {
        let from = if let State::Paused { since } = lot.state { since } else { at };
        lot.deadline = Some(from + every(lot));
        if matches!(lot.state, State::RoundOver) {
            lot.state = State::Open;
        }
    }
}

/// Who accepted, in the order in which they came.
pub(super) fn ranking(held: &Held) -> Vec<Ranked> {
    let rank = |bid: &Taken| Ranked {
        paddle: bid.paddle,
        amount: bid.amount,
        maximum: None,
        royalty: None,
    };
    held.counting().map(rank).collect()
}

fn every(lot: &Lot) -> i64 {
    match &lot.round().pace {
        Pace::Stepped(stepped) => stepped.every_ms.micros(),
        Pace::Timed(_) | Pace::Hammer => panic!("a price comes down by steps"),
    }
}

fn dutch(lot: &Lot) -> &Dutch {
    match lot.format() {
        Format::Dutch(dutch) => dutch,
        other => panic!("{} is not Dutch", other.name()),
    }
}
