//! The parsing: what stands behind a place in a journal, and whether it is whole.

use std::collections::VecDeque;

use gavel_proto::{Hash, Seq, SessionId};

use crate::durable::journal::End;
use crate::durable::journal::error::{Damage, Fault, JournalError};
use crate::durable::journal::record::{BEGINS, ENDS, PREFIX_BYTES, decode};
use crate::durable::journal::segment::{HEADER_BYTES, Header};
use crate::durable::journal::storage::{Storage, StorageError};
use crate::durable::journal::window::{Slot, Window};
use crate::durable::tree::leaf;
use crate::pure::entry::Entry;

/// The bytes of one journal and the window through which they are read.
#[derive(Debug)]
pub(super) struct Cursor<S> {
    pub(super) storage: S,
    pub(super) session: SessionId,
    pub(super) window: Window,
}

/// A batch as it was read.
pub(super) struct Batch {
    /// Each with its leaf.
    pub(super) entries: VecDeque<(Entry, Hash)>,
    /// Bytes from the beginning of the segment.
    pub(super) end: u64,
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
    /// Whether the segment behind `last` is what its name says.
    pub(super) fn check_header(&mut self, segment: Seq, last: Seq) -> Result<(), JournalError> {
        let at = End { seq: last, segment, offset: 0 };
        let head = self.window.bytes(&mut self.storage, segment, 0, HEADER_BYTES)?;
        match Header::read(head) {
            Header::Broken => Err(self.damaged(at, Fault::Header)),
            Header::Newer(found) => {
                Err(JournalError::NewerVersion { session: self.session.clone(), segment, found })
            }
            Header::Current { session, .. } if session != self.session.as_str() => {
                Err(JournalError::WrongSession {
                    session: self.session.clone(),
                    segment,
                    found: session,
                })
            }
            Header::Current { first, .. } if first != segment => {
                Err(self.damaged(at, Fault::Renamed { first }))
            }
            Header::Current { .. } => Ok(()),
        }
    }

    /// The batch behind `from`; `None` where nothing more was written to the segment.
    pub(super) fn batch(&mut self, from: End) -> Result<Option<Batch>, Trouble> {
        let mut batch = Batch { entries: VecDeque::new(), end: from.offset };
        loop {
            let at = End { seq: from.seq + batch.entries.len() as u64, offset: batch.end, ..from };
            let slot = self.window.slot(&mut self.storage, at.segment, at.offset)?;
            let read = match slot {
                Slot::Broken(fault) => Err(fault),
                Slot::Record { flags, body } => check_record(flags, body, at, from)
                    .map(|entry| (flags, entry, PREFIX_BYTES + body.len())),
                Slot::Blank => {
                    let is_blank =
                        self.window.is_blank_from(&mut self.storage, at.segment, at.offset)?;
                    match (is_blank, batch.entries.is_empty()) {
                        (true, true) => return Ok(None),
                        (true, false) => Err(Fault::Unfinished),
                        (false, _) => Err(Fault::Stray),
                    }
                }
            };
            let (flags, entry, bytes) =
                read.map_err(|fault| Trouble::Damage(self.damage(at, fault)))?;
            batch.entries.push_back(entry);
            batch.end += bytes as u64;
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
                Slot::Record { flags, .. } if flags & BEGINS != 0 => return Ok(true),
                Slot::Record { .. } | Slot::Broken(_) => {}
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

    fn damage(&self, at: End, what: Fault) -> Damage {
        Damage {
            session: self.session.clone(),
            segment: at.segment,
            offset: at.offset,
            seq: at.seq + 1,
            what,
        }
    }

    pub(super) fn damaged(&self, at: End, what: Fault) -> JournalError {
        JournalError::Damaged(self.damage(at, what))
    }
}

/// The entry, and its leaf, of a whole record at `at`, in the batch that begins at `from`.
fn check_record(flags: u32, body: &[u8], at: End, from: End) -> Result<(Entry, Hash), Fault> {
    let begins = if at == from { BEGINS } else { 0 };
    if flags & !ENDS != begins {
        return Err(Fault::Flags { flags });
    }
    let entry = decode(body)?;
    if entry.seq != at.seq + 1 {
        return Err(Fault::Sequence { found: entry.seq });
    }
    Ok((entry, leaf(body)))
}
