//! TLS: a sale over it, and a certificate that is replaced while people are connected.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;

use super::house::{House, SESSION, Server};
use super::web::{Reply, until, until_metric};

/// The name on the certificates.
const NAME: &str = "sale.example";

/// A house with a certificate of its own.
struct Sealed {
    house: House,
    cert: PathBuf,
    key: PathBuf,
}

impl Sealed {
    fn new() -> Self {
        let house = House::new();
        let (cert, key) = (house.path().join("cert.pem"), house.path().join("key.pem"));
        Self { house, cert, key }
    }

    /// Puts a new pair in place: its certificate.
    fn issue(&self) -> CertificateDer<'static> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed([NAME.to_owned()]).unwrap();
        fs::write(&self.cert, cert.pem()).unwrap();
        fs::write(&self.key, signing_key.serialize_pem()).unwrap();
        cert.der().clone()
    }

    fn serve(&self, more: &[&str]) -> Server {
        let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let (cert, key) = (path(&self.cert), path(&self.key));
        let tls = ["--tls-cert", &cert, "--tls-key", &key, "--metrics-listen", "127.0.0.1:0"];
        self.house.serve(&[&tls[..], more].concat())
    }
}

/// A stream to the server, if it shows `trusted`.
async fn shake_hands(
    address: &str,
    trusted: &CertificateDer<'static>,
) -> Option<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from(NAME).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()
}

#[tokio::test]
async fn a_sale_is_joined_over_tls() {
    let sealed = Sealed::new();
    let cert = sealed.issue();
    let server = sealed.serve(&[]);
    let mut stream = shake_hands(&server.address, &cert).await.expect("a handshake");
    assert_eq!(Reply::ask(&mut stream, "/healthz/ready").await.unwrap().status, 200);

    let stream = shake_hands(&server.address, &cert).await.expect("a handshake");
    let mut request = format!("wss://{NAME}/ws").into_client_request().unwrap();
    let protocol = HeaderValue::from_static("gavel.v1.json");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let (mut socket, _) = client_async(request, stream).await.unwrap();
    let token = sealed.house.token(SESSION, &["observer"]);
    let hello = json!({ "id": 1, "method": "hello", "params": { "token": token } });
    socket.send(Message::text(hello.to_string())).await.unwrap();
    let answer = socket.next().await.unwrap().unwrap().into_text().unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["result"]["session"], SESSION, "{answer}");

    let mut plain = TcpStream::connect(&server.address).await.unwrap();
    assert!(Reply::ask(&mut plain, "/").await.is_none(), "plain HTTP is not spoken here");
}

#[tokio::test]
async fn a_house_with_a_certificate_is_come_to_by_tls_alone() {
    let sealed = Sealed::new();
    let cert = sealed.issue();
    let server = sealed.serve(&[]);
    for path in ["/", "/ui/app.js", "/nothing"] {
        let mut stream = shake_hands(&server.address, &cert).await.expect("a handshake");
        let answer = Reply::ask(&mut stream, path).await.unwrap().text.to_ascii_lowercase();
        let policy = "strict-transport-security: max-age=63072000; includesubdomains";
        assert!(answer.contains(policy), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_new_certificate_is_taken_on_a_hangup_and_a_bad_one_is_not() {
    let sealed = Sealed::new();
    let first = sealed.issue();
    let mut server = sealed.serve(&[]);
    let metrics = server.metrics_address();
    let mut before = shake_hands(&server.address, &first).await.expect("a handshake");

    let second = sealed.issue();
    server.hang_up();
    until("the second certificate", || shake_hands(&server.address, &second)).await;
    assert!(shake_hands(&server.address, &first).await.is_none(), "the first is gone");
    let still = Reply::ask(&mut before, "/healthz/live").await;
    assert_eq!(still.map(|reply| reply.status), Some(200), "who was connected stays");

    let key = fs::read(&sealed.key).unwrap();
    sealed.issue();
    fs::write(&sealed.key, key).unwrap();
    server.hang_up();
    until_metric(&metrics, "gavel_certificates_read_total{result=\"refused\"} 1").await;
    assert!(shake_hands(&server.address, &second).await.is_some(), "the second stays");
    server.terminate();
    let ended = server.ended();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.complaints);
    assert!(ended.complaints.contains("do not go together"), "{}", ended.complaints);
}

#[tokio::test]
async fn a_handshake_that_is_not_made_ends() {
    let sealed = Sealed::new();
    sealed.issue();
    let server = sealed.serve(&["--set", "limits.tls_timeout_ms=300"]);
    let metrics = server.metrics_address();
    let mut silent = TcpStream::connect(&server.address).await.unwrap();
    assert!(Reply::read(&mut silent).await.is_none());
    let line = "gavel_connections_refused_total{reason=\"tls_timeout\"} 1";
    until_metric(&metrics, line).await;
    until_metric(&metrics, "gavel_visitors 0").await;
}
