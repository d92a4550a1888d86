//! The keys that sign the heads of the journals: the one in use, and those that were.
//!
//! ```text
//! keys/journal.pem        signs; another file can be named
//! keys/retired/<id>.pem   signed before: signs once more, beside its successor, in every session
//!                         that still names it
//! ```

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use gavel_engine::durable::{CheckpointError, Signer, Signers, Verifier};
use gavel_engine::pure::Session;
use gavel_proto::{SessionId, VerifierKey};

use crate::keyfile::{self, KeyFileError};

/// The keys of a house, and the name that it signs under.
#[derive(Debug)]
pub(crate) struct SigningKeys {
    key: SigningKey,
    retired: Vec<SigningKey>,
    origin: String,
}

/// Where the keys lie and whose they are.
#[derive(Debug, Clone)]
pub struct Signing {
    /// The exchange's name, as a domain of its own. The origin of a journal is this, `/` and the
    /// session, for as long as the journal is kept.
    pub origin: String,
    /// The file of the key; without it `keys/journal.pem` in the data folder.
    pub key: Option<PathBuf>,
}

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The file.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// The name.
    #[error(
        "{origin:?} cannot be an exchange's name ({error}): give a domain of its own as --origin"
    )]
    Origin {
        /// As it was given.
        origin: String,
        /// What is wrong with it.
        error: CheckpointError,
    },
    /// The folder of retired keys.
    #[error("{path} cannot be read: {error}; check its owner and mode")]
    Retired {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl SigningKeys {
    /// Reads the keys, and makes the first one.
    ///
    /// # Errors
    /// [`SigningError`]: nothing may be signed then.
    pub(crate) fn open(data: &Path, signing: &Signing) -> Result<Self, SigningError> {
        let path = signing.key.clone().unwrap_or_else(|| journal_key(data));
        let key = keyfile::open(&path)?;
        let keys = Self { key, retired: retired(data)?, origin: signing.origin.clone() };
        keys.signer(&format!("{}/session", keys.origin), &keys.key)?;
        Ok(keys)
    }

    /// Who signs the heads of a session that was recovered, and whose last signed head is of
    /// `signed` entries. A key that leaves signs until a head with its successor's signature and
    /// its own stands in the journal, however often the house dies on the way.
    ///
    /// # Errors
    /// [`SigningError::Origin`].
    pub(crate) fn signers(
        &self,
        name: &SessionId,
        session: &Session,
        signed: u64,
    ) -> Result<Signers, SigningError> {
        let recorded = session.key().map(|(key, _)| key);
        let named = recorded.and_then(|key| key.as_str().split_once('+'));
        let origin = format!("{}/{name}", self.origin);
        let origin = named.map_or(origin.as_str(), |(name, _)| name);
        let key = self.signer(origin, &self.key)?;
        let is_of = |signer: &Signer, key: &VerifierKey| key.as_str() == text(signer.verifier());
        let leaves = match session.key() {
            Some((recorded, _)) if !is_of(&key, recorded) => Some(recorded),
            Some((_, since)) if signed < since => session.key_before(),
            Some(_) | None => None,
        };
        let retired = self.retired.iter().map(|key| self.signer(origin, key));
        let retired = retired.collect::<Result<Vec<Signer>, _>>()?;
        let is_leaving = |signer: &Signer| leaves.is_some_and(|leaves| is_of(signer, leaves));
        Ok(Signers { key, leaving: retired.into_iter().find(is_leaving) })
    }

    fn signer(&self, name: &str, key: &SigningKey) -> Result<Signer, SigningError> {
        let origin = self.origin.clone();
        Signer::new(name, key.clone()).map_err(|error| SigningError::Origin { origin, error })
    }
}

/// What is recorded of a key.
pub(crate) fn recorded(verifier: &Verifier) -> VerifierKey {
    let key = VerifierKey::try_from(text(verifier));
    key.expect("invariant: an origin is short enough")
}

/// Where the key lies that signs, unless another is named.
pub(crate) fn journal_key(data: &Path) -> PathBuf {
    data.join("keys").join("journal.pem")
}

/// Where the keys lie that signed before.
pub(crate) fn retired_keys(data: &Path) -> PathBuf {
    data.join("keys").join("retired")
}

fn text(verifier: &Verifier) -> String {
    verifier.to_string()
}

fn retired(data: &Path) -> Result<Vec<SigningKey>, SigningError> {
    let path = retired_keys(data);
    let files = match fs::read_dir(&path) {
        Ok(files) => files.map(|file| Ok(file?.path())).collect::<io::Result<Vec<PathBuf>>>(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let mut files = files.map_err(|error| SigningError::Retired { path, error })?;
    files.sort();
    // A file that ends in `.new` was being made when the power went.
    let keys = files.iter().filter(|path| path.extension().is_some_and(|end| end == "pem"));
    keys.map(|path| Ok(keyfile::read(path)?)).collect()
}
