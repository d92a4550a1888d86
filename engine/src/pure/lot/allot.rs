//! How several units are shared out: best price first, by rule at the price where supply ends.

use gavel_proto::terms::{Fills, Margin, UnitPricing};
use gavel_proto::{Direction, Money, Paddle};

/// So many units asked for at this price each, in the order in which the bids came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) paddle: Paddle,
    pub(super) quantity: u64,
    pub(super) unit_price: Money,
}

/// How many units each of `asks` gets out of `supply`: never more than it asks for, never more
/// than `supply` in all, and nothing for a worse price while a better one goes short of what may
/// be cut for it.
pub(super) fn serve(
    asks: &[Ask],
    supply: u64,
    direction: Direction,
    margin: Margin,
    fills: Fills,
) -> Vec<u64> {
    let mut served = vec![0; asks.len()];
    let mut order: Vec<usize> = (0..asks.len()).collect();
    order.sort_by(|one, other| direction.order(asks[*one].unit_price, asks[*other].unit_price));
    let mut left = supply;
    for level in order.chunk_by(|one, other| asks[*one].unit_price == asks[*other].unit_price) {
        let demand: u64 = level.iter().map(|index| asks[*index].quantity).sum();
        if margin == Margin::ProRata && left < demand {
            pro_rata(asks, level, left, demand, &mut served);
            break;
        }
        for index in level {
            let wanted = asks[*index].quantity;
            served[*index] = match fills {
                Fills::Partial => wanted.min(left),
                Fills::Whole if left < wanted => 0,
                Fills::Whole => wanted,
            };
            left -= served[*index];
        }
    }
    served
}

/// Shares `left` units in proportion to the quantities: whole units first, what is left over to
/// the largest remainders, the earliest among equals.
fn pro_rata(asks: &[Ask], level: &[usize], left: u64, demand: u64, served: &mut [u64]) {
    let (supply, demand) = (u128::from(left), u128::from(demand));
    let mut remainders: Vec<(u128, usize)> = Vec::new();
    let mut over = left;
    for index in level {
        let share = supply * u128::from(asks[*index].quantity);
        let whole = u64::try_from(share / demand).expect("invariant: a share is part of supply");
        served[*index] = whole;
        over -= whole;
        remainders.push((share % demand, *index));
    }
    remainders.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let over = usize::try_from(over).unwrap_or(usize::MAX);
    for (_, index) in remainders.into_iter().take(over) {
        served[index] += 1;
    }
}

/// The one price that all winners pay, unless each pays its own: the lowest that won, or the
/// highest that lost (`base` where nothing lost, or where what lost is worse).
pub(super) fn uniform(
    asks: &[Ask],
    served: &[u64],
    direction: Direction,
    pricing: UnitPricing,
    base: Option<Money>,
) -> Option<Money> {
    let pairs = || asks.iter().zip(served);
    match pricing {
        UnitPricing::PayAsBid => None,
        UnitPricing::LowestWinning => pairs()
            .filter(|(_, served)| **served != 0)
            .map(|(ask, _)| ask.unit_price)
            .reduce(|worst, price| direction.worse(worst, price)),
        UnitPricing::HighestLosing => pairs()
            .filter(|(ask, served)| **served < ask.quantity)
            .map(|(ask, _)| ask.unit_price)
            .chain(base)
            .reduce(|best, price| direction.better(best, price)),
    }
}
