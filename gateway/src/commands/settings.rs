//! The arguments that set the configuration of a server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::config::{Config, Layers, LogFormat, Named};

/// The common settings. They win over the environment, and that over the file.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Settings {
    /// The configuration file [env: `GAVEL_CONFIG`]; `gavel config default` shows one
    #[arg(long)]
    config: Option<PathBuf>,
    /// The data folder [env: `GAVEL_DATA`] [default: gavel-data]
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where to listen [env: `GAVEL_LISTEN`] [default: 127.0.0.1:8080]
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// The exchange's name, a domain of its own: the origin of every new journal begins with it
    /// [env: `GAVEL_ORIGIN`] [default: gavel.localhost]
    #[arg(long)]
    origin: Option<String>,
    /// The key that signs, in PKCS #8 PEM; made if there is none [env: `GAVEL_SIGNING_KEY`]
    /// [default: keys/journal.pem in the data folder]
    #[arg(long)]
    signing_key: Option<PathBuf>,
    /// The public keys of another issuer of tokens, as the file of a JWK set [env: `GAVEL_JWKS`]
    #[arg(long)]
    jwks: Option<PathBuf>,
    /// What that issuer's tokens say in `iss` [env: `GAVEL_JWKS_ISSUER`]
    #[arg(long)]
    jwks_issuer: Option<String>,
    /// An origin whose pages may connect, beside the house's own: `https://sale.example`; as often
    /// as you like [env: `GAVEL_ALLOW_ORIGIN`, with spaces between]
    #[arg(long)]
    allow_origin: Vec<String>,
    /// The certificate chain for TLS, in PEM [env: `GAVEL_TLS_CERT`]
    #[arg(long)]
    tls_cert: Option<PathBuf>,
    /// The key of the certificate, in PEM [env: `GAVEL_TLS_KEY`]
    #[arg(long)]
    tls_key: Option<PathBuf>,
    /// Where /metrics and /healthz are served, apart from the sale [env: `GAVEL_METRICS_LISTEN`]
    #[arg(long)]
    metrics_listen: Option<SocketAddr>,
    /// What the log looks like [env: `GAVEL_LOG_FORMAT`] [default: text]
    #[arg(long)]
    log_format: Option<LogFormat>,
    /// Any other key, as often as you like: limits.connections=50000
    #[arg(long, value_name = "KEY=VALUE", value_parser = named)]
    set: Vec<Named>,
}

impl Settings {
    /// Reads the configuration of a server, and begins its log.
    pub(super) fn read(self) -> Result<Config, Failure> {
        let file = self.config.clone();
        let layers = Layers::of_process(file, self.flags());
        layers.read().map_err(|error| Failure::refused(&error))
    }

    fn flags(self) -> Vec<Named> {
        let path = |path: PathBuf| path.display().to_string();
        let format = |format: LogFormat| match format {
            LogFormat::Text => "text".to_owned(),
            LogFormat::Json => "json".to_owned(),
        };
        let origins = (!self.allow_origin.is_empty()).then(|| self.allow_origin.join(" "));
        let flags = [
            ("data", self.data.map(path)),
            ("listen", self.listen.map(|address| address.to_string())),
            ("origin", self.origin),
            ("signing_key", self.signing_key.map(path)),
            ("jwks", self.jwks.map(path)),
            ("jwks_issuer", self.jwks_issuer),
            ("allow_origin", origins),
            ("tls_cert", self.tls_cert.map(path)),
            ("tls_key", self.tls_key.map(path)),
            ("metrics_listen", self.metrics_listen.map(|address| address.to_string())),
            ("log_format", self.log_format.map(format)),
        ];
        let flags = flags
            .into_iter()
            .filter_map(|(key, value)| Some(Named { key: key.to_owned(), value: value? }));
        self.set.into_iter().chain(flags).collect()
    }
}

fn named(text: &str) -> Result<Named, String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=VALUE: limits.connections=50000")?;
    Ok(Named { key: key.trim().to_owned(), value: value.trim().to_owned() })
}
