//! Reading a journal from its beginning, piece by piece, without changing a byte of it.
//!
//! A batch is handed out when all of it checked out. What does not check out is a torn tail only
//! if a write that was cut short explains it, at the very end, and nobody was answered from it.

pub(super) mod bookmark;
pub(super) mod cursor;
#[cfg(test)]
mod damage;
pub(super) mod elsewhere;
pub(super) mod reached;
pub(super) mod record;

use std::collections::VecDeque;
use std::path::Path;

use gavel_proto::{Seq, SessionId};

use super::journal::acknowledged::Acknowledged;
use super::journal::error::{Damage, Fault, JournalError};
use super::journal::segment::HEADER_BYTES;
use super::journal::storage::{FileStorage, Storage};
use super::journal::window::Window;
use super::journal::{End, Resumed, Seal};
use super::tree::{Head, Tree};
use crate::pure::entry::Entry;

use cursor::{Batch, Cursor, Trouble};
use record::{Piece, Record, SignedHead};

/// What stands in a journal, in order. A copy may be read, and a journal that is being written.
///
/// As an iterator it gives the entries alone, and ends with [`JournalError::Withheld`] where they
/// are not whole.
#[derive(Debug)]
#[cfg_attr(test, derive(Clone))]
pub struct Reader<S> {
    cursor: Cursor<S>,
    acknowledged: Option<Acknowledged>,
    /// Segments not begun yet.
    ahead: VecDeque<Seq>,
    /// Behind the last whole batch; `None` before the first segment.
    end: Option<End>,
    /// Where the batch that was read last begins, unless the note or a segment behind it proves
    /// that it was synced.
    unproven: Option<End>,
    /// What checked out and was not handed out yet.
    batch: VecDeque<Piece>,
    /// Over what was handed out.
    tree: Tree,
    /// Over what came before the batch that was read last.
    known: Head,
    /// The last head that was handed out.
    signed: Option<SignedHead>,
    torn: Option<Damage>,
    progress: Progress,
    hashing: Hashing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Reading,
    Finished,
}

