//! Keys of another issuer: which are taken, which files are not.

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use gavel_proto::By;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Issuer, IssuerFile, JwksError, keys};
use crate::identity::TokenFault;

fn signer(seed: u8) -> EncodingKey {
    let pem = SigningKey::from_bytes(&[seed; 32]).to_pkcs8_pem(LineEnding::LF).unwrap();
    EncodingKey::from_ed_pem(pem.as_bytes()).unwrap()
}

/// The public key of a signer as it stands in a set.
fn jwk(seed: u8, name: &str) -> Value {
    let key = SigningKey::from_bytes(&[seed; 32]).verifying_key();
    let x = BASE64_URL_SAFE_NO_PAD.encode(key.as_bytes());
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": name, "x": x })
}

fn token(seed: u8, name: &str, issuer: &str) -> String {
    let header = Header { kid: Some(name.into()), ..Header::new(Algorithm::EdDSA) };
    let claims = json!({
        "iss": issuer, "aud": "gavel", "sub": "Nguyễn An", "exp": 99_999_999_999_u64, "nbf": 0,
        "iat": 0, "jti": "one", "session": "s", "role": "clerk", "department": "sales"
    });
    encode(&header, &claims, &signer(seed)).unwrap()
}

fn issuer(keys: &Value) -> (Result<Issuer, JwksError>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jwks.json");
    fs::write(&file, json!({ "keys": keys }).to_string()).unwrap();
    (Issuer::open(&IssuerFile { file, issuer: "https://id.example".into() }), folder)
}

#[test]
fn a_token_is_read_with_the_key_that_it_names() {
    let rsa = json!({ "kty": "RSA", "kid": "c", "n": "AQAB", "e": "AQAB" });
    let (issuer, _folder) = issuer(&json!([jwk(1, "a"), jwk(2, "b"), rsa]));
    let issuer = issuer.unwrap();
    let own = "https://id.example";
    let identity = issuer.read(&token(1, "a", own), "a").unwrap();
    assert_eq!(identity.key.as_deref(), Some("a"));
    assert!(matches!(identity.by, By::Clerk { .. }), "{identity:?}");
    assert_eq!(issuer.read(&token(1, "b", own), "b"), Err(TokenFault::Signature));
    assert_eq!(issuer.read(&token(1, "c", own), "c"), Err(TokenFault::UnknownKey));
    assert_eq!(issuer.read(&token(1, "a", "gavel"), "a"), Err(TokenFault::Issuer));
}

#[test]
fn keys_follow_the_file_and_outlive_a_broken_one() {
    let (issuer, folder) = issuer(&json!([jwk(1, "a")]));
    let issuer = issuer.unwrap();
    let file = folder.path().join("jwks.json");
    assert!(!issuer.reread().unwrap(), "nothing changed");
    fs::write(&file, "{\"keys\":[").unwrap();
    assert!(issuer.reread().is_err());
    assert!(issuer.knows("a"), "the key of before still counts");
    fs::remove_file(&file).unwrap();
    assert!(!issuer.reread().unwrap());
    fs::write(&file, json!({ "keys": [jwk(2, "second")] }).to_string()).unwrap();
    assert!(issuer.reread().unwrap());
    assert!(issuer.knows("second") && !issuer.knows("a"));
}

#[test]
fn a_set_that_is_none_is_named_with_its_remedy() {
    let mut unnamed = jwk(1, "a");
    unnamed.as_object_mut().unwrap().remove("kid");
    let short = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "AQAB" });
    let weak = json!({
        "kty": "OKP", "crv": "Ed25519", "kid": "a",
        "x": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    });
    let mut for_secrets = jwk(1, "a");
    for_secrets["use"] = json!("enc");
    let many: Vec<Value> = (0..65).map(|key| jwk(1, &key.to_string())).collect();
    for (set, words) in [
        (json!([]), "no Ed25519 key"),
        (json!([{ "kty": "RSA", "kid": "c", "n": "AQAB", "e": "AQAB" }]), "no Ed25519 key"),
        (json!([for_secrets]), "no Ed25519 key"),
        (json!([unnamed]), "has no kid"),
        (json!([short]), "no public key"),
        (json!([weak]), "no public key"),
        (json!([jwk(1, "a"), jwk(2, "a")]), "two keys are called"),
        (json!(many), "more than 64"),
        (json!("keys"), "no JWK set"),
    ] {
        let refused = keys(&json!({ "keys": set }).to_string()).err().unwrap();
        assert!(refused.contains(words), "{set}: {refused}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nowhere.json");
    let missing = Issuer::open(&IssuerFile { file: file.clone(), issuer: "i".into() });
    assert!(matches!(missing.err(), Some(JwksError::Unreadable { .. })));
    let own = Issuer::open(&IssuerFile { file, issuer: "gavel".into() });
    assert!(matches!(own.err(), Some(JwksError::House)));
}
