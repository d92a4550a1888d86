//! Chance from a seed: the same seed, the same choices.

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and good enough to choose test cases by.
#[derive(Debug, Clone)]
pub(in crate::durable) struct Chance(u64);

impl Chance {
    pub(in crate::durable) const fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    pub(in crate::durable) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from 0 to `bound - 1`.
    pub(in crate::durable) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    /// True once in so many times.
    pub(in crate::durable) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
