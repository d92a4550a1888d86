//! A verifiable draw (L42): nobody alone can steer it, everybody can compute it again.

use gavel_proto::{Hash, Paddle};
use sha2::{Digest, Sha256};

/// Who stands for the auctioneer in a draw: no bidder has this number.
pub const AUCTIONEER: Paddle = Paddle(0);

/// What a hand commits to: SHA-256 of its number (4 bytes, big endian) and its nonce. The number
/// is in it so that nobody can commit to, and later reveal, what another did.
#[must_use]
pub fn commitment(paddle: Paddle, nonce: Hash) -> Hash {
    let digest = Sha256::new().chain_update(paddle.0.to_be_bytes()).chain_update(nonce.0);
    Hash(digest.finalize().into())
}

/// The seed of a draw: SHA-256 of the journal's head and the nonces, the auctioneer's first, then
/// by paddle; a nonce that never came counts as zeros.
#[must_use]
pub fn seed(head: Hash, nonces: impl IntoIterator<Item = Hash>) -> Hash {
    let digest = nonces
        .into_iter()
        .fold(Sha256::new().chain_update(head.0), |digest, nonce| digest.chain_update(nonce.0));
    Hash(digest.finalize().into())
}

/// The place that `seed` draws among `places`, from 0, each as likely as the other: the first 8
/// bytes of SHA-256(seed, n) for n = 0, 1, … (4 bytes, big endian) as a number, big endian, taken
/// where it lies below the largest multiple of `places`.
///
/// # Panics
/// If there is nobody to draw among.
#[must_use]
pub fn place(seed: Hash, places: usize) -> usize {
    let places = places as u64;
    assert!(places != 0, "invariant: a draw is among somebody");
    let beyond = u64::MAX - u64::MAX % places;
    (0_u32..)
        .map(|n| {
            let digest = Sha256::new().chain_update(seed.0).chain_update(n.to_be_bytes());
            let digest: [u8; 32] = digest.finalize().into();
            let first = digest.first_chunk().expect("invariant: a hash has 32 bytes");
            u64::from_be_bytes(*first)
        })
        .find(|number| *number < beyond)
        .map(|number| usize::try_from(number % places).expect("invariant: a place among few"))
        .expect("invariant: one of four billion hashes lies below the bound")
}
