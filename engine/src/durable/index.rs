//! The index of a journal: where each block of 64 entries begins, and the nodes of the tree above.

use gavel_proto::{Hash, Seq};

use super::journal::Written;
use super::journal::written::Place;
use super::reader::record::Located;
use super::tree::{BLOCK_LEAVES, Nodes};

/// Where every entry of a journal can be found, and what it takes to prove it.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where the first entry of each block lies.
    places: Vec<Place>,
    pub(super) nodes: Nodes,
}

impl Index {
    /// The index whose [`Index::parts`] these are.
    pub(super) fn restore(size: u64, places: Vec<Place>, hashes: &[Hash]) -> Self {
        let blocks = usize::try_from(size / BLOCK_LEAVES).unwrap_or(usize::MAX).min(hashes.len());
        let (blocks, rest) = hashes.split_at(blocks);
        Self { places, nodes: Nodes::from_blocks(blocks.iter().copied(), rest.iter().copied()) }
    }

    /// The places of all begun blocks, and the roots of the whole ones with the leaves behind them.
    pub(super) fn parts(&self) -> (Vec<Place>, Vec<Hash>) {
        (self.places.clone(), self.nodes.blocks().chain(self.nodes.rest()).copied().collect())
    }

    /// Takes up the next entry, as it was read.
    pub(super) fn keep(&mut self, located: Located) {
        self.append(located.place, located.leaf);
    }

    /// Takes up the next batch, as it was written.
    pub(super) fn follow(&mut self, written: &Written) {
        for entry in written.entries() {
            self.append(entry.place, entry.leaf);
        }
    }

    /// The last sequence in it.
    pub(super) fn size(&self) -> u64 {
        self.nodes.size()
    }

    /// The last entry before the block of `seq`, and where the block begins.
    ///
    /// # Panics
    /// If it has no entry `seq`.
    pub(super) fn block(&self, seq: Seq) -> (Seq, Place) {
        let block = (seq - 1) / BLOCK_LEAVES;
        let place = usize::try_from(block).ok().and_then(|block| self.places.get(block));
        (block * BLOCK_LEAVES, *place.expect("invariant: the index has a place for each block"))
    }

    fn append(&mut self, place: Place, leaf: Hash) {
        if self.size().is_multiple_of(BLOCK_LEAVES) {
            self.places.push(place);
        }
        self.nodes.append(leaf);
    }
}
