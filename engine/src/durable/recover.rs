//! Recovery: everything durable is read again, and at most one torn batch at the end is dropped.

use gavel_proto::SessionId;

use super::folder::Folder;
use super::journal::direct::{BLOCK_BYTES, bytes_before};
use super::journal::error::{Damage, JournalError};
use super::journal::storage::{FileStorage, Storage, StorageError};
use super::journal::{End, Journal, Resumed, Tools};
use super::reader::Reader;
use super::reader::record::{Located, Piece, SignedHead};
use super::tree::Head;
use crate::limits;
use crate::pure::entry::Entry;

/// Bytes that are written once more at a time.
const REWRITE_BYTES: usize = 64 * BLOCK_BYTES;

/// A journal that was read to its end, and can go on.
#[derive(Debug)]
pub struct Recovered<S> {
    resumed: Resumed<S>,
    segment_bytes: u64,
    /// The torn tail that was dropped, if there was one. Nobody was answered from it.
    pub dropped: Option<Damage>,
    /// The last signed head in the journal, if there is one. Whether the signature holds is for
    /// whoever knows the key to say, before the journal goes on.
    pub signed: Option<SignedHead>,
}

impl Recovered<FileStorage> {
    /// Reads the journal of `session`, begun if there is none, and gives every entry behind the
    /// head of a [`super::Start`] to `each`, in order. Only a holder of the [`Folder`] can: nobody else writes there.
    ///
    /// # Errors
    /// Any [`JournalError`], and the first of `each`; the journal was not changed then, and the
    /// session must not start.
    pub fn open(
        folder: &Folder,
        session: &SessionId,
        start: Head,
        each: impl FnMut(Entry, Located) -> Result<(), JournalError>,
    ) -> Result<Self, JournalError> {
        let storage = FileStorage::to_write(&folder.session(session))?;
        let reader = Reader::behind(storage, session.clone(), start)?;
        Self::read(reader, limits::SEGMENT_BYTES, each)
    }
}

impl<S: Storage> Recovered<S> {
    /// Reads a journal from its beginning.
    #[cfg(test)]
    pub(super) fn whole(
        storage: S,
        session: SessionId,
        segment_bytes: u64,
        mut each: impl FnMut(Entry, Located),
    ) -> Result<Self, JournalError> {
        Self::read(Reader::over(storage, session)?, segment_bytes, |entry, located| {
            each(entry, located);
            Ok(())
        })
    }

    /// What is read may still be in memory alone, if a process died before its sync: so it is
    /// synced here, before anybody hears of it. That goes for the names of the segments too, and
    /// for a batch whose sync failed: the system may hold its bytes for written, and then no later
    /// sync writes them. So a batch that is not proven to have been synced is written once more.
    ///
    /// # Errors
    /// Any [`JournalError`], and the first of `each`; the session must not start.
    pub fn read(
        mut reader: Reader<S>,
        segment_bytes: u64,
        mut each: impl FnMut(Entry, Located) -> Result<(), JournalError>,
    ) -> Result<Self, JournalError> {
        while let Some(piece) = reader.piece() {
            if let Piece::Record(record) = piece? {
                let located = record.located();
                each(reader.entry(record)?, located)?;
            }
        }
        let signed = reader.signed().cloned();
        let (mut resumed, dropped) = reader.finish();
        if let Some(end) = resumed.end {
            resumed.storage.sync_folder()?;
            if dropped.is_some() {
                resumed.storage.truncate(end.segment, end.offset)?;
            }
            if let Some(begin) = resumed.unproven {
                rewrite(&mut resumed.storage, begin, end)?;
            }
            resumed.storage.sync(end.segment)?;
            if end.seq != 0 {
                resumed.storage.note(&end.acknowledged().to_bytes())?;
            }
        }
        Ok(Self { resumed, segment_bytes, dropped, signed })
    }

    /// Goes on with the journal.
    ///
    /// # Errors
    /// [`JournalError::Storage`], where it has to be begun.
    pub fn resume(self, tools: Tools) -> Result<Journal<S>, JournalError> {
        Journal::resume(self.resumed, self.segment_bytes, tools)
    }
}

/// Writes what is read between two places of a segment to where it stands. Every piece but the last
/// ends with a block: behind the end of a write there may be zeros afterwards.
fn rewrite(storage: &mut impl Storage, begin: End, end: End) -> Result<(), StorageError> {
    let mut bytes = vec![0; REWRITE_BYTES];
    let mut offset = begin.offset;
    while offset < end.offset {
        let rest = usize::try_from(end.offset - offset).unwrap_or(REWRITE_BYTES);
        let piece = &mut bytes[..rest.min(REWRITE_BYTES - bytes_before(offset))];
        let read = storage.read(begin.segment, offset, piece)?;
        assert!(read == piece.len(), "invariant: nobody cuts a segment that is held");
        storage.write(begin.segment, offset, piece)?;
        offset += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
