//! The nodes of a tree that will not change any more, kept to make proofs from.
//!
//! Below blocks of [`BLOCK_LEAVES`] leaves only the latest are kept: what a block consists of can be
//! read again from the journal. So the nodes take a byte a leaf, and any proof needs at most two
//! blocks from the disk.

use std::collections::BTreeMap;

use super::above;
use super::hash::node;
use super::head::Head;
use super::level::Level;
use super::proof::ProofError;
use crate::limits::RECENT_BLOCKS;
use gavel_proto::Hash;

/// The height of a block: the roots from there up are kept for good.
const BLOCK_HEIGHT: u32 = 6;
/// Leaves in a block.
pub(in crate::durable) const BLOCK_LEAVES: u64 = 1 << BLOCK_HEIGHT;

/// A tree that remembers enough for any proof at any size.
///
/// A leaf's index is its entry's sequence less one. A proof's hashes stand in the order of RFC
/// 6962, sections 2.1.1 and 2.1.2: from the leaves up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nodes {
    /// The roots of the perfect subtrees of 1, 2, 4, … leaves.
    levels: Vec<Level>,
    /// Blocks that were forgotten and are needed again: their levels.
    recalled: BTreeMap<u64, Vec<Level>>,
}

/// The leaves of a subtree: `begin` is the first, `end` is behind the last. There is at least one.
#[derive(Debug, Clone, Copy)]
struct Span {
    begin: u64,
    end: u64,
}

impl Nodes {
    /// The nodes of a tree of `size` leaves whose blocks have these roots, and whose last leaves,
    /// behind the last whole block, are these.
    pub(in crate::durable) fn from_blocks(
        blocks: impl IntoIterator<Item = Hash>,
        rest: impl IntoIterator<Item = Hash>,
    ) -> Self {
        let mut roots = Vec::new();
        for root in blocks {
            grow(&mut roots, root);
        }
        let whole = roots.first().map_or(0, Level::len);
        let below = (0..BLOCK_HEIGHT).rev().map(|height| whole << (height + 1));
        let mut levels: Vec<Level> = below.map(|forgotten| Level::behind(forgotten, [])).collect();
        levels.extend(roots);
        let mut nodes = Self { levels, recalled: BTreeMap::new() };
        nodes.extend(rest);
        nodes
    }

    /// The roots of the whole blocks, from left to right: what [`Nodes::from_blocks`] takes.
    pub(in crate::durable) fn blocks(&self) -> impl Iterator<Item = &Hash> {
        self.levels.get(BLOCK_HEIGHT as usize).into_iter().flat_map(Level::kept)
    }

    /// The leaves behind the last whole block.
    pub(in crate::durable) fn rest(&self) -> impl Iterator<Item = &Hash> {
        let rest = usize::try_from(self.size() % BLOCK_LEAVES).unwrap_or_default();
        self.levels.first().into_iter().flat_map(move |leaves| leaves.last(rest))
    }

    /// Appends a leaf behind the last one.
    pub fn append(&mut self, leaf: Hash) {
        grow(&mut self.levels, leaf);
        let block = self.size() / BLOCK_LEAVES;
        if self.size().is_multiple_of(BLOCK_LEAVES)
            && let Some(gone) = block.checked_sub(RECENT_BLOCKS)
        {
            for (height, level) in (0..BLOCK_HEIGHT).zip(&mut self.levels) {
                level.forget_before(gone << (BLOCK_HEIGHT - height));
            }
        }
    }

    /// Takes up again the leaves of a block that [`ProofError::Forgotten`] named, until
    /// [`Nodes::forget`].
    pub(in crate::durable) fn recall(&mut self, block: u64, leaves: Vec<Hash>) {
        let mut levels = Vec::new();
        for leaf in leaves {
            grow(&mut levels, leaf);
        }
        self.recalled.insert(block, levels);
    }

    /// Forgets what was recalled.
    pub(in crate::durable) fn forget(&mut self) {
        self.recalled.clear();
    }

    /// Leaves in the tree.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, Level::len)
    }

    /// The head when the tree had `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::NotYet`] or [`ProofError::Forgotten`].
    pub fn head(&self, size: u64) -> Result<Head, ProofError> {
        self.check(size)?;
        Ok(Head { size, root: self.root(Span { begin: 0, end: size })? })
    }

    /// What ties the leaf at `index` to the head at `size`: see [`Head::includes`].
    ///
    /// # Errors
    /// [`ProofError::NotYet`], [`ProofError::NoSuchLeaf`] or [`ProofError::Forgotten`].
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        self.check(size)?;
        if size <= index {
            return Err(ProofError::NoSuchLeaf { index, size });
        }
        let mut span = Span { begin: 0, end: size };
        let mut proof = Vec::new();
        while let Some((left, right)) = span.halves() {
            let (inner, outer) = if index < left.end { (left, right) } else { (right, left) };
            proof.push(self.root(outer)?);
            span = inner;
        }
        proof.reverse();
        Ok(proof)
    }

    /// What shows that the head at `later` extends the head at `earlier`: see [`Head::extends`].
    ///
    /// # Errors
    /// [`ProofError::NotYet`], [`ProofError::Shorter`] or [`ProofError::Forgotten`].
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
            proof.push(self.root(outer)?);
            span = inner;
        }
        // The earlier head itself need not be told.
        if span.begin != 0 {
            proof.push(self.root(span)?);
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
    fn root(&self, span: Span) -> Result<Hash, ProofError> {
        let Span { mut begin, end } = span;
        let mut peaks = Vec::new();
        for height in (0..u64::BITS).rev() {
            if (end - begin) >> height != 0 {
                peaks.push(self.node(height, begin >> height)?);
                begin += 1 << height;
            }
        }
        Ok(above(&peaks))
    }

    fn node(&self, height: u32, index: u64) -> Result<Hash, ProofError> {
        let level = &self.levels[height as usize];
        if let Some(hash) = level.get(index) {
            return Ok(hash);
        }
        let to_block = BLOCK_HEIGHT - height;
        let block = index >> to_block;
        let levels = self.recalled.get(&block).ok_or(ProofError::Forgotten { block })?;
        let hash = levels[height as usize].get(index - (block << to_block));
        Ok(hash.expect("invariant: a block that was recalled is whole"))
    }
}

/// Appends a root on the lowest of these levels, and what follows from it above.
fn grow(levels: &mut Vec<Level>, lowest: Hash) {
    let mut top = lowest;
    for level in levels.iter_mut() {
        level.push(top);
        let Some((left, right)) = level.pair() else {
            return;
        };
        top = node(left, right);
    }
    levels.push(Level::behind(0, [top]));
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
