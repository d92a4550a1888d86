//! `gavel minutes`: the minutes of a session or of one lot, from its journal alone.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gavel_engine::durable::{Head, Reader};
use gavel_proto::{LotId, SessionId};

use super::{Data, Failure, session_name};
use crate::audit::decision::{Divergence, possible};
use crate::language::Languages;
use crate::minutes::{self, Extract};

/// Write the minutes of a session, or of one lot of it, from its journal alone
#[derive(Debug, Args)]
pub(super) struct Minutes {
    /// Which session
    #[arg(value_parser = session_name)]
    session: SessionId,
    /// Which lot; without it, every lot of the session
    lot: Option<u32>,
    #[command(flatten)]
    data: Data,
    /// In which language
    #[arg(long, value_enum, default_value = "both")]
    language: Languages,
    /// A page for a browser, or a PDF to print and sign
    #[arg(long, value_enum, default_value = "html")]
    format: Format,
    /// Write to this file; without it, to standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What the minutes are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One self-contained page
    Html,
    /// A PDF to print and sign
    Pdf,
}

impl Minutes {
    /// Exit code 0: written; 1: the journal is damaged; 2: it could not be done.
    pub(super) fn run(self) -> Result<(), Failure> {
        let (extract, head) = self.read()?;
        let minutes = extract.finish(head, self.lot.map(LotId));
        let minutes = minutes.map_err(|error| Failure::refused(&error))?;
        let bytes = match self.format {
            Format::Html => minutes::html(&minutes, self.language).into_bytes(),
            Format::Pdf => {
                minutes::pdf(&minutes, self.language).map_err(|error| Failure::refused(&error))?
            }
        };
        self.write(&bytes)
    }

    /// What the minutes say of the entries of the journal, and the head of the tree over these.
    fn read(&self) -> Result<(Extract, Head), Failure> {
        let folder = self.data.data.join("sessions").join(self.session.as_str());
        if !folder.is_dir() {
            let sentence = format!(
                "no session {} in {}: name one of its sessions, or another folder with --data",
                self.session,
                self.data.data.display()
            );
            return Err(Failure::refused(&sentence));
        }
        let mut reader =
            Reader::open(&folder, &self.session).map_err(|error| Failure::refused(&error))?;
        let mut extract = Extract::default();
        for entry in reader.by_ref() {
            let entry = entry.map_err(|error| Failure::journal(&error))?;
            let taken = possible(entry.seq, || extract.take(&entry));
            taken.map_err(|broken| Failure::found(&Divergence::from(broken)))?;
        }
        if let Some(damage) = reader.torn() {
            eprintln!("a torn batch stands at the end, nobody was answered from it: {damage}");
        }
        Ok((extract, reader.head()))
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(path) = &self.out else {
            return io::stdout().write_all(bytes).map_err(|error| Failure::refused(&error));
        };
        fs::write(path, bytes).map_err(|error| {
            let sentence =
                format!("{}: {error}; name a file in a folder that is there", path.display());
            Failure::refused(&sentence)
        })
    }
}
