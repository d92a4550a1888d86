//! The past: everything that is known to be durable, in order, folded apart from the house.

use gavel_engine::durable::memory::MemoryStorage;
use gavel_engine::durable::{JournalError, Piece, Reader};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::{Hash, Seq};

/// What was published, and what a restart found to be durable beside it.
pub(in crate::simulation) struct Past {
    pub(in crate::simulation) entries: Vec<Entry>,
    /// One for each entry.
    pub(in crate::simulation) leaves: Vec<Hash>,
    /// What they add up to.
    pub(in crate::simulation) session: Session,
    pub(in crate::simulation) disk: MemoryStorage,
}

/// What stands in a journal.
pub(in crate::simulation) struct Found {
    pub(in crate::simulation) entries: Vec<Entry>,
    pub(in crate::simulation) leaves: Vec<Hash>,
}

impl Past {
    pub(super) fn new(disk: &MemoryStorage) -> Self {
        let (entries, leaves) = (Vec::new(), Vec::new());
        Self { entries, leaves, session: Session::default(), disk: disk.clone() }
    }

    pub(super) fn push(&mut self, entry: &Entry, leaf: Hash) {
        self.session.apply(entry);
        self.entries.push(entry.clone());
        self.leaves.push(leaf);
    }

    /// The last durable sequence.
    pub(in crate::simulation) fn seq(&self) -> Seq {
        self.session.seq()
    }

    /// The entry with this sequence.
    pub(in crate::simulation) fn entry(&self, seq: Seq) -> &Entry {
        let index = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
        let entry = index.and_then(|index| self.entries.get(index));
        entry.unwrap_or_else(|| panic!("sequence {seq} is not durable"))
    }

    /// Same journal, same state: whether it was folded entry by entry or began from a snapshot.
    pub(super) fn compare(&self, session: &Session) {
        assert_eq!(session.seq(), self.seq(), "recovered to another sequence");
        assert_eq!(session.digest(), self.session.digest(), "recovered to another state");
    }
}

impl Found {
    /// Reads a journal from its beginning to its end.
    pub(in crate::simulation) fn read(
        mut reader: Reader<MemoryStorage>,
    ) -> Result<Self, JournalError> {
        let mut found = Self { entries: Vec::new(), leaves: Vec::new() };
        while let Some(piece) = reader.piece() {
            if let Piece::Record(record) = piece? {
                found.leaves.push(record.leaf());
                found.entries.push(reader.entry(record)?);
            }
        }
        Ok(found)
    }
}
