//! Tokens as no house would mint them, and requests as no page would send them.

use std::fs;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePublicKey};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::house::{House, SESSION};

/// Somebody who has the house's own key in hand, and so can lie about everything else.
pub(super) struct Forger {
    pem: String,
}

impl Forger {
    pub(super) fn of(house: &House) -> Self {
        let pem = fs::read_to_string(house.path().join("keys/token.pem")).expect("the house's key");
        Self { pem }
    }

    /// Claims that the house would take: those of paddle 7, for a long time.
    pub(super) fn claims() -> Value {
        json!({
            "iss": "gavel", "aud": "gavel", "sub": "paddle-7", "exp": 4_000_000_000_u64, "nbf": 0,
            "iat": 0, "jti": "forged", "session": SESSION, "role": "bidder", "paddle": 7
        })
    }

    /// Good claims but for one; a claim that is null is left out.
    pub(super) fn but(name: &str, value: Value) -> Value {
        let mut claims = Self::claims();
        let fields = claims.as_object_mut().expect("an object");
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), value);
        }
        claims
    }

    /// Signed with the house's key, as it should be.
    pub(super) fn sign(&self, claims: &Value) -> String {
        let key = EncodingKey::from_ed_pem(self.pem.as_bytes()).expect("a key");
        encode(&Header::new(Algorithm::EdDSA), claims, &key).expect("a token")
    }

    /// The same parts under a header that names another algorithm.
    pub(super) fn renamed(&self, header: &str, signature: &str) -> String {
        let token = self.sign(&Self::claims());
        let claims = token.split('.').nth(1).expect("claims");
        format!("{header}.{claims}.{signature}")
    }

    /// Signed with HMAC: the secret is the house's public key, which everybody may know.
    pub(super) fn confused(secret: &[u8]) -> String {
        let key = EncodingKey::from_secret(secret);
        encode(&Header::new(Algorithm::HS256), &Self::claims(), &key).expect("a token")
    }

    /// The public key as a file of PEM and as its bytes.
    pub(super) fn public(&self) -> (String, [u8; 32]) {
        let key = SigningKey::from_pkcs8_pem(&self.pem).expect("a key").verifying_key();
        (key.to_public_key_pem(LineEnding::LF).expect("PEM"), key.to_bytes())
    }
}

/// One HTTP request: the status of the answer, and all of it.
pub(super) async fn http(address: &str, head: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.expect("a server that listens");
    let request = format!("{head}\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a server that reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.expect("a status"), answer)
}

/// Asks for a ticket: the status, and the ticket if one came.
pub(super) async fn ticket(address: &str, token: &str) -> (u16, String) {
    let head =
        format!("POST /ticket HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Length: 0");
    let (status, answer) = http(address, &head).await;
    let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    (status, body["ticket"].as_str().unwrap_or_default().to_owned())
}
