//! The configuration: flags over environment over one TOML file, over the defaults.

mod check;
mod fault;
mod layers;
mod limits;
mod page;
mod section;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use fault::{ConfigError, Fault};
pub(crate) use layers::{Layers, Named};
pub use limits::Limits;
pub(crate) use page::{default_page, environment};
pub use section::Setting;

use crate::identity::{IssuerFile, Origins, Trust};
use crate::signing::Signing;
use section::section;

/// The name of the table of limits.
const LIMITS: &str = "limits";

/// What the lines of the log look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

section! {
    /// Everything that an operator may set.
    pub struct Config {
        /// Where to listen.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8_080)),
        /// The data folder.
        data: PathBuf = "gavel-data".into(),
        /// The exchange's name, a domain of its own: the origin of every new journal begins with it.
        origin: String = "gavel.localhost".into(),
        /// The key that signs, in PKCS #8 PEM; made if there is none. Unset: keys/journal.pem in the
        /// data folder.
        signing_key: Option<PathBuf> = None,
        /// The public keys of another issuer of tokens, as the file of a JWK set; with `jwks_issuer`.
        /// Read again when it changes. Unset: only the house issues tokens.
        jwks: Option<PathBuf> = None,
        /// What that issuer's tokens say in `iss`.
        jwks_issuer: Option<String> = None,
        /// Origins whose pages may connect, beside the house's own, as browsers write them: scheme
        /// and host, and the port unless it is the scheme's own.
        allow_origin: Origins = Origins::default(),
        /// Whether anybody may listen to the rooms without a link: the front page, the hall screens at
        /// /hall/SESSION, and programs that say hello with a session.
        open_hall: bool = true,
        /// Whether /echo sends every message back that comes to it: for suites that try the websocket
        /// layer, and never for a sale.
        echo: bool = false,
        /// The certificate chain for TLS, in PEM; with `tls_key`. Unset: plain HTTP. Both are read
        /// again on SIGHUP.
        tls_cert: Option<PathBuf> = None,
        /// The key of the certificate, in PEM.
        tls_key: Option<PathBuf> = None,
        /// Where /metrics and /healthz are served, apart from the sale. Unset: nowhere.
        metrics_listen: Option<SocketAddr> = None,
        /// What is logged: error, warn, info, debug or trace, or a filter such as info,gavel=debug.
        log: String = "info".into(),
        /// What the log looks like: text or json.
        log_format: LogFormat = LogFormat::Text,
        /// How much of everything there may be.
        limits: Limits = Limits::default(),
    }
}

impl Config {
    /// The key that signs, and whose it is.
    #[must_use]
    pub fn signing(&self) -> Signing {
        Signing { origin: self.origin.clone(), key: self.signing_key.clone() }
    }

    /// Whom the house trusts beside itself.
    #[must_use]
    pub fn trust(&self) -> Trust {
        let issuer = self.jwks.clone().zip(self.jwks_issuer.clone());
        let issuer = issuer.map(|(file, issuer)| IssuerFile { file, issuer });
        Trust { issuer, origins: self.allow_origin.clone() }
    }
}

/// Every key with its whole name, as it stands in the file: `listen`, `limits.connections`.
fn settings() -> impl Iterator<Item = (String, Setting)> {
    let top = Config::SETTINGS.iter().filter(|setting| setting.key != LIMITS);
    let top = top.map(|setting| (setting.key.to_owned(), *setting));
    let limits = Limits::SETTINGS.iter();
    top.chain(limits.map(|setting| (format!("{LIMITS}.{}", setting.key), *setting)))
}

/// The name of a key in the environment: `GAVEL_LIMITS_CONNECTIONS`.
fn variable(name: &str) -> String {
    format!("GAVEL_{}", name.replace('.', "_").to_uppercase())
}
