//! Where a journal lies: in a session's folder, as one segment by itself, or in a pack.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use gavel_engine::durable::{
    AnyStorage, Archive, Heading, HeadingError, JournalError, Reader, first_of_segment,
};
use gavel_proto::{Seq, SessionId};

use super::decision::possible_in;
use super::pack::{Pack, PackError};

/// A journal that is read and never changed.
pub(crate) type Journal = Reader<AnyStorage>;

/// Where a journal lies.
#[derive(Debug)]
pub(crate) enum Source {
    /// All of it, in a folder.
    Folder { path: PathBuf, session: SessionId },
    /// One segment of it.
    Segment { path: PathBuf, heading: Heading },
    /// All of it, in a pack.
    Pack(Pack),
}

/// Why there is no journal to be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    /// The system refuses.
    #[error("{}: {source}; name something that is there and that this user may read", .path.display())]
    Unread { path: PathBuf, source: io::Error },
    /// A data folder, which holds several.
    #[error("{} is a data folder: name one of the folders in {}", .path.display(), .path.join("sessions").display())]
    DataFolder { path: PathBuf },
    /// Something else altogether.
    #[error(
        "{} is not a gavel file: name a session's folder, a segment (NUMBER.gavel) or a pack \
         (made by `gavel pack`)", .path.display()
    )]
    NotOurs { path: PathBuf },
    /// A segment that says nothing.
    #[error(transparent)]
    Heading(#[from] HeadingError),
    /// A pack that cannot be opened.
    #[error(transparent)]
    Pack(#[from] PackError),
}

/// Bytes that tell what a file is.
const SIGN_BYTES: u64 = 512;
/// Where a tar archive says that it is one.
const TAR_SIGN: std::ops::Range<usize> = 257..262;

impl Source {
    /// What lies at this path.
    ///
    /// # Errors
    /// [`SourceError`].
    pub(crate) fn at(path: &Path) -> Result<Self, SourceError> {
        let unread = |source| SourceError::Unread { path: path.to_owned(), source };
        let path = path.to_owned();
        if fs::metadata(&path).map_err(unread)?.is_dir() {
            return Self::folder(path);
        }
        let mut sign = Vec::new();
        File::open(&path)
            .and_then(|file| file.take(SIGN_BYTES).read_to_end(&mut sign))
            .map_err(|source| SourceError::Unread { path: path.clone(), source })?;
        if sign.get(TAR_SIGN).is_some_and(|sign| sign == b"ustar") {
            return Ok(Self::Pack(Pack::open(&path)?));
        }
        if !sign.starts_with(b"GAVELJNL") && !is_named_as_segment(&path) {
            return Err(SourceError::NotOurs { path });
        }
        let heading = Heading::at(&path, 0)?;
        Ok(Self::Segment { path, heading })
    }

    fn folder(path: PathBuf) -> Result<Self, SourceError> {
        match Heading::of_folder(&path) {
            Ok(heading) => Ok(Self::Folder { path, session: heading.session }),
            Err(HeadingError::NoSegment { .. }) if path.join("sessions").is_dir() => {
                Err(SourceError::DataFolder { path })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whose journal it is.
    pub(crate) fn session(&self) -> &SessionId {
        match self {
            Self::Folder { session, .. } => session,
            Self::Segment { heading, .. } => &heading.session,
            Self::Pack(pack) => pack.session(),
        }
    }

    /// The file or folder.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Folder { path, .. } | Self::Segment { path, .. } => path,
            Self::Pack(pack) => pack.path(),
        }
    }

    /// A reader at its beginning.
    ///
    /// # Errors
    /// [`JournalError`].
    pub(crate) fn reader(&self) -> Result<Journal, JournalError> {
        match self {
            Self::Folder { path, session } => Reader::folder(path, session),
            Self::Segment { path, heading } => Reader::segment(path, heading),
            Self::Pack(pack) => Reader::within(pack.extents()?, pack.session()),
        }
    }

    /// An archive that knows of no entry yet; `None` where the journal is not all here.
    ///
    /// # Errors
    /// [`JournalError`].
    pub(crate) fn archive(&self) -> Result<Option<Archive<AnyStorage>>, JournalError> {
        Ok(match self {
            Self::Folder { path, session } => Some(Archive::folder(path, session)),
            Self::Segment { .. } => None,
            Self::Pack(pack) => Some(Archive::within(pack.extents()?, pack.session())),
        })
    }

    /// Does with an entry of it what the rules stop at where it cannot have happened.
    ///
    /// # Errors
    /// [`JournalError::Impossible`].
    pub(crate) fn possible<T>(
        &self,
        seq: Seq,
        work: impl FnOnce() -> T,
    ) -> Result<T, JournalError> {
        possible_in(self.session(), seq, work)
    }

    /// Bytes of its segments, to show how far a reader has come; 0 where nobody knows.
    pub(crate) fn bytes(&self) -> u64 {
        let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        match self {
            Self::Segment { path, .. } => size(path),
            Self::Pack(pack) => size(pack.path()),
            Self::Folder { path, .. } => {
                let files = fs::read_dir(path).into_iter().flatten().flatten();
                files
                    .map(|file| file.path())
                    .filter(|path| is_named_as_segment(path))
                    .map(|path| size(&path))
                    .sum()
            }
        }
    }
}

fn is_named_as_segment(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).and_then(first_of_segment).is_some()
}
