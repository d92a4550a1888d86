//! The arguments that say who signs.

use std::path::PathBuf;

use clap::Args;

use crate::signing::Signing;

/// Who signs the heads of the journals.
#[derive(Debug, Clone, Args)]
pub(super) struct Signed {
    /// The exchange's name, a domain of its own: the origin of every new journal begins with it
    #[arg(long, env = "GAVEL_ORIGIN", default_value = "gavel.localhost")]
    origin: String,
    /// The key that signs, in PKCS #8 PEM; made if there is none [default: keys/journal.pem in the
    /// data folder]
    #[arg(long, env = "GAVEL_SIGNING_KEY")]
    signing_key: Option<PathBuf>,
}

impl From<Signed> for Signing {
    fn from(signed: Signed) -> Self {
        Self { origin: signed.origin, key: signed.signing_key }
    }
}
