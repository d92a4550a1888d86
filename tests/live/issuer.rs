//! Another issuer beside the house: its keys come from a file, and follow it while people are in.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::client::Client;
use super::forger::Forger;
use super::hall::Hall;
use super::house::{House, gavel};

const ISSUER: &str = "https://id.example";

/// Where a test keeps the issuer's keys.
fn file(house: &House) -> PathBuf {
    house.path().join("issuer.json")
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// Makes the keys of these seeds those of the issuer; each is called by its seed.
fn publish(house: &House, seeds: &[u8]) {
    let jwk = |seed: &u8| {
        let x = BASE64_URL_SAFE_NO_PAD.encode(key(*seed).verifying_key().as_bytes());
        json!({ "kty": "OKP", "crv": "Ed25519", "kid": seed.to_string(), "x": x })
    };
    let rsa = json!({ "kty": "RSA", "kid": "rsa", "n": "AQAB", "e": "AQAB" });
    let keys: Vec<Value> = seeds.iter().map(jwk).chain([rsa]).collect();
    let unfinished = house.path().join("issuer.new");
    fs::write(&unfinished, json!({ "keys": keys }).to_string()).unwrap();
    fs::rename(unfinished, file(house)).unwrap();
}

/// A token of the issuer for paddle 7, signed with this key.
fn token(seed: u8, claims: &Value) -> String {
    let pem = key(seed).to_pkcs8_pem(LineEnding::LF).unwrap();
    let key = EncodingKey::from_ed_pem(pem.as_bytes()).unwrap();
    let header = Header { kid: Some(seed.to_string()), ..Header::new(Algorithm::EdDSA) };
    encode(&header, claims, &key).unwrap()
}

async fn hall() -> Hall {
    Hall::open_with(|house| {
        publish(house, &[1, 2]);
        let file = file(house);
        let file = file.to_str().unwrap();
        house.serve(&["--session", "other", "--jwks", file, "--jwks-issuer", ISSUER])
    })
    .await
}

#[tokio::test]
async fn a_token_of_another_issuer_opens_until_its_key_is_withdrawn() {
    let mut hall = hall().await;
    let claims = Forger::but("iss", json!(ISSUER));
    let mut one = Client::join(&hall.server.address, &token(1, &claims)).await;
    let mut two = Client::join(&hall.server.address, &token(2, &claims)).await;
    publish(&hall.house, &[2, 3]);
    assert_eq!(one.closed().await, Some(3504), "its key is withdrawn");
    two.accepted("time", json!({})).await;
    Client::join(&hall.server.address, &token(3, &claims)).await;
    let mut late = Client::connect(&hall.server.address).await;
    assert_eq!(late.hello(&token(1, &claims)).await["error"]["code"], 1006);
    // An issuer may set no end that anybody will see.
    let mut endless = claims;
    endless["exp"] = json!(u64::MAX);
    let endless = token(2, &endless);
    Client::join(&hall.server.address, &endless).await.accepted("time", json!({})).await;
    hall.goes_on().await;
}

#[tokio::test]
async fn an_issuer_speaks_for_itself_alone() {
    let mut hall = hall().await;
    let own = Forger::of(&hall.house);
    for (what, token) in [
        ("the house's name", token(1, &Forger::claims())),
        ("another's key", token(4, &Forger::but("iss", json!(ISSUER)))),
        ("the house's key", own.sign(&Forger::but("iss", json!(ISSUER)))),
    ] {
        let mut stranger = Client::connect(&hall.server.address).await;
        assert_eq!(stranger.hello(&token).await["error"]["code"], 1006, "{what}");
        assert_eq!(stranger.closed().await, Some(3501), "{what}");
    }
    hall.goes_on().await;
}

/// Each is named with its remedy before anything is opened.
#[test]
fn keys_that_cannot_be_used_stop_the_start() {
    let house = House::new();
    fs::write(file(&house), "{}").unwrap();
    let path = file(&house);
    let file = path.to_str().unwrap();
    for (args, words) in [
        (&["--jwks", file, "--jwks-issuer", ISSUER][..], "no JWK set"),
        (&["--jwks", "nowhere.json", "--jwks-issuer", ISSUER], "nowhere.json"),
        (&["--jwks", file, "--jwks-issuer", "gavel"], "the house itself"),
        (&["--jwks", file], "jwks_issuer: is missing"),
        (&["--jwks-issuer", ISSUER], "jwks: is missing"),
        (&["--allow-origin", "*"], "write the scheme and the host"),
        (&["--allow-origin", "https://sale.example/"], "write the scheme and the host"),
    ] {
        let ended = gavel(&house.serving()).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
    }
}
