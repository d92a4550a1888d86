//! The journal of one session: a batch of entries is one write and one sync, or the end.

pub(super) mod acknowledged;
pub(super) mod error;
mod layout;
#[cfg(test)]
pub(super) mod memory;
pub(super) mod record;
pub(super) mod segment;
pub(super) mod storage;
pub(super) mod window;

use gavel_proto::{Hash, Seq, SessionId};

use crate::durable::tree::{Head, Tree, leaf};
use crate::limits;
use crate::pure::entry::Entry;

use acknowledged::Acknowledged;
use error::JournalError;
use storage::Storage;

/// The end of a session's journal, where entries are appended.
///
/// After any error it refuses everything for good: what the disk holds is unknown then, a second
/// sync can lie, and only a recovery by a new process finds out.
#[derive(Debug)]
pub struct Journal<S> {
    storage: S,
    session: SessionId,
    /// Bytes after which the next batch goes into a new segment.
    segment_bytes: u64,
    end: End,
    /// Over everything durable, and nothing else.
    tree: Tree,
    /// Of the last durable batch.
    leaves: Vec<Hash>,
    buffer: Vec<u8>,
    health: Health,
}

/// Where a journal ends: behind a whole batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// The last sequence; 0 in a journal without entries.
    pub(super) seq: Seq,
    /// The segment, by its first sequence.
    pub(super) segment: Seq,
    /// Bytes from the beginning of the segment.
    pub(super) offset: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Sound,
    Poisoned,
}

impl<S: Storage> Journal<S> {
    /// The journal of `session` that ends at `end`, or has no segment yet, and the tree over it.
    pub(super) fn resume(
        mut storage: S,
        session: SessionId,
        segment_bytes: u64,
        end: Option<End>,
        tree: Tree,
    ) -> Result<Self, JournalError> {
        let end = match end {
            Some(end) => end,
            None => begin_segment(&mut storage, &session, 1)?,
        };
        assert!(tree.size() == end.seq, "invariant: the tree has a leaf for each entry");
        Ok(Self {
            storage,
            session,
            segment_bytes,
            end,
            tree,
            leaves: Vec::new(),
            buffer: Vec::new(),
            health: Health::Sound,
        })
    }

    /// The last durable sequence; 0 in a journal without entries.
    #[must_use]
    pub const fn durable(&self) -> Seq {
        self.end.seq
    }

    /// The head of the tree over everything durable. Its size is [`Journal::durable`], also after
    /// an error, and after a recovery it is what it was.
    #[must_use]
    pub fn head(&self) -> Head {
        self.tree.head()
    }

    /// The leaves of the last durable batch, one for each entry; none after a recovery.
    #[must_use]
    pub fn leaves(&self) -> &[Hash] {
        &self.leaves
    }

    /// Makes a batch durable with one write and one sync, and returns its last sequence: up to
    /// there everything may be answered and published. An empty batch is durable already.
    ///
    /// # Errors
    /// The first failure's, and [`JournalError::Poisoned`] from then on: the session stops.
    ///
    /// # Panics
    /// If the entries do not continue the sequence, or are more than a batch holds.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Seq, JournalError> {
        if self.health == Health::Poisoned {
            return Err(JournalError::Poisoned { session: self.session.clone() });
        }
        if entries.is_empty() {
            return Ok(self.end.seq);
        }
        assert!(
            entries.len() <= limits::BATCH_ENTRIES,
            "invariant: a batch has at most {} entries",
            limits::BATCH_ENTRIES
        );
        // Taken back only where everything went well, so that no way out can forget it.
        self.health = Health::Poisoned;
        let leaves = self.encode(entries)?;
        self.write(entries)?;
        self.tree.extend(leaves.iter().copied());
        self.leaves = leaves;
        self.health = Health::Sound;
        Ok(self.end.seq)
    }

    /// Fills the buffer with the records of a batch, and says what their leaves are.
    fn encode(&mut self, entries: &[Entry]) -> Result<Vec<Hash>, JournalError> {
        self.buffer.clear();
        let mut leaves = Vec::with_capacity(entries.len());
        let mut flags = record::BEGINS;
        for (due, entry) in (self.end.seq + 1..).zip(entries) {
            assert!(entry.seq == due, "invariant: entry {} where {due} is next", entry.seq);
            if due == self.end.seq + entries.len() as u64 {
                flags |= record::ENDS;
            }
            let bytes = record::encode(&mut self.buffer, entry, flags);
            if (limits::RECORD_BYTES as usize) < bytes {
                return Err(JournalError::TooLarge {
                    session: self.session.clone(),
                    seq: due,
                    bytes,
                });
            }
            leaves.push(leaf(&self.buffer[self.buffer.len() - bytes..]));
            flags = 0;
        }
        Ok(leaves)
    }

    fn write(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        let bytes = self.buffer.len() as u64;
        let is_begun = segment::HEADER_BYTES as u64 != self.end.offset;
        if is_begun && self.segment_bytes < self.end.offset + bytes {
            let first = self.end.seq + 1;
            self.end = begin_segment(&mut self.storage, &self.session, first)?;
        }
        let End { seq, segment, offset } = self.end;
        self.storage.write(segment, offset, &self.buffer)?;
        self.storage.sync(segment)?;
        let end = End { seq: seq + entries.len() as u64, segment, offset: offset + bytes };
        self.storage.note(&end.acknowledged().to_bytes())?;
        self.end = end;
        Ok(())
    }
}

impl End {
    /// The note that says so.
    pub(super) const fn acknowledged(self) -> Acknowledged {
        Acknowledged { seq: self.seq, segment: self.segment, end: self.offset }
    }
}

fn begin_segment(
    storage: &mut impl Storage,
    session: &SessionId,
    first: Seq,
) -> Result<End, JournalError> {
    storage.create(first, &segment::header(session, first))?;
    Ok(End { seq: first - 1, segment: first, offset: segment::HEADER_BYTES as u64 })
}
