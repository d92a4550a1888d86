//! A checkpoint: the head of a journal's tree, signed, as a text that anybody can keep and check
//! (C2SP tlog-checkpoint: <https://c2sp.org/tlog-checkpoint>).
//!
//! Pure: the same head and key give the same bytes. Whoever signs must never sign two heads of
//! which one does not extend the other, so only what is durable may be signed.

mod error;
mod key;
mod note;
#[cfg(test)]
mod tests;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gavel_proto::Hash;

pub use error::CheckpointError;
pub use key::{Signer, Verifier};

use super::tree::{HASH_BYTES, Head};

/// A head that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// What was signed.
    pub head: Head,
    /// The whole checkpoint.
    pub text: String,
    /// The key's id and its signature in base64, as they stand in the first signature line.
    pub signature: String,
}

impl Checkpoint {
    /// Which journal this is of.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.text.split('\n').next().unwrap_or_default()
    }
}

impl Signer {
    /// The checkpoint of this head: the name of the key as its origin, the size, the root in
    /// base64, an empty line and the signature, and behind it that of a key that `leaves`.
    #[must_use]
    pub fn checkpoint(&self, head: Head, leaves: Option<&Self>) -> Checkpoint {
        let text = text(self.verifier().name(), &head);
        let signature = self.sign(&text);
        let own = self.line(&signature);
        let leaving = leaves.map(|signer| signer.line(&signer.sign(&text))).unwrap_or_default();
        Checkpoint { head, text: format!("{text}\n{own}{leaving}"), signature }
    }
}

/// What is signed of a head in the journal of this origin.
#[must_use]
pub(super) fn text(origin: &str, head: &Head) -> String {
    let root = BASE64_STANDARD.encode(head.root.0);
    format!("{origin}\n{}\n{root}\n", head.size)
}

/// The head that a checkpoint states, whoever signed it.
///
/// # Errors
/// [`CheckpointError::Control`], [`CheckpointError::NoSignatures`] and from
/// [`CheckpointError::Lines`] to [`CheckpointError::Root`].
pub(super) fn stated(checkpoint: &str) -> Result<Head, CheckpointError> {
    Ok(read(note::text(checkpoint)?)?.1)
}

impl Verifier {
    /// The head in a checkpoint that this key signed and that has its name for an origin. Further
    /// signatures and lines behind the root are allowed, and mean nothing here.
    ///
    /// # Errors
    /// From [`CheckpointError::Control`] on, the first that applies. What it says must not be
    /// believed then, not even in part.
    pub fn open(&self, checkpoint: &str) -> Result<Head, CheckpointError> {
        let (origin, head) = read(note::open(checkpoint, self)?)?;
        if origin != self.name() {
            return Err(CheckpointError::Origin {
                found: origin.to_owned(),
                expected: self.name().to_owned(),
            });
        }
        Ok(head)
    }
}

/// The origin and the head in the text of a checkpoint.
fn read(text: &str) -> Result<(&str, Head), CheckpointError> {
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    let [origin, size, root, ..] = lines[..] else {
        return Err(CheckpointError::Lines);
    };
    if lines.contains(&"") {
        return Err(CheckpointError::Lines);
    }
    Ok((origin, Head { size: read_size(size)?, root: read_root(root)? }))
}

/// A number has one form here: the one that it is written in.
fn read_size(line: &str) -> Result<u64, CheckpointError> {
    let size = line.parse().ok().filter(|size: &u64| size.to_string() == line);
    size.ok_or_else(|| CheckpointError::Size { line: line.to_owned() })
}

fn read_root(line: &str) -> Result<Hash, CheckpointError> {
    let bytes = BASE64_STANDARD.decode(line).ok();
    let bytes = bytes.and_then(|bytes| <[u8; HASH_BYTES]>::try_from(bytes).ok());
    bytes.map(Hash).ok_or_else(|| CheckpointError::Root { line: line.to_owned() })
}
