//! The digits of an amount: read in one pass, and written without a detour.

use rust_decimal::Decimal;

use super::AmountFault;
use crate::limits::{AMOUNT_FRACTION_DIGITS, AMOUNT_INTEGER_DIGITS};

/// Reads digits with at most one point. What stands behind the point is kept as written.
///
/// # Errors
/// The first [`AmountFault`] that applies, in the order that type declares them.
pub(super) fn read(text: &str) -> Result<Decimal, AmountFault> {
    if text.is_empty() {
        return Err(AmountFault::Empty);
    }
    let (digits, negative) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    let mut units: i128 = 0;
    let mut point = None;
    for (place, byte) in digits.bytes().enumerate() {
        match byte {
            // More digits than an amount has may wrap here: they are counted below.
            b'0'..=b'9' => units = units.wrapping_mul(10).wrapping_add(i128::from(byte - b'0')),
            b'.' if point.is_none() => point = Some(place),
            _ => return Err(AmountFault::NotANumber),
        }
    }
    let integer = point.unwrap_or(digits.len());
    let fraction = point.map(|place| digits.len() - place - 1);
    if integer == 0 || fraction == Some(0) {
        return Err(AmountFault::NotANumber);
    }
    if negative {
        return Err(AmountFault::NotPositive);
    }
    let scale = u32::try_from(fraction.unwrap_or(0)).map_err(|_| AmountFault::TooManyDigits)?;
    if AMOUNT_INTEGER_DIGITS < integer || AMOUNT_FRACTION_DIGITS < scale {
        return Err(AmountFault::TooManyDigits);
    }
    Ok(Decimal::from_i128_with_scale(units, scale))
}

/// The digits of an amount, right-aligned.
pub(super) struct Digits {
    /// Room for 20 digits and a point, and for the 28 digits that a decimal has behind one.
    bytes: [u8; 32],
    from: usize,
}

impl Digits {
    /// Writes an amount as [`Decimal`] does, unless its units are more than 64 bits hold.
    pub(super) fn write(amount: Decimal) -> Option<Self> {
        let mut units = u64::try_from(amount.mantissa()).ok()?;
        let mut written = Self { bytes: [0; 32], from: 32 };
        for _ in 0..amount.scale() {
            written.push(digit(units));
            units /= 10;
        }
        if 0 < amount.scale() {
            written.push(b'.');
        }
        loop {
            written.push(digit(units));
            units /= 10;
            if units == 0 {
                return Some(written);
            }
        }
    }

    fn push(&mut self, byte: u8) {
        self.from -= 1;
        self.bytes[self.from] = byte;
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.from..]).expect("invariant: digits are ASCII")
    }
}

/// The last digit of a number.
fn digit(number: u64) -> u8 {
    b"0123456789"[(number % 10) as usize]
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Digits, read};
    use crate::drawn::drawn;

    #[test]
    fn an_amount_is_read_as_the_decimal_reads_it() {
        let mut numbers = drawn(1);
        for _ in 0..100_000 {
            let mut next = |below: u64| numbers.next().unwrap() % below;
            let (integer, fraction) = (next(20) + 1, next(5));
            let mut digits = |count| (0..count).map(|_| next(10).to_string()).collect::<String>();
            let point = if 0 < fraction { "." } else { "" };
            let text = format!("{}{point}{}", digits(integer), digits(fraction));
            let (ours, theirs) = (read(&text).unwrap(), Decimal::from_str_exact(&text).unwrap());
            assert_eq!((ours, ours.scale()), (theirs, theirs.scale()), "{text}");
        }
    }

    #[test]
    fn an_amount_is_written_as_the_decimal_writes_it() {
        let few = [0, 1, 9, 10, u64::MAX - 1, u64::MAX];
        let many = drawn(2).zip(drawn(3)).map(|(number, shift)| number >> (shift % 64));
        for units in few.into_iter().chain(many.take(20_000)) {
            for scale in 0..=28 {
                let amount = Decimal::from_i128_with_scale(i128::from(units), scale);
                assert_eq!(Digits::write(amount).unwrap().as_str(), amount.to_string());
            }
        }
    }

    #[test]
    fn more_units_than_64_bits_hold_are_left_to_the_decimal() {
        let beyond = Decimal::from_i128_with_scale(i128::from(u64::MAX) + 1, 0);
        assert!(Digits::write(beyond).is_none());
    }
}
