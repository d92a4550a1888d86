//! Names: of a session, a lot, a bid, a paddle, an officer, and of a place in the order.

use std::fmt;
use std::hash::{Hash, Hasher};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::limits::{OFFICER_CHARS, REASON_CHARS, SESSION_ID_BYTES, VERIFIER_KEY_BYTES};

/// A place in the order of a session, from 1. The only order there is.
pub type Seq = u64;

/// A lot's number in its session, from 1, in the order of publication.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct LotId(pub u32);

/// A bidder's number in a session: the paddle, not the person.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Paddle(pub u32);

/// A bid's own id, drawn by the bidder's program. A bid id is decided once.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct BidId(pub Uuid);

// As one number, which a hasher takes at once.
impl Hash for BidId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.0.as_u128());
    }
}

impl fmt::Display for LotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Paddle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for BidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a text is not the name or reason that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Not a session's name.
    #[error("{0:?} is no session name: 1 to 40 of a-z, 0-9 and -, beginning with a letter")]
    Session(String),
    /// Not an officer's name.
    #[error("an officer's name has 1 to 64 characters")]
    Officer,
    /// Not a reason.
    #[error("a reason has 1 to 500 characters")]
    Reason,
    /// Not the text of a key.
    #[error("a verifier key is `name+id+key`: 1 to 200 visible ASCII characters")]
    VerifierKey,
}

/// A session's name: 1 to 40 of `a-z`, `0-9` and `-`, beginning with a letter. It names the
/// session's folder too, so that an auditor finds it without a table.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z][a-z0-9-]{0,39}$"))]
pub struct SessionId(String);

impl SessionId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SessionId {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = text.len() <= SESSION_ID_BYTES
            && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
            && text.bytes().all(allowed);
        if fits { Ok(Self(text)) } else { Err(NameFault::Session(text)) }
    }
}

impl std::str::FromStr for SessionId {
    type Err = NameFault;

    fn from_str(text: &str) -> Result<Self, NameFault> {
        Self::try_from(text.to_owned())
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An officer of the sale, as the journal names the hand behind a command.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String")]
#[schemars(extend("minLength" = 1, "maxLength" = OFFICER_CHARS))]
pub struct Officer(String);

impl TryFrom<String> for Officer {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        match text.chars().count() {
            1..=OFFICER_CHARS => Ok(Self(text)),
            _ => Err(NameFault::Officer),
        }
    }
}

impl fmt::Display for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an official says when something is paused, withdrawn or refused: never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "[^ ]", "maxLength" = REASON_CHARS))]
pub struct Reason(String);

impl TryFrom<String> for Reason {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        match text.trim().chars().count() {
            1..=REASON_CHARS => Ok(Self(text)),
            _ => Err(NameFault::Reason),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text of the key that checks signed heads: `name+id+key` (C2SP signed-note). Whether it is a
/// key is for whoever checks with it to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[!-~]+$", "maxLength" = VERIFIER_KEY_BYTES))]
pub struct VerifierKey(String);

impl VerifierKey {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for VerifierKey {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        let fits = (1..=VERIFIER_KEY_BYTES).contains(&text.len());
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits && is_visible { Ok(Self(text)) } else { Err(NameFault::VerifierKey) }
    }
}

impl From<VerifierKey> for String {
    fn from(key: VerifierKey) -> Self {
        key.0
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
