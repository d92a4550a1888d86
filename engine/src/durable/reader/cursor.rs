//! The parsing: what stands behind a place in a journal, and whether it is whole.

use std::collections::VecDeque;

use gavel_proto::{Hash, Seq, SessionId};

use super::record::{Piece, Record, Secret, SignedHead};
use crate::durable::checkpoint;
use crate::durable::journal::End;
use crate::durable::journal::body::read_public;
use crate::durable::journal::error::{Damage, Fault, JournalError};
use crate::durable::journal::record::{BEGINS, ENDS, HEAD, WITHHELD};
use crate::durable::journal::segment::{HEADER_BYTES, Header};
use crate::durable::journal::storage::{Storage, StorageError};
use crate::durable::journal::window::{Framed, Slot, Window};
use crate::durable::journal::written::Place;
use crate::durable::tree::{Head, Tree};
use crate::pure::entry::Entry;

/// The bytes of one journal and the window through which they are read.
#[derive(Debug)]
#[cfg_attr(test, derive(Clone))]
pub(in crate::durable) struct Cursor<S> {
    pub(in crate::durable) storage: S,
    pub(in crate::durable) session: SessionId,
    pub(in crate::durable) window: Window,
}

/// A batch as it was read.
pub(super) struct Batch {
    pub(super) pieces: VecDeque<Piece>,
    /// Behind it.
    pub(super) end: End,
}

/// Why a batch was not read.
pub(super) enum Trouble {
    Storage(StorageError),
    Damage(Damage),
}

impl From<StorageError> for Trouble {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl<S: Storage> Cursor<S> {
    /// The tree that the segment of this name goes on behind, if it is a segment of this session.
    pub(super) fn header(&mut self, segment: Seq) -> Result<Tree, JournalError> {
        let at = End { seq: segment.saturating_sub(1), segment, offset: 0 };
        let head = self.window.bytes(&mut self.storage, segment, 0, HEADER_BYTES)?;
        let session = self.session.clone();
        match Header::read(head) {
            Header::Broken => Err(self.damaged(at, Fault::Header)),
            Header::Other(found) => Err(JournalError::OtherVersion { session, segment, found }),
            Header::Current { session: found, .. } if found != session.as_str() => {
                Err(JournalError::WrongSession { session, segment, found })
            }
            Header::Current { tree, .. } if tree.size() + 1 != segment => {
                Err(self.damaged(at, Fault::Renamed { first: tree.size() + 1 }))
            }
            Header::Current { tree, .. } => Ok(tree),
        }
    }

    /// The batch behind `from`, where everything has this root, if anybody knows it; `None` where
    /// nothing more was written to the segment.
    pub(super) fn batch(
        &mut self,
        from: End,
        root: Option<Hash>,
    ) -> Result<Option<Batch>, Trouble> {
        let mut batch = Batch { pieces: VecDeque::new(), end: from };
        loop {
            let at = batch.end;
            let read = match self.window.slot(&mut self.storage, at.segment, at.offset)? {
                Slot::Broken(fault) => Err(fault),
                Slot::Record(framed) => {
                    read(framed, at, from, root).map(|piece| (framed.flags, framed.bytes(), piece))
                }
                Slot::Blank => {
                    let is_blank =
                        self.window.is_blank_from(&mut self.storage, at.segment, at.offset)?;
                    match (is_blank, batch.pieces.is_empty()) {
                        (true, true) => return Ok(None),
                        (true, false) => Err(Fault::Unfinished),
                        (false, _) => Err(Fault::Stray),
                    }
                }
            };
            let (flags, bytes, piece) =
                read.map_err(|fault| Trouble::Damage(self.damage(at, fault)))?;
            batch.end.offset += bytes as u64;
            batch.end.seq += u64::from(matches!(piece, Piece::Record(_)));
            batch.pieces.push_back(piece);
            if flags & ENDS != 0 {
                return Ok(Some(batch));
            }
        }
    }

