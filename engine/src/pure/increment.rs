//! How far the asking price lies above a price (below it, in a reverse lot).

use gavel_proto::terms::Band;
use gavel_proto::{Currency, Direction, Increment, Money};

/// The increment at `price` (rule book 2): the step of the band that contains it, or the
/// percentage, rounded up to the minor unit.
pub(super) fn increment(increment: &Increment, price: Money, currency: &Currency) -> Money {
    match increment {
        Increment::Table(bands) => {
            let contains = |band: &&Band| band.from.is_none_or(|from| from <= price);
            let band = bands.iter().rev().find(contains).or(bands.first());
            band.expect("invariant: a published increment table has a first band").step
        }
        Increment::BasisPoints(points) => price.share_rounded_up(*points, currency),
    }
}

/// One increment beyond `price`, as it counts at `price`. In a reverse lot it stays above zero:
/// the smallest amount of the currency is the least that can be asked.
pub(super) fn beyond(
    direction: Direction,
    price: Money,
    step: &Increment,
    currency: &Currency,
) -> Money {
    moved(direction, price, increment(step, price, currency), currency)
}

/// As many increments beyond `price`, each as it counts at `price`.
pub(super) fn jump(
    direction: Direction,
    price: Money,
    step: &Increment,
    steps: u32,
    currency: &Currency,
) -> Money {
    let step = increment(step, price, currency);
    let distance = step.times(steps.into()).unwrap_or_else(|| Money::largest(currency));
    moved(direction, price, distance, currency)
}

/// `price` moved so far for the seller, above zero.
pub(super) fn moved(
    direction: Direction,
    price: Money,
    distance: Money,
    currency: &Currency,
) -> Money {
    match direction {
        Direction::Forward => price.plus(distance),
        Direction::Reverse => price.minus(distance).unwrap_or_else(|| Money::minor_unit(currency)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, beyond, increment};
    use gavel_proto::{Currency, Direction, Increment, Money};

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn table() -> Increment {
        Increment::Table(vec![
            Band { from: None, step: money("0.05") },
            Band { from: Some(money("1.00")), step: money("0.25") },
        ])
    }

    fn usd() -> Currency {
        Currency { code: "USD".into(), decimals: 2 }
    }

    #[test]
    fn a_band_begins_at_its_own_price() {
        for (price, step) in [("0.01", "0.05"), ("0.99", "0.05"), ("1.00", "0.25"), ("9", "0.25")] {
            assert_eq!(increment(&table(), money(price), &usd()), money(step), "at {price}");
        }
    }

    #[test]
    fn a_falling_price_stays_above_zero() {
        for (price, asking) in [("1.00", "0.75"), ("0.06", "0.01"), ("0.05", "0.01")] {
            let asked = beyond(Direction::Reverse, money(price), &table(), &usd());
            assert_eq!(asked, money(asking), "below {price}");
        }
    }
}
