//! Money: an exact, positive decimal, written as a string and never held in a float.

mod digits;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::{AMOUNT_FRACTION_DIGITS, BID_INTEGER_DIGITS};

/// A positive amount in the currency of its lot: at most 20 digits before the point (18 in a bid)
/// and 4 after it, so that no sum and no percentage of two amounts overflows the decimal.
///
/// The digits after the point are kept as written: `130.000` is *not* taken for `130`, because
/// a Vietnamese reader means a hundred and thirty thousand by it. A lot brings an amount to the
/// scale of its currency, or refuses it ([`Money::in_currency`]).
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(extend("pattern" = "^[0-9]{1,20}([.][0-9]{1,4})?$", "not" = { "pattern": "^[0.]*$" }))]
pub struct Money(#[schemars(with = "String")] Decimal);

/// Why a text or a number is no amount.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum AmountFault {
    /// Nothing was written.
    #[error("an amount is missing; write digits such as \"130000000\"")]
    Empty,
    /// Something other than digits and one point.
    #[error("an amount is written in digits with at most one point, such as \"130000000\"")]
    NotANumber,
    /// Zero or below.
    #[error("an amount is above zero")]
    NotPositive,
    /// More digits than any amount may have.
    #[error("an amount has at most 18 digits before the point and 4 after it")]
    TooManyDigits,
    /// More digits after the point than the lot's currency has.
    #[error("the amount has more digits after the point than the lot's currency")]
    WrongScale,
}

impl Money {
    /// The amount `units * 10^-decimals`, or what is wrong with it.
    ///
    /// # Errors
    /// [`AmountFault::NotPositive`] or [`AmountFault::TooManyDigits`].
    pub fn new(units: i64, decimals: u32) -> Result<Self, AmountFault> {
        if decimals > AMOUNT_FRACTION_DIGITS {
            return Err(AmountFault::TooManyDigits);
        }
        Self::checked(Decimal::new(units, decimals))
    }

    /// The same amount as a bid in this currency, with as many digits after the point as it has.
    ///
    /// # Errors
    /// [`AmountFault::WrongScale`] or [`AmountFault::TooManyDigits`].
    pub fn in_currency(self, currency: &Currency) -> Result<Self, AmountFault> {
        let (scale, mantissa) = (self.0.scale(), self.0.mantissa());
        if scale > currency.decimals {
            return Err(AmountFault::WrongScale);
        }
        if mantissa >= ten_to(BID_INTEGER_DIGITS + scale) {
            return Err(AmountFault::TooManyDigits);
        }
        // Terms are looked at whatever they say of their currency.
        let decimals = currency.decimals.min(AMOUNT_FRACTION_DIGITS);
        if scale == decimals {
            return Ok(self);
        }
        let padded = mantissa * ten_to(decimals - scale);
        Ok(Self(Decimal::from_i128_with_scale(padded, decimals)))
    }

    /// `self + step`. It may lie above the largest amount that can be bid, and then nobody
    /// can bid it.
    #[must_use]
    pub fn plus(self, step: Self) -> Self {
        Self(self.0 + step.0)
    }

    /// `basis_points / 10,000` of the amount, rounded up to the currency's minor unit.
    #[must_use]
    pub fn share_rounded_up(self, basis_points: u32, currency: &Currency) -> Self {
        let exact = self.0 * Decimal::from(basis_points) / Decimal::from(10_000_u32);
        let mut rounded = exact.round_dp_with_strategy(
            currency.decimals,
            rust_decimal::RoundingStrategy::AwayFromZero,
        );
        rounded.rescale(currency.decimals);
        Self(rounded)
    }

    /// `self - step`, if that is above zero.
    #[must_use]
    pub fn minus(self, step: Self) -> Option<Self> {
        Self::checked(self.0 - step.0).ok()
    }

    /// `self` times `quantity`, if it can be written down.
    #[must_use]
    pub fn times(self, quantity: u64) -> Option<Self> {
        let product = self.0.checked_mul(Decimal::from(quantity))?;
        let fits = product.trunc().mantissa() < ten_to(BID_INTEGER_DIGITS);
        (fits && quantity != 0).then_some(Self(product))
    }

    /// The smallest amount of this currency.
    #[must_use]
    pub fn minor_unit(currency: &Currency) -> Self {
        Self(Decimal::new(1, currency.decimals))
    }

    /// The largest amount of this currency that can be bid.
    ///
    /// # Panics
    /// Never: 18 digits before the point and 4 after it fit a decimal.
    #[must_use]
    pub fn largest(currency: &Currency) -> Self {
        let units = ten_to(BID_INTEGER_DIGITS + currency.decimals) - 1;
        Self(Decimal::from_i128_with_scale(units, currency.decimals))
    }

    /// The amount as a number of the currency's minor units.
    ///
    /// # Panics
    /// If the amount has more digits after the point than the currency.
    #[must_use]
    pub fn minor_units(self, currency: &Currency) -> u128 {
        let missing = currency.decimals.checked_sub(self.0.scale());
        let missing = missing.expect("invariant: an amount in the currency's scale");
        (self.0.mantissa() * ten_to(missing)).unsigned_abs()
    }

