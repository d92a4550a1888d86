//! Random offers: mostly near what is asked for, now and then odd.

use gavel_proto::royalty::{Base, Share};
use gavel_proto::view::LotView;
use gavel_proto::{Direction, Format, Jump, Money, Offer, Pair, Royalty};

use super::chance::Chance;
use super::plain::{ONE, units};
use crate::sale;

/// What somebody might offer on this lot; `near` is what it was worth lately, in whole units.
pub(super) fn draw(chance: &mut Chance, view: &LotView, near: i64) -> (Offer, Jump) {
    let offer = match &view.terms.round(view.round).format {
        _ if chance.percent(3) => any(chance, view, near),
        Format::English(_) | Format::Sealed(_) if view.terms.royalty.is_some() => {
            if chance.percent(60) {
                Offer::Royalty(royalty(chance, view, near))
            } else {
                Offer::Amount(amount(chance, view, near))
            }
        }
        Format::English(_) => match chance.below(10) {
            0..4 => Offer::Amount(amount(chance, view, near)),
            4..9 => Offer::Maximum(amount(chance, view, near)),
            _ => Offer::AskingAtMost(amount(chance, view, near)),
        },
        Format::Sealed(_) | Format::Turns(_) => Offer::Amount(amount(chance, view, near)),
        Format::Dutch(_) => match (chance.below(3), view.asking) {
            (0, Some(asking)) => Offer::Amount(asking),
            (1, _) => Offer::AskingAtMost(amount(chance, view, near)),
            _ => Offer::Amount(amount(chance, view, near)),
        },
        Format::Units(terms) => {
            let too_many = i64::from(chance.percent(3));
            let pairs = chance.between(1, i64::from(terms.pairs) + too_many);
            let most = terms.cap.map_or(9, |cap| i64::try_from(cap).expect("small") + 1);
            Offer::Schedule(schedule(chance, view, pairs, most, near))
        }
        Format::Exclusive(_) => {
            let shared = view.sides.as_ref().map(|sides| whole(sides.asking_shared, view));
            if chance.percent(60) {
                Offer::Schedule(schedule(chance, view, 1, 1, shared.unwrap_or(near)))
            } else {
                Offer::Amount(amount(chance, view, near))
            }
        }
    };
    let jump = if chance.percent(50) { Jump::Confirmed } else { Jump::Unconfirmed };
    (offer, jump)
}

/// Of any kind, whatever the round takes.
fn any(chance: &mut Chance, view: &LotView, near: i64) -> Offer {
    match chance.below(5) {
        0 => Offer::Amount(amount(chance, view, near)),
        1 => Offer::Maximum(amount(chance, view, near)),
        2 => Offer::AskingAtMost(amount(chance, view, near)),
        3 => {
            let pairs = chance.between(0, 3);
            Offer::Schedule(schedule(chance, view, pairs, 3, near))
        }
        _ => Offer::Royalty(royalty(chance, view, near)),
    }
}

fn schedule(chance: &mut Chance, view: &LotView, pairs: i64, most: i64, near: i64) -> Vec<Pair> {
    let mut schedule = Vec::new();
    for _ in 0..pairs {
        let least = i64::from(!chance.percent(2));
        let quantity = chance.between(least, most).unsigned_abs();
        schedule.push(Pair { quantity, unit_price: amount(chance, view, near) });
    }
    schedule
}

fn royalty(chance: &mut Chance, view: &LotView, near: i64) -> Royalty {
    let of = chance.one_of(&[Base::NetPrice, Base::NetRevenue, Base::PretaxProfit]);
    let points = chance.one_of(&[0, 1, 100, 500, 2_000, 9_999, 10_000, 10_001]);
    // A lump sum that does not fit the currency is left out: a wrong share is named before it.
    let lump = (near + chance.between(-6, 12)).clamp(1, 1 << 40);
    let lump = Money::new(lump, view.terms.currency.decimals);
    Royalty {
        lump_sum: lump.ok().filter(|_| chance.percent(60)),
        share: chance.percent(60).then_some(Share { of, basis_points: points }),
        yearly_minimum: chance.percent(40).then(|| amount(chance, view, near / 4)),
    }
}

/// An amount in whole minor units of the lot's currency.
pub(super) fn whole(amount: Money, view: &LotView) -> i64 {
    let minor = 10_i128.pow(4 - view.terms.currency.decimals);
    i64::try_from(units(amount) / minor).unwrap_or(i64::MAX / 4)
}

/// Near what is asked for, in the currency's units; now and then far off.
fn amount(chance: &mut Chance, view: &LotView, near: i64) -> Money {
    let decimals = view.terms.currency.decimals;
    let off = match chance.below(20) {
        0..6 if view.asking.is_some() => 0,
        // Envelopes lie close together, so that many are equal.
        0..17 if view.asking.is_none() => chance.between(-2, 3),
        0..12 => chance.between(-6, 12),
        12..18 => chance.between(-40, 60),
        18 => chance.between(0, 1_000),
        _ => return odd(chance, decimals),
    };
    let off = if view.terms.direction == Direction::Reverse { -off } else { off };
    Money::new((near + off).max(1), decimals).expect("an amount")
}

/// One digit too fine; now and then the largest amount, or the one above it.
fn odd(chance: &mut Chance, decimals: u32) -> Money {
    match chance.below(50) {
        0 => sale::money("999999999999999999"),
        1 => sale::money("1000000000000000000"),
        _ => {
            let fine = i64::try_from(ONE / 10).expect("small");
            Money::new(chance.between(fine + 1, 9 * fine), 4.min(decimals + 1)).expect("an amount")
        }
    }
}
