//! An issuer beside the house: its public keys, from the file of a JWK set (RFC 7517, 8037).

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use ed25519_dalek::VerifyingKey;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{
    AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse,
};

use super::bearer::Identity;
use super::fault::TokenFault;
use super::token::{HOUSE, read};
use super::watched::Watched;
use crate::limits::{JWKS_BYTES, JWKS_KEYS};

/// Who else may issue tokens.
#[derive(Debug, Clone)]
pub struct IssuerFile {
    /// The file of its keys.
    pub file: PathBuf,
    /// What its tokens say in `iss`.
    pub issuer: String,
}

/// Why the keys of an issuer are not taken.
#[derive(Debug, thiserror::Error)]
pub enum JwksError {
    /// The issuer has the house's own name.
    #[error("{HOUSE} is the house itself: give another --jwks-issuer")]
    House,
    /// The file.
    #[error("the keys {path} cannot be read: {error}; give the file of a JWK set as --jwks")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// What stands in it.
    #[error("the keys {path} are not taken: {reason}")]
    Keys {
        /// Which file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
}

type Keys = BTreeMap<String, DecodingKey>;

/// An issuer and its keys, by `kid`.
pub(super) struct Issuer {
    name: String,
    file: Watched,
    keys: RwLock<Keys>,
}

impl Issuer {
    /// Reads the issuer's keys.
    ///
    /// # Errors
    /// [`JwksError`].
    pub(super) fn open(issuer: &IssuerFile) -> Result<Self, JwksError> {
        if issuer.issuer == HOUSE {
            return Err(JwksError::House);
        }
        let file = Watched::new(&issuer.file);
        let opened = Self { name: issuer.issuer.clone(), file, keys: RwLock::default() };
        if !opened.reread()? {
            let error = io::ErrorKind::NotFound.into();
            return Err(JwksError::Unreadable { path: issuer.file.clone(), error });
        }
        Ok(opened)
    }

    /// Takes the keys as they stand now; whether the file is another than before.
    ///
    /// # Errors
    /// [`JwksError`]: the keys that were known still count.
    pub(super) fn reread(&self) -> Result<bool, JwksError> {
        let path = self.file.path();
        let unreadable = |error| JwksError::Unreadable { path: path.into(), error };
        let Some(text) = self.file.changed(JWKS_BYTES).map_err(unreadable)? else {
            return Ok(false);
        };
        let keys = keys(&text).map_err(|reason| JwksError::Keys { path: path.into(), reason })?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(true)
    }

    /// Whom a token speaks for, if this issuer signed it with the key of this name.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub(super) fn read(&self, token: &str, key: &str) -> Result<Identity, TokenFault> {
        let key = {
            let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
            keys.get(key).cloned().ok_or(TokenFault::UnknownKey)?
        };
        read(token, &key, &self.name)
    }

    /// Whether the key of this name still counts.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).contains_key(key)
    }
}

/// The Ed25519 keys of a set. Keys of other kinds are somebody else's business.
fn keys(text: &str) -> Result<Keys, String> {
    let set: JwkSet = serde_json::from_str(text).map_err(|error| format!("no JWK set: {error}"))?;
    if JWKS_KEYS < set.keys.len() {
        return Err(format!("it has more than {JWKS_KEYS} keys; take the old ones out"));
    }
    let mut keys = Keys::new();
    for jwk in &set.keys {
        let AlgorithmParameters::OctetKeyPair(pair) = &jwk.algorithm else {
            continue;
        };
        if pair.curve != EllipticCurve::Ed25519 || !is_for_signatures(jwk) {
            continue;
        }
        let name = jwk.common.key_id.clone().ok_or("an Ed25519 key has no kid; give it one")?;
        let key = key(&pair.x).ok_or_else(|| format!("x of the key {name:?} is no public key"))?;
        if keys.insert(name.clone(), key).is_some() {
            return Err(format!("two keys are called {name:?}; take one out"));
        }
    }
    if keys.is_empty() {
        return Err("it has no Ed25519 key (OKP) for signatures; ask the issuer for one".into());
    }
    Ok(keys)
}

fn is_for_signatures(jwk: &Jwk) -> bool {
    let common = &jwk.common;
    let is_signature =
        common.public_key_use.as_ref().is_none_or(|r#use| *r#use == PublicKeyUse::Signature);
    is_signature && common.key_algorithm.is_none_or(|algorithm| algorithm == KeyAlgorithm::EdDSA)
}

fn key(x: &str) -> Option<DecodingKey> {
    let key = DecodingKey::from_ed_components(x).ok()?;
    let bytes = key.try_get_as_bytes().ok()?.try_into().ok()?;
    let is_key = VerifyingKey::from_bytes(bytes).is_ok_and(|key| !key.is_weak());
    is_key.then_some(key)
}

#[cfg(test)]
mod tests;
