//! The arguments that say who else issues tokens.

use std::path::PathBuf;

use clap::Args;

use crate::identity::{IssuerFile, Trust};

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

impl Issued {
    pub(super) fn into_trust(self) -> Trust {
        let issuer = self.jwks.zip(self.jwks_issuer);
        let issuer = issuer.map(|(file, issuer)| IssuerFile { file, issuer });
        Trust { issuer, ..Trust::default() }
    }
}
