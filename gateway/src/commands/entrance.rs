//! The way into a house that is served somewhere: its address, and TLS where it is asked for.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::http::Uri;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::Failure;

/// Where systems keep the issuers that they trust, as one PEM file.
const OF_THE_SYSTEM: [&str; 3] =
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// What a client speaks through, with TLS or without.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Where a house is reached.
pub(super) struct Entrance {
    /// The address of its websocket.
    url: String,
    host: String,
    port: u16,
    tls: Option<(ServerName<'static>, TlsConnector)>,
}

impl Entrance {
    /// The way to an address as people write it: `wss://auction.example`. A certificate must be
    /// issued by one in the file `ca`, or, without a file, by one that the system trusts.
    ///
    /// # Errors
    /// [`Failure`]: it is no such address, or nobody is there to trust.
    pub(super) fn to(uri: &Uri, ca: Option<&Path>) -> Result<Self, Failure> {
        let no_address = || {
            Failure::refused(&format!(
                "{uri} is no address of a house: write wss://auction.example"
            ))
        };
        let host = uri.host().ok_or_else(no_address)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (scheme, tls, port) = match uri.scheme_str() {
            Some("ws" | "http") => ("ws", None, 80),
            Some("wss" | "https") => {
                let name = ServerName::try_from(host.clone()).map_err(|_| no_address())?;
                ("wss", Some((name, trusting(ca)?)), 443)
            }
            Some(_) | None => return Err(no_address()),
        };
        let authority = uri.authority().ok_or_else(no_address)?;
        let path = if uri.path() == "/" { "/ws" } else { uri.path() };
        let url = format!("{scheme}://{authority}{path}");
        Ok(Self { url, host, port: uri.port_u16().unwrap_or(port), tls })
    }

    /// The address of its websocket.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// Nobody is there, or nobody who is trusted.
    pub(super) async fn open(&self) -> io::Result<Box<dyn Stream>> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        let Some((name, tls)) = &self.tls else {
            return Ok(Box::new(stream));
        };
        let shaken = tls.connect(name.clone(), stream).await.map_err(|error| {
            let sentence = format!("no TLS with {}: {error}; --ca names its issuer", self.host);
            io::Error::new(error.kind(), sentence)
        });
        Ok(Box::new(shaken?))
    }
}

impl From<SocketAddr> for Entrance {
    /// The way to a house without TLS.
    fn from(address: SocketAddr) -> Self {
        let (host, port) = (address.ip().to_string(), address.port());
        Self { url: format!("ws://{address}/ws"), host, port, tls: None }
    }
}

impl fmt::Display for Entrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// Makes handshakes with whoever has a certificate of these issuers.
fn trusting(ca: Option<&Path>) -> Result<TlsConnector, Failure> {
    let remedy = "name a PEM file of the certificate's issuer with --ca";
    let of_the_system = OF_THE_SYSTEM.into_iter().map(Path::new).find(|file| file.exists());
    let Some(file) = ca.or(of_the_system) else {
        return Err(Failure::refused(&format!("this system names no issuers: {remedy}")));
    };
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    let issuers: Vec<CertificateDer<'static>> = read.map_err(|error| {
        Failure::refused(&format!("{} cannot be read: {error}; {remedy}", file.display()))
    })?;
    let mut trusted = RootCertStore::empty();
    if trusted.add_parsable_certificates(issuers).0 == 0 {
        return Err(Failure::refused(&format!("{} names no issuer; {remedy}", file.display())));
    }
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::refused(&error))?
        .with_root_certificates(trusted)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
