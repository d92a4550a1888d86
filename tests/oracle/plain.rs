//! Plain numbers: amounts as whole ten-thousandths, so that nothing is shared with the decimals
//! of `Money` but its text.

use gavel_proto::{AmountFault, Currency, Direction, Increment, Money, Terms};

/// Ten-thousandths.
pub(super) type Units = i128;

/// One, in ten-thousandths.
pub(super) const ONE: Units = 10_000;

pub(super) fn units(amount: Money) -> Units {
    let text = amount.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}{part:0<4}").parse().expect("digits")
}

pub(super) fn money(units: Units) -> Money {
    let text = format!("{}.{:04}", units / ONE, units % ONE);
    text.parse().expect("an amount")
}

/// The smallest amount of the currency.
pub(super) fn minor(currency: &Currency) -> Units {
    10_i128.pow(4 - currency.decimals)
}

/// Above every amount that can be bid.
pub(super) const BEYOND_ANY_BID: Units = 10_i128.pow(18) * ONE;

/// What keeps a written amount from being bid in this currency.
pub(super) fn fault(amount: Money, currency: &Currency) -> Option<AmountFault> {
    let text = amount.to_string();
    let digits = text.split_once('.').map_or(0, |(_, part)| part.len());
    if currency.decimals < u32::try_from(digits).expect("few digits") {
        return Some(AmountFault::WrongScale);
    }
    (BEYOND_ANY_BID <= units(amount)).then_some(AmountFault::TooManyDigits)
}

/// What an amount is worth to the seller: more is better, in a reverse lot too.
pub(super) fn worth(terms: &Terms, amount: Units) -> Units {
    match terms.direction {
        Direction::Forward => amount,
        Direction::Reverse => -amount,
    }
}

/// The better of two amounts.
pub(super) fn better(terms: &Terms, one: Units, other: Units) -> Units {
    if worth(terms, one) < worth(terms, other) { other } else { one }
}

/// The increment at a price: of the last band that begins at or below it, or a share of the price
/// rounded up to the minor unit.
pub(super) fn step_at(terms: &Terms, increment: &Increment, price: Units) -> Units {
    match increment {
        Increment::BasisPoints(points) => {
            let exact = price * Units::from(*points);
            let divisor = ONE * minor(&terms.currency);
            (exact + divisor - 1) / divisor * minor(&terms.currency)
        }
        Increment::Table(bands) => {
            let mut begun = bands.iter().filter(|band| band.from.map_or(0, units) <= price);
            begun.next_back().map_or(0, |band| units(band.step))
        }
    }
}

/// `price` moved so far for the seller; in a reverse lot it stays above zero.
pub(super) fn moved(terms: &Terms, price: Units, distance: Units) -> Units {
    match terms.direction {
        Direction::Forward => price + distance,
        Direction::Reverse if distance < price => price - distance,
        Direction::Reverse => minor(&terms.currency),
    }
}

/// One increment beyond a price.
pub(super) fn beyond(terms: &Terms, increment: &Increment, price: Units) -> Units {
    moved(terms, price, step_at(terms, increment, price))
}

/// Whether the amount lies between two steps of the lot's grid.
pub(super) fn is_off_grid(terms: &Terms, amount: Units) -> bool {
    let grid = terms.grid.zip(terms.opening);
    grid.is_some_and(|(grid, opening)| (amount - units(opening)) % units(grid) != 0)
}
