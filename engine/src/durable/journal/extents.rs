//! Segments that lie elsewhere than in a session's folder: one in a file of its own, or several in
//! one larger file. They are read and never written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use gavel_proto::Seq;

use super::acknowledged::NOTE_BYTES;
use super::storage::{Storage, StorageError};

/// Where a segment lies in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Bytes before it.
    pub offset: u64,
    /// Bytes of it.
    pub bytes: u64,
}

/// The segments of one journal in one file, each by its first sequence.
#[derive(Debug)]
pub struct Extents {
    path: PathBuf,
    file: File,
    places: BTreeMap<Seq, Extent>,
}

impl Extents {
    /// The segments at these places in the file.
    ///
    /// # Errors
    /// The disk's.
    pub fn open(path: &Path, places: BTreeMap<Seq, Extent>) -> Result<Self, StorageError> {
        let file = File::open(path);
        let file = file.map_err(|source| StorageError { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), file, places })
    }

    fn failed(&self, source: io::Error) -> StorageError {
        StorageError { path: self.path.clone(), source }
    }

    fn refused(&self) -> StorageError {
        self.failed(io::Error::new(ErrorKind::ReadOnlyFilesystem, "only read, and never written"))
    }
}

impl Storage for Extents {
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError> {
        Ok(self.places.keys().copied().collect())
    }

    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError> {
        let place = self.places.get(&segment);
        let place = place.ok_or_else(|| self.failed(ErrorKind::NotFound.into()))?;
        let rest = usize::try_from(place.bytes.saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = into.len().min(rest);
        let mut read = 0;
        while read < wanted {
            let from = place.offset + offset + read as u64;
            match self.file.read_at(&mut into[read..wanted], from) {
                Ok(0) => break,
                Ok(bytes) => read += bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
        Ok(read)
    }

    fn create(&mut self, _segment: Seq, _bytes: &[u8]) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn write(&mut self, _segment: Seq, _offset: u64, _bytes: &[u8]) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn sync(&mut self, _segment: Seq) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn sync_folder(&mut self) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn truncate(&mut self, _segment: Seq, _offset: u64) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn note(&mut self, _bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError> {
        Err(self.refused())
    }

    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(None)
    }
}

impl Storage for Box<dyn Storage> {
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError> {
        (**self).segments()
    }

    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError> {
        (**self).read(segment, offset, into)
    }

    fn create(&mut self, segment: Seq, bytes: &[u8]) -> Result<(), StorageError> {
        (**self).create(segment, bytes)
    }

    fn write(&mut self, segment: Seq, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        (**self).write(segment, offset, bytes)
    }

    fn sync(&mut self, segment: Seq) -> Result<(), StorageError> {
        (**self).sync(segment)
    }

    fn sync_folder(&mut self) -> Result<(), StorageError> {
        (**self).sync_folder()
    }

    fn truncate(&mut self, segment: Seq, offset: u64) -> Result<(), StorageError> {
        (**self).truncate(segment, offset)
    }

    fn note(&mut self, bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError> {
        (**self).note(bytes)
    }

    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        (**self).read_note()
    }
}
