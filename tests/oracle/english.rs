//! English by the rule book (2): all accepted bids, sorted anew for every question.

use std::cmp::Reverse;

use gavel_proto::terms::{English, LeaderBids};
use gavel_proto::{Bid, Format, Jump, Offer, OfferKind, Rejection, Royalty};

use super::lot::{Lot, Ranked, Taken};
use super::plain::{
    BEYOND_ANY_BID, Units, better, beyond, is_off_grid, minor, money, moved, step_at, units, worth,
};
use super::royalty;

/// Who leads, up to what, at what price.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) leader: u32,
    pub(super) maximum: Units,
    pub(super) price: Units,
    royalty: Option<Royalty>,
}

pub(super) fn standing(lot: &Lot) -> Option<Standing> {
    let bids: Vec<Taken> = lot.now().counting().cloned().collect();
    standing_of(lot, &bids)
}

/// Who leads after these bids and what the rounds before left standing. The best maximum leads,
/// the earliest to reach it among equals. The price is what beats the best of any other bidder, at
/// most the leader's maximum; a sole bidder stands at the opening, or where he stood already. An
/// open amount of the leader's is a price, and so is a reserve that is reached.
pub(super) fn standing_of(lot: &Lot, bids: &[Taken]) -> Option<Standing> {
    let terms = &lot.terms;
    let carried = &lot.now().carried;
    let (leader, maximum, _) = claims(lot, bids).into_iter().next()?;
    let mut price = carried.first().map_or_else(|| opening(lot), |best| best.amount);
    let mut reach = |amount| price = better(terms, price, amount);
    for bid in bids.iter().filter(|bid| bid.is_open && bid.paddle == leader) {
        reach(bid.amount);
    }
    // A price that was reached under one increment stays when the increment changes.
    for end in 1..=bids.len() {
        let is_last = bids.get(end).is_none_or(|next| next.increment != bids[end - 1].increment);
        if is_last {
            let claims = claims(lot, &bids[..end]);
            let (leader, maximum, _) = claims[0];
            let other = claims.iter().find(|(paddle, ..)| *paddle != leader);
            if let Some((_, best, _)) = other {
                let increment = &lot.now().increments[bids[end - 1].increment];
                let contested = beyond(terms, increment, *best);
                let is_beyond = worth(terms, maximum) < worth(terms, contested);
                reach(if is_beyond { maximum } else { contested });
            }
        }
    }
    for reserve in lot.reserve.into_iter().filter(|_| !bids.is_empty()) {
        if worth(terms, reserve) <= worth(terms, maximum) {
            reach(reserve);
        }
    }
    let of_carried = carried.first().filter(|best| best.paddle == leader);
    let open = bids.iter().rev().find(|bid| bid.is_open && bid.paddle == leader);
    let royalty = open.map_or_else(|| of_carried.and_then(|best| best.royalty), |bid| bid.royalty);
    Some(Standing { leader, maximum, price, royalty })
}

/// How far everybody goes, best first, the earliest among equals.
fn claims(lot: &Lot, bids: &[Taken]) -> Vec<(u32, Units, usize)> {
    let mut claims: Vec<(u32, Units, usize)> = Vec::new();
    for (place, ranked) in lot.now().carried.iter().enumerate() {
        // Only who leads when a round begins has a maximum beyond his amount.
        let maximum = ranked.maximum.filter(|_| place == 0).unwrap_or(ranked.amount);
        claims.push((ranked.paddle, maximum, claims.len()));
    }
    for bid in bids {
        claims.push((bid.paddle, bid.amount, claims.len()));
    }
    claims.sort_by_key(|(_, amount, place)| (Reverse(worth(&lot.terms, *amount)), *place));
    claims
}

