//! Turns by the rule book (6): from worst to best, each improves his own bid.

use std::cmp::Reverse;

use gavel_proto::{Bid, Format, OfferKind, Pace, Paddle, Rejection, Timestamp};

use super::lot::{Held, Lot, Ranked, Taken};
use super::plain::{Units, beyond, is_off_grid, money, worth};
use super::royalty;

/// Who stands at how much: the last bid of each in this round, or what he came with; best first,
/// the earlier among equals.
pub(super) fn ranking(lot: &Lot, held: &Held) -> Vec<Ranked> {
    let mut own: Vec<Ranked> = held.carried.clone();
    for bid in held.counting() {
        own.retain(|ranked| ranked.paddle != bid.paddle);
        let Taken { paddle, amount, .. } = *bid;
        own.push(Ranked { paddle, amount, maximum: None, royalty: None });
    }
    own.sort_by_key(|ranked| Reverse(worth(&lot.terms, ranked.amount)));
    own
}

pub(super) fn asking(lot: &Lot) -> Option<Units> {
    let now = lot.now();
    now.turns.get(now.turn).and_then(|paddle| asking_of(lot, *paddle))
}

/// What improves the bid of this paddle.
fn asking_of(lot: &Lot, paddle: u32) -> Option<Units> {
    let ranking = ranking(lot, lot.now());
    let own = ranking.into_iter().find(|own| own.paddle == paddle)?;
    let Format::Turns(turns) = lot.format() else {
        panic!("not in turns");
    };
    Some(beyond(&lot.terms, &turns.increment, own.amount))
}

/// Refuses a bid out of turn.
pub(super) fn check_turn(lot: &Lot, paddle: u32) -> Result<(), Rejection> {
    let now = lot.now();
    if !matches!(lot.format(), Format::Turns(_)) {
        return Ok(());
    }
    if !now.turns.contains(&paddle) {
        return Err(Rejection::NotInRound { round: now.round });
    }
    let turn = now.turns[now.turn];
    if turn != paddle {
        let until = Timestamp::from_micros(lot.deadline.expect("a turn ends"));
        return Err(Rejection::NotYourTurn { turn: Paddle(turn), until });
    }
    Ok(())
}

pub(super) fn offer(lot: &Lot, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    let asking = asking_of(lot, paddle).expect("whose turn it is has a bid");
    let (amount, _) = royalty::read(&lot.terms, &bid.offer, &[OfferKind::Amount])?;
    if is_off_grid(&lot.terms, amount) {
        let grid = lot.terms.grid.expect("a grid");
        return Err(Rejection::OffGrid { asking: money(asking), grid });
    }
    if worth(&lot.terms, amount) < worth(&lot.terms, asking) {
        return Err(Rejection::BelowAsking { asking: money(asking) });
    }
    Ok(Taken::plain(paddle, bid.bid_id, amount))
}

/// The next turn begins; says whether there is one. Who was barred has none.
pub(super) fn step(lot: &mut Lot) -> bool {
    let Pace::Stepped(stepped) = &lot.round().pace else {
        panic!("turns go by steps");
    };
    let every = stepped.every_ms.micros();
    let now = lot.now();
    let waiting = now.turns.iter().enumerate().skip(now.turn + 1);
    let next =
        waiting.map(|(place, _)| place).find(|place| !lot.barred.contains_key(&now.turns[*place]));
    if let Some(place) = next {
        lot.now_mut().turn = place;
        lot.deadline = lot.deadline.map(|deadline| deadline + every);
    }
    next.is_some()
}
