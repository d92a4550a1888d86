//! A file that somebody else may change while the house is open.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What tells that a file is another than before: its inode, its length and when it was written.
type Print = (u64, u64, i64, i64);

/// A file, and what it looked like when it was read last.
#[derive(Debug)]
pub(super) struct Watched {
    path: PathBuf,
    seen: Mutex<Option<Print>>,
}

impl Watched {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), seen: Mutex::new(None) }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the file if it is another than last time; none if it is the same, or if there
    /// is no file.
    ///
    /// # Errors
    /// What the system said, or that the file is longer than `most` bytes. It is looked at again
    /// next time.
    pub(super) fn changed(&self, most: u64) -> io::Result<Option<String>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the text: what is written in between is read again next time.
        let metadata = match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            metadata => metadata?,
        };
        let print = (metadata.ino(), metadata.len(), metadata.mtime(), metadata.mtime_nsec());
        if *seen == Some(print) {
            return Ok(None);
        }
        if most < metadata.len() {
            return Err(io::Error::other(format!("it is longer than {most} bytes")));
        }
        let text = fs::read_to_string(&self.path)?;
        *seen = Some(print);
        Ok(Some(text))
    }
}
