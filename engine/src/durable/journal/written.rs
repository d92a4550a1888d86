//! A batch that is durable: its bytes, its leaves and its signed head, for whoever answers from it.

use gavel_proto::{Hash, Seq};

use super::batch::Batch;
use super::record::{PREFIX_BYTES, Parts};
use crate::durable::checkpoint::Checkpoint;

/// A durable batch, as it stands in the journal.
#[derive(Debug)]
pub struct Written {
    /// The sequence of its first entry.
    pub(super) first: Seq,
    /// The segment it lies in, by its first sequence.
    pub(super) segment: Seq,
    /// Where it begins there, in bytes.
    pub(super) offset: u64,
    pub(super) batch: Batch,
    pub(super) leaves: Vec<Hash>,
    pub(super) checkpoint: Checkpoint,
}

/// An entry of a durable batch, as it was written and hashed.
#[derive(Debug, Clone, Copy)]
pub struct WrittenEntry<'a> {
    /// Its sequence.
    pub seq: Seq,
    /// Its public part, a JSON object.
    pub public: &'a [u8],
    /// Its secret part, a JSON object.
    pub secret: &'a [u8],
    /// Its leaf in the tree.
    pub leaf: Hash,
    /// Where it lies.
    pub(in crate::durable) place: Place,
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::durable) struct Place {
    /// The segment, by its first sequence.
    pub(in crate::durable) segment: Seq,
    /// Bytes from the beginning of the segment.
    pub(in crate::durable) offset: u64,
}

impl Written {
    /// The signed head over everything up to this batch.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The segment it lies in, by its first sequence.
    #[must_use]
    pub const fn segment(&self) -> Seq {
        self.segment
    }

    /// Its entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = WrittenEntry<'_>> {
        let parts = self.batch.entries.iter().zip(&self.leaves);
        (self.first..).zip(parts).map(|(seq, (parts, leaf))| self.entry(seq, parts, *leaf))
    }

    fn entry(&self, seq: Seq, parts: &Parts, leaf: Hash) -> WrittenEntry<'_> {
        let offset = self.offset + (parts.public.start - PREFIX_BYTES) as u64;
        WrittenEntry {
            seq,
            public: &self.batch.bytes[parts.public.clone()],
            secret: &self.batch.bytes[parts.secret.clone()],
            leaf,
            place: Place { segment: self.segment, offset },
        }
    }
}
