//! The tree over a journal: an RFC 6962 Merkle tree in which every record is a leaf.
//!
//! A head stands for the whole history up to it. A proof of a few hashes ties a leaf to a head, or
//! an earlier head to a later one, and needs no journal to be checked.

mod hash;
mod head;
mod level;
mod nodes;
mod proof;
#[cfg(test)]
mod tests;

use gavel_proto::Hash;
pub use hash::{HASH_BYTES, entry_leaf, leaf, sealed};
use hash::{empty, node};
pub use head::Head;
pub(in crate::durable) use nodes::BLOCK_LEAVES;
pub use nodes::Nodes;
pub use proof::ProofError;

/// A tree that grows at its end and knows its head: at most 64 hashes, however many leaves.
///
/// It costs two hashes a leaf. What it forgot, [`Nodes`] keep: they make the proofs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// The roots of the perfect subtrees that the leaves fill, the largest first: one for each
    /// bit that is set in `size`.
    peaks: Vec<Hash>,
}

impl Tree {
    /// Appends a leaf behind the last one.
    pub fn append(&mut self, leaf: Hash) {
        // The smallest subtrees become one with the leaf, as far as each is as large as the last.
        let kept = self.peaks.len() - self.size.trailing_ones() as usize;
        let joined = self.peaks.drain(kept..).rev();
        let top = joined.fold(leaf, |right, left| node(&left, &right));
        self.peaks.push(top);
        self.size += 1;
    }

    /// The tree of `size` leaves under these peaks, of which it takes as many as belong to it.
    pub(super) fn from_peaks(size: u64, peaks: impl Iterator<Item = Hash>) -> Self {
        Self { size, peaks: peaks.take(size.count_ones() as usize).collect() }
    }

    /// Leaves in the tree.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees that the leaves fill, the largest first: all there is to
    /// know in order to go on.
    pub(super) fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The root above all leaves. Costs a hash for each peak but one.
    #[must_use]
    pub fn root(&self) -> Hash {
        above(&self.peaks)
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }
}

impl Extend<Hash> for Tree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

/// The root above perfect subtrees, the largest first.
fn above(peaks: &[Hash]) -> Hash {
    let peaks = peaks.iter().rev().copied();
    peaks.reduce(|right, left| node(&left, &right)).unwrap_or_else(empty)
}
