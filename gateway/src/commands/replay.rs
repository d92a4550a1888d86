//! `gavel replay`: folds a journal; with `--verify` decides every command again.

use std::time::Instant;

use clap::Args;
use gavel_engine::durable::Reader;
use gavel_engine::pure::{Entry, Outcome, Session};
use gavel_proto::{Command, Hash, SessionId};

use super::{Data, Failure, session_name, table};

/// Fold a session's journal; with --verify decide every command again
#[derive(Debug, Args)]
pub(super) struct Replay {
    /// Which session
    #[arg(value_parser = session_name)]
    session: SessionId,
    #[command(flatten)]
    data: Data,
    /// Decide every command again and compare with what was recorded
    #[arg(long)]
    verify: bool,
    /// Stop after this sequence
    #[arg(long)]
    until: Option<u64>,
    /// Print every entry as a JSON line
    #[arg(long)]
    entries: bool,
}

impl Replay {
    /// Exit code 0: whole (and verified); 1: damaged or diverged; 2: could not be read.
    pub(super) fn run(self) -> Result<(), Failure> {
        let folder = self.data.data.join("sessions").join(self.session.as_str());
        if !folder.is_dir() {
            let sentence = format!("no session {} in {}", self.session, self.data.data.display());
            return Err(Failure::refused(&sentence));
        }
        let started = Instant::now();
        let mut reader =
            Reader::open(&folder, &self.session).map_err(|error| Failure::refused(&error))?;
        let mut session = Session::default();
        let until = self.until.unwrap_or(u64::MAX);
        while let Some(entry) = reader.next().filter(|entry| !is_behind(entry, until)) {
            let entry = entry.map_err(|error| Failure::found(&error))?;
            if self.verify {
                check_head(&entry, reader.known().root)?;
            }
            self.step(&mut session, &entry)?;
        }
        if let Some(damage) = reader.torn() {
            eprintln!("a torn batch stands at the end, nobody was answered from it: {damage}");
        }
        eprintln!("{}", table::results(&session));
        let what = if self.verify { "verified" } else { "folded" };
        let entries = session.seq();
        println!(
            "{what} {entries} entries in {:.3?}; state {}; root {}",
            started.elapsed(),
            session.digest(),
            reader.head().root
        );
        Ok(())
    }

    fn step(&self, session: &mut Session, entry: &Entry) -> Result<(), Failure> {
        if entry.at < session.at() {
            let sentence = format!("sequence {}: its stamp {} falls", entry.seq, entry.at);
            return Err(Failure::found(&sentence));
        }
        if self.verify {
            let decided = Outcome::from(session.decide(entry.at, &entry.by, &entry.command));
            if decided != entry.outcome {
                return Err(Failure::found(&divergence(entry, &decided)));
            }
        }
        if self.entries {
            println!("{}", json(entry));
        }
        session.apply(entry);
        Ok(())
    }
}

/// A draw takes its seed from the head that a tick carries: it must be this journal's.
fn check_head(entry: &Entry, known: Hash) -> Result<(), Failure> {
    let Command::Tick { head: Some(head) } = entry.command else {
        return Ok(());
    };
    if head == known {
        return Ok(());
    }
    let seq = entry.seq;
    let sentence = format!("sequence {seq}: its tick carries the head {head}, not {known}");
    Err(Failure::found(&sentence))
}

fn is_behind<E>(entry: &Result<Entry, E>, until: u64) -> bool {
    entry.as_ref().is_ok_and(|entry| until < entry.seq)
}

fn divergence(entry: &Entry, decided: &Outcome) -> String {
    format!(
        "sequence {} diverges\n  command:  {}\n  recorded: {}\n  decided:  {}",
        entry.seq,
        json(&entry.command),
        json(&entry.outcome),
        json(decided),
    )
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: what came from JSON can be written as JSON")
}
