//! English by the rule book (2): all accepted bids, sorted anew for every question.

use std::cmp::Reverse;

use gavel_proto::terms::{Closes, LeaderBids};
use gavel_proto::{
    Bid, FailureReason, Format, Increment, LotResult, Offer, Pace, Rejection, Reserve,
};

use super::lot::{Lot, Taken};
use super::plain::{Units, fault, money, share_rounded_up, units};

/// Who leads, up to what, at what price.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) leader: u32,
    pub(super) maximum: Units,
    pub(super) price: Units,
}

/// The highest maximum leads, the earliest to reach it among equals. The price is what beats the
/// best of any other bidder, at most the leader's maximum; a sole bidder stands at the opening.
/// An open amount of the leader's is a price, and so is a reserve that is reached.
pub(super) fn standing(lot: &Lot) -> Option<Standing> {
    let mut bids: Vec<(Reverse<Units>, usize, u32)> = Vec::new();
    for (place, bid) in lot.taken.iter().enumerate() {
        bids.push((Reverse(bid.amount), place, bid.paddle));
    }
    bids.sort_unstable();
    let &(Reverse(maximum), _, leader) = bids.first()?;
    let other = bids.iter().find(|(_, _, paddle)| *paddle != leader);
    let contested = match other {
        Some(&(Reverse(best), _, _)) => maximum.min(best + increment(lot, best)),
        None => opening(lot),
    };
    let of_leader = lot.taken.iter().filter(|bid| bid.paddle == leader);
    let open = of_leader.filter(|bid| bid.is_open).map(|bid| bid.amount);
    let reached = lot.reserve.filter(|reserve| *reserve <= maximum);
    let price = open.chain(reached).fold(contested, Units::max);
    Some(Standing { leader, maximum, price })
}

pub(super) fn asking(lot: &Lot) -> Units {
    match standing(lot) {
        Some(now) => now.price + increment(lot, now.price),
        None => opening(lot),
    }
}

pub(super) fn reserve(lot: &Lot) -> Reserve {
    match (lot.reserve, standing(lot)) {
        (None, _) => Reserve::None,
        (Some(reserve), Some(now)) if reserve <= now.maximum => Reserve::Met,
        (Some(_), _) => Reserve::NotMet,
    }
}

pub(super) fn result(lot: &Lot) -> LotResult {
    match standing(lot) {
        None => LotResult::Failed { reason: FailureReason::NoBid },
        Some(_) if reserve(lot) == Reserve::NotMet => LotResult::Passed,
        Some(now) => LotResult::Sold {
            paddle: gavel_proto::Paddle(now.leader),
            price: money(now.price),
            royalty: None,
        },
    }
}

/// Takes an offer, or refuses it: already leading, malformed, off the grid, below asking.
pub(super) fn offer(lot: &mut Lot, at: i64, paddle: u32, bid: &Bid) -> Result<(), Rejection> {
    let before = standing(lot);
    let asking = asking(lot);
    let offer = &bid.offer;
    let (written, is_open) = match offer {
        Offer::Amount(amount) | Offer::AskingAtMost(amount) => (*amount, true),
        Offer::Maximum(amount) => (*amount, false),
        Offer::Schedule(_) | Offer::Royalty(_) => panic!("the walk does not offer this"),
    };
    let own = before.filter(|now| now.leader == paddle);
    let outbids_himself = is_open && leader_bids(lot) == LeaderBids::Accepted;
    if let Some(now) = own
        && !outbids_himself
        && (is_open || units(written) <= now.maximum)
    {
        let price = money(now.price);
        return Err(Rejection::AlreadyLeading { price });
    }
    if let Some(fault) = fault(written, &lot.terms.currency) {
        return Err(Rejection::MalformedAmount { fault });
    }
    let at_most = matches!(offer, Offer::AskingAtMost(_));
    let amount = if at_most { asking.min(units(written)) } else { units(written) };
    if let Some(grid) = lot.terms.grid
        && !at_most
        && (amount - opening(lot)) % units(grid) != 0
    {
        return Err(Rejection::OffGrid { asking: money(asking), grid });
    }
    let raises_maximum = own.is_some() && !is_open;
    if !raises_maximum && amount < asking {
        return Err(Rejection::BelowAsking { asking: money(asking) });
    }
    lot.taken.push(Taken { paddle, bid_id: bid.bid_id, amount, is_open });
    let after = standing(lot);
    let public = |now: Option<Standing>| now.map(|now| (now.leader, now.price));
    if public(before) != public(after) {
        lot.calls = 0;
    }
    if !raises_maximum {
        move_deadline(lot, at);
    }
    Ok(())
}

/// The first bid may start the clock; a late one moves its end, never to earlier.
fn move_deadline(lot: &mut Lot, at: i64) {
    let Pace::Timed(timed) = &lot.terms.rounds[0].pace else {
        return;
    };
    let Format::English(english) = &lot.terms.rounds[0].format else {
        return;
    };
    match (lot.deadline, timed.closes, english.soft_close) {
        (None, Closes::AfterFirstBidMs(length), _) => {
            lot.deadline = Some(at + length.micros());
        }
        (Some(deadline), _, Some(soft)) if deadline - at < soft.window_ms.micros() => {
            lot.deadline = Some(deadline.max(at + soft.extension_ms.micros()));
        }
        (None | Some(_), Closes::At(_) | Closes::AfterOpeningMs(_), _)
        | (Some(_), Closes::AfterFirstBidMs(_), _) => {}
    }
}

fn opening(lot: &Lot) -> Units {
    units(lot.terms.opening.expect("an opening price"))
}

fn leader_bids(lot: &Lot) -> LeaderBids {
    let Format::English(english) = &lot.terms.rounds[0].format else {
        panic!("an English lot");
    };
    english.leader_bids
}

fn increment(lot: &Lot, price: Units) -> Units {
    let Format::English(english) = &lot.terms.rounds[0].format else {
        panic!("an English lot");
    };
    match &english.increment {
        Increment::BasisPoints(points) => share_rounded_up(price, *points, &lot.terms.currency),
        Increment::Table(bands) => {
            let mut step = 0;
            for band in bands {
                if band.from.map_or(0, units) <= price {
                    step = units(band.step);
                }
            }
            step
        }
    }
}
