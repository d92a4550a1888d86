//! Several units by the rule book (4), served one by one.

use std::cmp::Reverse;

use gavel_proto::rejection::ScheduleFault;
use gavel_proto::terms::{Fills, Margin, UnitPricing, Units as Terms};
use gavel_proto::{
    Award, Bid, EnvelopeFault, Format, LotResult, Offer, OfferKind, Paddle, Pair, Rejection, limits,
};

use super::lot::{Lot, Taken};
use super::plain::{BEYOND_ANY_BID, Units, better, fault, is_off_grid, money, units, worth};
use super::sealed;

/// Takes a schedule, or refuses it: one stands, a wrong offer, malformed.
pub(super) fn offer(lot: &Lot, paddle: u32, bid: &Bid) -> Result<Taken, Rejection> {
    sealed::check_stands(lot, paddle, terms(lot).replacement)?;
    let Offer::Schedule(pairs) = &bid.offer else {
        return Err(Rejection::WrongOffer { takes: vec![OfferKind::Schedule] });
    };
    let amount = check(lot, pairs, terms(lot).pairs, terms(lot).cap)?;
    Ok(Taken { schedule: pairs.clone(), ..Taken::plain(paddle, bid.bid_id, amount) })
}

/// What all of a schedule comes to.
pub(super) fn check(
    lot: &Lot,
    pairs: &[Pair],
    most: u32,
    cap: Option<u64>,
) -> Result<Units, Rejection> {
    let refuse = |fault| Err(Rejection::MalformedSchedule { fault });
    let asked: u64 = pairs.iter().map(|pair| pair.quantity).sum();
    let total: Units =
        pairs.iter().map(|pair| units(pair.unit_price) * Units::from(pair.quantity)).sum();
    let misfits = |pair: &Pair| fault(pair.unit_price, &lot.terms.currency).is_some();
    match cap {
        _ if pairs.is_empty() => refuse(ScheduleFault::Empty),
        _ if (most as usize) < pairs.len() => refuse(ScheduleFault::TooManyPairs { most }),
        _ if pairs.iter().any(|pair| pair.quantity == 0 || limits::QUANTITY < pair.quantity) => {
            refuse(ScheduleFault::Quantity)
        }
        Some(cap) if cap < asked => refuse(ScheduleFault::AboveCap { cap }),
        _ if BEYOND_ANY_BID <= total || pairs.iter().any(misfits) => refuse(ScheduleFault::Amount),
        _ => Ok(total),
    }
}

pub(super) fn judge(lot: &Lot, envelope: &Taken) -> Option<EnvelopeFault> {
    let prices = || envelope.schedule.iter().map(|pair| units(pair.unit_price));
    let opening = lot.terms.opening.map(units);
    let misses =
        |opening| prices().any(|price| worth(&lot.terms, price) < worth(&lot.terms, opening));
    if opening.is_some_and(misses) {
        return Some(EnvelopeFault::MissesOpening);
    }
    prices().any(|price| is_off_grid(&lot.terms, price)).then_some(EnvelopeFault::OffGrid)
}

/// The best unit price that counts.
pub(super) fn best(lot: &Lot) -> Option<Units> {
    let pairs = sealed::eligible(lot).into_iter().flat_map(|envelope| &envelope.schedule);
    pairs.map(|pair| units(pair.unit_price)).reduce(|best, price| better(&lot.terms, best, price))
}

/// So many units asked for at a price.
struct Ask {
    paddle: Paddle,
    quantity: u64,
    price: Units,
    served: u64,
}

/// Who gets how much at what price; nothing is served below the reserve.
pub(super) fn result(lot: &Lot) -> Option<LotResult> {
    let worth = |price| worth(&lot.terms, price);
    let mut asks: Vec<Ask> = Vec::new();
    for envelope in sealed::eligible(lot) {
        for pair in &envelope.schedule {
            let price = units(pair.unit_price);
            if lot.reserve.is_none_or(|reserve| worth(reserve) <= worth(price)) {
                let Pair { quantity, .. } = *pair;
                asks.push(Ask { paddle: envelope.paddle, quantity, price, served: 0 });
            }
        }
    }
    asks.sort_by_key(|ask| Reverse(worth(ask.price)));
    let mut prices: Vec<Units> = asks.iter().map(|ask| ask.price).collect();
    prices.dedup();
    let mut left = lot.terms.quantity;
    for price in prices {
        let level = asks.iter_mut().filter(|ask| ask.price == price).collect();
        left = serve(level, left, terms(lot));
    }
    let won = asks.iter().filter(|ask| 0 < ask.served).map(|ask| ask.price);
    let lowest = won.min_by_key(|price| worth(*price));
    let losing = asks.iter().filter(|ask| ask.served < ask.quantity).map(|ask| ask.price);
    let least = lot.reserve.or(lot.terms.opening.map(units));
    let uniform = match terms(lot).pricing {
        UnitPricing::PayAsBid => None,
        UnitPricing::LowestWinning => lowest,
        UnitPricing::HighestLosing => {
            let highest = losing.chain(least).max_by_key(|price| worth(*price));
            // Nobody pays more than he bid.
            highest.into_iter().chain(lowest).min_by_key(|price| worth(*price))
        }
    };
    let award = |ask: &Ask| {
        let price = uniform.unwrap_or(ask.price);
        Award {
            paddle: ask.paddle,
            quantity: ask.served,
            unit_price: money(price),
            pays: money(price * Units::from(ask.served)),
        }
    };
    let awards: Vec<Award> = asks.iter().filter(|ask| 0 < ask.served).map(award).collect();
    let total = awards.iter().map(|award| units(award.pays)).sum();
    (!awards.is_empty()).then(|| LotResult::Allotted { awards, total: money(total) })
}

/// Serves those who ask at one price, unit by unit, and says what is left.
fn serve(mut level: Vec<&mut Ask>, supply: u64, terms: &Terms) -> u64 {
    let demand: u64 = level.iter().map(|ask| ask.quantity).sum();
    let mut left = supply;
    if terms.margin == Margin::ProRata && supply < demand {
        // Everybody's exact share is `quantity * supply / demand`: first its whole part, then
        // one unit each to whom the most is still owed, the earliest among equals.
        for ask in &mut level {
            while (ask.served + 1) * demand <= ask.quantity * supply {
                ask.served += 1;
                left -= 1;
            }
        }
        while 0 < left {
            let owed =
                |ask: &Ask| i128::from(ask.quantity * supply) - i128::from(ask.served * demand);
            let most = level.iter().map(|ask| owed(ask)).max().expect("somebody asks");
            let first = level.iter_mut().find(|ask| owed(ask) == most).expect("one of them");
            first.served += 1;
            left -= 1;
        }
        return left;
    }
    for ask in level {
        if terms.fills == Fills::Whole && left < ask.quantity {
            continue;
        }
        while 0 < left && ask.served < ask.quantity {
            ask.served += 1;
            left -= 1;
        }
    }
    left
}

fn terms(lot: &Lot) -> &Terms {
    match lot.format() {
        Format::Units(units) => units,
        other => panic!("{} has no units", other.name()),
    }
}
