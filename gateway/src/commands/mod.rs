//! The commands of the binary `gavel`.

mod client;
mod config;
mod demo;
mod entrance;
mod export;
mod issued;
mod key;
mod minutes;
mod pack;
mod publish;
mod receipt;
mod rehearse;
mod replay;
mod serve;
mod settings;
mod signed;
mod simulate;
mod table;
mod target;
mod terms;
mod token;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gavel_engine::durable::Verifier;
use gavel_proto::{SessionId, Timestamp};

use crate::audit::key::argument;
use crate::config::LogFormat;
use crate::log;

/// Live technology auctions: run them, join them, replay them.
#[derive(Debug, Parser)]
#[command(name = "gavel", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Start a demo sale that anybody can bid in at once (the default)
    Demo(demo::Demo),
    /// Run the sessions of a data folder
    Serve(serve::Serve),
    /// Check a configuration, or show what can be set
    Config(config::Config),
    /// Mint a token, check one, or take one back
    Token(token::Token),
    /// Check the terms of lots before they are published
    Terms(terms::Terms),
    /// Publish the lots of a file in a session that is being served
    Publish(publish::Publish),
    /// Check a journal or a pack: bytes, chain, tree, heads, signatures, and every decision anew
    Verify(verify::Verify),
    /// Fold a journal, as far as you like; with --verify decide every command again
    Replay(replay::Replay),
    /// Check what the house said of bids
    Receipt(receipt::Receipts),
    /// Write a journal as JSON lines or as a table, or without its secrets for everybody
    Export(export::Export),
    /// Write one file with all that an auditor needs: journal, head, key, terms, minutes
    Pack(pack::Pack),
    /// Show the key that checks signed heads and receipts, or replace the one that signs them
    Key(key::Key),
    /// Write the minutes of a session, or of one lot of it, from its journal alone
    Minutes(minutes::Minutes),
    /// Run a script of commands through the engine in virtual time
    Simulate(simulate::Simulate),
    /// Try a running house with a crowd of bidders and observers, and say whether it held
    Rehearse(Box<rehearse::Rehearse>),
}

/// Where a house keeps its data.
#[derive(Debug, Clone, Args)]
struct Data {
    /// The data folder
    #[arg(long, env = "GAVEL_DATA", default_value = "gavel-data")]
    data: PathBuf,
}

/// Why a command did not end well, and with which exit code: 1, something was found; 2, it could
/// not be done.
#[derive(Debug)]
struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    fn found(sentence: &impl ToString) -> Self {
        Self { sentence: sentence.to_string(), code: 1 }
    }

    fn refused(sentence: &impl ToString) -> Self {
        Self { sentence: sentence.to_string(), code: 2 }
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    ExitCode::from(run_with(std::env::args_os()))
}

/// Runs a command line, the program's name first: exit code 0 if all is well, 1 if something was
/// found (a journal stopped or diverged, terms have faults), 2 if what was asked could not be done.
#[must_use]
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let verb = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.command.unwrap_or_else(|| Verb::Demo(demo::Demo::default())),
        Err(shown) => {
            // Nobody is left to be told where standard error is gone.
            drop(shown.print());
            return u8::try_from(shown.exit_code()).unwrap_or(2);
        }
    };
    if !matches!(verb, Verb::Serve(_) | Verb::Demo(_)) {
        let filter = std::env::var("GAVEL_LOG").unwrap_or_else(|_| "info".to_owned());
        log::start(&filter, LogFormat::Text);
    }
    let done = match verb {
        Verb::Demo(demo) => demo.run(),
        Verb::Serve(serve) => serve.run(),
        Verb::Config(config) => config.run(),
        Verb::Token(token) => token.run(),
        Verb::Terms(terms) => terms.run(),
        Verb::Publish(publish) => publish.run(),
        Verb::Verify(verify) => verify.run(),
        Verb::Replay(replay) => replay.run(),
        Verb::Receipt(receipts) => receipts.run(),
        Verb::Export(export) => export.run(),
        Verb::Pack(pack) => pack.run(),
        Verb::Key(key) => key.run(),
        Verb::Minutes(minutes) => minutes.run(),
        Verb::Simulate(simulate) => simulate.run(),
        Verb::Rehearse(rehearse) => rehearse.run(),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => {
            eprintln!("gavel: {}", failure.sentence);
            failure.code
        }
    }
}

fn key_argument(text: &str) -> Result<Verifier, String> {
    argument(text).map_err(|error| error.to_string())
}

fn time(text: &str) -> Result<Timestamp, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}

fn session_name(text: &str) -> Result<SessionId, String> {
    text.parse().map_err(|fault: gavel_proto::ids::NameFault| fault.to_string())
}
