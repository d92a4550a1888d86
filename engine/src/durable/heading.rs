//! What a segment's file says of itself, before anybody knows whose journal it is.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use gavel_proto::{Seq, SessionId};

use super::journal::segment::{self, HEADER_BYTES, Header, MAGIC};
use super::journal::storage::{FileStorage, Storage};

/// The version of the journal's format that this program writes, and the only one it reads.
pub const JOURNAL_VERSION: u32 = segment::VERSION;

/// Whose segment a file is, and where in the journal it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The session.
    pub session: SessionId,
    /// The first sequence in the segment.
    pub first: Seq,
}

/// Why a file says nothing of a journal.
#[derive(Debug, thiserror::Error)]
pub enum HeadingError {
    /// The file or folder is not read.
    #[error("{}: {source}; name something that this user may read", .path.display())]
    Unread {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder without a journal.
    #[error(
        "{} holds no segment of a journal, which is a file like {}: name a session's folder",
        .path.display(), segment::file_name(1)
    )]
    NoSegment {
        /// Which.
        path: PathBuf,
    },
    /// Not a segment at all.
    #[error("{} is no segment of a journal: it does not begin with GAVELJNL", .path.display())]
    NotASegment {
        /// Which.
        path: PathBuf,
    },
    /// Another version of this program wrote it.
    #[error(
        "{} is of version {found}, and this program reads version {JOURNAL_VERSION}: run the \
         program that wrote it", .path.display()
    )]
    OtherVersion {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// A segment whose header was changed or cut.
    #[error(
        "{}: the segment header does not check out; keep the file as evidence, and take it from \
         a replica or a backup", .path.display()
    )]
    Broken {
        /// Which.
        path: PathBuf,
    },
}

impl Heading {
    /// What the segment says that begins at `offset` bytes of this file.
    ///
    /// # Errors
    /// [`HeadingError`].
    pub fn at(path: &Path, offset: u64) -> Result<Self, HeadingError> {
        let named = || path.to_owned();
        let unread = |source| HeadingError::Unread { path: named(), source };
        let file = File::open(path).map_err(unread)?;
        let mut bytes = [0; HEADER_BYTES];
        let mut read = 0;
        while read < HEADER_BYTES {
            match file.read_at(&mut bytes[read..], offset + read as u64).map_err(unread)? {
                0 => break,
                more => read += more,
            }
        }
        if !bytes.starts_with(MAGIC) {
            return Err(HeadingError::NotASegment { path: named() });
        }
        match Header::read(&bytes[..read]) {
            Header::Broken => Err(HeadingError::Broken { path: named() }),
            Header::Other(found) => Err(HeadingError::OtherVersion { path: named(), found }),
            Header::Current { session, tree } => {
                let session = session.parse();
                let session = session.map_err(|_| HeadingError::Broken { path: named() })?;
                Ok(Self { session, first: tree.size() + 1 })
            }
        }
    }

    /// What the first segment in this folder says.
    ///
    /// # Errors
    /// [`HeadingError`].
    pub fn of_folder(folder: &Path) -> Result<Self, HeadingError> {
        let segments = FileStorage::to_read(folder).segments().map_err(|error| {
            let (path, source) = (error.path, error.source);
            HeadingError::Unread { path, source }
        })?;
        let first = segments.first();
        let first = first.ok_or_else(|| HeadingError::NoSegment { path: folder.to_owned() })?;
        Self::at(&folder.join(segment::file_name(*first)), 0)
    }
}

/// The name of the file of the segment that begins with `first`.
#[must_use]
pub fn segment_name(first: Seq) -> String {
    segment::file_name(first)
}

/// The first sequence of the segment in a file of this name; `None` if it is not one.
#[must_use]
pub fn first_of_segment(file_name: &str) -> Option<Seq> {
    segment::first_of(file_name)
}
