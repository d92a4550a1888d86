//! Mistakes that are made on purpose, so that what looks for them is known to find them.

use super::{Machine, MemoryStorage, Name, named};

/// What a careless author of the journal would do: each was somebody's bug once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// What was written is not synced.
    LeavesSyncsOut,
    /// A sync that failed is asked for once more, and then believed.
    BelievesASecondSync,
    /// The answers leave while the sync is still under way.
    AnswersBeforeTheSync,
    /// A segment's file is durable, and its name is not.
    LeavesTheFolderUnsynced,
    /// What is read at a place is not written there again: so a batch whose sync failed stays where
    /// it was, in memory.
    WritesNothingTwice,
    /// A snapshot is made of a session that has gone on since.
    SnapshotsWhatIsAhead,
    /// A snapshot leaves a verdict out.
    SnapshotsTooFewVerdicts,
}

impl MemoryStorage {
    /// Whether this mistake is made here.
    pub(in crate::durable) fn makes(&self, mistake: Mistake) -> bool {
        self.0.borrow().mistake == Some(mistake)
    }

    /// Does the sync that was answered before it was done.
    pub(super) fn sync_what_is_owed(&self) {
        let Machine { files, owed, .. } = &mut *self.0.borrow_mut();
        if let Some(segment) = owed.take() {
            named(files, Name::Segment(segment)).sync();
        }
    }

    /// Whether these bytes are read at this place already.
    pub(super) fn shows(&self, name: Name, offset: usize, bytes: &[u8]) -> bool {
        let machine = self.0.borrow();
        let seen = machine.files.get(&name).and_then(|file| file.seen.get(offset..));
        seen.is_some_and(|seen| seen.starts_with(bytes))
    }
}
