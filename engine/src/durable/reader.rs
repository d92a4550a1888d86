//! Reading a journal from its beginning, entry by entry, without changing a byte of it.
//!
//! A batch is handed out when all of it checked out. What does not check out is a torn tail only
//! if a write that was cut short explains it, at the very end, and nobody was answered from it.

mod cursor;

use std::collections::VecDeque;
use std::path::Path;

use gavel_proto::{Hash, Seq, SessionId};

use super::journal::End;
use super::journal::acknowledged::Acknowledged;
use super::journal::error::{Damage, Fault, JournalError};
use super::journal::segment::HEADER_BYTES;
use super::journal::storage::{FileStorage, Storage};
use super::journal::window::Window;
use super::tree::{Head, Tree};
use crate::pure::entry::Entry;

use cursor::{Batch, Cursor, Trouble};

/// The entries of a journal, in order. A copy may be read, and a journal that is being written.
#[derive(Debug)]
pub struct Reader<S> {
    cursor: Cursor<S>,
    acknowledged: Option<Acknowledged>,
    /// Segments not begun yet.
    ahead: VecDeque<Seq>,
    /// Behind the last whole batch; `None` before the first segment.
    end: Option<End>,
    /// Entries that checked out and were not handed out yet, each with its leaf.
    batch: VecDeque<(Entry, Hash)>,
    /// Over what was handed out.
    tree: Tree,
    leaf: Option<Hash>,
    torn: Option<Damage>,
    progress: Progress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Reading,
    Finished,
}

/// A journal that was read to its end.
pub(super) struct Finished<S> {
    pub(super) storage: S,
    pub(super) session: SessionId,
    /// Behind the last whole batch; `None` where there is no segment.
    pub(super) end: Option<End>,
    /// The torn tail behind it.
    pub(super) torn: Option<Damage>,
    /// Over every entry up to the end.
    pub(super) tree: Tree,
}

impl Reader<FileStorage> {
    /// The journal of `session` in this folder.
    ///
    /// # Errors
    /// [`JournalError::Storage`], also where there is no such folder.
    pub fn open(folder: &Path, session: &SessionId) -> Result<Self, JournalError> {
        Self::over(FileStorage::to_read(folder), session.clone())
    }
}

impl<S: Storage> Reader<S> {
    /// The note is read first: a writer at work can only be further by the time of the rest.
    pub(super) fn over(mut storage: S, session: SessionId) -> Result<Self, JournalError> {
        let note = storage.read_note()?;
        let ahead = storage.segments()?.into();
        Ok(Self {
            cursor: Cursor { storage, session, window: Window::default() },
            acknowledged: note.as_deref().and_then(Acknowledged::read),
            ahead,
            end: None,
            batch: VecDeque::new(),
            tree: Tree::default(),
            leaf: None,
            torn: None,
            progress: Progress::Reading,
        })
    }

    /// The torn tail behind the last entry, if there is one. Known when the last entry was read.
    #[must_use]
    pub const fn torn(&self) -> Option<&Damage> {
        self.torn.as_ref()
    }

    /// The head of the tree over the entries handed out so far: to be held against a head that
    /// somebody was given, as soon as it has that size.
    #[must_use]
    pub fn head(&self) -> Head {
        self.tree.head()
    }

    /// The leaf of the entry that was handed out last.
    #[must_use]
    pub const fn leaf(&self) -> Option<Hash> {
        self.leaf
    }

    /// What is left when the last entry was handed out.
    pub(super) fn finish(self) -> Finished<S> {
        let Cursor { storage, session, .. } = self.cursor;
        Finished { storage, session, end: self.end, torn: self.torn, tree: self.tree }
    }

    fn advance(&mut self) -> Result<(), JournalError> {
        let Some(end) = self.end else {
            return self.next_segment(0);
        };
        let batch = match self.cursor.batch(end) {
            Ok(batch) => batch,
            Err(Trouble::Storage(error)) => return Err(error.into()),
            Err(Trouble::Damage(damage)) => {
                if self.is_torn_tail(&damage)? {
                    self.torn = Some(damage);
                    self.progress = Progress::Finished;
                    return Ok(());
                }
                // A writer may have finished this batch meanwhile: it is read once more.
                self.cursor.window.forget();
                self.cursor.batch(end).map_err(|trouble| match trouble {
                    Trouble::Storage(error) => error.into(),
                    Trouble::Damage(damage) => JournalError::Damaged(damage),
                })?
            }
        };
        match batch {
            Some(batch) => self.accept(end, batch),
            None => self.next_segment(end.seq),
        }
    }

    /// Goes on to the segment behind `last`, or finishes.
    fn next_segment(&mut self, last: Seq) -> Result<(), JournalError> {
        let missing = |found| JournalError::MissingSegment {
            session: self.cursor.session.clone(),
            expected: last + 1,
            found,
        };
        let Some(segment) = self.ahead.pop_front() else {
            self.progress = Progress::Finished;
            let unread = self.acknowledged.filter(|note| last < note.seq);
            return match (unread, self.end) {
                (None, _) => Ok(()),
                (Some(note), Some(end)) if note.segment == end.segment => {
                    let acknowledged = note.seq;
                    Err(self.cursor.damaged(end, Fault::Lost { acknowledged }))
                }
                (Some(_), _) => Err(missing(None)),
            };
        };
        if segment != last + 1 {
            return Err(missing(Some(segment)));
        }
        self.cursor.check_header(segment, last)?;
        self.end = Some(End { seq: last, segment, offset: HEADER_BYTES as u64 });
        Ok(())
    }

    fn accept(&mut self, from: End, batch: Batch) -> Result<(), JournalError> {
        let end = End { seq: from.seq + batch.entries.len() as u64, offset: batch.end, ..from };
        if let Some(note) = self.acknowledged
            && from.seq < note.seq
            && note.seq <= end.seq
            && note != end.acknowledged()
        {
            let acknowledged = note.seq;
            return Err(self.cursor.damaged(from, Fault::Moved { acknowledged }));
        }
        self.end = Some(end);
        self.batch = batch.entries;
        Ok(())
    }

    /// Whether `damage` may be dropped: a write that was cut short explains it, nobody was
    /// answered from it, and no batch was begun behind it.
    fn is_torn_tail(&mut self, damage: &Damage) -> Result<bool, JournalError> {
        let last = self.end.map_or(0, |end| end.seq);
        let was_answered = self.acknowledged.is_some_and(|note| last < note.seq);
        if !damage.what.is_tear() || !self.ahead.is_empty() || was_answered {
            return Ok(false);
        }
        Ok(!self.cursor.begins_behind(damage)?)
    }
}

impl<S: Storage> Iterator for Reader<S> {
    type Item = Result<Entry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((entry, leaf)) = self.batch.pop_front() {
                self.tree.append(leaf);
                self.leaf = Some(leaf);
                return Some(Ok(entry));
            }
            if self.progress == Progress::Finished {
                return None;
            }
            if let Err(error) = self.advance() {
                self.progress = Progress::Finished;
                return Some(Err(error));
            }
        }
    }
}
