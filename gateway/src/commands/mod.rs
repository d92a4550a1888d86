//! The commands of the binary `gavel`.

mod client;
mod demo;
mod minutes;
mod publish;
mod replay;
mod serve;
mod signed;
mod simulate;
mod table;
mod terms;
mod token;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gavel_proto::SessionId;

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
    /// Mint a token, and the link that holds it
    Token(token::Token),
    /// Check the terms of lots before they are published
    Terms(terms::Terms),
    /// Publish the lots of a file in a session that is being served
    Publish(publish::Publish),
    /// Fold a session's journal; with --verify decide every command again
    Replay(replay::Replay),
    /// Write the minutes of a session, or of one lot of it, from its journal alone
    Minutes(minutes::Minutes),
    /// Run a script of commands through the engine in virtual time
    Simulate(simulate::Simulate),
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

/// Runs the command line: exit code 0 if all is well, 1 if something was found (a journal
/// stopped or diverged, terms have faults), 2 if what was asked could not be done.
#[must_use]
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("GAVEL_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info")),
        )
        .init();
    let done = match Cli::parse().command.unwrap_or_else(|| Verb::Demo(demo::Demo::default())) {
        Verb::Demo(demo) => demo.run(),
        Verb::Serve(serve) => serve.run(),
        Verb::Token(token) => token.run(),
        Verb::Terms(terms) => terms.run(),
        Verb::Publish(publish) => publish.run(),
        Verb::Replay(replay) => replay.run(),
        Verb::Minutes(minutes) => minutes.run(),
        Verb::Simulate(simulate) => simulate.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("gavel: {}", failure.sentence);
            ExitCode::from(failure.code)
        }
    }
}

fn session_name(text: &str) -> Result<SessionId, String> {
    text.parse().map_err(|fault: gavel_proto::ids::NameFault| fault.to_string())
}
