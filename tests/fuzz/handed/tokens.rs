//! Tokens and the keys of other issuers: taken only where they are what was signed.

use std::fs;
use std::path::Path;

use bolero::check;
use gavel_engine::running::{Clock, HouseClock};
use gavel_gateway::identity::TokenKey;
use gavel_proto::{By, Paddle};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use super::gavel;
use crate::spoilt::Spoilt;

/// A data folder's key for tokens, and a token that it signed.
fn house(data: &Path) -> (TokenKey, String) {
    let key = TokenKey::open(&data.join("keys/token.pem")).unwrap();
    let by = By::Bidder { paddle: Paddle(7) };
    let token = key.mint(&"autumn-2026".parse().unwrap(), &by, HouseClock::start().now(), 100_000);
    (key, token)
}

#[test]
fn only_a_token_that_the_house_signed_is_taken() {
    let data = tempfile::tempdir().unwrap();
    let (_, sound) = house(data.path());
    let folder = data.path().display().to_string();
    let ask = |token: &str| gavel(&["token", "check", "--data", &folder, "--", token]);
    assert_eq!(ask(&sound), 0);
    check!().with_iterations(2_000).with_type::<Spoilt>().for_each(|spoilt| {
        let token = spoilt.text_of(&[&sound]);
        // Standard input is no matter of a test.
        if token != "-" {
            assert!(ask(&token) != 0 || token.trim() == sound, "{token}");
        }
    });
}

/// The claims are what a careless issuer signs.
#[test]
fn claims_that_were_signed_are_read_or_refused() {
    let data = tempfile::tempdir().unwrap();
    house(data.path());
    let pem = fs::read(data.path().join("keys/token.pem")).unwrap();
    let key = EncodingKey::from_ed_pem(&pem).unwrap();
    let sound = ["bidder", "clerk"].map(|role| {
        let paddle = (role == "bidder").then_some(7);
        json!({
            "iss": "gavel", "aud": "gavel", "sub": "Bình", "exp": 99_999_999_999_u64, "nbf": 0,
            "iat": 0, "jti": "one", "session": "autumn-2026", "role": role, "paddle": paddle
        })
        .to_string()
    });
    let folder = data.path().display().to_string();
    check!().with_iterations(2_000).with_type::<Spoilt>().for_each(|spoilt| {
        let text = spoilt.text_of(&sound);
        let Ok(claims) = serde_json::from_str::<serde_json::Value>(&text) else { return };
        let token = encode(&Header::new(Algorithm::EdDSA), &claims, &key).unwrap();
        gavel(&["token", "check", "--data", &folder, "--", &token]);
    });
}

#[test]
fn a_set_of_keys_is_read_or_refused() {
    let data = tempfile::tempdir().unwrap();
    let (_, token) = house(data.path());
    let sound = json!({ "keys": [
        { "kty": "OKP", "crv": "Ed25519", "kid": "one", "use": "sig", "alg": "EdDSA",
          "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
        { "kty": "OKP", "crv": "Ed25519", "kid": "two",
          "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }
    ]})
    .to_string();
    let file = data.path().join("jwks.json").display().to_string();
    let folder = data.path().display().to_string();
    let issuer = ["--jwks", &file, "--jwks-issuer", "https://id.example"];
    let ask = || {
        let arguments = ["token", "check", "--data", &folder].into_iter().chain(issuer);
        gavel(&arguments.chain(["--", &token]).collect::<Vec<&str>>())
    };
    fs::write(&file, &sound).unwrap();
    assert_eq!(ask(), 0);
    check!().with_iterations(2_000).with_type::<Spoilt>().for_each(|spoilt| {
        fs::write(&file, spoilt.of(&[&sound])).unwrap();
        ask();
    });
}