/// What becomes of the records that are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hashing {
    /// Every one is a leaf of the tree.
    Every,
    /// None is: the heads in the journal are taken at their word.
    None,
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
    /// Reads this journal from its beginning.
    ///
    /// # Errors
    /// [`JournalError::Storage`].
    pub fn over(storage: S, session: SessionId) -> Result<Self, JournalError> {
        Self::behind(storage, session, Head::empty())
    }

    /// Reads what follows the entries under this head, which end a segment.
    ///
    /// The note is read first: a writer at work can only be further by the time of the rest.
    ///
    /// # Errors
    /// [`JournalError::Storage`].
    pub fn behind(mut storage: S, session: SessionId, start: Head) -> Result<Self, JournalError> {
        let note = storage.read_note()?;
        let mut ahead = storage.segments()?;
        ahead.retain(|segment| start.size < *segment);
        Ok(Self {
            cursor: Cursor { storage, session, window: Window::default() },
            acknowledged: note.as_deref().and_then(Acknowledged::read),
            ahead: ahead.into(),
            end: None,
            unproven: None,
            batch: VecDeque::new(),
            tree: Tree::default(),
            known: start,
            signed: None,
            torn: None,
            progress: Progress::Reading,
            hashing: Hashing::Every,
        })
    }

    /// Reads on without hashing, for a fold: bytes, batches, order and note are checked as ever, and
    /// of a head how many entries it is over, but not their root. What was hashed so far stays
    /// [`Reader::head`] and [`Reader::known`].
    #[must_use]
    pub fn unhashed(self) -> Self {
        Self { hashing: Hashing::None, ..self }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The first [`JournalError`]; nothing follows it.
    pub fn piece(&mut self) -> Option<Result<Piece, JournalError>> {
        loop {
            if let Some(mut piece) = self.batch.pop_front() {
                match &mut piece {
                    Piece::Record(record) if self.is_hashed() => self.tree.append(record.hash()),
                    Piece::Record(_) => {}
                    Piece::Head(head) => self.signed = Some(head.clone()),
                }
                return Some(Ok(piece));
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

    /// The head over everything before the batch of the entry that was handed out last: what was
    /// durable, and known to the floor, when it decided that entry.
    #[must_use]
    pub const fn known(&self) -> Head {
        self.known
    }

    /// The last signed head that was handed out.
    #[must_use]
    pub const fn signed(&self) -> Option<&SignedHead> {
        self.signed.as_ref()
    }

    /// The whole entry of a record that was handed out.
    ///
    /// # Errors
    /// [`JournalError::Withheld`], or [`JournalError::Damaged`] where it is none.
    pub fn entry(&self, record: Record) -> Result<Entry, JournalError> {
        self.cursor.entry(record)
    }

    /// What is left when the last entry was handed out, and the torn tail behind it.
    pub(super) fn finish(self) -> (Resumed<S>, Option<Damage>) {
        let Cursor { storage, session, .. } = self.cursor;
        let size = self.tree.size();
        let is_sealed = size == 0 || self.signed.is_some_and(|signed| signed.head.size == size);
        let seal = if is_sealed { Seal::Written } else { Seal::Due };
        let Self { end, unproven, tree, torn, .. } = self;
        (Resumed { storage, session, end, unproven, tree, seal }, torn)
    }

    fn is_hashed(&self) -> bool {
        self.hashing == Hashing::Every
    }

    fn advance(&mut self) -> Result<(), JournalError> {
        let Some(end) = self.end else {
            return self.next_segment();
        };
        let known = if self.is_hashed() { self.tree.head() } else { self.known };
        let root = self.is_hashed().then_some(known.root);
        let batch = match self.cursor.batch(end, root) {
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
                self.cursor.batch(end, root).map_err(|trouble| match trouble {
                    Trouble::Storage(error) => error.into(),
                    Trouble::Damage(damage) => JournalError::Damaged(damage),
                })?
            }
        };
        match batch {
            Some(batch) => self.accept(end, known, batch),
            None => self.next_segment(),
        }
    }

    /// Goes on to the segment behind the last one, or finishes.
    fn next_segment(&mut self) -> Result<(), JournalError> {
        let last = self.end.map_or(self.known.size, |end| end.seq);
        let missing = |found| JournalError::MissingSegment {
            session: self.cursor.session.clone(),
            expected: last + 1,
            found,
        };
        let owed = self.acknowledged.filter(|note| note.lies_behind(self.end));
        if let (Some(note), Some(end)) = (owed, self.end)
            && note.segment == end.segment
        {
            let acknowledged = note.seq;
            return Err(self.cursor.damaged(end, Fault::Lost { acknowledged }));
        }
        let Some(segment) = self.ahead.pop_front() else {
            self.progress = Progress::Finished;
            return if owed.is_some() { Err(missing(None)) } else { Ok(()) };
        };
        if segment != last + 1 {
            return Err(missing(Some(segment)));
        }
        let tree = self.cursor.header(segment)?;
        if self.is_hashed() {
            let so_far = if self.end.is_none() { self.known } else { self.tree.head() };
            if tree.head() != so_far {
                let at = End { seq: last, segment, offset: 0 };
                return Err(self.cursor.damaged(at, Fault::Peaks));
            }
            self.tree = tree;
        }
        self.end = Some(End { seq: last, segment, offset: HEADER_BYTES as u64 });
        self.unproven = None;
        Ok(())
    }

    fn accept(&mut self, from: End, known: Head, batch: Batch) -> Result<(), JournalError> {
        if let Some(note) = self.acknowledged
            && note.lies_behind(Some(from))
            && !note.lies_behind(Some(batch.end))
            && note != batch.end.acknowledged()
        {
            let acknowledged = note.seq;
            return Err(self.cursor.damaged(from, Fault::Moved { acknowledged }));
        }
        if matches!(batch.pieces.front(), Some(Piece::Record(_))) && self.is_headless(from) {
            return Err(self.cursor.damaged(from, Fault::Headless));
        }
        self.end = Some(batch.end);
        let is_proven = self.acknowledged == Some(batch.end.acknowledged());
        self.unproven = (!is_proven).then_some(from);
        self.known = known;
        self.batch = batch.pieces;
        Ok(())
    }

    /// Whether the head of what was read so far is missing at this place.
    fn is_headless(&self, from: End) -> bool {
        let is_signed = self.signed.as_ref().is_some_and(|signed| signed.head.size == from.seq);
        let begins_segment = from.offset == HEADER_BYTES as u64;
        from.seq != 0 && (begins_segment || !is_signed)
    }

    /// Whether `damage` may be dropped: a write that was cut short explains it, nobody was
    /// answered from it, and no batch was begun behind it.
    fn is_torn_tail(&mut self, damage: &Damage) -> Result<bool, JournalError> {
        let is_owed = self.acknowledged.is_some_and(|note| note.lies_behind(self.end));
        if !damage.what.is_tear() || !self.ahead.is_empty() || is_owed {
            return Ok(false);
        }
        Ok(!self.cursor.begins_behind(damage)?)
    }
}

impl<S: Storage> Iterator for Reader<S> {
    type Item = Result<Entry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.piece()? {
                Ok(Piece::Head(_)) => continue,
                Ok(Piece::Record(record)) => record,
                Err(error) => return Some(Err(error)),
            };
            let entry = self.entry(record);
            if entry.is_err() {
                self.progress = Progress::Finished;
                self.batch.clear();
            }
            return Some(entry);
        }
    }
}