/// Who bid how much in this round, the leader first at his price.
pub(super) fn ranking(lot: &Lot) -> Vec<Ranked> {
    let Some(now) = standing(lot) else {
        return Vec::new();
    };
    let mut ranking = vec![Ranked {
        paddle: now.leader,
        amount: now.price,
        maximum: Some(now.maximum),
        royalty: now.royalty,
    }];
    let mut others: Vec<(u32, Units)> =
        lot.now().counting().map(|bid| (bid.paddle, bid.amount)).collect();
    if let Some(before) = lot.now().carried.first().filter(|_| !others.is_empty()) {
        // Who led the rounds before goes as far as he went there.
        others.push((before.paddle, before.maximum.unwrap_or(before.amount)));
    }
    others.sort_by_key(|(paddle, amount)| (Reverse(worth(&lot.terms, *amount)), *paddle));
    for (paddle, amount) in others {
        if ranking.iter().all(|ranked| ranked.paddle != paddle) {
            ranking.push(Ranked { paddle, amount, maximum: None, royalty: None });
        }
    }
    ranking
}

pub(super) fn asking(lot: &Lot) -> Units {
    match standing(lot) {
        Some(now) => beyond(&lot.terms, lot.now().increments.last().expect("one"), now.price),
        None => opening(lot),
    }
}

/// Takes an offer, or refuses it: already leading, wrong, malformed, off the grid, below asking, a
/// jump too large.
pub(super) fn offer(lot: &mut Lot, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    let before = standing(lot);
    let asking = asking(lot);
    let terms = &lot.terms;
    let is_open = !matches!(bid.offer, Offer::Maximum(_));
    let own = before.as_ref().filter(|now| now.leader == paddle);
    if let Some(now) = own {
        let raises = match bid.offer {
            Offer::Maximum(amount) => worth(terms, now.maximum) < worth(terms, units(amount)),
            Offer::Schedule(_) => false,
            Offer::Amount(_) | Offer::AskingAtMost(_) | Offer::Royalty(_) => {
                english(lot).leader_bids == LeaderBids::Accepted
            }
        };
        if !raises {
            return Err(Rejection::AlreadyLeading { price: money(now.price) });
        }
    }
    let takes = match terms.royalty {
        None => vec![OfferKind::Amount, OfferKind::Maximum, OfferKind::AskingAtMost],
        Some(_) => vec![OfferKind::Amount, OfferKind::Royalty],
    };
    let (amount, royalty) = royalty::read(terms, &bid.offer, &takes)?;
    let at_most = matches!(bid.offer, Offer::AskingAtMost(_));
    let misses = worth(terms, amount) < worth(terms, asking);
    if !at_most && is_off_grid(terms, amount) {
        let grid = terms.grid.expect("a grid");
        return Err(Rejection::OffGrid { asking: money(asking), grid });
    }
    if misses && (own.is_none() || is_open) {
        return Err(Rejection::BelowAsking { asking: money(asking) });
    }
    let amount = if at_most { asking } else { amount };
    if let Some(steps) = english(lot).max_jump_steps
        && bid.jump == Jump::Unconfirmed
        && is_open
    {
        let from = before.as_ref().map_or(asking, |now| now.price);
        let increment = lot.now().increments.last().expect("an increment");
        let distance = step_at(terms, increment, from) * Units::from(steps);
        let most = moved(terms, from, distance.min(BEYOND_ANY_BID - minor(&terms.currency)));
        if worth(terms, most).max(worth(terms, asking)) < worth(terms, amount) {
            return Err(Rejection::JumpTooLarge { most: money(most) });
        }
    }
    let increment = lot.now().increments.len() - 1;
    Ok(Taken { is_open, royalty, increment, ..Taken::plain(paddle, bid.bid_id, amount) })
}

/// Records an accepted bid: calls begin anew where it changes price or leader.
pub(super) fn place(lot: &mut Lot, taken: Taken) {
    let public = |now: Option<Standing>| now.map(|now| (now.leader, now.price));
    let before = public(standing(lot));
    lot.now_mut().taken.push(taken);
    if before != public(standing(lot)) {
        lot.calls = 0;
    }
    lot.hear_last();
}

fn opening(lot: &Lot) -> Units {
    units(lot.terms.opening.expect("an opening price"))
}

fn english(lot: &Lot) -> &English {
    match lot.format() {
        Format::English(english) => english,
        other => panic!("{} is not English", other.name()),
    }
}
