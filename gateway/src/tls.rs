//! TLS: the certificate and its key, read from PEM files, and read again while the server runs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error as RustlsError, ServerConfig};

/// The only protocol that is spoken inside: a websocket begins with it.
const HTTP: &[u8] = b"http/1.1";

/// A certificate with its key, checked: they belong to each other.
#[derive(Debug, Clone)]
pub(crate) struct Certificate(Arc<ServerConfig>);

/// Why a certificate is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// One of the files.
    #[error("{} cannot be read: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        error: PemError,
    },
    /// The file of the chain holds none.
    #[error("{} holds no certificate", .0.display())]
    Empty(PathBuf),
    /// The two do not fit, or are of a kind that is not known.
    #[error("{} and {} do not go together: {error}", .cert.display(), .key.display())]
    Pair {
        /// The chain.
        cert: PathBuf,
        /// The key.
        key: PathBuf,
        /// What is wrong.
        error: RustlsError,
    },
}

impl CertificateError {
    /// What to do.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::File { .. } => "name a PEM file that this user can read",
            Self::Empty(_) => "name the PEM file with the chain, the server's certificate first",
            Self::Pair { .. } => "name the chain and the key that it was issued for",
        }
    }
}

impl Certificate {
    /// Reads the chain and the key, and checks that they belong to each other.
    ///
    /// # Errors
    /// [`CertificateError`]; a server that has another pair keeps it.
    pub(crate) fn read(cert: &Path, key: &Path) -> Result<Self, CertificateError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| CertificateError::File { path, error }
        };
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect)
            .map_err(failed(cert))?;
        if chain.is_empty() {
            return Err(CertificateError::Empty(cert.to_owned()));
        }
        let secret = PrivateKeyDer::from_pem_file(key).map_err(failed(key))?;
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, secret));
        let mut config = config.map_err(|error| CertificateError::Pair {
            cert: cert.to_owned(),
            key: key.to_owned(),
            error,
        })?;
        config.alpn_protocols = vec![HTTP.to_vec()];
        Ok(Self(Arc::new(config)))
    }
}

/// What handshakes are made with, and where it is read again.
pub(crate) struct Tls {
    cert: PathBuf,
    key: PathBuf,
    current: RwLock<Certificate>,
}

impl Tls {
    /// Reads the first pair.
    ///
    /// # Errors
    /// [`CertificateError`]; nothing is served then.
    pub(crate) fn open(cert: &Path, key: &Path) -> Result<Self, CertificateError> {
        let current = RwLock::new(Certificate::read(cert, key)?);
        Ok(Self { cert: cert.to_owned(), key: key.to_owned(), current })
    }

    /// Makes handshakes with the pair that was read last.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&current.0))
    }

    /// Reads the files again.
    ///
    /// # Errors
    /// [`CertificateError`]: the pair that was read before stays in use.
    pub(crate) fn reload(&self) -> Result<(), CertificateError> {
        let certificate = Certificate::read(&self.cert, &self.key)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = certificate;
        Ok(())
    }
}
