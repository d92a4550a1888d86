//! Snapshots: a session as it was at the end of a segment, so that a restart does not depend on the
//! length of the sale.
//!
//! A snapshot is made by reading the journal again, beside the session's thread and without
//! touching it: whatever it holds follows from the segments before it. The table of verdicts grows at
//! its end; the rest is as large as the lots and the roster.

#[cfg(test)]
pub(super) mod forged;
mod layout;
pub(super) mod shelf;
#[cfg(test)]
mod tests;

use std::path::Path;

use gavel_proto::{Seq, SessionId};

use super::archive::Archive;
use super::index::Index;
use super::journal::error::JournalError;
use super::journal::storage::{FileStorage, Storage, StorageError};
use super::reader::Reader;
use super::reader::record::Piece;
use super::tree::Head;
use crate::pure::{Session, Verdict};

use layout::{Snapshot, VERDICT_BYTES, read_verdicts, write_verdict};
use shelf::{FileShelf, Shelf};

/// Where a session starts from: what a snapshot says, or nothing.
#[derive(Debug)]
pub struct Start<S> {
    /// The session so far.
    pub session: Session,
    /// Its entries so far.
    pub archive: Archive<S>,
    /// The head of the journal so far: what follows is read from the segment behind it.
    pub head: Head,
}

impl Start<FileStorage> {
    /// From the snapshot in this folder, or from the beginning where there is none that holds.
    ///
    /// # Errors
    /// The disk's.
    pub fn find(folder: &Path, session: &SessionId) -> Result<Self, JournalError> {
        let storage = FileStorage::to_read(folder);
        Self::on(&mut FileShelf::in_folder(folder), storage, session)
    }
}

impl<S: Storage> Start<S> {
    /// From the snapshot on this shelf, or from the beginning.
    ///
    /// # Errors
    /// The disk's.
    pub fn on(
        shelf: &mut impl Shelf,
        mut storage: S,
        session: &SessionId,
    ) -> Result<Self, JournalError> {
        let Some((found, table)) = sound(shelf, &mut storage, session)? else {
            let archive = Archive::over(storage, session.clone(), Index::default());
            return Ok(Self { session: Session::default(), archive, head: Head::empty() });
        };
        let head = Head { size: found.seq, root: found.root };
        let index = Index::restore(found.seq, found.places, &found.hashes);
        let archive = Archive::over(storage, session.clone(), index);
        let capacity = usize::try_from(found.verdicts).unwrap_or_default();
        let session = Session::restore(found.state, read_verdicts(&table), capacity);
        Ok(Self { session, archive, head })
    }
}

/// Makes the snapshot of the last segment that is over, if it is not there: its sequence.
///
/// Reads what has been written since the one before, beside whoever writes there.
///
/// # Errors
/// Any [`JournalError`]; the snapshot is then what it was.
pub fn advance(folder: &Path, session: &SessionId) -> Result<Option<Seq>, JournalError> {
    advance_on(&mut FileShelf::in_folder(folder), FileStorage::to_read(folder), session)
}

/// As [`advance`], on this shelf.
///
/// # Errors
/// As [`advance`].
pub fn advance_on<S: Storage>(
    shelf: &mut impl Shelf,
    mut storage: S,
    name: &SessionId,
) -> Result<Option<Seq>, JournalError> {
    let until = storage.segments()?.last().map_or(0, |segment| segment - 1);
    let before = sound(shelf, &mut storage, name)?.map(|(found, _)| found);
    if before.as_ref().map_or(0, |found| found.seq) == until {
        return Ok(None);
    }
    let mut making = Making::behind(before);
    let mut reader = Reader::behind(storage, name.clone(), making.head)?;
    while making.session.seq() < until
        && let Some(piece) = reader.piece()
    {
        if let Piece::Record(record) = piece? {
            making.index.keep(record.located());
            let entry = reader.entry(record)?;
            if let Some((bid_id, verdict)) = Verdict::of(&entry) {
                write_verdict(&mut making.verdicts, bid_id, &verdict);
            }
            making.session.apply(&entry);
        }
    }
    if making.session.seq() != until {
        // The journal is shorter than its segments say: whoever opens it will hear why.
        return Ok(None);
    }
    making.head = reader.head();
    shelf.extend_table(table_bytes(making.known), &making.verdicts)?;
    shelf.put_snapshot(&making.snapshot().to_bytes(name))?;
    Ok(Some(until))
}

/// A snapshot on its way from one segment to a later one. Its session has no verdicts of before:
/// what happened is folded without asking them.
struct Making {
    session: Session,
    index: Index,
    head: Head,
    /// Verdicts in the table so far, and their checksum.
    known: u64,
    checksum: u32,
    /// Those behind them.
    verdicts: Vec<u8>,
}

impl Making {
    /// Goes on behind a snapshot, or begins.
    fn behind(before: Option<Snapshot>) -> Self {
        let Some(before) = before else {
            return Self {
                session: Session::default(),
                index: Index::default(),
                head: Head::empty(),
                known: 0,
                checksum: 0,
                verdicts: Vec::new(),
            };
        };
        Self {
            session: Session::restore(before.state, [], 0),
            index: Index::restore(before.seq, before.places, &before.hashes),
            head: Head { size: before.seq, root: before.root },
            known: before.verdicts,
            checksum: before.table_checksum,
            verdicts: Vec::new(),
        }
    }

    /// The snapshot, whose new verdicts stand in the table.
    fn snapshot(&self) -> Snapshot {
        let (places, hashes) = self.index.parts();
        Snapshot {
            seq: self.head.size,
            root: self.head.root,
            verdicts: self.known + (self.verdicts.len() / VERDICT_BYTES) as u64,
            table_checksum: crc32c::crc32c_append(self.checksum, &self.verdicts),
            places,
            hashes,
            state: self.session.state().clone(),
        }
    }
}

/// The part of the table that belongs to a snapshot; `None` if it is not whole.
fn table(shelf: &mut impl Shelf, found: &Snapshot) -> Result<Option<Vec<u8>>, StorageError> {
    let bytes = table_bytes(found.verdicts);
    let table = shelf.table(bytes)?;
    let is_whole = table.len() as u64 == bytes && crc32c::crc32c(&table) == found.table_checksum;
    Ok(is_whole.then_some(table))
}

/// Bytes of so many verdicts in the table.
const fn table_bytes(verdicts: u64) -> u64 {
    verdicts.saturating_mul(VERDICT_BYTES as u64)
}

/// The snapshot on the shelf and its table, if they are whole and a segment begins behind them. A
/// power cut may have taken either away, and the table may have been damaged since: going on from
/// such a snapshot would make another that nobody can begin from.
fn sound(
    shelf: &mut impl Shelf,
    storage: &mut impl Storage,
    session: &SessionId,
) -> Result<Option<(Snapshot, Vec<u8>)>, JournalError> {
    let Some(found) = shelf.snapshot()?.and_then(|bytes| Snapshot::read(&bytes, session)) else {
        return Ok(None);
    };
    if !storage.segments()?.contains(&(found.seq + 1)) {
        return Ok(None);
    }
    Ok(table(shelf, &found)?.map(|table| (found, table)))
}
