//! A pack as a file: what lies where in it, and whether all of it is there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use gavel_engine::durable::{Extent, Extents, StorageError, first_of_segment};
use gavel_proto::SessionId;
use tar::Archive;

use super::member::{Hashed, Member};
use super::{JOURNAL, MANIFEST};

/// Bytes of a block of a tar archive: two of zeros end it.
const BLOCK_BYTES: u64 = 512;

/// A pack that was opened.
#[derive(Debug)]
pub(crate) struct Pack {
    path: PathBuf,
    session: SessionId,
    pub(super) members: BTreeMap<String, Member>,
}

/// Why a pack cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PackError {
    /// The system refuses.
    #[error("{}: {source}", .path.display())]
    Unread { path: PathBuf, source: io::Error },
    /// It ends too early.
    #[error(
        "the pack {} is cut short {at}: copy it again from where it was published, or ask for \
         another", .path.display()
    )]
    CutShort { path: PathBuf, at: String },
    /// It holds what no pack holds.
    #[error("the pack {} was changed: {what}; keep it as evidence", .path.display())]
    Changed { path: PathBuf, what: String },
    /// A tar archive of something else.
    #[error("{} is no pack: it is a tar archive without {what}; name one that `gavel pack` made", .path.display())]
    NotAPack { path: PathBuf, what: &'static str },
}

impl Pack {
    /// Opens the pack at this path and reads all of it once.
    ///
    /// # Errors
    /// [`PackError`].
    pub(crate) fn open(path: &Path) -> Result<Self, PackError> {
        let unread = |source| PackError::Unread { path: path.to_owned(), source };
        let cut = |at: String| PackError::CutShort { path: path.to_owned(), at };
        let changed = |what: String| PackError::Changed { path: path.to_owned(), what };
        let file = File::open(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        let mut archive = Archive::new(file);
        let mut members: BTreeMap<String, Member> = BTreeMap::new();
        let mut end = 0;
        for entry in archive.entries().map_err(unread)? {
            let mut entry = entry.map_err(|_| cut(format!("at byte {end}")))?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let (offset, bytes) = (entry.raw_file_position(), entry.size());
            if length.saturating_sub(offset) < bytes {
                return Err(cut(format!("inside {name}")));
            }
            end = (offset + bytes).next_multiple_of(BLOCK_BYTES);
            if !entry.header().entry_type().is_file() {
                return Err(changed(format!("{name} is no plain file")));
            }
            let mut hashed = Hashed::new(&mut entry);
            let read = io::copy(&mut hashed, &mut io::sink());
            read.map_err(|_| cut(format!("inside {name}")))?;
            let hash = hashed.finish();
            if members.insert(name.clone(), Member { offset, bytes, hash }).is_some() {
                return Err(changed(format!("{name} stands in it twice")));
            }
        }
        let session = session(&members)
            .ok_or(PackError::NotAPack { path: path.to_owned(), what: "a journal" });
        if !members.contains_key(MANIFEST) {
            session?;
            return Err(cut(format!("behind byte {end}, before its MANIFEST")));
        }
        let whole = end + 2 * BLOCK_BYTES;
        if length < whole {
            return Err(cut("behind its MANIFEST".into()));
        }
        if whole < length {
            return Err(changed(format!("{} bytes lie behind its end", length - whole)));
        }
        Ok(Self { path: path.to_owned(), session: session?, members })
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whose journal is in it.
    pub(crate) fn session(&self) -> &SessionId {
        &self.session
    }

    /// The segments in it.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn extents(&self) -> Result<Extents, StorageError> {
        let segments = self.members.iter().filter_map(|(name, member)| {
            let (_, file) = segment(name)?;
            let extent = Extent { offset: member.offset, bytes: member.bytes };
            Some((first_of_segment(file)?, extent))
        });
        Extents::open(&self.path, segments.collect())
    }
}

/// The session and the segment's file in the name of a file of a journal.
fn segment(name: &str) -> Option<(SessionId, &str)> {
    let (session, file) = name.strip_prefix(JOURNAL)?.split_once('/')?;
    Some((session.parse().ok()?, file))
}

fn session(members: &BTreeMap<String, Member>) -> Option<SessionId> {
    members.keys().find_map(|name| segment(name)).map(|(session, _)| session)
}
