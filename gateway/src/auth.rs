//! Tokens: who somebody is, signed by the house (JWT, Ed25519, one algorithm).

use std::path::Path;

use ed25519_dalek::pkcs8::EncodePrivateKey;
use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use gavel_engine::pure::Viewer;
use gavel_proto::{By, Officer, Paddle, Role, SessionId, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::keyfile::{self, KeyFileError};

const ISSUER: &str = "gavel";
const AUDIENCE: &str = "gavel";

/// The house's key for tokens.
pub struct TokenKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// What a token says. Times are seconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: u64,
    nbf: u64,
    session: SessionId,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paddle: Option<Paddle>,
}

/// Somebody, as a token says: the hand their commands come from and the session it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The session that the token is for.
    pub session: SessionId,
    /// The hand.
    pub by: By,
    /// Until when the token holds, in seconds since 1970.
    pub expires: u64,
}

/// Why a token or a key was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The key file.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The token does not check out.
    #[error("the token does not check out ({0}); ask for a new link")]
    Token(String),
}

impl Identity {
    /// What this person may see.
    #[must_use]
    pub const fn viewer(&self) -> Viewer {
        match &self.by {
            By::Bidder { paddle } => Viewer::Paddle(*paddle),
            By::Clerk { .. }
            | By::Auctioneer { .. }
            | By::SecondOfficer { .. }
            | By::Auditor { .. }
            | By::Supervisor { .. } => Viewer::Desk,
            By::Clock | By::Observer => Viewer::Room,
        }
    }
}

impl TokenKey {
    /// Reads the key at `path`, or makes one there at the first start, readable by its owner
    /// alone.
    ///
    /// # Errors
    /// [`AuthError::KeyFile`]: nothing is opened with it.
    pub fn open(path: &Path) -> Result<Self, AuthError> {
        let key = keyfile::open(path)?;
        let no_key = || KeyFileError::NoKey { path: path.into() };
        let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| no_key())?;
        let public = key.verifying_key().to_public_key_pem(LineEnding::LF).map_err(|_| no_key())?;
        Ok(Self {
            encoding: EncodingKey::from_ed_pem(pem.as_bytes()).map_err(|_| no_key())?,
            decoding: DecodingKey::from_ed_pem(public.as_bytes()).map_err(|_| no_key())?,
        })
    }

    /// Mints a token for `by` in `session` that holds from `now` for `seconds`.
    ///
    /// # Errors
    /// [`AuthError::Token`] if it cannot be signed.
    pub fn mint(
        &self,
        session: &SessionId,
        by: &By,
        now: Timestamp,
        seconds: u64,
    ) -> Result<String, AuthError> {
        let from = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: subject(by),
            exp: from + seconds,
            // A bidder's first request must not fail on the second in which the token was made.
            nbf: from.saturating_sub(60),
            session: session.clone(),
            role: by.role(),
            paddle: by.paddle(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &self.encoding)
            .map_err(|error| AuthError::Token(error.to_string()))
    }

    /// Who the bearer of `token` is.
    ///
    /// # Errors
    /// [`AuthError::Token`]: expired, not yet valid, signed by another or in another way, for
    /// another audience, or without a claim that is needed.
    pub fn check(&self, token: &str) -> Result<Identity, AuthError> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.validate_nbf = true;
        rules.leeway = 0;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules)
            .map_err(|error| AuthError::Token(error.to_string()))?
            .claims;
        let by = hand(claims.role, claims.paddle, claims.sub)
            .ok_or_else(|| AuthError::Token("role, paddle and subject do not fit".into()))?;
        Ok(Identity { session: claims.session, by, expires: claims.exp })
    }
}

/// The hand of this role: a bidder needs a paddle, an officer a name.
#[must_use]
pub fn hand(role: Role, paddle: Option<Paddle>, name: String) -> Option<By> {
    let officer = || Officer::try_from(name).ok();
    match (role, paddle) {
        (Role::Bidder, Some(paddle)) => Some(By::Bidder { paddle }),
        (Role::Observer, None) => Some(By::Observer),
        (Role::Clerk, None) => officer().map(|officer| By::Clerk { officer }),
        (Role::Auctioneer, None) => officer().map(|officer| By::Auctioneer { officer }),
        (Role::SecondOfficer, None) => officer().map(|officer| By::SecondOfficer { officer }),
        (Role::Auditor, None) => officer().map(|officer| By::Auditor { officer }),
        (Role::Supervisor, None) => officer().map(|officer| By::Supervisor { officer }),
        (
            Role::Clock
            | Role::Observer
            | Role::Clerk
            | Role::Auctioneer
            | Role::SecondOfficer
            | Role::Auditor
            | Role::Supervisor,
            Some(_),
        )
        | (Role::Clock | Role::Bidder, None) => None,
    }
}

fn subject(by: &By) -> String {
    match by {
        By::Clock | By::Observer => "observer".into(),
        By::Bidder { paddle } => format!("paddle-{paddle}"),
        By::Clerk { officer }
        | By::Auctioneer { officer }
        | By::SecondOfficer { officer }
        | By::Auditor { officer }
        | By::Supervisor { officer } => officer.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenKey, hand};
    use gavel_engine::running::{Clock, HouseClock};
    use gavel_proto::{By, Paddle, Role, Timestamp};
    use jsonwebtoken::{Algorithm, EncodingKey, Header};
    use std::os::unix::fs::PermissionsExt;

    fn key() -> (TokenKey, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        (TokenKey::open(&folder.path().join("keys/token.pem")).unwrap(), folder)
    }

    #[test]
    fn a_minted_token_names_its_bearer_and_the_key_outlives_a_restart() {
        let (key, folder) = key();
        let session = "demo".parse().unwrap();
        let by = By::Bidder { paddle: Paddle(7) };
        let token = key.mint(&session, &by, HouseClock::start().now(), 60).unwrap();
        let path = folder.path().join("keys/token.pem");
        assert_eq!(TokenKey::open(&path).unwrap().check(&token).unwrap().by, by);
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_token_of_another_house_time_or_algorithm_is_refused() {
        let (key, _folder) = key();
        let (other, _other_folder) = self::key();
        let (session, now) = ("demo".parse().unwrap(), HouseClock::start().now());
        let by = By::Observer;
        assert!(key.check(&other.mint(&session, &by, now, 60).unwrap()).is_err());
        let expired = key.mint(&session, &by, Timestamp::from_micros(0), 60).unwrap();
        assert!(key.check(&expired).is_err());
        let claims = serde_json::json!({
            "iss": "gavel", "aud": "gavel", "sub": "observer", "session": "demo",
            "role": "observer", "exp": 99_999_999_999_u64, "nbf": 0
        });
        let secret = EncodingKey::from_secret(b"known");
        let hs = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &secret).unwrap();
        assert!(key.check(&hs).is_err());
        for text in ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
            assert!(key.check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_clock_is_nobodys_role() {
        assert_eq!(hand(Role::Clock, None, "x".into()), None);
        assert_eq!(hand(Role::Bidder, None, "x".into()), None);
        assert_eq!(hand(Role::Auctioneer, Some(Paddle(1)), "x".into()), None);
    }
}
