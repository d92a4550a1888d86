//! `gavel terms`: what is wrong with terms before they freeze, and what they mean.

mod faults;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::Timestamp;

use super::{Failure, time};
use crate::catalogue::{Catalogue, Item, Notation};
use crate::explain::explain;
use crate::language::Languages;
use crate::limits;

/// Check the terms of lots before they are published
#[derive(Debug, Args)]
pub(super) struct Terms {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Name every fault of the terms in these files; if there is none, say what they mean
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// TOML or JSON: the terms of one lot, or a session with a title and lots
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// In which language
    #[arg(long, value_enum, default_value_t = Languages::Both)]
    language: Languages,
    /// As if published at this time, such as 2026-11-23T09:00:00+07:00; by default, now
    #[arg(long, value_parser = time)]
    at: Option<Timestamp>,
}

impl Terms {
    /// Exit code 0: every lot can be published; 1: faults were found; 2: a file cannot be read.
    pub(super) fn run(self) -> Result<(), Failure> {
        let Verb::Check(check) = self.verb;
        check.run()
    }
}

impl Check {
    fn run(self) -> Result<(), Failure> {
        let at = self.at.unwrap_or_else(|| HouseClock::start().now());
        let mut faults = 0;
        let mut unread = Vec::new();
        for path in &self.files {
            match read(path) {
                Ok(catalogue) => faults += self.check(path, &catalogue, at),
                Err(sentence) => unread.push(sentence),
            }
        }
        if !unread.is_empty() {
            return Err(Failure::refused(&unread.join("\n")));
        }
        if faults != 0 {
            return Err(Failure::found(&format!("not to be published: {faults} faults")));
        }
        Ok(())
    }

    /// Prints what there is to say about every lot. The number of faults.
    fn check(&self, path: &Path, catalogue: &Catalogue, at: Timestamp) -> usize {
        println!("{}", path.display());
        let mut faults = 0;
        for (number, item) in (1..).zip(&catalogue.lots) {
            if catalogue.title.is_some() {
                println!("\n  {number}.");
            }
            faults += self.check_lot(item, at);
        }
        println!();
        faults
    }

    fn check_lot(&self, item: &Item, at: Timestamp) -> usize {
        let faults = item.terms.faults(at, item.reserve);
        for language in self.language.each() {
            let sentences: Vec<String> = if faults.is_empty() {
                explain(&item.terms, *language)
            } else {
                faults.iter().map(|fault| faults::sentence(*fault, *language)).collect()
            };
            println!();
            for sentence in sentences {
                println!("  {sentence}");
            }
        }
        faults.len()
    }
}

/// What the file offers.
///
/// # Errors
/// Why it cannot be read, with its name.
pub(super) fn read(path: &Path) -> Result<Catalogue, String> {
    let named = |reason: &dyn ToString| format!("{}: {}", path.display(), reason.to_string());
    let bytes = fs::metadata(path).map_err(|error| named(&error))?.len();
    if limits::CATALOGUE_BYTES < bytes {
        let most = limits::CATALOGUE_BYTES;
        return Err(named(&format!("{bytes} bytes; at most {most} are read: split the session")));
    }
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    Catalogue::read(&text, Notation::of(path)).map_err(|unreadable| named(&unreadable))
}
