//! `gavel key`: the key to publish, and how it is replaced.

use std::fs;

use clap::{Args, Subcommand};
use gavel_engine::durable::{JournalError, Piece, Signer};
use gavel_proto::{Event, Seq, SessionId};

use super::signed::Signed;
use super::{Data, Failure, session_name};
use crate::audit::source::Source;
use crate::keyfile;
use crate::rotation::rotate;
use crate::signing::{Signing, journal_key};

/// Show the key that checks signed heads and receipts, or replace the one that signs them
#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Print the verifier key of a session, which the exchange publishes; without a session, of each
    Show(Show),
    /// Replace the key that signs, while no server runs; every journal records it at the next start
    Rotate(Rotate),
}

#[derive(Debug, Args)]
struct Show {
    /// Which session
    #[arg(value_parser = session_name)]
    session: Option<SessionId>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, Args)]
struct Rotate {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    signed: Signed,
}

impl Key {
    /// Exit code 0: done; 1: a journal is damaged; 2: it could not be done.
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.verb {
            Verb::Show(show) => show.run(),
            Verb::Rotate(rotate) => rotate.run(),
        }
    }
}

impl Show {
    fn run(self) -> Result<(), Failure> {
        let signing = Signing::from(self.signed);
        let data = &self.data;
        if let Some(session) = &self.session {
            println!("{}", of_session(session, data, &signing)?);
            return Ok(());
        }
        for session in sessions(data)? {
            println!("{session} {}", of_session(&session, data, &signing)?);
        }
        Ok(())
    }
}

impl Rotate {
    fn run(self) -> Result<(), Failure> {
        let signing = Signing::from(self.signed);
        let rotated = rotate(&self.data.data, &signing);
        let retired = rotated.map_err(|error| Failure::refused(&error))?;
        println!("the key that signed is kept in {}", retired.display());
        eprintln!(
            "at the next start of the server every journal records the new key, signed by both; \
             then publish what `gavel key show` prints"
        );
        Ok(())
    }
}

/// The key that a session's journal names last; before it names one, the one that it will name.
fn of_session(session: &SessionId, data: &Data, signing: &Signing) -> Result<String, Failure> {
    let folder = data.data.join("sessions").join(session.as_str());
    let mut named = Vec::new();
    if folder.is_dir() {
        let source = Source::Folder { path: folder, session: session.clone() };
        named = keys(&source).map_err(|error| Failure::journal(&error))?;
    }
    let origin = match named.last().and_then(|(_, key)| key.split_once('+')) {
        Some((name, _)) => name.to_owned(),
        None => format!("{}/{session}", signing.origin),
    };
    let path = signing.key.clone().unwrap_or_else(|| journal_key(&data.data));
    let signs = keyfile::read(&path).map_err(|error| error.to_string()).and_then(|key| {
        let signer = Signer::new(&origin, key).map_err(|error| error.to_string())?;
        Ok(signer.verifier().to_string())
    });
    for (since, key) in named.iter().rev().skip(1).rev() {
        eprintln!("{session}: named at sequence {since}, and replaced since: {key}");
    }
    match (named.pop(), signs) {
        (None, signs) => signs.map_err(|reason| {
            Failure::refused(&format!("{reason}; the first start of the server makes the key"))
        }),
        (Some((since, key)), signs) => {
            eprintln!("{session}: signs since sequence {since}");
            if let Some(next) = signs.ok().filter(|next| *next != key) {
                eprintln!("{session}: from the next start of the server on, this one will: {next}");
            }
            Ok(key)
        }
    }
}

/// The keys that a journal names, each with the sequence that names it.
fn keys(source: &Source) -> Result<Vec<(Seq, String)>, JournalError> {
    let mut journal = source.reader()?;
    let mut keys = Vec::new();
    while let Some(piece) = journal.piece() {
        let Piece::Record(record) = piece? else {
            continue;
        };
        let heard = record.public().heard.iter();
        keys.extend(heard.filter_map(|event| {
            let Event::SigningKeySet { key } = event else {
                return None;
            };
            Some((record.seq(), key.to_string()))
        }));
    }
    Ok(keys)
}

fn sessions(data: &Data) -> Result<Vec<SessionId>, Failure> {
    let path = data.data.join("sessions");
    let folders = fs::read_dir(&path).map_err(|error| {
        Failure::refused(&format!("{}: {error}; name a data folder with --data", path.display()))
    })?;
    let names = folders.flatten().map(|folder| folder.file_name());
    let mut sessions: Vec<SessionId> =
        names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    sessions.sort();
    Ok(sessions)
}
