//! Snapshots: a session as it was at the end of a segment, so that a restart does not depend on the
//! length of the sale.
//!
//! A snapshot is made by reading the journal again, beside the session's thread and without
//! touching it: whatever it holds follows from the segments before it. The table of verdicts grows at
//! its end; the rest is as large as the lots and the roster.

mod layout;
mod shelf;
#[cfg(test)]
mod tests;

use std::path::Path;

use gavel_proto::{Seq, SessionId};

use super::archive::Archive;
use super::journal::error::JournalError;
use super::journal::storage::{FileStorage, Storage};
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
    pub(super) head: Head,
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
    fn on(
        shelf: &mut impl Shelf,
        mut storage: S,
        session: &SessionId,
    ) -> Result<Self, JournalError> {
        let segments = storage.segments()?;
        let found = load(shelf, session)?.filter(|found| segments.contains(&(found.seq + 1)));
        let Some(found) = found else {
            let archive = Archive::over(storage, session.clone());
            return Ok(Self { session: Session::default(), archive, head: Head::empty() });
        };
        let table = shelf.table(found.verdicts.saturating_mul(VERDICT_BYTES))?;
        let is_whole = table.len() as u64 == found.verdicts * VERDICT_BYTES
            && crc32c::crc32c(&table) == found.table_checksum;
        let mut archive = Archive::over(storage, session.clone());
        if !is_whole {
            return Ok(Self { session: Session::default(), archive, head: Head::empty() });
        }
        let capacity = usize::try_from(found.verdicts).unwrap_or_default();
        let head = Head { size: found.seq, root: found.root };
        archive.restore(found.seq, found.places, &found.hashes);
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

fn advance_on<S: Storage>(
    shelf: &mut impl Shelf,
    mut storage: S,
    name: &SessionId,
) -> Result<Option<Seq>, JournalError> {
    let until = storage.segments()?.last().map_or(0, |segment| segment - 1);
    let before = load(shelf, name)?.filter(|found| found.seq <= until);
    if before.as_ref().map_or(0, |found| found.seq) == until {
        return Ok(None);
    }
    let mut making = Making::behind(before);
    let mut reader = Reader::behind(storage, name.clone(), making.head)?;
    while making.session.seq() < until
        && let Some(piece) = reader.piece()
    {
        if let Piece::Record(record) = piece? {
            let entry = reader.entry(&record)?;
            making.archive.keep(&record);
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
    making.put(shelf, name, reader.head())?;
    Ok(Some(until))
}

/// A snapshot on its way from one segment to a later one. Its session has no verdicts of before:
/// what happened is folded without asking them.
struct Making {
    session: Session,
    archive: Archive<Nowhere>,
    head: Head,
    /// Verdicts in the table so far, and their checksum.
    known: u64,
    checksum: u32,
    /// Those behind them.
    verdicts: Vec<u8>,
}

impl Making {
    fn put(self, shelf: &mut impl Shelf, name: &SessionId, head: Head) -> Result<(), JournalError> {
        shelf.extend_table(self.known * VERDICT_BYTES, &self.verdicts)?;
        let (places, hashes) = self.archive.parts();
        let snapshot = Snapshot {
            seq: head.size,
            root: head.root,
            verdicts: self.known + self.verdicts.len() as u64 / VERDICT_BYTES,
            table_checksum: crc32c::crc32c_append(self.checksum, &self.verdicts),
            places,
            hashes,
            state: self.session.state().clone(),
        };
        Ok(shelf.put_snapshot(&snapshot.to_bytes(name))?)
    }
}

fn load(shelf: &mut impl Shelf, session: &SessionId) -> Result<Option<Snapshot>, JournalError> {
    Ok(shelf.snapshot()?.and_then(|bytes| Snapshot::read(&bytes, session)))
}
