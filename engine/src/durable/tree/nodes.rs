//! Every node of a tree that will not change any more, kept to make proofs from.

use super::above;
use super::hash::node;
use super::head::Head;
use super::proof::ProofError;
use gavel_proto::Hash;

/// A tree that remembers: 64 bytes a leaf, and any proof at any size for a few dozen look-ups and
/// hashes.
///
/// A leaf's index is its entry's sequence less one. A proof's hashes stand in the order of RFC
/// 6962, sections 2.1.1 and 2.1.2: from the leaves up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nodes {
    /// The roots of the perfect subtrees of 1, 2, 4, … leaves, from left to right; no level is
    /// empty.
    levels: Vec<Vec<Hash>>,
}

/// The leaves of a subtree: `begin` is the first, `end` is behind the last. There is at least one.
#[derive(Debug, Clone, Copy)]
struct Span {
    begin: u64,
    end: u64,
}

impl Nodes {
    /// Appends a leaf behind the last one.
    pub fn append(&mut self, leaf: Hash) {
        let mut top = leaf;
        for level in &mut self.levels {
            level.push(top);
            let ([], [.., [left, right]]) = level.as_rchunks() else {
                return;
            };
            top = node(left, right);
        }
        self.levels.push(vec![top]);
    }

    /// Leaves in the tree.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The head when the tree had `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::NotYet`].
    pub fn head(&self, size: u64) -> Result<Head, ProofError> {
        self.check(size)?;
        Ok(Head { size, root: self.root(Span { begin: 0, end: size }) })
    }

    /// What ties the leaf at `index` to the head at `size`: see [`Head::includes`].
    ///
    /// # Errors
    /// [`ProofError::NotYet`] or [`ProofError::NoSuchLeaf`].
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        self.check(size)?;
        if size <= index {
            return Err(ProofError::NoSuchLeaf { index, size });
        }
        let mut span = Span { begin: 0, end: size };
        let mut proof = Vec::new();
        while let Some((left, right)) = span.halves() {
            let (inner, outer) = if index < left.end { (left, right) } else { (right, left) };
            proof.push(self.root(outer));
            span = inner;
        }
        proof.reverse();
        Ok(proof)
    }

    /// What shows that the head at `later` extends the head at `earlier`: see [`Head::extends`].
    ///
    /// # Errors
    /// [`ProofError::NotYet`] or [`ProofError::Shorter`].
    pub fn consistency(&self, earlier: u64, later: u64) -> Result<Vec<Hash>, ProofError> {
        self.check(later)?;
        if later < earlier {
            return Err(ProofError::Shorter { earlier, later });
        }
        if earlier == 0 {
            return Ok(Vec::new());
        }
        let mut span = Span { begin: 0, end: later };
        let mut proof = Vec::new();
        while earlier != span.end
            && let Some((left, right)) = span.halves()
        {
            let (inner, outer) = if earlier <= left.end { (left, right) } else { (right, left) };
            proof.push(self.root(outer));
            span = inner;
        }
        // The earlier head itself need not be told.
        if span.begin != 0 {
            proof.push(self.root(span));
        }
        proof.reverse();
        Ok(proof)
    }

    fn check(&self, size: u64) -> Result<(), ProofError> {
        if self.size() < size {
            return Err(ProofError::NotYet { size, leaves: self.size() });
        }
        Ok(())
    }

    /// The root above these leaves. They begin where a perfect subtree of at least as many does,
    /// so the perfect subtrees they consist of were all kept.
    fn root(&self, span: Span) -> Hash {
        let Span { mut begin, end } = span;
        let mut peaks = Vec::new();
        for height in (0..u64::BITS).rev() {
            if (end - begin) >> height != 0 {
                peaks.push(self.node(height, begin >> height));
                begin += 1 << height;
            }
        }
        above(&peaks)
    }

    fn node(&self, height: u32, index: u64) -> Hash {
        let index = usize::try_from(index).expect("invariant: leaves fit into memory");
        self.levels[height as usize][index]
    }
}

impl Span {
    /// The two subtrees under this one: the left has as many leaves as the largest power of two
    /// that leaves some for the right. `None` above a single leaf.
    fn halves(self) -> Option<(Self, Self)> {
        let last = (self.end - self.begin).checked_sub(1)?;
        let middle = self.begin + (1 << last.checked_ilog2()?);
        Some((Self { end: middle, ..self }, Self { begin: middle, ..self }))
    }
}

impl Extend<Hash> for Nodes {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}
