//! The arguments that say whom the house trusts beside itself.

use std::path::PathBuf;

use clap::Args;

use crate::identity::{IssuerFile, Origin, Trust};

/// Who else issues tokens.
#[derive(Debug, Clone, Args)]
pub(super) struct Issued {
    /// The public keys of another issuer of tokens, as the file of a JWK set; read again when it
    /// changes
    #[arg(long, env = "GAVEL_JWKS", requires = "jwks_issuer")]
    jwks: Option<PathBuf>,
    /// What that issuer's tokens say in `iss`
    #[arg(long, env = "GAVEL_JWKS_ISSUER", requires = "jwks")]
    jwks_issuer: Option<String>,
}

/// Whom a server trusts beside itself.
#[derive(Debug, Clone, Args)]
pub(super) struct Trusted {
    #[command(flatten)]
    issued: Issued,
    /// An origin whose pages may connect, beside the house's own: `https://sale.example`
    #[arg(long = "allow-origin", env = "GAVEL_ALLOW_ORIGIN", value_delimiter = ' ')]
    origins: Vec<Origin>,
}

impl Issued {
    pub(super) fn into_trust(self) -> Trust {
        let issuer = self.jwks.zip(self.jwks_issuer);
        let issuer = issuer.map(|(file, issuer)| IssuerFile { file, issuer });
        Trust { issuer, origins: Vec::new() }
    }
}

impl From<Trusted> for Trust {
    fn from(trusted: Trusted) -> Self {
        Self { origins: trusted.origins, ..trusted.issued.into_trust() }
    }
}
