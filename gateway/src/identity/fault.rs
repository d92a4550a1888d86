//! Why somebody is not taken for whom they say they are.

use gavel_proto::Timestamp;
use jsonwebtoken::errors::{Error, ErrorKind};

use crate::close::Close;
use crate::limits::TOKEN_BYTES;

/// Why a token is not taken, or no longer. No sentence holds anything of a token whose signature
/// did not check out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// Longer than any token of ours: not read at all.
    #[error("it is longer than {TOKEN_BYTES} bytes")]
    TooLong,
    /// Not three parts of base64 between points.
    #[error("it is no token")]
    NotAToken,
    /// Another algorithm than the one, or none.
    #[error("it is not signed with EdDSA, which is the one algorithm here")]
    Algorithm,
    /// The header names extensions that must be understood (RFC 7515, 4.1.11).
    #[error("its header asks for extensions (crit), and none is known here")]
    Critical,
    /// The header names a key that is not among the issuer's.
    #[error("it names a signing key that is not known here")]
    UnknownKey,
    /// Signed with another key, or changed since.
    #[error("its signature does not check out")]
    Signature,
    /// A required claim is missing or of another type.
    #[error("a claim is missing or is of another type: {0}")]
    Claim(String),
    /// Of another issuer than the one that the key belongs to.
    #[error("its issuer is another than the one of its key")]
    Issuer,
    /// For another audience.
    #[error("it is for another audience")]
    Audience,
    /// The claims contradict each other.
    #[error("its role, paddle and subject do not fit together")]
    Bearer,
    /// Not yet.
    #[error("it holds only from {from} on")]
    NotYet {
        /// From when on.
        from: Timestamp,
    },
    /// No longer.
    #[error("it expired at {at}")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// Taken back.
    #[error("it was revoked")]
    Revoked,
    /// The issuer took the key back that signed it.
    #[error("its issuer withdrew the key that signed it")]
    KeyWithdrawn,
}

impl TokenFault {
    /// What a signature that was tried came to.
    pub(super) fn of(error: &Error) -> Self {
        let claim = |name: &str| Self::Claim(name.to_owned());
        // The library may name more kinds of error one day.
        #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not exhaustive")]
        match error.kind() {
            ErrorKind::InvalidSignature => Self::Signature,
            ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => Self::Algorithm,
            ErrorKind::InvalidIssuer => Self::Issuer,
            ErrorKind::InvalidAudience => Self::Audience,
            ErrorKind::MissingRequiredClaim(name) | ErrorKind::InvalidClaimFormat(name) => {
                claim(name)
            }
            ErrorKind::Json(error) => Self::Claim(error.to_string()),
            _ => Self::NotAToken,
        }
    }

    /// What a header that was read came to.
    pub(super) fn of_header(error: &Error) -> Self {
        if matches!(error.kind(), ErrorKind::Json(_)) { Self::Algorithm } else { Self::NotAToken }
    }

    /// The word that ends the connection of whoever came with such a token.
    pub(crate) const fn close(&self) -> Close {
        match self {
            Self::Expired { .. } => Close::TokenExpired,
            Self::Revoked | Self::KeyWithdrawn => Close::TokenRevoked,
            Self::TooLong
            | Self::NotAToken
            | Self::Algorithm
            | Self::Critical
            | Self::UnknownKey
            | Self::Signature
            | Self::Claim(_)
            | Self::Issuer
            | Self::Audience
            | Self::Bearer
            | Self::NotYet { .. } => Close::BadToken,
        }
    }
}
