//! The digits of an amount: read in one pass, and written without a detour.

use rust_decimal::Decimal;

use super::AmountFault;
use crate::limits::{AMOUNT_FRACTION_DIGITS, AMOUNT_INTEGER_DIGITS};

const DIGITS: &[u8; 10] = b"0123456789";

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

/// Bytes that hold any amount that is written here: 28 digits behind the point and two before it,
/// or 20 digits and a point.
pub(super) const ROOM: usize = 32;

/// Writes an amount into `room` as [`Decimal`] does, unless its units are more than 64 bits hold.
pub(super) fn write(amount: Decimal, room: &mut [u8; ROOM]) -> Option<&str> {
    let mut units = u64::try_from(amount.mantissa()).ok()?;
    let scale = amount.scale() as usize;
    let mut from = ROOM;
    while 0 < units || ROOM - from <= scale {
        if 0 < scale && ROOM - from == scale {
            from -= 1;
            room[from] = b'.';
        }
        from -= 1;
        room[from] = DIGITS[(units % 10) as usize];
        units /= 10;
    }
    let digits = std::str::from_utf8(&room[from..]).expect("invariant: digits are ASCII");
    Some(digits)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{ROOM, read, write};
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
                assert_eq!(write(amount, &mut [0; ROOM]).unwrap(), amount.to_string());
            }
        }
    }

    #[test]
    fn more_units_than_64_bits_hold_are_left_to_the_decimal() {
        let beyond = Decimal::from_i128_with_scale(i128::from(u64::MAX) + 1, 0);
        assert_eq!(write(beyond, &mut [0; ROOM]), None);
    }
}
