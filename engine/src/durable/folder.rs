//! The data folder: one program at a time, one version of the data, a folder for each session.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use gavel_proto::SessionId;

use super::disk;

const VERSION: &str = "gavel-data 3";

/// The data folder, held by this process alone for as long as the value lives.
///
/// ```text
/// VERSION          "gavel-data 3"
/// LOCK             empty; locked by the process that writes here
/// sessions/<id>/   the journal of one session
/// ```
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held, not read: the lock ends when the file is closed, also by a crash.
    _lock: File,
}

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another version of this program wrote it.
    #[error(
        "{} holds data of version {found:?}, and this program reads {VERSION:?}: \
         run the program that wrote it, or name another folder", .path.display()
    )]
    OtherVersion {
        /// The folder.
        path: PathBuf,
        /// What its `VERSION` says.
        found: String,
    },
    /// Another process works in it.
    #[error(
        "{} is in use by another process: stop that one first, or name another folder",
        .path.display()
    )]
    Held {
        /// The folder.
        path: PathBuf,
    },
    /// The disk or its permissions refuse.
    #[error(
        "{} cannot be used: {source}; let this user read and write there, or name another folder",
        .path.display()
    )]
    Unusable {
        /// The file or folder that was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Folder {
    /// Opens the data folder at `path` and holds it. Made, if there is none.
    ///
    /// # Errors
    /// Any [`FolderError`]; nothing in an existing folder was changed then.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        disk::make_folder(path).map_err(unusable(path))?;
        let lock = hold(path)?;
        check_version(path)?;
        let sessions = path.join("sessions");
        disk::make_folder(&sessions).map_err(unusable(&sessions))?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// The sessions that have a folder here, by name. What bears no session's name is passed over.
    ///
    /// # Errors
    /// [`FolderError::Unusable`].
    pub fn sessions(&self) -> Result<Vec<SessionId>, FolderError> {
        let path = self.path.join("sessions");
        let names = fs::read_dir(&path)
            .and_then(|folders| folders.map(|folder| Ok(folder?.file_name())).collect())
            .map_err(unusable(&path))?;
        let names: Vec<std::ffi::OsString> = names;
        let mut sessions: Vec<SessionId> =
            names.iter().filter_map(|name| name.to_str()?.parse().ok()).collect();
        sessions.sort();
        Ok(sessions)
    }

    /// Where the journal of a session lies, whether or not it was begun.
    #[must_use]
    pub fn session(&self, session: &SessionId) -> PathBuf {
        self.path.join("sessions").join(session.as_str())
    }
}

fn hold(path: &Path) -> Result<File, FolderError> {
    let name = path.join("LOCK");
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&name)
        .map_err(unusable(&name))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(FolderError::Held { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(unusable(&name)(source)),
    }
}

fn check_version(path: &Path) -> Result<(), FolderError> {
    let name = path.join("VERSION");
    match fs::read_to_string(&name) {
        Ok(found) if found.trim_end() == VERSION => Ok(()),
        Ok(found) => Err(FolderError::OtherVersion {
            path: path.to_owned(),
            found: found.trim_end().to_owned(),
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            disk::put_file(&name, format!("{VERSION}\n").as_bytes()).map_err(unusable(&name))
        }
        Err(error) => Err(unusable(&name)(error)),
    }
}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Unusable { path, source }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Folder, FolderError};

    #[test]
    fn a_folder_is_made_and_serves_one_process_at_a_time() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("a/b");
        let first = Folder::open(&path).unwrap();
        let refused = Folder::open(&path).unwrap_err();
        assert!(matches!(refused, FolderError::Held { .. }), "{refused}");
        assert!(refused.to_string().contains("another process"));
        drop(first);
        Folder::open(&path).unwrap();
        let version = fs::read_to_string(path.join("VERSION")).unwrap();
        assert_eq!(version, "gavel-data 3\n");
    }

    #[test]
    fn data_of_another_version_is_refused_by_both_names() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("VERSION"), "gavel-data 2\n").unwrap();
        let refused = Folder::open(temp.path()).unwrap_err().to_string();
        assert!(refused.contains("gavel-data 2"), "{refused}");
        assert!(refused.contains("gavel-data 3"), "{refused}");
        assert!(!temp.path().join("sessions").exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("file");
        fs::write(&file, "").unwrap();
        let refused = Folder::open(&file.join("data")).unwrap_err();
        assert!(matches!(refused, FolderError::Unusable { .. }), "{refused}");
        assert!(refused.to_string().contains("file/data"), "{refused}");
    }

    #[test]
    fn sessions_are_listed_by_name() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        for name in ["spring", "autumn", "lost+found"] {
            fs::create_dir(temp.path().join("sessions").join(name)).unwrap();
        }
        let names: Vec<String> =
            folder.sessions().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["autumn", "spring"]);
        let autumn = folder.session(&"autumn".parse().unwrap());
        assert_eq!(autumn, temp.path().join("sessions/autumn"));
    }
}
