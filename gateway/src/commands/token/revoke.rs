//! `gavel token revoke`: takes a token back.

use clap::Args;
use gavel_engine::running::{Clock, HouseClock};

use super::{given, identities};
use crate::commands::issued::Issued;
use crate::commands::{Data, Failure};
use crate::identity::{is_id, revoke};

/// Take a token back: its connections end within a second, and it opens no other
#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// The token, the link that holds it, - to read it from standard input, or its id, which
    /// `gavel token check` and the access log say
    token: String,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    issued: Issued,
}

impl Revoke {
    /// Exit code 0: it is on the list, on disk; 1: it is no token of this house; 2: it could not
    /// be put there.
    pub(super) fn run(self) -> Result<(), Failure> {
        let data = self.data.data;
        let identities = identities(&data, &self.issued.into_trust())?;
        let token = given(&self.token)?;
        let id = match identities.read(&token) {
            Ok(identity) => {
                println!("revoked: {identity}");
                identity.id
            }
            // A whole token has points, and so may an id: but not two.
            Err(_) if is_id(&token) && token.matches('.').count() < 2 => token,
            Err(fault) => {
                let sentence = format!("nothing to revoke: {fault}; give a token or its id");
                return Err(Failure::found(&sentence));
            }
        };
        revoke(&data, &id, HouseClock::start().now()).map_err(|error| Failure::refused(&error))?;
        println!("{id} opens nothing any more");
        Ok(())
    }
}
