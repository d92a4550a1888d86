//! The journal of one session: a batch of entries is one write and one sync, or the end.

pub(super) mod acknowledged;
pub(super) mod batch;
pub(super) mod body;
pub(super) mod direct;
pub(super) mod error;
pub(super) mod extents;
pub(super) mod layout;
#[cfg(any(test, feature = "simulation"))]
pub mod memory;
pub(super) mod record;
pub(super) mod salt;
pub(super) mod segment;
pub(super) mod storage;
pub(super) mod window;
pub(super) mod written;

use std::sync::Arc;

use gavel_proto::{Seq, SessionId};

use super::checkpoint::Checkpoint;
use super::notary::{Notary, Signers};
use super::tree::{Head, Tree};
use crate::limits;
use crate::pure::entry::Entry;

use acknowledged::Acknowledged;
use batch::Batch;
use error::JournalError;
use salt::Salts;
use storage::Storage;
pub use written::Written;

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
    /// The signed head of that.
    checkpoint: Checkpoint,
    /// Whether that head is in the journal.
    seal: Seal,
    notary: Notary,
    salts: Salts,
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

/// Whether the last head stands behind its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal {
    /// It does, or there is no entry.
    Written,
    /// It is written at the beginning of the next batch, or when the floor is quiet.
    Due,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Sound,
    Poisoned,
}

/// What a journal needs beside its bytes.
#[derive(Debug)]
pub struct Tools {
    /// The keys that sign its heads.
    pub signers: Signers,
    /// Where salts come from.
    pub salts: Salts,
}

/// A journal that was read to its end, about to go on.
#[derive(Debug)]
pub(super) struct Resumed<S> {
    pub(super) storage: S,
    pub(super) session: SessionId,
    /// Where it ends; `None` where it has no segment yet.
    pub(super) end: Option<End>,
    /// Where its last batch begins, if nothing proves that it was synced.
    pub(super) unproven: Option<End>,
    /// Over every entry in it.
    pub(super) tree: Tree,
    pub(super) seal: Seal,
}

impl<S: Storage> Journal<S> {
    /// Goes on with a journal that was read to its end.
    pub(super) fn resume(
        resumed: Resumed<S>,
        segment_bytes: u64,
        tools: Tools,
    ) -> Result<Self, JournalError> {
        let Resumed { mut storage, session, end, tree, seal, .. } = resumed;
        let end = match end {
            Some(end) => end,
            None => begin_segment(&mut storage, &session, &tree)?,
        };
        assert!(tree.size() == end.seq, "invariant: the tree has a leaf for each entry");
        let (notary, checkpoint) = Notary::start(tree.clone(), tools.signers);
        let salts = tools.salts;
        let health = Health::Sound;
        Ok(Self {
            storage,
            session,
            segment_bytes,
            end,
            tree,
            checkpoint,
            seal,
            notary,
            salts,
            health,
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
    pub const fn head(&self) -> Head {
        self.checkpoint.head
    }

    /// The signed head of everything durable.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Whether a [`Journal::seal`] would write something.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.seal == Seal::Written
    }

    /// Makes a batch durable with one write and one sync: up to its last sequence everything may
    /// be answered and published.
    ///
    /// # Errors
    /// The first failure's, and [`JournalError::Poisoned`] from then on: the session stops.
    ///
    /// # Panics
    /// If the entries do not continue the sequence, are none, or are more than a batch holds.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Arc<Written>, JournalError> {
        assert!(
            !entries.is_empty() && entries.len() <= limits::BATCH_ENTRIES,
            "invariant: a batch has 1 to {} entries",
            limits::BATCH_ENTRIES
        );
        self.guarded(|journal| {
            let is_full = journal.segment_bytes <= journal.end.offset;
            // One that holds a head alone is not begun anew: it would bear the same name.
            let holds_entries = journal.end.segment <= journal.end.seq;
            if is_full && holds_entries {
                journal.end = begin_segment(&mut journal.storage, &journal.session, &journal.tree)?;
            }
            let batch = journal.encode(entries)?;
            let End { segment, offset, .. } = journal.end;
            journal.write(&batch.bytes, entries.len() as u64)?;
            let witnessed = journal.notary.answer();
            journal.tree = witnessed.tree;
            journal.checkpoint = witnessed.checkpoint.clone();
            journal.seal = Seal::Due;
            Ok(Arc::new(Written {
                first: journal.end.seq + 1 - entries.len() as u64,
                segment,
                offset,
                batch,
                leaves: witnessed.leaves,
                checkpoint: witnessed.checkpoint,
            }))
        })
    }

    /// Writes the last head behind its entries, with a sync of its own: from then on nobody can
    /// take them for a write that was cut short. Does nothing where it stands there already.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn seal(&mut self) -> Result<(), JournalError> {
        if self.is_sealed() {
            return Ok(());
        }
        self.guarded(|journal| {
            let mut bytes = Vec::new();
            let flags = record::BEGINS | record::ENDS;
            write_head(&mut bytes, &journal.checkpoint, flags);
            journal.write(&bytes, 0)?;
            journal.seal = Seal::Written;
            Ok(())
        })
    }

