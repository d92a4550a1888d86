//! A batch on its way to the disk, and the portions of it that the notary reads meanwhile.

use gavel_proto::Hash;

use super::record::Parts;
use crate::durable::tree::{entry_leaf, sealed};

/// Entries of a portion: few enough that the notary begins early, many enough that handing one over
/// costs nothing beside hashing it.
const PORTION_ENTRIES: usize = 96;

/// The bytes of a batch, and where the entries lie in them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) bytes: Vec<u8>,
    pub(super) entries: Vec<Parts>,
    /// Entries that are in a portion.
    handed: usize,
}

/// A copy of the next entries of a batch.
#[derive(Debug)]
pub(in crate::durable) struct Portion {
    bytes: Vec<u8>,
    entries: Vec<Parts>,
    /// Where in the batch its bytes begin.
    start: usize,
}

impl Batch {
    /// Whether enough entries wait to be handed over.
    pub(super) const fn has_portion(&self) -> bool {
        PORTION_ENTRIES <= self.entries.len() - self.handed
    }

    /// The entries that are in no portion yet.
    pub(super) fn portion(&mut self) -> Portion {
        let entries = self.entries[self.handed..].to_vec();
        self.handed = self.entries.len();
        let start = entries.first().map_or(self.bytes.len(), |parts| parts.public.start);
        Portion { bytes: self.bytes[start..].to_vec(), entries, start }
    }
}

impl Portion {
    /// The leaf of each of its entries.
    pub(in crate::durable) fn leaves(&self) -> impl Iterator<Item = Hash> {
        let part = |from: usize, to: usize| &self.bytes[from - self.start..to - self.start];
        self.entries.iter().map(move |Parts { public, secret }| {
            entry_leaf(&sealed(part(secret.start, secret.end)), part(public.start, public.end))
        })
    }
}
