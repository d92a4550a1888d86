//! The archive: finds any entry of a journal again, and proves where it stands.
//!
//! It keeps a place and a hash for each block of 64 entries, and reads the rest from the journal:
//! what a bidder was told stands there, and nowhere else.

use gavel_proto::{Hash, Seq, SessionId};

use super::index::Index;
use super::journal::error::{Fault, JournalError};
use super::journal::segment::HEADER_BYTES;
use super::journal::storage::Storage;
use super::journal::window::{Slot, Window};
use super::journal::{End, Written};
use super::reader::cursor::Cursor;
use super::reader::record::{Located, Record};
use super::tree::{BLOCK_LEAVES, Head, Nodes, ProofError};
use crate::pure::entry::Entry;

/// Every durable entry of one journal, by its sequence.
#[derive(Debug)]
pub struct Archive<S> {
    cursor: Cursor<S>,
    index: Index,
}

impl<S: Storage> Archive<S> {
    /// An archive of this journal, of which it knows what is in the index.
    pub(super) fn over(storage: S, session: SessionId, index: Index) -> Self {
        Self { cursor: Cursor { storage, session, window: Window::default() }, index }
    }

    /// Takes up the next entry, as it was read.
    pub fn keep(&mut self, located: Located) {
        self.index.keep(located);
    }

    /// Takes up the next batch, as it was written.
    pub fn follow(&mut self, written: &Written) {
        self.index.follow(written);
    }

    /// The last sequence that it knows of.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.index.size()
    }

    /// The entry at `seq`, as it stands in the journal; `None` if there is none so far.
    ///
    /// # Errors
    /// [`JournalError::Storage`] or [`JournalError::Damaged`].
    pub fn record(&mut self, seq: Seq) -> Result<Option<Record>, JournalError> {
        let known = 1..=self.size();
        Ok(if known.contains(&seq) { Some(self.read(seq, seq)?.remove(0)) } else { None })
    }

    /// The entries from `first` to `last`, as far as there are such.
    ///
    /// # Errors
    /// [`JournalError::Storage`] or [`JournalError::Damaged`].
    pub fn records(&mut self, first: Seq, last: Seq) -> Result<Vec<Record>, JournalError> {
        let (first, last) = (first.max(1), last.min(self.size()));
        if first <= last { self.read(first, last) } else { Ok(Vec::new()) }
    }

    /// The whole entry of a record that was found.
    ///
    /// # Errors
    /// [`JournalError::Withheld`], or [`JournalError::Damaged`] where it is none.
    pub fn entry(&self, record: Record) -> Result<Entry, JournalError> {
        self.cursor.entry(record)
    }

    /// What ties the entry at `seq` to the head of the first `size` entries: see
    /// [`Head::includes`].
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub fn inclusion(&mut self, seq: Seq, size: u64) -> Result<Vec<Hash>, ArchiveError> {
        let index = seq.wrapping_sub(1);
        self.recalling(|nodes| nodes.inclusion(index, size))
    }

    /// What shows that the first `later` entries begin with the first `earlier`: see
    /// [`Head::extends`].
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub fn consistency(&mut self, earlier: u64, later: u64) -> Result<Vec<Hash>, ArchiveError> {
        self.recalling(|nodes| nodes.consistency(earlier, later))
    }

    /// The head of the first `size` entries.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub fn head(&mut self, size: u64) -> Result<Head, ArchiveError> {
        self.recalling(|nodes| nodes.head(size))
    }

    /// Asks the nodes, and reads what they have forgotten.
    fn recalling<T>(
        &mut self,
        ask: impl Fn(&Nodes) -> Result<T, ProofError>,
    ) -> Result<T, ArchiveError> {
        loop {
            match ask(&self.index.nodes) {
                Err(ProofError::Forgotten { block }) => {
                    let first = block * BLOCK_LEAVES + 1;
                    let records = self.read(first, first + BLOCK_LEAVES - 1)?;
                    self.index.nodes.recall(block, records.iter().map(Record::leaf).collect());
                }
                answer => {
                    self.index.nodes.forget();
                    return Ok(answer?);
                }
            }
        }
    }

    /// The entries from `first` to `last`, read on from where the block of `first` begins.
    fn read(&mut self, first: Seq, last: Seq) -> Result<Vec<Record>, JournalError> {
        let (seq, place) = self.index.block(first);
        let mut at = End { seq, segment: place.segment, offset: place.offset };
        // The writer may have gone on since.
        self.cursor.window.forget();
        let mut found = Vec::new();
        while at.seq < last {
            let Cursor { storage, window, .. } = &mut self.cursor;
            let framed = match window.slot(storage, at.segment, at.offset)? {
                Slot::Record(framed) => framed,
                Slot::Broken(fault) => return Err(self.cursor.damaged(at, fault)),
                Slot::Blank if at.segment <= at.seq => {
                    // The segment ends here; the next one begins with the next sequence.
                    at = End { segment: at.seq + 1, offset: HEADER_BYTES as u64, ..at };
                    continue;
                }
                Slot::Blank => return Err(self.cursor.damaged(at, Fault::Cut)),
            };
            let bytes = framed.bytes() as u64;
            if framed.is_entry() {
                if first <= at.seq + 1 {
                    let record = framed.record(at).map_err(|fault| self.cursor.damaged(at, fault));
                    found.push(record?);
                }
                at.seq += 1;
            }
            at.offset += bytes;
        }
        Ok(found)
    }
}

/// Why an archive proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The journal was not read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// There is no such proof.
    #[error(transparent)]
    Proof(#[from] ProofError),
}
