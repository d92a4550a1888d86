//! Long whole numbers as one learns them at school: digits, carried from one to the next.

use super::plain::Units;

/// One digit, to the base of two billion.
const BASE: u64 = 2_000_000_000;

/// The least digit first.
#[derive(Clone, Debug)]
pub(super) struct Long(Vec<u64>);

impl From<Units> for Long {
    fn from(number: Units) -> Self {
        let mut rest = number.unsigned_abs();
        let mut digits = Vec::new();
        while rest != 0 {
            digits.push(u64::try_from(rest % u128::from(BASE)).expect("a digit"));
            rest /= u128::from(BASE);
        }
        Self(digits)
    }
}

impl Long {
    pub(super) fn multiply(&mut self, factor: u32) {
        let mut carry = 0;
        for digit in &mut self.0 {
            let product = *digit * u64::from(factor) + carry;
            *digit = product % BASE;
            carry = product / BASE;
        }
        while carry != 0 {
            self.0.push(carry % BASE);
            carry /= BASE;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        let mut carry = 0;
        for place in 0..other.0.len().max(self.0.len()) {
            if place == self.0.len() {
                self.0.push(0);
            }
            let sum = self.0[place] + other.0.get(place).copied().unwrap_or(0) + carry;
            self.0[place] = sum % BASE;
            carry = sum / BASE;
        }
        if carry != 0 {
            self.0.push(carry);
        }
    }

    /// What is left over is dropped: rounding down twice is rounding down once by the product.
    pub(super) fn divide(&mut self, divisor: u32) {
        let mut rest = 0;
        for digit in self.0.iter_mut().rev() {
            let whole = rest * BASE + *digit;
            *digit = whole / u64::from(divisor);
            rest = whole % u64::from(divisor);
        }
    }

    /// The number, if it is a small one.
    pub(super) fn small(&self) -> Option<Units> {
        self.0.iter().rev().try_fold(0_i128, |sum, digit| {
            sum.checked_mul(Units::from(BASE))?.checked_add(Units::from(*digit))
        })
    }
}