    /// Whether a batch was begun behind `damage`, at whatever byte.
    pub(super) fn begins_behind(&mut self, damage: &Damage) -> Result<bool, StorageError> {
        self.window.forget();
        let mut offset = damage.offset + 1;
        loop {
            match self.window.slot(&mut self.storage, damage.segment, offset)? {
                Slot::Record(Framed { flags, .. }) if flags & BEGINS != 0 => return Ok(true),
                Slot::Record(_) | Slot::Broken(_) => {}
                Slot::Blank => {
                    let rest = self.window.bytes(&mut self.storage, damage.segment, offset, 1)?;
                    if rest.is_empty() {
                        return Ok(false);
                    }
                }
            }
            offset += 1;
        }
    }

    /// The whole entry of a record that was read.
    pub(in crate::durable) fn entry(&self, record: Record) -> Result<Entry, JournalError> {
        let Place { segment, offset } = record.place;
        let seq = record.seq();
        match record.into_entry() {
            Ok(Some(entry)) => Ok(entry),
            Ok(None) => Err(JournalError::Withheld { session: self.session.clone(), seq }),
            Err(fault) => Err(self.damaged(End { seq: seq - 1, segment, offset }, fault)),
        }
    }

    fn damage(&self, at: End, what: Fault) -> Damage {
        Damage {
            session: self.session.clone(),
            segment: at.segment,
            offset: at.offset,
            seq: at.seq + 1,
            what,
        }
    }

    pub(in crate::durable) fn damaged(&self, at: End, what: Fault) -> JournalError {
        JournalError::Damaged(self.damage(at, what))
    }
}

/// What a whole record at `at` holds, in the batch that begins at `from`.
fn read(framed: Framed<'_>, at: End, from: End, root: Option<Hash>) -> Result<Piece, Fault> {
    let begins = if at.offset == from.offset { BEGINS } else { 0 };
    if framed.flags & BEGINS != begins {
        return Err(Fault::Flags { flags: framed.flags });
    }
    if framed.is_entry() {
        return framed.record(at).map(Piece::Record);
    }
    if begins == 0 || framed.flags & !ENDS & !BEGINS != HEAD || !framed.secret.is_empty() {
        return Err(Fault::Flags { flags: framed.flags });
    }
    read_head(framed.public, from.seq, root).map(Piece::Head)
}

impl Framed<'_> {
    /// Whether it is an entry's, whole or without its secrets.
    pub(in crate::durable) const fn is_entry(&self) -> bool {
        self.flags & !ENDS & !BEGINS & !WITHHELD == 0
    }

    /// The entry that it holds, behind `at`.
    ///
    /// # Errors
    /// [`Fault::NotAnEntry`] or [`Fault::Sequence`].
    pub(in crate::durable) fn record(&self, at: End) -> Result<Record, Fault> {
        let entry = read_public(self.public)?;
        if entry.seq != at.seq + 1 {
            return Err(Fault::Sequence { found: entry.seq });
        }
        let place = Place { segment: at.segment, offset: at.offset };
        let secret = if self.flags & WITHHELD == 0 { Secret::Whole } else { Secret::Withheld };
        Record::new(entry, [self.public, self.secret], secret, place)
    }
}

/// A head at the beginning of a batch is that of everything before it: of so many entries, which
/// have this root, if anybody knows it.
fn read_head(checkpoint: &[u8], size: Seq, root: Option<Hash>) -> Result<SignedHead, Fault> {
    let wrong = |reason: String| Fault::Head { reason };
    let text = str::from_utf8(checkpoint).map_err(|error| wrong(error.to_string()))?;
    let head = checkpoint::stated(text).map_err(|error| wrong(error.to_string()))?;
    let root = root.unwrap_or(head.root);
    if head != (Head { size, root }) {
        return Err(wrong(format!(
            "it says {} entries under {}, before it are {size} under {root}",
            head.size, head.root
        )));
    }
    Ok(SignedHead { head, text: text.into() })
}
