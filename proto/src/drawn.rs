//! Numbers for tests that look drawn and are the same in every run (splitmix64).

/// The numbers that this seed leads to.
pub(crate) fn drawn(seed: u64) -> impl Iterator<Item = u64> {
    (1_u64..).map(move |step| {
        let mixed = seed.wrapping_add(step.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}
