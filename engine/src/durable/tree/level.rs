//! One level of a tree: the roots of its perfect subtrees of one size, from left to right.

use std::collections::VecDeque;

use gavel_proto::Hash;

/// The roots of one level, of which the first may be forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Level {
    forgotten: u64,
    kept: VecDeque<Hash>,
}

impl Level {
    /// A level of which these are known, behind so many that are not.
    pub(super) fn behind(forgotten: u64, kept: impl IntoIterator<Item = Hash>) -> Self {
        Self { forgotten, kept: kept.into_iter().collect() }
    }

    /// How many there are, the forgotten included.
    pub(super) fn len(&self) -> u64 {
        self.forgotten + self.kept.len() as u64
    }

    pub(super) fn push(&mut self, root: Hash) {
        self.kept.push_back(root);
    }

    /// The last two, where they are the two halves of a subtree of the next level.
    pub(super) fn pair(&self) -> Option<(&Hash, &Hash)> {
        let right = self.kept.len().checked_sub(1)?;
        let is_pair = self.len().is_multiple_of(2);
        is_pair.then(|| Some((self.kept.get(right.checked_sub(1)?)?, &self.kept[right])))?
    }

    /// The root at `index`; `None` where it is forgotten.
    pub(super) fn get(&self, index: u64) -> Option<Hash> {
        let place = index.checked_sub(self.forgotten)?;
        self.kept.get(usize::try_from(place).ok()?).copied()
    }

    /// Forgets those before `index`.
    pub(super) fn forget_before(&mut self, index: u64) {
        let gone = index.saturating_sub(self.forgotten).min(self.kept.len() as u64);
        self.kept.drain(..usize::try_from(gone).unwrap_or_default());
        self.forgotten += gone;
    }

    /// The last so many of those that are kept.
    pub(super) fn last(&self, number: usize) -> impl Iterator<Item = &Hash> {
        self.kept.iter().skip(self.kept.len().saturating_sub(number))
    }

    /// Those that are kept.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Hash> {
        self.kept.iter()
    }
}
