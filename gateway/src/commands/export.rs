//! `gavel export`: a journal for other programs, and one for everybody.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gavel_engine::durable::{JournalError, Piece, publish};
use gavel_engine::pure::{Entry, Folding};

use super::Failure;
use super::target::Target;
use crate::audit::closed::open_lots;
use crate::audit::decision::{fold, json};
use crate::audit::progress::Progress;
use crate::audit::sheet::Sheet;
use crate::audit::source::Source;

/// Write a journal as JSON lines or as a table, or without its secrets for everybody
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    target: Target,
    /// As what
    #[arg(long, value_enum, default_value = "jsonl", conflicts_with = "public")]
    format: Format,
    /// A public journal: what the room did not hear is replaced by its hash, and the signed heads
    /// stay as they are; once every lot is closed
    #[arg(long, requires = "out")]
    public: bool,
    /// Write to this file; with --public to this folder, which is empty or not there; without it,
    /// to standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What a journal is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Every entry whole, a line each
    Jsonl,
    /// A row for each entry, for a spreadsheet
    Csv,
}

impl Export {
    /// Exit code 0: written; 1: the journal is damaged; 2: it could not be done.
    pub(super) fn run(self) -> Result<(), Failure> {
        let source = self.target.open()?;
        match &self.out {
            Some(folder) if self.public => publish_to(&source, folder),
            Some(path) => {
                let file = File::create(path).map_err(|error| unwritten(path, &error))?;
                self.write(&source, file).map_err(|failure| failure.at(path))
            }
            None => self
                .write(&source, io::stdout().lock())
                .map_err(|failure| failure.at(Path::new("standard output"))),
        }
    }

    fn write(&self, source: &Source, to: impl Write) -> Result<(), ExportFailure> {
        let mut out = BufWriter::new(to);
        match self.format {
            Format::Jsonl => each(source, |entry| {
                out.write_all(json(&entry).as_bytes())?;
                out.write_all(b"\n").map_err(ExportFailure::from)
            })?,
            Format::Csv => {
                let mut sheet = Sheet::new(&mut out)?;
                each(source, |entry| sheet.row(&entry).map_err(ExportFailure::from))?;
                sheet.finish()?;
            }
        }
        Ok(out.flush()?)
    }
}

/// Why an export stopped.
enum ExportFailure {
    Journal(JournalError),
    Output(io::Error),
}

impl From<JournalError> for ExportFailure {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<io::Error> for ExportFailure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl ExportFailure {
    fn at(&self, path: &Path) -> Failure {
        match self {
            Self::Journal(error) => Failure::journal(error),
            Self::Output(error) => unwritten(path, error),
        }
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::refused(&format!("{}: {error}; name one in a folder that is there", path.display()))
}

fn each(
    source: &Source,
    mut take: impl FnMut(Entry) -> Result<(), ExportFailure>,
) -> Result<(), ExportFailure> {
    let mut journal = source.reader()?;
    let mut progress = Progress::of(source);
    while let Some(piece) = journal.piece() {
        if let Piece::Record(record) = piece? {
            take(journal.entry(record)?)?;
        }
        progress.tick(&journal);
    }
    progress.done();
    Ok(())
}

/// Writes the public journal, once every lot is closed.
fn publish_to(source: &Source, folder: &Path) -> Result<(), Failure> {
    let last = check_closed(source)?;
    let is_empty =
        fs::read_dir(folder).map_or(!folder.exists(), |mut files| files.next().is_none());
    if !is_empty {
        let sentence =
            format!("{} is not an empty folder: name another, or empty it", folder.display());
        return Err(Failure::refused(&sentence));
    }
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    let mut journal = source.reader().map_err(|error| Failure::journal(&error))?;
    let head = publish(&mut journal, last, folder).map_err(|error| Failure::journal(&error))?;
    println!("published {} entries without their secrets; root {}", head.size, head.root);
    Ok(())
}

/// The last sequence of a journal in which every lot is closed.
fn check_closed(source: &Source) -> Result<u64, Failure> {
    let mut folding = Folding::default();
    let mut divergence = None;
    let folded = each(source, |entry| {
        if divergence.is_none() {
            divergence = fold(&mut folding, &entry).err();
        }
        Ok(())
    });
    folded.map_err(|failure| failure.at(source.path()))?;
    if let Some(divergence) = divergence {
        return Err(Failure::found(&divergence));
    }
    let session = folding.session();
    let open = open_lots(session);
    if open.is_empty() {
        return Ok(session.seq());
    }
    let lots: Vec<String> = open.iter().map(ToString::to_string).collect();
    Err(Failure::refused(&format!(
        "lots not closed: {}; a public journal would tell how many envelopes wait: close or withdraw \
         them first",
        lots.join(", ")
    )))
}
