//! `gavel token check`: says whom a token speaks for and until when, or why it is refused.

use clap::Args;

use super::{given, identities};
use crate::commands::issued::Issued;
use crate::commands::{Data, Failure};

/// Say whom a token speaks for and until when, or why it is refused
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The token, the link that holds it, or - to read it from standard input
    token: String,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    issued: Issued,
}

impl Check {
    /// Exit code 0: it holds; 1: it is refused; 2: that could not be found out.
    pub(super) fn run(self) -> Result<(), Failure> {
        let identities = identities(&self.data.data, &self.issued.into_trust())?;
        let token = given(&self.token)?;
        let identity = identities.read(&token).map_err(|fault| refused(&fault))?;
        println!("It speaks for {identity}, until {}.", identity.expires);
        println!("Its id is {}; its issuer means {:?}.", identity.id, identity.subject);
        identities.holds(&identity).map_err(|fault| refused(&fault))
    }
}

fn refused(fault: &impl ToString) -> Failure {
    Failure::found(&format!("the token is refused: {}", fault.to_string()))
}
