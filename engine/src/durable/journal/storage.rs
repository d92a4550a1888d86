//! Where the bytes of one journal lie: files in a folder, or, in tests, a disk that fails.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use gavel_proto::Seq;

use super::acknowledged::NOTE_BYTES;
use super::direct::Direct;
use super::segment;
use crate::durable::disk;
use crate::limits;

/// The disk under a journal. A segment is named by its first sequence. Nothing is retried here.
pub trait Storage {
    /// The segments there are, rising.
    ///
    /// # Errors
    /// The disk's, as in every method here.
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError>;

    /// Reads from `offset` until `into` is full or the segment ends; says how many bytes.
    ///
    /// # Errors
    /// The disk's.
    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError>;

    /// Makes a segment of these bytes, durably: after a crash it is there whole, or not.
    ///
    /// # Errors
    /// The disk's.
    fn create(&mut self, segment: Seq, bytes: &[u8]) -> Result<(), StorageError>;

    /// Writes at `offset`. Not durable until [`Storage::sync`]. What stands behind these bytes may
    /// become zeros, to the end of their last block of [`super::direct::BLOCK_BYTES`].
    ///
    /// # Errors
    /// The disk's.
    fn write(&mut self, segment: Seq, offset: u64, bytes: &[u8]) -> Result<(), StorageError>;

    /// Makes everything written to the segment durable.
    ///
    /// # Errors
    /// The disk's. What was written is then neither surely there nor surely not.
    fn sync(&mut self, segment: Seq) -> Result<(), StorageError>;

    /// Makes durable that the segments are there: a process that made one may have been killed
    /// before that was sure.
    ///
    /// # Errors
    /// The disk's.
    fn sync_folder(&mut self) -> Result<(), StorageError>;

    /// Cuts the segment off at `offset`. Not durable until [`Storage::sync`].
    ///
    /// # Errors
    /// The disk's.
    fn truncate(&mut self, segment: Seq, offset: u64) -> Result<(), StorageError>;

    /// Overwrites the note `acknowledged`. Never synced by itself.
    ///
    /// # Errors
    /// The disk's.
    fn note(&mut self, bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError>;

    /// The note `acknowledged`; `None` if there is none.
    ///
    /// # Errors
    /// The disk's.
    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError>;
}

/// The disk refused.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}; {}", .path.display(), remedy(.source.kind()))]
pub struct StorageError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// What to do where the disk refuses so.
fn remedy(why: ErrorKind) -> &'static str {
    if matches!(why, ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) {
        "put back what belongs there"
    } else if matches!(why, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        "let this user read it, and write it where a house runs"
    } else if matches!(why, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        "make room, then start again: what was answered is on the disk"
    } else {
        "see to its disk, then start again: what was answered is on it"
    }
}

/// The files of one journal in its folder. Segments are filled with zeros ahead of the records.
#[derive(Debug)]
pub struct FileStorage {
    folder: PathBuf,
    access: Access,
    open: Option<Open>,
    note: Option<File>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

/// The segment in hand.
#[derive(Debug)]
struct Open {
    segment: Seq,
    path: PathBuf,
    file: File,
    /// `None` where it is only read, or nothing goes past the page cache.
    direct: Option<Direct>,
    filled: u64,
}

impl Open {
    /// Writes past the page cache where that goes, and else into it; there zeros are written ahead
    /// where the segment was full.
    fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if let Some(direct) = &mut self.direct
            && direct.write(&self.file, offset, bytes, self.filled)?
        {
            return Ok(());
        }
        let end = offset + bytes.len() as u64;
        self.file.write_all_at(bytes, offset)?;
        if self.filled < end {
            self.filled = self.fill(end)?;
        }
        Ok(())
    }

