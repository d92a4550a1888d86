//! How far the asking price lies above a price.

use gavel_proto::{Currency, Increment, Money};

/// The increment at `price` (rule book 2): the step of the band that contains it, or the
/// percentage, rounded up to the minor unit.
pub(super) fn increment(increment: &Increment, price: Money, currency: &Currency) -> Money {
    match increment {
        Increment::Table(bands) => {
            let begun = bands.partition_point(|band| band.from.is_none_or(|from| from <= price));
            let band = bands.get(begun.saturating_sub(1));
            band.expect("invariant: a published increment table has a first band").step
        }
        Increment::BasisPoints(points) => price.share_rounded_up(*points, currency),
    }
}

#[cfg(test)]
mod tests {
    use super::increment;
    use gavel_proto::terms::Band;
    use gavel_proto::{Currency, Increment, Money};

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn a_band_begins_at_its_own_price() {
        let table = Increment::Table(vec![
            Band { from: None, step: money("0.05") },
            Band { from: Some(money("1.00")), step: money("0.25") },
        ]);
        let usd = Currency { code: "USD".into(), decimals: 2 };
        for (price, step) in [("0.01", "0.05"), ("0.99", "0.05"), ("1.00", "0.25"), ("9", "0.25")] {
            assert_eq!(increment(&table, money(price), &usd), money(step), "at {price}");
        }
    }
}
