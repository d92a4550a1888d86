//! `gavel simulate`: a script of commands through the same engine, in virtual time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use gavel_engine::pure::Entry;
use gavel_engine::running::Timeline;
use gavel_proto::{By, Command, Timestamp};
use serde::Deserialize;

use super::{Failure, table};

/// Run a script of commands through the engine in virtual time
#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// JSON lines {at, by, command}, as in the journal, `at` never falling; `-` for standard input
    script: PathBuf,
}

/// One line of a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    at: Timestamp,
    by: By,
    command: Command,
}

impl Simulate {
    /// Entries go to standard output as JSON lines, the table of results to standard error.
    pub(super) fn run(self) -> Result<(), Failure> {
        let script = self.open()?;
        let mut out = BufWriter::new(io::stdout().lock());
        let mut timeline = Timeline::default();
        let played = play(script, &mut timeline, &mut out);
        out.flush().map_err(|error| Failure::refused(&error))?;
        played?;
        eprintln!("{}", table::results(timeline.session(), None));
        Ok(())
    }

    fn open(&self) -> Result<Box<dyn BufRead>, Failure> {
        if self.script.as_os_str() == "-" {
            return Ok(Box::new(BufReader::new(io::stdin())));
        }
        match File::open(&self.script) {
            Ok(file) => Ok(Box::new(BufReader::new(file))),
            Err(error) => Err(Failure::refused(&format!("{}: {error}", self.script.display()))),
        }
    }
}

fn play(
    script: impl BufRead,
    timeline: &mut Timeline,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut last = Timestamp::from_micros(i64::MIN);
    for (index, text) in script.lines().enumerate() {
        let bad = |reason: String| Failure::refused(&format!("line {}: {reason}", index + 1));
        let text = text.map_err(|error| bad(error.to_string()))?;
        if text.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if line.at < last {
            return Err(bad(format!("time falls from {last} to {}", line.at)));
        }
        last = line.at;
        write(out, &timeline.pass(line.at))?;
        write(out, &[timeline.enter(line.at, line.by, line.command)])?;
    }
    write(out, &timeline.finish())
}

fn write(out: &mut impl Write, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        serde_json::to_writer(&mut *out, entry).map_err(|error| Failure::refused(&error))?;
        out.write_all(b"\n").map_err(|error| Failure::refused(&error))?;
    }
    Ok(())
}
