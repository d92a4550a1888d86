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
/// highest that lost (`base` where nothing lost, or where what lost is worse). Nobody pays more
/// than he bid: a better pair that did not fit whole lost at a price that winners need not pay.
pub(super) fn uniform(
    asks: &[Ask],
    served: &[u64],
    direction: Direction,
    pricing: UnitPricing,
    base: Option<Money>,
) -> Option<Money> {
    let pairs = || asks.iter().zip(served);
    let won = pairs().filter(|(_, served)| **served != 0).map(|(ask, _)| ask.unit_price);
    let lowest = won.reduce(|worst, price| direction.worse(worst, price));
    match pricing {
        UnitPricing::PayAsBid => None,
        UnitPricing::LowestWinning => lowest,
        UnitPricing::HighestLosing => {
            let lost = pairs().filter(|(ask, served)| **served < ask.quantity);
            let prices = lost.map(|(ask, _)| ask.unit_price).chain(base);
            let highest = prices.reduce(|best, price| direction.better(best, price))?;
            Some(lowest.map_or(highest, |lowest| direction.worse(highest, lowest)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, serve, uniform};
    use gavel_proto::terms::{Fills, Margin, UnitPricing};
    use gavel_proto::{Direction, Paddle};

    fn asks(pairs: &[(u64, i64)]) -> Vec<Ask> {
        let ask = |((quantity, price), paddle): (&(u64, i64), u32)| Ask {
            paddle: Paddle(paddle),
            quantity: *quantity,
            unit_price: gavel_proto::Money::new(*price, 0).unwrap(),
        };
        pairs.iter().zip(1..).map(ask).collect()
    }

    fn served(pairs: &[(u64, i64)], supply: u64, margin: Margin, fills: Fills) -> Vec<u64> {
        serve(&asks(pairs), supply, Direction::Forward, margin, fills)
    }

    #[test]
    fn the_best_price_is_served_first_and_the_margin_in_proportion() {
        let pairs = [(5, 90), (3, 100), (10, 90)];
        assert_eq!(served(&pairs, 9, Margin::ProRata, Fills::Partial), [2, 3, 4]);
        assert_eq!(served(&pairs, 9, Margin::BySequence, Fills::Partial), [5, 3, 1]);
        assert_eq!(served(&pairs, 100, Margin::ProRata, Fills::Partial), [5, 3, 10]);
    }

    #[test]
    fn what_is_left_over_goes_to_the_largest_remainder_then_to_the_earliest() {
        // 5 x 3/10 = 1.5, 5 x 3/10 = 1.5, 5 x 4/10 = 2.
        assert_eq!(
            served(&[(3, 9), (3, 9), (4, 9)], 5, Margin::ProRata, Fills::Partial),
            [2, 1, 2]
        );
        // 2 x 1/7 = 0.28, 2 x 2/7 = 0.57, 2 x 4/7 = 1.14.
        assert_eq!(
            served(&[(1, 9), (2, 9), (4, 9)], 2, Margin::ProRata, Fills::Partial),
            [0, 1, 1]
        );
    }

    #[test]
    fn a_pair_that_does_not_fit_whole_is_passed_over() {
        let pairs = [(3, 100), (3, 90), (2, 80)];
        assert_eq!(served(&pairs, 5, Margin::BySequence, Fills::Whole), [3, 0, 2]);
    }

    #[test]
    fn one_price_is_the_lowest_that_won_or_the_highest_that_lost() {
        let price = |pairs: &[(u64, i64)], supply, pricing| {
            let asks = asks(pairs);
            let forward = Direction::Forward;
            let served = serve(&asks, supply, forward, Margin::ProRata, Fills::Partial);
            let base = gavel_proto::Money::new(50, 0).ok();
            uniform(&asks, &served, forward, pricing, base).map(|price| price.to_string())
        };
        let pairs = [(2, 100), (2, 90), (2, 80)];
        assert_eq!(price(&pairs, 4, UnitPricing::PayAsBid), None);
        assert_eq!(price(&pairs, 4, UnitPricing::LowestWinning), Some("90".into()));
        assert_eq!(price(&pairs, 4, UnitPricing::HighestLosing), Some("80".into()));
        // Served in part: what the last winner did not get is the highest that lost.
        assert_eq!(price(&pairs, 3, UnitPricing::HighestLosing), Some("90".into()));
        assert_eq!(price(&pairs, 9, UnitPricing::HighestLosing), Some("50".into()));
        let pairs = asks(&[(3, 10), (4, 9), (2, 8)]);
        let forward = Direction::Forward;
        let served = serve(&pairs, 5, forward, Margin::BySequence, Fills::Whole);
        let price = uniform(&pairs, &served, forward, UnitPricing::HighestLosing, None);
        assert_eq!(price.map(|price| price.to_string()), Some("8".into()));
    }
}
