//! `gavel token`: mints tokens, says whom one speaks for, takes one back.

mod check;
mod mint;
mod revoke;

use std::io::{self, Read};
use std::path::Path;

use clap::{Args, Subcommand};
use gavel_engine::running::HouseClock;

use super::Failure;
use crate::identity::{Identities, IdentityError, TokenKey, Trust, token_key};
use crate::limits::TOKEN_BYTES;

/// Mint a token, check one, or take one back
#[derive(Debug, Args)]
pub(super) struct Token {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Mint a token, and the link that holds it
    Mint(mint::Mint),
    /// Say whom a token speaks for and until when, or why it is refused
    Check(check::Check),
    /// Take a token back: its connections end within a second, and it opens no other
    Revoke(revoke::Revoke),
}

impl Token {
    /// Exit code 0: done, or the token holds; 1: the token is refused; 2: it could not be done.
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.verb {
            Verb::Mint(mint) => mint.run(),
            Verb::Check(check) => check.run(),
            Verb::Revoke(revoke) => revoke.run(),
        }
    }
}

/// What a data folder knows of identities; nothing is made there.
fn identities(data: &Path, trust: &Trust) -> Result<Identities, Failure> {
    let key = TokenKey::existing(&token_key(data)).map_err(IdentityError::Key);
    key.and_then(|key| Identities::open(key, data, trust, HouseClock::start()))
        .map_err(|error| Failure::refused(&error))
}

/// The token in what somebody gave: itself, the link that holds it, or `-` for standard input,
/// where no other user of the machine sees it.
fn given(text: &str) -> Result<String, Failure> {
    let mut read = String::new();
    let text = if text == "-" {
        let most = 2 * TOKEN_BYTES as u64;
        let read = io::stdin().take(most).read_to_string(&mut read).map(|_| read.as_str());
        read.map_err(|error| Failure::refused(&format!("standard input: {error}")))?
    } else {
        text
    };
    let token = text.split_once("token=").map_or(text, |(_, token)| token);
    Ok(token.trim().to_owned())
}
