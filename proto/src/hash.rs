//! A SHA-256 hash, or as many random bytes: written as 64 lower-case hexadecimal digits.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::parsed;

/// 32 bytes: the head of a journal, a nonce, the commitment to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(extend("pattern" = "^[0-9a-f]{64}$"))]
pub struct Hash(#[schemars(with = "String")] pub [u8; 32]);

impl Hash {
    /// What counts for a nonce that never came.
    pub const ZERO: Self = Self([0; 32]);
}

/// Why a text is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash or a nonce is written as 64 hexadecimal digits, 0-9 and a-f")]
pub struct NotAHash;

impl std::str::FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        match base16ct::lower::decode(text, &mut bytes) {
            Ok(whole) if whole.len() == 32 => Ok(Self(bytes)),
            Ok(_) | Err(_) => Err(NotAHash),
        }
    }
}

impl Hash {
    /// Its digits, written into `room`.
    fn digits<'a>(&self, room: &'a mut [u8; 64]) -> &'a str {
        base16ct::lower::encode_str(&self.0, room).expect("invariant: two digits for each byte")
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.digits(&mut [0; 64]))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.digits(&mut [0; 64]))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed::read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, NotAHash};

    #[test]
    fn a_hash_is_64_lower_case_digits() {
        let text = "00ff".repeat(16);
        assert_eq!(text.parse::<Hash>().unwrap().to_string(), text);
        for wrong in
            ["", "00", &"0".repeat(63), &"0".repeat(65), &"g0".repeat(32), &"FF".repeat(32)]
        {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash), "{wrong}");
        }
    }
}
