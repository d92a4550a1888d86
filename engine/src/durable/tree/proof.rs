//! Checking a proof: pure arithmetic over a few hashes, without the tree.
//!
//! The path from a leaf to the root has two parts. Below, where it differs from the path of the
//! last leaf, the bits of the leaf's index say on which side each hash of the proof stands. Above,
//! on the right border of the tree, only left neighbours stand in the proof.

use super::hash::{empty, node};
use super::head::Head;
use gavel_proto::Hash;

/// Why a proof was not made or not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// A head that the tree has not reached.
    #[error("a head of {size} leaves, but the tree has {leaves}: ask again later")]
    NotYet {
        /// Leaves in the head.
        size: u64,
        /// Leaves in the tree.
        leaves: u64,
    },
    /// Leaves that were forgotten, which the journal still has.
    #[error("the leaves of block {block} are no longer kept here: read them from the journal")]
    Forgotten {
        /// The block, from 0.
        block: u64,
    },
    /// A leaf that is not under the head.
    #[error("leaf {index} is not in a tree of {size} leaves: use the head of a later size")]
    NoSuchLeaf {
        /// The leaf, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The later head has fewer leaves than the earlier one.
    #[error(
        "a head of {later} leaves does not extend one of {earlier}: give the earlier head first; \
         if this is their order in time, entries were taken away: keep both heads as evidence"
    )]
    Shorter {
        /// Leaves in the earlier head.
        earlier: u64,
        /// Leaves in the later head.
        later: u64,
    },
    /// Too many hashes or too few.
    #[error("the proof has {found} hashes where {expected} belong: it is of another head or cut")]
    Length {
        /// Hashes in the proof.
        found: usize,
        /// Hashes in every such proof.
        expected: usize,
    },
    /// The proof leads to another root than the earlier head's.
    #[error(
        "the proof leads to the earlier root {computed}, not to {stated}: proof and heads do not \
         belong together, or the history was changed"
    )]
    EarlierRoot {
        /// Where it leads.
        computed: Hash,
        /// What the head says.
        stated: Hash,
    },
    /// The proof leads to another root than the head's.
    #[error(
        "the proof leads to the root {computed}, not to {stated}: it is not of this leaf or head, \
         or the history was changed"
    )]
    Root {
        /// Where it leads.
        computed: Hash,
        /// What the head says.
        stated: Hash,
    },
}

/// The hashes beside the path from a leaf to the root of a tree.
#[derive(Debug, Clone, Copy)]
struct Path {
    /// The leaf, or the subtree, that it begins with: its index on its level.
    index: u64,
    /// Hashes below the place where the path meets that of the last leaf.
    inner: usize,
    /// Left neighbours above it.
    border: usize,
}

impl Head {
    /// Whether `proof` shows that `leaf` is the leaf at `index` of this tree.
    ///
    /// # Errors
    /// [`ProofError::NoSuchLeaf`], [`ProofError::Length`] or [`ProofError::Root`].
    pub fn includes(&self, index: u64, leaf: &Hash, proof: &[Hash]) -> Result<(), ProofError> {
        let Some(last) = self.size.checked_sub(1).filter(|last| index <= *last) else {
            return Err(ProofError::NoSuchLeaf { index, size: self.size });
        };
        let path = Path::new(index, last);
        path.check(proof)?;
        same_root(path.root(*leaf, proof), self.root)
    }

    /// Whether `proof` shows that this tree begins with all the leaves of the `earlier` one, in
    /// the same order: nothing was taken away, changed or put between.
    ///
    /// # Errors
    /// [`ProofError::Shorter`], [`ProofError::Length`], [`ProofError::EarlierRoot`] or
    /// [`ProofError::Root`].
    pub fn extends(&self, earlier: &Self, proof: &[Hash]) -> Result<(), ProofError> {
        if self.size < earlier.size {
            return Err(ProofError::Shorter { earlier: earlier.size, later: self.size });
        }
        if earlier.size == 0 {
            length(proof, 0)?;
            return same_earlier_root(empty(), earlier.root);
        }
        if earlier.size == self.size {
            length(proof, 0)?;
            return same_root(earlier.root, self.root);
        }
        // The path begins at the smallest perfect subtree of the earlier tree. Where that is the
        // whole of it, its root is known, and the proof does not tell it.
        let height = earlier.size.trailing_zeros();
        let path = Path::new((earlier.size - 1) >> height, (self.size - 1) >> height);
        let (start, proof) = if earlier.size.is_power_of_two() {
            path.check(proof)?;
            (earlier.root, proof)
        } else {
            length(proof, 1 + path.inner + path.border)?;
            (proof[0], &proof[1..])
        };
        same_earlier_root(path.left_root(start, proof), earlier.root)?;
        same_root(path.root(start, proof), self.root)
    }
}

impl Path {
    /// The path from `index` in a level that ends with `last`.
    const fn new(index: u64, last: u64) -> Self {
        let inner = u64::BITS - (index ^ last).leading_zeros();
        let border = index.unbounded_shr(inner).count_ones();
        Self { index, inner: inner as usize, border: border as usize }
    }

    const fn check(&self, proof: &[Hash]) -> Result<(), ProofError> {
        length(proof, self.inner + self.border)
    }

    /// Whether the n-th hash of a proof stands on the left of the path.
    const fn is_left(&self, place: usize) -> bool {
        self.inner <= place || (self.index >> place) & 1 == 1
    }

    /// The root of the tree.
    fn root(&self, start: Hash, proof: &[Hash]) -> Hash {
        proof.iter().enumerate().fold(start, |top, (place, hash)| {
            if self.is_left(place) { node(hash, &top) } else { node(&top, hash) }
        })
    }

    /// The root of the tree that ends where the path begins: what stands on its right came later.
    fn left_root(&self, start: Hash, proof: &[Hash]) -> Hash {
        let left = proof.iter().enumerate().filter(|(place, _)| self.is_left(*place));
        left.fold(start, |top, (_, hash)| node(hash, &top))
    }
}

const fn length(proof: &[Hash], expected: usize) -> Result<(), ProofError> {
    if proof.len() == expected {
        Ok(())
    } else {
        Err(ProofError::Length { found: proof.len(), expected })
    }
}

fn same_root(computed: Hash, stated: Hash) -> Result<(), ProofError> {
    if computed == stated { Ok(()) } else { Err(ProofError::Root { computed, stated }) }
}

fn same_earlier_root(computed: Hash, stated: Hash) -> Result<(), ProofError> {
    if computed == stated { Ok(()) } else { Err(ProofError::EarlierRoot { computed, stated }) }
}
