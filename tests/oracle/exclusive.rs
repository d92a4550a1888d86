//! One exclusive licence against several by the rule book (4), from all bids that count.

use std::cmp::Reverse;

use gavel_proto::terms::Exclusive;
use gavel_proto::{
    Award, Bid, Format, LotResult, Offer, OfferKind, Paddle, Rejection, Side, SideName, Sides,
};

use super::lot::{Lot, Taken};
use super::plain::{Units, beyond, is_off_grid, money, units};
use super::{royalty, several};

/// The best exclusive bid, the earliest among equals.
fn alone(bids: &[&Taken]) -> Option<(u32, Units)> {
    let mut best: Option<(u32, Units)> = None;
    for bid in bids.iter().filter(|bid| bid.schedule.is_empty()) {
        if best.is_none_or(|(_, amount)| amount < bid.amount) {
            best = Some((bid.paddle, bid.amount));
        }
    }
    best
}

/// The best shared bids, one a bidder, as many as there are licences.
fn shared(lot: &Lot, bids: &[&Taken]) -> Vec<(u32, Units)> {
    let mut last: Vec<&&Taken> = bids.iter().filter(|bid| !bid.schedule.is_empty()).collect();
    let all = last.clone();
    let is_replaced = |place: usize| all[place + 1..].iter().any(|b| b.paddle == all[place].paddle);
    let mut places = 0..all.len();
    last.retain(|_| places.next().is_some_and(|place| !is_replaced(place)));
    last.sort_by_key(|bid| Reverse(bid.amount));
    last.truncate(usize::try_from(lot.terms.quantity).expect("few"));
    last.into_iter().map(|bid| (bid.paddle, bid.amount)).collect()
}

fn sum(bids: &[(u32, Units)]) -> Option<Units> {
    bids.iter().map(|(_, amount)| *amount).reduce(|sum, amount| sum + amount)
}

/// Which side is ahead: the one that is worth more; of equals, the one that was worth more last.
fn ahead(lot: &Lot) -> Option<SideName> {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    for end in (0..=bids.len()).rev() {
        let alone = alone(&bids[..end]).map_or(0, |(_, amount)| amount);
        let shared = sum(&shared(lot, &bids[..end])).unwrap_or(0);
        if alone < shared {
            return Some(SideName::Shared);
        }
        if shared < alone {
            return Some(SideName::Exclusive);
        }
    }
    None
}

pub(super) fn sides(lot: &Lot) -> Option<Sides> {
    let Format::Exclusive(_) = lot.format() else {
        return None;
    };
    let bids: Vec<&Taken> = lot.now().counting().collect();
    let side = |(paddle, amount)| Side { paddle: Paddle(paddle), amount: money(amount) };
    let exclusive = alone(&bids);
    let shared = shared(lot, &bids);
    let all = sum(&shared);
    let gap = exclusive.map_or(0, |(_, amount)| amount) - all.unwrap_or(0);
    Some(Sides {
        exclusive: exclusive.map(side),
        shared_sum: all.map(money),
        ahead: ahead(lot),
        gap: (gap != 0).then(|| money(gap.abs())),
        asking_exclusive: money(asking_exclusive(lot)),
        asking_shared: money(asking_shared(lot, None)),
        shared: shared.into_iter().map(side).collect(),
    })
}

pub(super) fn asking_exclusive(lot: &Lot) -> Units {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    match alone(&bids) {
        Some((_, best)) => beyond(&lot.terms, &exclusive(lot).increment, best),
        None => units(lot.terms.opening.expect("an opening price")),
    }
}

fn asking_shared(lot: &Lot, own: Option<Units>) -> Units {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    let shared = shared(lot, &bids);
    let is_full = shared.len() as u64 == lot.terms.quantity;
    let displaced = own.or(shared.last().filter(|_| is_full).map(|(_, amount)| *amount));
    match displaced {
        Some(amount) => beyond(&lot.terms, &exclusive(lot).shared_increment, amount),
        None => units(exclusive(lot).shared_opening),
    }
}

pub(super) fn offer(lot: &Lot, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    let side = ahead(lot);
    if let Offer::Schedule(pairs) = &bid.offer {
        let shared = shared(lot, &bids);
        let own = shared.iter().find(|(own, _)| *own == paddle).map(|(_, amount)| *amount);
        if let (Some(SideName::Shared), Some(own)) = (side, own) {
            return Err(Rejection::AlreadyLeading { price: money(own) });
        }
        let amount = several::check(lot, pairs, 1, Some(1))?;
        let asking = asking_shared(lot, own);
        if amount < asking {
            return Err(Rejection::BelowAsking { asking: money(asking) });
        }
        return Ok(Taken { schedule: pairs.clone(), ..Taken::plain(paddle, bid.bid_id, amount) });
    }
    if let (Some(SideName::Exclusive), Some((leader, price))) = (side, alone(&bids))
        && leader == paddle
    {
        return Err(Rejection::AlreadyLeading { price: money(price) });
    }
    let takes = [OfferKind::Amount, OfferKind::Schedule];
    let (amount, _) = royalty::read(&lot.terms, &bid.offer, &takes)?;
    let asking = money(asking_exclusive(lot));
    if is_off_grid(&lot.terms, amount) {
        return Err(Rejection::OffGrid { asking, grid: lot.terms.grid.expect("a grid") });
    }
    if amount < units(asking) {
        return Err(Rejection::BelowAsking { asking });
    }
    Ok(Taken::plain(paddle, bid.bid_id, amount))
}

/// The exclusive bidder, if he is ahead.
pub(super) fn leader(lot: &Lot) -> Option<u32> {
    if !matches!(lot.format(), Format::Exclusive(_)) {
        return None;
    }
    let sides = sides(lot)?;
    let best = sides.exclusive.filter(|_| sides.ahead == Some(SideName::Exclusive));
    best.map(|best| best.paddle.0)
}

/// What the side that is ahead comes to.
pub(super) fn value(lot: &Lot) -> Option<Units> {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    match ahead(lot)? {
        SideName::Exclusive => alone(&bids).map(|(_, amount)| amount),
        SideName::Shared => sum(&shared(lot, &bids)),
    }
}

pub(super) fn result(lot: &Lot) -> Option<LotResult> {
    let bids: Vec<&Taken> = lot.now().counting().collect();
    match ahead(lot)? {
        SideName::Exclusive => {
            let (paddle, price) = alone(&bids)?;
            Some(LotResult::Sold { paddle: Paddle(paddle), price: money(price), royalty: None })
        }
        SideName::Shared => {
            let shared = shared(lot, &bids);
            let total = money(sum(&shared)?);
            let award = |(paddle, amount)| Award {
                paddle: Paddle(paddle),
                quantity: 1,
                unit_price: money(amount),
                pays: money(amount),
            };
            Some(LotResult::Allotted { awards: shared.into_iter().map(award).collect(), total })
        }
    }
}

fn exclusive(lot: &Lot) -> &Exclusive {
    match lot.format() {
        Format::Exclusive(exclusive) => exclusive,
        other => panic!("{} has one side", other.name()),
    }
}
