//! Salts: what keeps a published hash from being guessed back into what it hides.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of a salt: more than anybody can try.
const SALT_BYTES: usize = 16;

/// 16 random bytes in the secret part of a record, written as 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::durable) struct Salt([u8; SALT_BYTES]);

/// Where salts come from: the system, or in a simulation a seed.
#[derive(Debug)]
pub struct Salts(Source);

#[derive(Debug)]
enum Source {
    System,
    /// Numbers that rise by an odd step, and so visit every one before they come again.
    Steps(u64),
}

/// The increment of splitmix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The system has no randomness to give.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}; without them no secret can be written")]
pub struct SaltError(String);

impl Salts {
    /// Salts from the operating system.
    #[must_use]
    pub const fn from_system() -> Self {
        Self(Source::System)
    }

    /// The same salts in every run, from a seed: for simulations, whose secrets are nobody's.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        Self(Source::Steps(seed))
    }

    /// So many salts, drawn at once.
    ///
    /// # Errors
    /// [`SaltError`].
    pub(super) fn draw(&mut self, number: usize) -> Result<Vec<Salt>, SaltError> {
        let mut bytes = vec![0; number * SALT_BYTES];
        match &mut self.0 {
            Source::System => {
                getrandom::fill(&mut bytes).map_err(|error| SaltError(error.to_string()))?;
            }
            Source::Steps(state) => {
                for number in bytes.as_chunks_mut().0 {
                    *state = state.wrapping_add(STEP);
                    *number = state.to_le_bytes();
                }
            }
        }
        Ok(bytes.as_chunks().0.iter().map(|salt| Salt(*salt)).collect())
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut room = [0; SALT_BYTES * 2];
        let digits = base16ct::lower::encode_str(&self.0, &mut room);
        serializer.serialize_str(digits.expect("invariant: two digits for each byte"))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;
        impl de::Visitor<'_> for Digits {
            type Value = Salt;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a salt of 32 hexadecimal digits")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Salt, E> {
                let mut salt = [0; SALT_BYTES];
                match base16ct::lower::decode(text, &mut salt) {
                    Ok(whole) if whole.len() == SALT_BYTES => Ok(Salt(salt)),
                    Ok(_) | Err(_) => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_str(Digits)
    }
}

#[cfg(test)]
mod tests {
    use super::{Salt, Salts};

    #[test]
    fn a_salt_is_32_digits_and_comes_back_as_it_went() {
        let salts = Salts::from_system().draw(3).unwrap();
        assert_ne!(salts[0], salts[1]);
        for salt in salts {
            let text = serde_json::to_string(&salt).unwrap();
            assert_eq!(text.len(), 34);
            assert_eq!(serde_json::from_str::<Salt>(&text).unwrap(), salt);
        }
        for wrong in ["\"\"", "\"0g\"", "\"00112233445566778899AABBCCDDEEFF\"", "7"] {
            assert!(serde_json::from_str::<Salt>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_salts_and_never_one_twice() {
        let salts = |seed| Salts::from_seed(seed).draw(100).unwrap();
        assert_eq!(salts(1), salts(1));
        assert_ne!(salts(1), salts(2));
        assert_ne!(salts(1)[0], salts(1)[1]);
    }
}
