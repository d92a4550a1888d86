//! Plain numbers: amounts as whole ten-thousandths, so that nothing is shared with the decimals
//! of `Money` but its text.

use gavel_proto::{AmountFault, Currency, Money};

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

/// What keeps a written amount from being bid in this currency.
pub(super) fn fault(amount: Money, currency: &Currency) -> Option<AmountFault> {
    let text = amount.to_string();
    let digits = text.split_once('.').map_or(0, |(_, part)| part.len());
    if currency.decimals < u32::try_from(digits).expect("few digits") {
        return Some(AmountFault::WrongScale);
    }
    (10_i128.pow(18) * ONE <= units(amount)).then_some(AmountFault::TooManyDigits)
}

/// So many basis points of the amount, rounded up to the currency's minor unit.
pub(super) fn share_rounded_up(amount: Units, basis_points: u32, currency: &Currency) -> Units {
    let minor = 10_i128.pow(4 - currency.decimals);
    let exact = amount * Units::from(basis_points);
    let divisor = ONE * minor;
    (exact + divisor - 1) / divisor * minor
}
