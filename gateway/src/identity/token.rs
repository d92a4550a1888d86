//! Tokens: JWT, signed with Ed25519 and in no other way, with every claim there (RFC 7519, 8037).

use std::path::Path;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use gavel_proto::{By, Paddle, Role, SessionId, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bearer::{Identity, hand};
use super::fault::TokenFault;
use crate::keyfile::{self, KeyFileError};
use crate::limits::{TOKEN_BYTES, TOKEN_ID_BYTES};

/// Who issues the house's own tokens.
pub(super) const HOUSE: &str = "gavel";
const AUDIENCE: &str = "gavel";
/// The registered claims without which no token is taken; the others are fields of [`Claims`].
const REQUIRED: [&str; 5] = ["exp", "nbf", "iss", "aud", "sub"];
/// A bidder's first request must not fail on the second in which the token was made.
const BACKDATED_SECONDS: u64 = 60;
const MICROS: i64 = 1_000_000;

/// The house's key for tokens.
pub struct TokenKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// What a token says. Times are seconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: u64,
    nbf: u64,
    iat: u64,
    jti: String,
    session: SessionId,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paddle: Option<Paddle>,
}

/// The header of a token, as far as it says which key is to be tried.
///
/// # Errors
/// [`TokenFault`]: no key is tried.
pub(super) fn header(token: &str) -> Result<Header, TokenFault> {
    if TOKEN_BYTES < token.len() {
        return Err(TokenFault::TooLong);
    }
    let header =
        jsonwebtoken::decode_header(token).map_err(|error| TokenFault::of_header(&error))?;
    if header.alg != Algorithm::EdDSA {
        return Err(TokenFault::Algorithm);
    }
    if header.crit.is_some() {
        return Err(TokenFault::Critical);
    }
    Ok(header)
}

/// Whom a token of `issuer` speaks for, if `key` signed it. Time is looked at elsewhere.
///
/// # Errors
/// [`TokenFault`].
pub(super) fn read(token: &str, key: &DecodingKey, issuer: &str) -> Result<Identity, TokenFault> {
    let key_id = header(token)?.kid;
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_required_spec_claims(&REQUIRED);
    rules.set_issuer(&[issuer]);
    rules.set_audience(&[AUDIENCE]);
    // Against the house's clock, on every message and not only here.
    (rules.validate_exp, rules.validate_nbf) = (false, false);
    let claims = jsonwebtoken::decode::<Claims>(token, key, &rules)
        .map_err(|error| TokenFault::of(&error))?
        .claims;
    if !is_id(&claims.jti) {
        let sentence = format!("jti has 1 to {TOKEN_ID_BYTES} letters, digits and .:_-");
        return Err(TokenFault::Claim(sentence));
    }
    let by = hand(claims.role, claims.paddle, claims.sub.clone()).ok_or(TokenFault::Bearer)?;
    Ok(Identity {
        session: claims.session,
        by,
        from: time(claims.nbf),
        expires: time(claims.exp),
        subject: claims.sub,
        id: claims.jti,
        key: key_id,
    })
}

/// Which session a token says it is for, and whom it says it speaks for, unchecked: for whoever holds
/// tokens of a house without being it.
///
/// # Errors
/// [`TokenFault`]: it is no token.
pub(crate) fn claimed(token: &str) -> Result<(SessionId, By), TokenFault> {
    header(token)?;
    let claims: Claims = jsonwebtoken::dangerous::insecure_decode_claims(token)
        .map_err(|error| TokenFault::of(&error))?;
    let by = hand(claims.role, claims.paddle, claims.sub).ok_or(TokenFault::Bearer)?;
    Ok((claims.session, by))
}

/// Whether this can be a token's id: a word that stands on a line of its own.
pub(crate) fn is_id(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b".:_-".contains(&byte);
    (1..=TOKEN_ID_BYTES).contains(&text.len()) && text.bytes().all(is_letter)
}

fn time(seconds: u64) -> Timestamp {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    Timestamp::from_micros(seconds.saturating_mul(MICROS))
}

impl TokenKey {
    /// Reads the key at `path`, or makes one there at the first start, readable by its owner
    /// alone.
    ///
    /// # Errors
    /// [`KeyFileError`]: nothing is opened with it.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        Self::of(&keyfile::open(path)?, path)
    }

    /// Reads the key at `path`.
    ///
    /// # Errors
    /// [`KeyFileError`]: also where there is none yet.
    pub fn existing(path: &Path) -> Result<Self, KeyFileError> {
        Self::of(&keyfile::read(path)?, path)
    }

    fn of(key: &SigningKey, path: &Path) -> Result<Self, KeyFileError> {
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
    /// # Panics
    /// Never: an Ed25519 key signs whatever these claims are.
    #[must_use]
    pub fn mint(&self, session: &SessionId, by: &By, now: Timestamp, seconds: u64) -> String {
        let issued = u64::try_from(now.micros() / MICROS).unwrap_or(0);
        let claims = Claims {
            iss: HOUSE.into(),
            aud: AUDIENCE.into(),
            sub: subject(by),
            exp: issued.saturating_add(seconds),
            nbf: issued.saturating_sub(BACKDATED_SECONDS),
            iat: issued,
            jti: Uuid::now_v7().to_string(),
            session: session.clone(),
            role: by.role(),
            paddle: by.paddle(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &self.encoding)
            .expect("invariant: an Ed25519 key signs these claims")
    }

    /// Whom a token speaks for, if the house signed it.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub(super) fn read(&self, token: &str) -> Result<Identity, TokenFault> {
        read(token, &self.decoding, HOUSE)
    }
}

fn subject(by: &By) -> String {
    match (by.officer(), by.paddle()) {
        (Some(officer), _) => officer.to_string(),
        (None, Some(paddle)) => format!("paddle-{paddle}"),
        (None, None) => "observer".into(),
    }
}

#[cfg(test)]
mod tests;
