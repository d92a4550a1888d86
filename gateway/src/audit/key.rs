//! The keys that a journal names, and how far a key that somebody was given reaches in it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use gavel_engine::durable::{CheckpointError, Verifier};
use gavel_proto::Seq;

/// A key that the journal names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyInUse {
    /// The sequence that names it: heads of that size and more are signed with it.
    pub(crate) since: Seq,
    /// What checks them.
    pub(crate) verifier: Verifier,
    /// How it came to be used.
    pub(crate) change: Change,
}

/// How a key came to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is the first of the journal.
    First,
    /// The key before it signed its first head too.
    CoSigned,
    /// The key before it did not.
    Alone,
    /// No head was signed with it yet.
    Unsigned,
}

/// Why a given key says nothing good of a journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyFault {
    /// The key of another journal.
    #[error(
        "the key is that of {given}, and this journal's is {named}: take the key that the exchange \
         published for this session"
    )]
    OtherJournal { given: String, named: String },
    /// The same name, another key.
    #[error(
        "this journal was not signed with the key that was given, but with {named}: it is not the \
         work of whoever holds that key; keep it as evidence, and ask the exchange"
    )]
    OtherKey { named: String },
    /// A key that was replaced by somebody who did not have it.
    #[error(
        "the key was changed at sequence {since} to {named} without the signature of the key before \
         it: ask the exchange whether it did that, and give the new key as --key"
    )]
    ChangedAlone { since: Seq, named: String },
}

/// Holds the keys that a journal names against the one that somebody was given.
///
/// # Errors
/// [`KeyFault`].
pub(crate) fn reaches(given: &Verifier, keys: &[KeyInUse]) -> Result<(), KeyFault> {
    let Some(place) = keys.iter().position(|key| key.verifier == *given) else {
        let Some(last) = keys.last() else {
            return Ok(());
        };
        let named = last.verifier.to_string();
        return Err(if last.verifier.name() == given.name() {
            KeyFault::OtherKey { named }
        } else {
            let (given, named) = (given.name().to_owned(), last.verifier.name().to_owned());
            KeyFault::OtherJournal { given, named }
        });
    };
    let alone = keys[place + 1..].iter().find(|key| key.change == Change::Alone);
    alone.map_or(Ok(()), |key| {
        let named = key.verifier.to_string();
        Err(KeyFault::ChangedAlone { since: key.since, named })
    })
}

/// The keys that were given, and those that the journal names and that they vouch for: each signed
/// its first head together with one before it.
pub(crate) fn vouched(given: &[Verifier], keys: &[KeyInUse]) -> Vec<Verifier> {
    let mut trusted = given.to_vec();
    for pair in keys.windows(2) {
        let is_next = trusted.contains(&pair[0].verifier) && pair[1].change == Change::CoSigned;
        if is_next {
            trusted.push(pair[1].verifier.clone());
        }
    }
    trusted
}

/// Why an argument is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyArgumentError {
    /// Neither a key nor a file.
    #[error("{error} (and there is no such file)")]
    NoKey { error: CheckpointError },
    /// A file that holds none.
    #[error("{} holds no key: {error}", .path.display())]
    File { path: PathBuf, error: CheckpointError },
    /// A file that cannot be read.
    #[error("{}: {source}", .path.display())]
    Unread { path: PathBuf, source: io::Error },
}

/// The verifier key in an argument: its text, or a file that holds it.
///
/// # Errors
/// [`KeyArgumentError`].
pub(crate) fn argument(text: &str) -> Result<Verifier, KeyArgumentError> {
    let error = match text.trim().parse() {
        Ok(verifier) => return Ok(verifier),
        Err(error) => error,
    };
    let path = Path::new(text);
    if !path.is_file() {
        return Err(KeyArgumentError::NoKey { error });
    }
    let path = path.to_owned();
    match fs::read_to_string(&path) {
        Ok(held) => held.trim().parse().map_err(|error| KeyArgumentError::File { path, error }),
        Err(source) => Err(KeyArgumentError::Unread { path, source }),
    }
}
