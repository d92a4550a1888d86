//! Tokens that were taken back: a file of lines, to which lines are added and nothing else.
//!
//! ```text
//! keys/revoked    <id of the token> <when it was revoked>
//! ```
//!
//! A line counts as soon as it is there. One that a crash cut short is part of an id: it means no
//! token, and the next line begins behind it.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use gavel_proto::Timestamp;

use super::watched::Watched;
use crate::limits::REVOKED_BYTES;

const OWNER_ALONE: u32 = 0o600;

/// Why a token was not revoked, or the list of those that are cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RevokedError {
    /// The file.
    #[error("the list of revoked tokens {path} cannot be used: {error}; check its owner and mode")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The list has no room.
    #[error(
        "the list of revoked tokens {path} is full: move keys/token.pem away and restart the \
         server, which ends every token, then remove the list"
    )]
    Full {
        /// Which file.
        path: PathBuf,
    },
}

/// The tokens of a house that were taken back.
#[derive(Debug)]
pub(super) struct Revoked {
    file: Watched,
    ids: RwLock<BTreeSet<String>>,
}

/// Where the list of a data folder lies.
pub(crate) fn list(data: &Path) -> PathBuf {
    data.join("keys").join("revoked")
}

impl Revoked {
    /// Reads the list of a data folder. Where there is none, nothing was revoked.
    ///
    /// # Errors
    /// [`RevokedError::Unusable`].
    pub(super) fn open(data: &Path) -> Result<Self, RevokedError> {
        let revoked = Self { file: Watched::new(&list(data)), ids: RwLock::default() };
        revoked.reread()?;
        Ok(revoked)
    }

    /// Takes note of what was added; whether anything was. What was revoked stays revoked.
    ///
    /// # Errors
    /// [`RevokedError::Unusable`]: what was known still counts.
    pub(super) fn reread(&self) -> Result<bool, RevokedError> {
        let text = self.file.changed(REVOKED_BYTES).map_err(unusable(self.file.path()))?;
        let Some(text) = text else {
            return Ok(false);
        };
        let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
        let known = ids.len();
        ids.extend(text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned));
        Ok(known < ids.len())
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.ids.read().unwrap_or_else(PoisonError::into_inner).contains(id)
    }
}

/// Adds the token of this id to the list of a data folder, and has it on disk.
///
/// # Errors
/// [`RevokedError`]: then the token still holds.
pub(crate) fn revoke(data: &Path, id: &str, now: Timestamp) -> Result<(), RevokedError> {
    let path = list(data);
    let line = format!("{id} {now}\n");
    if !append(&path, &line).map_err(unusable(&path))? {
        return Err(RevokedError::Full { path });
    }
    Ok(())
}

/// Appends a line; whether it had room.
fn append(path: &Path, line: &str) -> io::Result<bool> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    let mut file = options.read(true).append(true).create(true).mode(OWNER_ALONE).open(path)?;
    // Two who revoke at once do so one after the other.
    file.lock()?;
    let length = file.metadata()?.len();
    if REVOKED_BYTES < length + line.len() as u64 + 1 {
        return Ok(false);
    }
    if is_cut_short(&mut file, length)? {
        file.write_all(format!("\n{line}").as_bytes())?;
    } else {
        file.write_all(line.as_bytes())?;
    }
    file.sync_all()?;
    File::open(folder)?.sync_all()?;
    Ok(true)
}

/// Whether the last line has no end.
fn is_cut_short(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> RevokedError {
    move |error| RevokedError::Unusable { path: path.into(), error }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use gavel_proto::Timestamp;

    use super::{Revoked, list, revoke};

    const NOW: Timestamp = Timestamp::from_micros(0);

    #[test]
    fn what_is_revoked_is_known_to_an_open_house_and_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let open = Revoked::open(folder.path()).unwrap();
        assert!(!open.holds("one"));
        revoke(folder.path(), "one", NOW).unwrap();
        assert!(open.reread().unwrap(), "something was added");
        assert!(open.holds("one"));
        assert!(!open.reread().unwrap(), "nothing was added since");
        revoke(folder.path(), "one", NOW).unwrap();
        assert!(!open.reread().unwrap(), "the same token again is nothing new");
        fs::remove_file(list(folder.path())).unwrap();
        open.reread().unwrap();
        assert!(open.holds("one"), "what was revoked stays revoked");
        revoke(folder.path(), "two", NOW).unwrap();
        assert!(Revoked::open(folder.path()).unwrap().holds("two"));
    }

    /// Wherever a crash cuts the file, the whole lines before it and every line after it count.
    #[test]
    fn a_line_that_was_cut_short_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        revoke(folder.path(), "first", NOW).unwrap();
        let whole = fs::read(list(folder.path())).unwrap().len();
        revoke(folder.path(), "second", NOW).unwrap();
        let bytes = fs::read(list(folder.path())).unwrap();
        for cut in whole..bytes.len() {
            fs::write(list(folder.path()), &bytes[..cut]).unwrap();
            revoke(folder.path(), "third", NOW).unwrap();
            let revoked = Revoked::open(folder.path()).unwrap();
            assert!(revoked.holds("first") && revoked.holds("third"), "cut at {cut}");
        }
    }
}
