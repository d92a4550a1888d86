//! The shelf: where a journal's folder keeps what follows from the journal and saves time.
//!
//! Nothing on it is evidence: whatever is missing there, or does not check out, is made anew.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::durable::disk;
use crate::durable::journal::storage::StorageError;

/// Where a snapshot lies, and the table of verdicts that belongs to it.
pub trait Shelf {
    /// The snapshot; `None` if there is none.
    ///
    /// # Errors
    /// The disk's, as in every method here.
    fn snapshot(&mut self) -> Result<Option<Vec<u8>>, StorageError>;

    /// Puts a snapshot in the place of the one before, durably: after a crash it is the one or
    /// the other.
    ///
    /// # Errors
    /// The disk's.
    fn put_snapshot(&mut self, bytes: &[u8]) -> Result<(), StorageError>;

    /// So many bytes from the beginning of the table, or as many as it has.
    ///
    /// # Errors
    /// The disk's.
    fn table(&mut self, bytes: u64) -> Result<Vec<u8>, StorageError>;

    /// Writes into the table from `offset` on, durably.
    ///
    /// # Errors
    /// The disk's.
    fn extend_table(&mut self, offset: u64, bytes: &[u8]) -> Result<(), StorageError>;
}

/// The shelf in a journal's folder: the files `snapshot` and `verdicts`.
#[derive(Debug)]
pub(in crate::durable) struct FileShelf {
    folder: PathBuf,
}

impl FileShelf {
    /// The shelf in this folder.
    pub(in crate::durable) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}

impl Shelf for FileShelf {
    fn snapshot(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        let path = self.folder.join("snapshot");
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    fn put_snapshot(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.folder.join("snapshot");
        disk::put_file(&path, bytes).map_err(at(&path))
    }

    fn table(&mut self, bytes: u64) -> Result<Vec<u8>, StorageError> {
        let path = self.folder.join("verdicts");
        let read = || {
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
                Err(error) => return Err(error),
            };
            let len = file.metadata()?.len().min(bytes);
            let mut table = vec![0; usize::try_from(len).map_err(io::Error::other)?];
            file.read_exact_at(&mut table, 0)?;
            Ok(table)
        };
        read().map_err(at(&path))
    }

    fn extend_table(&mut self, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.folder.join("verdicts");
        let write = || {
            let file = File::options().create(true).write(true).truncate(false).open(&path)?;
            file.write_all_at(bytes, offset)?;
            file.sync_all()
        };
        write().map_err(at(&path))
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StorageError {
    move |source| StorageError { path: path.to_owned(), source }
}
