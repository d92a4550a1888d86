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
    let at_once = units(*lump_sum)?;
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
    let value = (at_once * WHOLE * &denominator + discounted) / (denominator * WHOLE);
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

#[cfg(test)]
mod tests {
    use super::value;
    use gavel_proto::rejection::RoyaltyFault;
    use gavel_proto::royalty::{Base, Expected, Forecast, Share};
    use gavel_proto::{Currency, Money, Royalty};

    fn money(text: &str) -> Option<Money> {
        text.parse().ok()
    }

    /// Net revenue of 1,000 and 400 in two years, discounted by 10 %.
    fn forecast() -> Forecast {
        let yearly = ["1000", "400"].map(|amount| amount.parse().unwrap()).to_vec();
        let expected = vec![Expected { of: Base::NetRevenue, yearly }];
        Forecast { discount_basis_points: 1_000, expected }
    }

    fn valued(lump: &str, basis_points: u32, minimum: &str) -> Result<String, RoyaltyFault> {
        let of = Base::NetRevenue;
        let share = (basis_points != 0).then_some(Share { of, basis_points });
        let royalty = Royalty { lump_sum: money(lump), share, yearly_minimum: money(minimum) };
        let usd = Currency { code: "USD".into(), decimals: 2 };
        value(&royalty, &forecast(), &usd).map(|value| value.to_string())
    }

    #[test]
    fn a_year_later_counts_for_less() {
        assert_eq!(valued("100", 0, ""), Ok("100.00".into()));
        // 50 / 1.1 + 20 / 1.21 = 45.4545… + 16.5289… = 61.9834…
        assert_eq!(valued("", 500, ""), Ok("61.98".into()));
        assert_eq!(valued("100", 500, ""), Ok("161.98".into()));
    }

    #[test]
    fn in_a_weak_year_the_minimum_is_paid() {
        // 50 / 1.1 + 30 / 1.21 = 45.4545… + 24.7933… = 70.2479…
        assert_eq!(valued("", 500, "30"), Ok("70.24".into()));
        // 60 / 1.1 + 60 / 1.21 = 104.1322…
        assert_eq!(valued("", 0, "60"), Ok("104.13".into()));
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        assert_eq!(valued("", 0, ""), Err(RoyaltyFault::Empty));
        assert_eq!(valued("1.001", 0, ""), Err(RoyaltyFault::Amount));
        assert_eq!(valued("", 10_001, ""), Err(RoyaltyFault::Share));
        assert_eq!(valued("999999999999999999", 10_000, ""), Err(RoyaltyFault::Value));
        let of = Base::NetPrice;
        let share = Some(Share { of, basis_points: 500 });
        let royalty = Royalty { lump_sum: None, share, yearly_minimum: None };
        let unknown = value(&royalty, &forecast(), &Currency::vnd());
        assert_eq!(unknown, Err(RoyaltyFault::NoForecast));
    }

    #[test]
    fn fifty_years_are_exact() {
        let yearly = vec![money("999999999999999999").unwrap(); 50];
        let expected = vec![Expected { of: Base::NetRevenue, yearly }];
        let forecast = Forecast { discount_basis_points: 777, expected };
        let of = Base::NetRevenue;
        let share = Some(Share { of, basis_points: 1 });
        let royalty = Royalty { lump_sum: None, share, yearly_minimum: None };
        // Computed by another program in exact fractions.
        let value = value(&royalty, &forecast, &Currency::vnd()).unwrap().to_string();
        assert_eq!(value, "1256474236978231");
    }
}