    /// Writes zeros behind the records, which end at `end`; says how far. They are for speed alone:
    /// where the disk has no room for them, it is left to the records.
    fn fill(&self, end: u64) -> io::Result<u64> {
        let filled = end.next_multiple_of(limits::SEGMENT_FILL_BYTES);
        let zeros = vec![0; usize::try_from(filled - end).unwrap_or_default()];
        match self.file.write_all_at(&zeros, end) {
            Ok(()) => Ok(filled),
            Err(error) if error.kind() == ErrorKind::StorageFull => {
                self.file.set_len(end)?;
                Ok(end)
            }
            Err(error) => Err(error),
        }
    }
}

impl FileStorage {
    /// The journal in this folder, to be read and never changed.
    pub(in crate::durable) fn to_read(folder: &Path) -> Self {
        Self::new(folder, Access::Read)
    }

    /// The journal in this folder, to be written. The folder is made if there is none.
    ///
    /// # Errors
    /// The disk's.
    pub(in crate::durable) fn to_write(folder: &Path) -> Result<Self, StorageError> {
        disk::make_folder(folder).map_err(at(folder))?;
        Ok(Self::new(folder, Access::Write))
    }

    fn new(folder: &Path, access: Access) -> Self {
        Self { folder: folder.to_owned(), access, open: None, note: None }
    }

    fn open(&mut self, segment: Seq) -> Result<&mut Open, StorageError> {
        let open = match self.open.take() {
            Some(open) if open.segment == segment => open,
            Some(_) | None => {
                let path = self.folder.join(segment::file_name(segment));
                let file = File::options()
                    .read(true)
                    .write(self.access == Access::Write)
                    .open(&path)
                    .map_err(at(&path))?;
                let direct = match self.access {
                    Access::Write => Direct::open(&path),
                    Access::Read => None,
                };
                let filled = file.metadata().map_err(at(&path))?.len();
                Open { segment, path, file, direct, filled }
            }
        };
        Ok(self.open.insert(open))
    }

    fn note_path(&self) -> PathBuf {
        self.folder.join("acknowledged")
    }
}

impl Storage for FileStorage {
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError> {
        let mut segments = Vec::new();
        for file in fs::read_dir(&self.folder).map_err(at(&self.folder))? {
            let name = file.map_err(at(&self.folder))?.file_name();
            segments.extend(name.to_str().and_then(segment::first_of));
        }
        segments.sort_unstable();
        Ok(segments)
    }

    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError> {
        let open = self.open(segment)?;
        let mut read = 0;
        while read < into.len() {
            match open.file.read_at(&mut into[read..], offset + read as u64) {
                Ok(0) => break,
                Ok(bytes) => read += bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(at(&open.path)(error)),
            }
        }
        Ok(read)
    }

    fn create(&mut self, segment: Seq, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.folder.join(segment::file_name(segment));
        disk::put_file(&path, bytes).map_err(at(&path))
    }

    fn write(&mut self, segment: Seq, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let open = self.open(segment)?;
        open.write(offset, bytes).map_err(at(&open.path))
    }

    fn sync(&mut self, segment: Seq) -> Result<(), StorageError> {
        let open = self.open(segment)?;
        open.file.sync_data().map_err(at(&open.path))
    }

    fn sync_folder(&mut self) -> Result<(), StorageError> {
        for folder in [disk::parent(&self.folder), &self.folder] {
            disk::sync_folder(folder).map_err(at(folder))?;
        }
        Ok(())
    }

    fn truncate(&mut self, segment: Seq, offset: u64) -> Result<(), StorageError> {
        let open = self.open(segment)?;
        open.filled = offset;
        open.file.set_len(offset).map_err(at(&open.path))
    }

    fn note(&mut self, bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError> {
        let path = self.note_path();
        let file = match self.note.take() {
            Some(file) => file,
            None => File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(at(&path))?,
        };
        let file = self.note.insert(file);
        file.write_all_at(bytes, 0).map_err(at(&path))
    }

    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        let path = self.note_path();
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StorageError {
    move |source| StorageError { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
