//! Replacing the key that signs, while nobody signs.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use gavel_engine::durable::{Folder, FolderError};
use gavel_proto::Hash;
use sha2::{Digest, Sha256};

use crate::keyfile::{self, KeyFileError};
use crate::signing::{Signing, journal_key, retired_keys};

/// Digits in the name of a retired key's file.
const NAME_DIGITS: usize = 16;

/// Why the key was not replaced.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RotationError {
    /// There is no house.
    #[error("{} is no data folder: name the one whose key is to be replaced with --data", .path.display())]
    NoHouse { path: PathBuf },
    /// A server holds the folder, or it cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A key file.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The old key cannot be taken out of its place.
    #[error("{}: {source}; check the folder's owner and mode", .path.display())]
    Unmoved { path: PathBuf, source: io::Error },
}

/// Keeps the key that signs among the retired ones and makes a new one in its place. Says where the
/// old one is.
///
/// A crash in the middle does no harm: the old key is kept before it is taken away, and a server
/// that finds none makes one.
///
/// # Errors
/// [`RotationError`].
pub(crate) fn rotate(data: &Path, signing: &Signing) -> Result<PathBuf, RotationError> {
    if !data.join("VERSION").is_file() {
        return Err(RotationError::NoHouse { path: data.to_owned() });
    }
    let _held = Folder::open(data)?;
    let path = signing.key.clone().unwrap_or_else(|| journal_key(data));
    let old = keyfile::read(&path)?;
    let retired = retired_keys(data).join(format!("{}.pem", name(&old)));
    if retired.is_file() {
        // An earlier rotation stopped behind this step.
        keyfile::read(&retired)?;
    } else {
        keyfile::keep(&retired, &old)?;
    }
    take_away(&path).map_err(|source| RotationError::Unmoved { path: path.clone(), source })?;
    keyfile::make(&path)?;
    Ok(retired)
}

/// What a retired key's file is called: the beginning of its public key's hash.
fn name(key: &SigningKey) -> String {
    let mut name = Hash(Sha256::digest(key.verifying_key().as_bytes()).into()).to_string();
    name.truncate(NAME_DIGITS);
    name
}

fn take_away(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
