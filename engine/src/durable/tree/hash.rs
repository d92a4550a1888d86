//! A hash in the tree: SHA-256, one prefix for leaves and another for what stands above them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

/// What stands before a leaf's body and before a node's two children, so that nobody can show one
/// for the other (RFC 6962, section 2.1).
const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// A hash of the tree: 32 bytes. Shown, and written in JSON, as 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; HASH_BYTES]);

/// A text that is no hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no hash: write 64 digits of 0-9 and a-f")]
pub struct NotAHash {
    /// The text.
    pub found: String,
}

impl Hash {
    /// The leaf of a record with this body: the bytes as they are stored.
    #[must_use]
    pub fn leaf(body: &[u8]) -> Self {
        Self(Sha256::new().chain_update(LEAF).chain_update(body).finalize().into())
    }

    /// What stands above two subtrees.
    pub(super) fn node(left: &Self, right: &Self) -> Self {
        let children = Sha256::new().chain_update(NODE).chain_update(left.0).chain_update(right.0);
        Self(children.finalize().into())
    }

    /// The root of a tree without leaves.
    pub(super) fn empty() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }
}

impl From<[u8; HASH_BYTES]> for Hash {
    fn from(bytes: [u8; HASH_BYTES]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        from_hex(text).map(Self).ok_or_else(|| NotAHash { found: text.to_owned() })
    }
}

impl TryFrom<String> for Hash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

fn from_hex(text: &str) -> Option<[u8; HASH_BYTES]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * HASH_BYTES {
        return None;
    }
    let mut bytes = [0; HASH_BYTES];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

const fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Hash;

    #[test]
    fn a_hash_is_written_in_one_way() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let hash: Hash = empty.parse().unwrap();
        assert_eq!(hash, Hash::empty());
        assert_eq!(hash.to_string(), empty);
        let json = format!("{empty:?}");
        assert_eq!(serde_json::to_string(&hash).unwrap(), json);
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
        for other in ["", &empty[1..], &empty.to_uppercase(), &empty.replace('e', "g")] {
            let refused = other.parse::<Hash>().unwrap_err().to_string();
            assert!(refused.contains("64 digits"), "{refused}");
        }
    }
}