    /// So many minor units of this currency, if that is an amount that can be bid.
    #[must_use]
    pub fn from_minor_units(units: u128, currency: &Currency) -> Option<Self> {
        let units = i128::try_from(units).ok()?;
        let amount = Decimal::try_from_i128_with_scale(units, currency.decimals).ok()?;
        Self::checked(amount).ok()?.in_currency(currency).ok()
    }

    /// How many whole `step`s lie between two amounts; none if they do not go up evenly.
    #[must_use]
    pub fn steps_to(self, other: Self, step: Self) -> Option<u64> {
        let distance = (self.0 - other.0).abs();
        if !(distance % step.0).is_zero() {
            return None;
        }
        (distance / step.0).trunc().to_u64()
    }

    /// Whether `self - origin` is a whole number of `step`s.
    #[must_use]
    pub fn is_on_grid(self, origin: Self, step: Self) -> bool {
        ((self.0 - origin.0) % step.0).is_zero()
    }

    /// Whether the amount is a whole number of `step`s.
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> bool {
        (self.0 % step.0).is_zero()
    }

    fn checked(value: Decimal) -> Result<Self, AmountFault> {
        if value.is_sign_negative() || value.is_zero() {
            return Err(AmountFault::NotPositive);
        }
        Ok(Self(value))
    }
}

/// The digits that an amount can have in a bid.
const DIGITS: usize = (BID_INTEGER_DIGITS + AMOUNT_FRACTION_DIGITS) as usize;

/// Powers of ten, from the one to the first that has too many digits.
const POWERS: [i128; DIGITS + 1] = {
    let mut powers = [1; DIGITS + 1];
    let mut exponent = 1;
    while exponent <= DIGITS {
        powers[exponent] = 10 * powers[exponent - 1];
        exponent += 1;
    }
    powers
};

const fn ten_to(exponent: u32) -> i128 {
    POWERS[exponent as usize]
}

// Nearly all amounts that meet have the scale of one currency, and then their digits decide.
impl Ord for Money {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = |of: Decimal| {
            let of = of.unpack();
            (of.scale, (of.hi, u64::from(of.mid) << 32 | u64::from(of.lo)))
        };
        let [one, two] = [self.0, other.0].map(parts);
        if one.0 == two.0 { one.1.cmp(&two.1) } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for Money {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Money {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Money {}

impl FromStr for Money {
    type Err = AmountFault;

    fn from_str(text: &str) -> Result<Self, AmountFault> {
        digits::read(text).and_then(Self::checked)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match digits::write(self.0, &mut [0; digits::ROOM]) {
            Some(digits) => serializer.serialize_str(digits),
            None => serializer.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Money;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount as a string of digits, such as \"130000000\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Money, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The currency of a lot: a code to show and the digits of its minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// ISO 4217 where there is one: `VND`, `USD`.
    pub code: String,
    /// Digits after the point, 0 to 4: 0 for the dong, 2 for the dollar.
    pub decimals: u32,
}

impl Currency {
    /// The Vietnamese dong, which has no minor unit in use.
    #[must_use]
    pub fn vnd() -> Self {
        Self { code: "VND".into(), decimals: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{AmountFault, Currency, Money};

    fn parse(text: &str) -> Result<String, AmountFault> {
        text.parse::<Money>().map(|money| money.to_string())
    }

    #[test]
    fn an_amount_is_digits_with_at_most_one_point() {
        assert_eq!(parse("130000000"), Ok("130000000".into()));
        assert_eq!(parse("0.05"), Ok("0.05".into()));
        assert_eq!(parse("999999999999999999"), Ok("999999999999999999".into()));
        assert_eq!(parse(""), Err(AmountFault::Empty));
        for text in ["NaN", "1e400", "1e3", "+1", "1.", ".5", "1,5", " 1", "1.2.3", "0x10", "١"] {
            assert_eq!(parse(text), Err(AmountFault::NotANumber), "{text}");
        }
        for text in ["0", "0.00", "-5", "-0"] {
            assert_eq!(parse(text), Err(AmountFault::NotPositive), "{text}");
        }
        for text in ["100000000000000000000", "0.00001", &"9".repeat(400)] {
            assert_eq!(parse(text), Err(AmountFault::TooManyDigits), "{text}");
        }
    }

    #[test]
    fn a_point_that_groups_thousands_is_not_taken_for_a_decimal_point() {
        let grouped: Money = "130.000".parse().unwrap();
        assert_eq!(grouped.in_currency(&Currency::vnd()), Err(AmountFault::WrongScale));
    }

    #[test]
    fn a_percentage_is_rounded_up_to_the_minor_unit() {
        let vnd = Currency::vnd();
        let price: Money = "15".parse().unwrap();
        assert_eq!(price.share_rounded_up(1_000, &vnd).to_string(), "2");
        let largest: Money = "999999999999999999".parse().unwrap();
        let asking = largest.plus(largest.share_rounded_up(100_000, &vnd));
        assert_eq!(asking.to_string().parse(), Ok(asking));
        assert_eq!(asking.in_currency(&vnd), Err(AmountFault::TooManyDigits));
        assert_eq!(largest.share_rounded_up(100_000, &vnd).to_string(), "9999999999999999990");
    }
}
