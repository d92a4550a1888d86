//! Reading a journal wherever it lies: in a session's folder, a segment by itself, in a larger file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gavel_proto::SessionId;

use super::Reader;
use crate::durable::archive::Archive;
use crate::durable::heading::Heading;
use crate::durable::index::Index;
use crate::durable::journal::End;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::extents::{Extent, Extents};
use crate::durable::journal::segment::HEADER_BYTES;
use crate::durable::journal::storage::{FileStorage, Storage, StorageError};

/// Where a journal lies, whichever that is.
pub type AnyStorage = Box<dyn Storage>;

impl Reader<AnyStorage> {
    /// The journal of `session` in this folder.
    ///
    /// # Errors
    /// [`JournalError::Storage`], also where there is no such folder.
    pub fn folder(folder: &Path, session: &SessionId) -> Result<Self, JournalError> {
        Self::over(Box::new(FileStorage::to_read(folder)), session.clone())
    }

    /// The journal of `session`, whose segments lie in another file.
    ///
    /// # Errors
    /// [`JournalError::Storage`].
    pub fn within(extents: Extents, session: &SessionId) -> Result<Self, JournalError> {
        Self::over(Box::new(extents), session.clone())
    }

    /// One segment by itself, in a file of whatever name: it begins with the tree that its header
    /// states, and the signed heads in it say whether that is so.
    ///
    /// # Errors
    /// Any [`JournalError`] of its header.
    pub fn segment(path: &Path, heading: &Heading) -> Result<Self, JournalError> {
        let size = fs::metadata(path).map(|file| file.len());
        let bytes = size.map_err(|source| StorageError { path: path.to_owned(), source })?;
        let places = BTreeMap::from([(heading.first, Extent { offset: 0, bytes })]);
        let mut reader = Self::within(Extents::open(path, places)?, &heading.session)?;
        reader.ahead.clear();
        reader.tree = reader.cursor.header(heading.first)?;
        reader.known = reader.tree.head();
        reader.end = Some(End {
            seq: reader.tree.size(),
            segment: heading.first,
            offset: HEADER_BYTES as u64,
        });
        Ok(reader)
    }
}

impl Archive<AnyStorage> {
    /// An archive of the journal of `session` in this folder, which knows of no entry yet.
    #[must_use]
    pub fn folder(folder: &Path, session: &SessionId) -> Self {
        Self::over(Box::new(FileStorage::to_read(folder)), session.clone(), Index::default())
    }

    /// An archive of the journal of `session`, whose segments lie in another file.
    #[must_use]
    pub fn within(extents: Extents, session: &SessionId) -> Self {
        Self::over(Box::new(extents), session.clone(), Index::default())
    }
}