    /// Does what may fail, once: health is given back only where everything went well, so that no
    /// way out can forget it.
    fn guarded<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        if self.health == Health::Poisoned {
            return Err(JournalError::Poisoned { session: self.session.clone() });
        }
        self.health = Health::Poisoned;
        let done = work(self)?;
        self.health = Health::Sound;
        Ok(done)
    }

    /// The records of a batch: the head before it, where it is due or a segment begins, and the
    /// entries. The notary has heard all of them then.
    fn encode(&mut self, entries: &[Entry]) -> Result<Batch, JournalError> {
        let salts = self.salts.draw(entries.len())?;
        let mut batch = Batch::default();
        let mut flags = record::BEGINS;
        let begins_segment = self.end.offset == segment::HEADER_BYTES as u64;
        if self.end.seq != 0 && (begins_segment || !self.is_sealed()) {
            write_head(&mut batch.bytes, &self.checkpoint, flags);
            flags = 0;
        }
        let last = self.end.seq + entries.len() as u64;
        for ((due, entry), salt) in (self.end.seq + 1..).zip(entries).zip(salts) {
            assert!(entry.seq == due, "invariant: entry {} where {due} is next", entry.seq);
            if due == last {
                flags |= record::ENDS;
            }
            let parts = record::write_entry(&mut batch.bytes, entry, salt, flags);
            let bytes = parts.public.len() + parts.secret.len();
            if (limits::RECORD_BYTES as usize) < bytes {
                let session = self.session.clone();
                return Err(JournalError::TooLarge { session, seq: due, bytes });
            }
            batch.entries.push(parts);
            if batch.has_portion() && due != last {
                self.notary.hand(batch.portion());
            }
            flags = 0;
        }
        self.notary.ask(batch.portion());
        Ok(batch)
    }

    /// One write, one sync, one note of it: then these bytes, with so many entries, are durable.
    fn write(&mut self, bytes: &[u8], entries: u64) -> Result<(), JournalError> {
        let End { seq, segment, offset } = self.end;
        self.storage.write(segment, offset, bytes)?;
        self.storage.sync(segment)?;
        let end = End { seq: seq + entries, segment, offset: offset + bytes.len() as u64 };
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

fn write_head(buffer: &mut Vec<u8>, checkpoint: &Checkpoint, flags: u32) {
    record::write_parts(buffer, checkpoint.text.as_bytes(), &[], flags | record::HEAD);
}

/// Begins the segment that goes on behind the entries under `tree`.
fn begin_segment(
    storage: &mut impl Storage,
    session: &SessionId,
    tree: &Tree,
) -> Result<End, JournalError> {
    let seq = tree.size();
    storage.create(seq + 1, &segment::header(session, tree))?;
    Ok(End { seq, segment: seq + 1, offset: segment::HEADER_BYTES as u64 })
}
