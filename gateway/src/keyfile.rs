//! A key in a file: made at the first start, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};

/// The mode of a secret: its owner reads and writes it, and nobody else does anything.
const SECRET: u32 = 0o600;
const OTHERS: u32 = 0o077;

/// Why a key file was not made or not taken.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file cannot be made or read.
    #[error("the key {path} cannot be used: {error}; check the folder's owner and mode")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Others than its owner can read it.
    #[error(
        "others can read the key {path} (mode {mode:o}): chmod 600 it, and rotate it if they did"
    )]
    Open {
        /// Which file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The file holds no Ed25519 key.
    #[error("{path} holds no Ed25519 key in PKCS #8 PEM; restore it, or remove it for a new one")]
    NoKey {
        /// Which file.
        path: PathBuf,
    },
}

/// Reads the key at `path`, or makes one there.
///
/// # Errors
/// [`KeyFileError`]: nothing is done with a key that was not taken.
pub(crate) fn open(path: &Path) -> Result<SigningKey, KeyFileError> {
    match read(path) {
        Err(KeyFileError::Unusable { error, .. }) if error.kind() == ErrorKind::NotFound => {
            make(path)
        }
        read => read,
    }
}

/// Reads the key at `path`.
///
/// # Errors
/// [`KeyFileError`].
pub(crate) fn read(path: &Path) -> Result<SigningKey, KeyFileError> {
    let pem = fs::read_to_string(path).map_err(unusable(path))?;
    let mode = fs::metadata(path).map_err(unusable(path))?.permissions().mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(KeyFileError::Open { path: path.into(), mode });
    }
    SigningKey::from_pkcs8_pem(&pem).map_err(|_| KeyFileError::NoKey { path: path.into() })
}

/// Makes a key at `path`, where no file is.
///
/// # Errors
/// [`KeyFileError::Unusable`].
pub(crate) fn make(path: &Path) -> Result<SigningKey, KeyFileError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(io::Error::other).map_err(unusable(path))?;
    let key = SigningKey::from_bytes(&seed);
    keep(path, &key)?;
    Ok(key)
}

/// Writes a key to `path`, where no file is.
///
/// # Errors
/// [`KeyFileError::Unusable`].
pub(crate) fn keep(path: &Path, key: &SigningKey) -> Result<(), KeyFileError> {
    write(path, key).map_err(unusable(path))
}

/// Writes the key under another name first: a file that is there holds a whole key, wherever the
/// process that made it was cut short. One that is there already is not replaced.
fn write(path: &Path, key: &SigningKey) -> io::Result<()> {
    let pem = key.to_pkcs8_pem(LineEnding::LF);
    let pem = pem.map_err(|error| io::Error::other(error.to_string()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(format!("{}.new", std::process::id()));
    let linked = put(&unfinished, pem.as_bytes()).and_then(|()| fs::hard_link(&unfinished, path));
    drop(fs::remove_file(&unfinished));
    linked?;
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn put(path: &Path, pem: &[u8]) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(SECRET).open(path)?;
    file.write_all(pem)?;
    file.sync_all()
}

fn unusable(path: &Path) -> impl FnOnce(io::Error) -> KeyFileError {
    move |error| KeyFileError::Unusable { path: path.into(), error }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::{KeyFileError, open};

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/one.pem");
        let made = open(&path).unwrap();
        assert_eq!(open(&path).unwrap(), made);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let refused = open(&path).unwrap_err();
        assert!(matches!(refused, KeyFileError::Open { mode: 0o640, .. }), "{refused}");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "no key").unwrap();
        assert!(matches!(open(&path).unwrap_err(), KeyFileError::NoKey { .. }));
    }
}
