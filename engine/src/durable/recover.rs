//! Recovery: everything durable is read again, and at most one torn batch at the end is dropped.

use gavel_proto::{Hash, SessionId};

use super::folder::Folder;
use super::journal::Journal;
use super::journal::error::{Damage, JournalError};
use super::journal::storage::{FileStorage, Storage};
use super::reader::{Finished, Reader};
use crate::limits;
use crate::pure::entry::Entry;

/// What a recovery found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The torn tail that was dropped, if there was one. Nobody was answered from it.
    pub dropped: Option<Damage>,
    /// The leaf of every entry, in order: what proofs are made from.
    pub leaves: Vec<Hash>,
}

impl Journal<FileStorage> {
    /// Opens the journal of `session`, begun if there is none, and gives every entry in it to
    /// `each`, in order. Only a holder of the [`Folder`] can: nobody else writes there.
    ///
    /// # Errors
    /// Any [`JournalError`]; the journal was not changed then, and the session must not start.
    pub fn open(
        folder: &Folder,
        session: &SessionId,
        each: impl FnMut(Entry),
    ) -> Result<(Self, Recovery), JournalError> {
        let storage = FileStorage::to_write(&folder.session(session))?;
        recover(storage, session.clone(), limits::SEGMENT_BYTES, each)
    }
}

/// What is read may still be in memory alone, if a process died before its sync: so it is synced
/// here, before anybody hears of it.
fn recover<S: Storage>(
    storage: S,
    session: SessionId,
    segment_bytes: u64,
    mut each: impl FnMut(Entry),
) -> Result<(Journal<S>, Recovery), JournalError> {
    let mut reader = Reader::over(storage, session)?;
    let mut leaves = Vec::new();
    while let Some(entry) = reader.next() {
        each(entry?);
        leaves.extend(reader.leaf());
    }
    let Finished { mut storage, session, end, torn: dropped, tree } = reader.finish();
    if let Some(end) = end {
        if dropped.is_some() {
            storage.truncate(end.segment, end.offset)?;
        }
        storage.sync(end.segment)?;
        if end.seq != 0 {
            storage.note(&end.acknowledged().to_bytes())?;
        }
    }
    let journal = Journal::resume(storage, session, segment_bytes, end, tree)?;
    Ok((journal, Recovery { dropped, leaves }))
}

#[cfg(test)]
mod tests;
