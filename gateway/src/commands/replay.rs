//! `gavel replay`: folds a journal; with `--verify` decides every command again.

use std::time::{Duration, Instant};

use clap::Args;
use gavel_engine::durable::{Head, Piece, Record};
use gavel_engine::pure::{Entry, Folding, Session};
use gavel_proto::{LotId, Seq, Timestamp};

use super::target::Target;
use super::{Failure, table, time};
use crate::audit::decision::{decide, fold, json};
use crate::audit::progress::Progress;
use crate::audit::source::{Journal, Source};
use crate::audit::timeline::{Timeline, concerns};

/// Fold a journal, as far as you like; with --verify decide every command again
#[derive(Debug, Args)]
pub(super) struct Replay {
    #[command(flatten)]
    target: Target,
    /// Decide every command again and compare with what was recorded
    #[arg(long)]
    verify: bool,
    /// Stop after this sequence
    #[arg(long)]
    until: Option<Seq>,
    /// Stop before what is stamped later than this, such as 2026-11-23T09:00:00+07:00
    #[arg(long, value_parser = time)]
    at: Option<Timestamp>,
    /// Print only what concerns this lot
    #[arg(long)]
    lot: Option<u32>,
    /// Print every entry as a JSON line
    #[arg(long, conflicts_with = "timeline")]
    entries: bool,
    /// Print every entry in words: when, who, what was asked, what came of it
    #[arg(long)]
    timeline: bool,
}

/// How far a replay has come.
struct Played {
    state: State,
    timeline: Timeline,
    /// The head over the entries that were played, where the reader may be further.
    head: Option<Head>,
    /// Entries whose secrets are withheld: told, and not folded.
    withheld: u64,
}

/// What the entries come to.
enum State {
    Folded(Box<Folding>),
    Decided(Box<Session>),
}

impl State {
    /// The state before the first entry.
    fn before(replay: &Replay) -> Self {
        if replay.verify { Self::Decided(Box::default()) } else { Self::Folded(Box::default()) }
    }

    fn finish(self) -> Session {
        match self {
            Self::Folded(folding) => folding.finish(),
            Self::Decided(session) => *session,
        }
    }
}

impl Replay {
    /// Exit code 0: whole (and verified); 1: damaged or diverged; 2: could not be read.
    pub(super) fn run(self) -> Result<(), Failure> {
        let source = self.target.open()?;
        let journal = source.reader().map_err(|error| Failure::journal(&error))?;
        if journal.head().size != 0 {
            let sentence = "a segment that begins in the middle of a sale cannot be replayed alone: \
                            name the session's folder, or check it with `gavel verify`";
            return Err(Failure::refused(&sentence));
        }
        let mut journal = if self.is_hashed() { journal } else { journal.unhashed() };
        let started = Instant::now();
        let (state, timeline) = (State::before(&self), Timeline::default());
        let mut played = Played { state, timeline, head: None, withheld: 0 };
        self.play(&source, &mut journal, &mut played)?;
        if let Some(damage) = journal.torn() {
            eprintln!("a torn batch stands at the end, nobody was answered from it: {damage}");
        }
        let head = played.head.unwrap_or_else(|| journal.head());
        let root = if self.is_hashed() { format!("; root {}", head.root) } else { String::new() };
        if played.withheld != 0 {
            let told = played.withheld;
            println!("told {told} entries of a public journal; nothing was decided{root}");
            return Ok(());
        }
        let session = played.state.finish();
        self.tell(&session, &root, started.elapsed());
        Ok(())
    }

    /// Whether the tree is made on the way: for a fold alone it would take a fifth of the time.
    const fn is_hashed(&self) -> bool {
        self.verify || self.timeline
    }

    fn play(
        &self,
        source: &Source,
        journal: &mut Journal,
        played: &mut Played,
    ) -> Result<(), Failure> {
        let mut progress = Progress::of(source);
        while let Some(piece) = journal.piece() {
            let piece = piece.map_err(|error| Failure::journal(&error))?;
            progress.tick(journal);
            let Piece::Record(record) = piece else {
                continue;
            };
            if self.is_behind(&record) {
                break;
            }
            let seq = record.seq();
            self.step(journal, record, played)?;
            // The reader goes on by one before it is known that the replay ends here.
            if self.at.is_some() || self.until == Some(seq) {
                played.head = Some(journal.head());
            }
        }
        progress.done();
        Ok(())
    }

    fn is_behind(&self, record: &Record) -> bool {
        self.until.is_some_and(|until| until < record.seq())
            || self.at.is_some_and(|at| at < record.public().at)
    }

    fn step(&self, journal: &Journal, record: Record, played: &mut Played) -> Result<(), Failure> {
        // What the room heard can be told, though nothing can be decided from it.
        if self.timeline && record.secret_part().is_none() {
            let lot = self.lot.map(LotId);
            played.withheld += 1;
            if let Some(line) = played.timeline.heard(record.public(), lot) {
                println!("{line}");
            }
            return Ok(());
        }
        let entry = journal.entry(record).map_err(|error| Failure::journal(&error))?;
        let done = match &mut played.state {
            State::Folded(folding) => fold(folding, &entry),
            State::Decided(session) => {
                decide(session, &entry, journal.known().root, journal.session())
            }
        };
        done.map_err(|error| Failure::found(&error))?;
        self.print(&entry, &mut played.timeline);
        Ok(())
    }

    fn print(&self, entry: &Entry, timeline: &mut Timeline) {
        let is_asked = self.lot.is_none_or(|lot| concerns(entry, LotId(lot)));
        if self.entries && is_asked {
            println!("{}", json(entry));
        }
        if self.timeline {
            let line = timeline.line(entry);
            if is_asked {
                println!("{line}");
            }
        }
    }

    fn tell(&self, session: &Session, root: &str, took: Duration) {
        eprintln!("{}", table::results(session, self.lot.map(LotId)));
        let what = if self.verify { "verified" } else { "folded" };
        let entries = session.seq();
        println!(
            "{what} {entries} entries in {took:.3?} ({} a second); state {}{root}",
            per_second(entries, took),
            session.digest(),
        );
    }
}

fn per_second(entries: u64, took: Duration) -> u128 {
    u128::from(entries) * 1_000_000 / took.as_micros().max(1)
}
