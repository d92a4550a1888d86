//! The two halves of a key: one signs checkpoints, the other is given to everybody.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::error::CheckpointError;
use super::text;
use crate::durable::tree::Head;

/// The kind of a signature that is Ed25519 over the text (C2SP signed-note, signature types).
const ED25519: u8 = 0x01;

/// Signs checkpoints: an Ed25519 key and the name that it signs under, which is also the origin
/// of the checkpoints. Each journal has a name of its own, also where one key signs them all.
#[derive(Debug)]
pub struct Signer {
    key: SigningKey,
    verifier: Verifier,
}

/// Knows the checkpoints of one [`Signer`]. Written as `name+id+key`: the id as 8 lowercase
/// hexadecimal digits, and the key as base64 of the kind, 0x01, and its 32 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    /// Tells keys of one name apart. It proves nothing: the signature does.
    id: u32,
    key: VerifyingKey,
}

impl Signer {
    /// Signs with `key` under `name`.
    ///
    /// # Errors
    /// [`CheckpointError::KeyName`]: a name has no spaces, control characters or `+`, and is not
    /// empty. It should begin with a domain of the exchange, like `example.com/autumn-2026`.
    pub fn new(name: &str, key: SigningKey) -> Result<Self, CheckpointError> {
        let verifier = Verifier::new(name, key.verifying_key())?;
        Ok(Self { key, verifier })
    }

    /// The half for everybody.
    #[must_use]
    pub const fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The id and the signature of `text`, as a signature line holds them.
    pub(super) fn sign(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        BASE64_STANDARD.encode([&self.verifier.id.to_be_bytes()[..], &signature].concat())
    }
}

impl Verifier {
    /// Verifies what `key` signed under `name`.
    ///
    /// # Errors
    /// [`CheckpointError::KeyName`].
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, CheckpointError> {
        check_name(name)?;
        let hash = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', ED25519])
            .chain_update(key.as_bytes())
            .finalize();
        let id = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// The name of the key and the origin of its checkpoints.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether `signature`, the id and the signature in base64, is this key's of the head.
    ///
    /// # Errors
    /// [`CheckpointError::SignatureLine`], [`CheckpointError::NotSigned`] or
    /// [`CheckpointError::Forged`].
    pub fn check_head(&self, head: &Head, signature: &str) -> Result<(), CheckpointError> {
        let bytes = BASE64_STANDARD.decode(signature).ok();
        let parts = bytes.as_deref().and_then(|bytes| bytes.split_first_chunk());
        let Some((id, bytes)) = parts else {
            return Err(CheckpointError::SignatureLine { line: signature.to_owned() });
        };
        if u32::from_be_bytes(*id) != self.id {
            return Err(CheckpointError::NotSigned { key: self.short() });
        }
        self.check(&text(&self.name, head), bytes)
    }

    /// Whether a signature line with this name and id is this key's.
    pub(super) fn is(&self, name: &str, id: u32) -> bool {
        self.name == name && self.id == id
    }

    /// Whether `signature` is this key's of `text`.
    ///
    /// # Errors
    /// [`CheckpointError::Forged`].
    pub(super) fn check(&self, text: &str, signature: &[u8]) -> Result<(), CheckpointError> {
        Signature::from_slice(signature)
            .and_then(|signature| self.key.verify_strict(text.as_bytes(), &signature))
            .map_err(|_| CheckpointError::Forged { key: self.short() })
    }

    /// The name and the id, for messages.
    pub(super) fn short(&self) -> String {
        format!("{}+{:08x}", self.name, self.id)
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode([&[ED25519][..], self.key.as_bytes()].concat());
        write!(f, "{}+{key}", self.short())
    }
}

impl FromStr for Verifier {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let not_a_key = || CheckpointError::KeyText { found: text.to_owned() };
        let (name, rest) = text.split_once('+').ok_or_else(not_a_key)?;
        let (id, key) = rest.split_once('+').ok_or_else(not_a_key)?;
        let key = BASE64_STANDARD.decode(key).map_err(|_| not_a_key())?;
        let (kind, key) = key.split_first().ok_or_else(not_a_key)?;
        if *kind != ED25519 {
            return Err(CheckpointError::KeyKind { kind: *kind });
        }
        let key = VerifyingKey::try_from(key).map_err(|_| not_a_key())?;
        let verifier = Self::new(name, key)?;
        if id != format!("{:08x}", verifier.id) {
            let found = id.to_owned();
            return Err(CheckpointError::KeyId { found, computed: verifier.id });
        }
        Ok(verifier)
    }
}

/// Whether a key can have this name.
///
/// # Errors
/// [`CheckpointError::KeyName`].
pub(super) fn check_name(name: &str) -> Result<(), CheckpointError> {
    let is_bad = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '+';
    if name.is_empty() || name.contains(is_bad) {
        return Err(CheckpointError::KeyName { name: name.to_owned() });
    }
    Ok(())
}
