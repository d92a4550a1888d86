//! What a royalty counts as: its net present value, exact until it is rounded once.

use gavel_proto::rejection::RoyaltyFault;
use gavel_proto::royalty::{Forecast, Share};
use gavel_proto::{Currency, Money, Royalty};
use num_bigint::BigUint;

/// One whole in basis points.
const WHOLE: u32 = 10_000;

/// The net present value of `royalty` under `forecast`: the lump sum, and at the end of every year
/// the share of what is expected, at least the yearly minimum, each year's money discounted once
/// more. Exact in whole numbers, then rounded down to the minor unit: nobody counts for more than
/// was offered.
///
/// # Errors
/// A [`RoyaltyFault`]: an empty royalty, a part that does not fit, or a value that is no amount.
pub(super) fn value(
    royalty: &Royalty,
    forecast: &Forecast,
    currency: &Currency,
) -> Result<Money, RoyaltyFault> {
    let Royalty { lump_sum, share, yearly_minimum } = royalty;
    if lump_sum.is_none() && share.is_none() && yearly_minimum.is_none() {
        return Err(RoyaltyFault::Empty);
    }
    let units = |amount: Option<Money>| match amount {
        None => Ok(BigUint::ZERO),
        Some(amount) => amount
            .in_currency(currency)
            .map(|amount| BigUint::from(amount.minor_units(currency)))
            .map_err(|_| RoyaltyFault::Amount),
    };
    let minimum = units(*yearly_minimum)? * WHOLE;
    let yearly = yearly(share.as_ref(), forecast, currency)?;
    // Over the common denominator (WHOLE + discount)^years, in minor units / WHOLE.
    let growth = BigUint::from(WHOLE + forecast.discount_basis_points);
    let mut discounted = BigUint::ZERO;
    let mut denominator = BigUint::from(1_u32);
    let mut numerator = BigUint::from(1_u32);
    for paid in yearly.iter().map(|paid| paid.max(&minimum)) {
        numerator *= WHOLE;
        denominator *= &growth;
        discounted = discounted * &growth + paid * &numerator;
    }
    let at_once = units(*lump_sum)? * WHOLE * &denominator;
    let value = (at_once + discounted) / (denominator * WHOLE);
    let value = u128::try_from(value).map_err(|_| RoyaltyFault::Value)?;
    Money::from_minor_units(value, currency).ok_or(RoyaltyFault::Value)
}

/// What the share brings at the end of every year, in minor units / [`WHOLE`].
fn yearly(
    share: Option<&Share>,
    forecast: &Forecast,
    currency: &Currency,
) -> Result<Vec<BigUint>, RoyaltyFault> {
    let Some(share) = share else {
        return Ok(vec![BigUint::ZERO; forecast.years()]);
    };
    if !(1..=WHOLE).contains(&share.basis_points) {
        return Err(RoyaltyFault::Share);
    }
    let expected = forecast.expected.iter().find(|expected| expected.of == share.of);
    let expected = expected.ok_or(RoyaltyFault::NoForecast)?;
    let brings = |base: &Money| BigUint::from(base.minor_units(currency)) * share.basis_points;
    Ok(expected.yearly.iter().map(brings).collect())
}
