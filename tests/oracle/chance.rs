//! Chance from a seed: the same seed, the same sale.

/// Names one random sale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seed(pub(crate) u64);

/// The seeds of a run: all from 1 on, or the one that `GAVEL_SEED` names.
pub(crate) struct Seeds(std::ops::RangeInclusive<u64>);

impl Seeds {
    pub(crate) fn from_environment() -> Self {
        match std::env::var("GAVEL_SEED") {
            Ok(text) => {
                let seed = text.parse().expect("GAVEL_SEED is a number");
                Self(seed..=seed)
            }
            Err(_) => Self(1..=u64::MAX),
        }
    }
}

impl Iterator for Seeds {
    type Item = Seed;

    fn next(&mut self) -> Option<Seed> {
        self.0.next().map(Seed)
    }
}

/// Prints how to repeat the run if it fails while this is alive.
pub(crate) struct Repeat(Seed);

impl Seed {
    pub(crate) fn repeat(self) -> Repeat {
        Repeat(self)
    }
}

impl Drop for Repeat {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let seed = self.0.0;
            eprintln!("repeat it: GAVEL_SEED={seed} cargo test -p gavel-gateway --test gavel");
        }
    }
}

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and good enough to choose test cases by.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: Seed) -> Self {
        Self(seed.0)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound - 1`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound)).expect("below a u32")
    }

    /// A number between both, inclusive.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u32::try_from(most - least + 1).expect("a small span");
        least + i64::from(self.below(span))
    }

    /// True in so many of a hundred cases.
    pub(crate) fn percent(&mut self, cases: u32) -> bool {
        self.below(100) < cases
    }

    pub(crate) fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let last = u32::try_from(choices.len()).expect("a few choices");
        choices[self.below(last) as usize].clone()
    }
}
