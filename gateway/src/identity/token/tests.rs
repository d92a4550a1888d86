//! Tokens that are taken and tokens that are not.

use std::os::unix::fs::PermissionsExt;

use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, Paddle, SessionId, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{HOUSE, TokenKey, is_id, read};
use crate::identity::TokenFault;
use crate::limits::{TOKEN_BYTES, TOKEN_ID_BYTES};

fn key() -> (TokenKey, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (TokenKey::open(&folder.path().join("keys/token.pem")).unwrap(), folder)
}

fn session() -> SessionId {
    "demo".parse().unwrap()
}

fn claims() -> Value {
    json!({
        "iss": "gavel", "aud": "gavel", "sub": "paddle-7", "exp": 99_999_999_999_u64, "nbf": 0,
        "iat": 0, "jti": "one", "session": "demo", "role": "bidder", "paddle": 7
    })
}

fn signed(key: &TokenKey, claims: &Value) -> String {
    encode(&Header::new(Algorithm::EdDSA), claims, &key.encoding).unwrap()
}

#[test]
fn a_minted_token_names_its_bearer_and_the_key_outlives_a_restart() {
    let (key, folder) = key();
    let by = By::Bidder { paddle: Paddle(7) };
    let now = HouseClock::start().now();
    let token = key.mint(&session(), &by, now, 60);
    let path = folder.path().join("keys/token.pem");
    let identity = TokenKey::existing(&path).unwrap().read(&token).unwrap();
    assert_eq!((identity.by, identity.session), (by, session()));
    assert!(identity.from < now && now < identity.expires);
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    let another = key.mint(&session(), &By::Observer, now, 60);
    assert_ne!(key.read(&another).unwrap().id, identity.id, "each token has an id of its own");
}

#[test]
fn every_claim_is_required_and_of_its_type() {
    let (key, _folder) = key();
    assert!(key.read(&signed(&key, &claims())).is_ok());
    for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "session", "role", "paddle"] {
        for value in [None, Some(json!(null)), Some(json!(["?"])), Some(json!(-1)), Some(json!(""))]
        {
            let mut wrong = claims();
            let fields = wrong.as_object_mut().unwrap();
            match &value {
                None => drop(fields.remove(name)),
                Some(value) => drop(fields.insert(name.into(), value.clone())),
            }
            let read = key.read(&signed(&key, &wrong));
            // What a bidder is called is not looked at.
            let is_taken = name == "sub" && value == Some(json!(""));
            assert_eq!(read.is_ok(), is_taken, "{name}: {value:?} {read:?}");
        }
    }
    for (name, value, fault) in [
        ("exp", json!("99999999999"), None),
        ("exp", json!(99_999_999_999.5), None),
        ("iss", json!("another"), Some(TokenFault::Issuer)),
        ("aud", json!("another"), Some(TokenFault::Audience)),
        ("role", json!("clock"), Some(TokenFault::Bearer)),
        ("role", json!("clerk"), Some(TokenFault::Bearer)),
        ("jti", json!("two words"), None),
        ("jti", json!("x".repeat(TOKEN_ID_BYTES + 1)), None),
    ] {
        let mut wrong = claims();
        wrong[name] = value;
        let refused = key.read(&signed(&key, &wrong)).unwrap_err();
        match fault {
            Some(fault) => assert_eq!(refused, fault, "{wrong}"),
            None => assert!(matches!(refused, TokenFault::Claim(_)), "{wrong}: {refused}"),
        }
    }
}

#[test]
fn another_key_algorithm_or_header_is_refused() {
    let (key, _folder) = key();
    let (other, _other_folder) = self::key();
    assert_eq!(key.read(&signed(&other, &claims())), Err(TokenFault::Signature));
    let hs = encode(&Header::default(), &claims(), &EncodingKey::from_secret(b"known")).unwrap();
    assert_eq!(key.read(&hs), Err(TokenFault::Algorithm));
    let mut header = Header::new(Algorithm::EdDSA);
    header.crit = Some(vec!["b64".into()]);
    let critical = encode(&header, &claims(), &key.encoding).unwrap();
    assert_eq!(key.read(&critical), Err(TokenFault::Critical));
    for (text, fault) in [
        ("", TokenFault::NotAToken),
        ("a.b.c", TokenFault::NotAToken),
        ("eyJhbGciOiJub25lIn0.e30.", TokenFault::Algorithm),
        (&"x".repeat(TOKEN_BYTES + 1), TokenFault::TooLong),
    ] {
        assert_eq!(key.read(text), Err(fault), "{text}");
    }
}

/// One digit of the token is another: whichever it is, it is noticed.
#[test]
fn a_changed_token_is_refused() {
    let (key, _folder) = key();
    let token = signed(&key, &claims());
    for place in 0..token.len() - 1 {
        let mut changed = token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(key.read(&changed).is_err(), "place {place}");
    }
}

#[test]
fn the_ends_of_time_are_no_panic() {
    let (key, _folder) = key();
    let mut claims = claims();
    claims["exp"] = json!(u64::MAX);
    let identity = read(&signed(&key, &claims), &key.decoding, HOUSE).unwrap();
    assert_eq!(identity.expires, Timestamp::from_micros(i64::MAX));
    assert!(!is_id("") && !is_id("é") && is_id("019ab2c4-0000-7000-8000-000000000001"));
}
