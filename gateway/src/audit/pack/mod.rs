//! A pack: one file with all that an auditor needs, a plain tar archive that anybody can open.
//!
//! ```text
//! README.txt                 what is in it and how to check it, in Vietnamese and English
//! build.txt                  which program made it
//! key.txt                    the verifier key that the journal names last
//! head.txt                   the last checkpoint in the journal
//! terms/lot-N.json           the terms of a lot, as they were published
//! minutes/minutes.LL.FF      the minutes in each language, as a page and as a PDF
//! journal/SESSION/*.gavel    the journal, without the zeros behind its end
//! MANIFEST                   the SHA-256 of every file before it, as `sha256sum -c` reads it
//! ```
//! The same journal gives the same bytes: no file has a date, an owner or another order.

mod contents;
mod file;
mod manifest;
mod member;
mod readme;
mod taken;
mod write;

pub(crate) use contents::Contents;
pub(crate) use file::{Pack, PackError};
pub(crate) use taken::Taken;
pub(crate) use write::{Packed, PackingError, write};

use gavel_engine::durable::JOURNAL_VERSION;
use gavel_proto::LotId;

use crate::language::Languages;
use crate::minutes::{self, Minutes, PdfError};

const README: &str = "README.txt";
const BUILD: &str = "build.txt";
const KEY: &str = "key.txt";
const HEAD: &str = "head.txt";
const MANIFEST: &str = "MANIFEST";
const JOURNAL: &str = "journal/";

/// Which program this is: what `build.txt` says.
fn build() -> String {
    format!(
        "gavel {}\njournal format {JOURNAL_VERSION}\ntarget {}-{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS,
    )
}

/// The name of the file with the terms of a lot.
fn terms_name(lot: LotId) -> String {
    format!("terms/lot-{lot}.json")
}

/// The minutes as they are printed, each with its file's name.
fn printed(minutes: &Minutes) -> Result<Vec<(String, Vec<u8>)>, PdfError> {
    let mut files = Vec::new();
    for (name, languages) in [("vi", Languages::Vi), ("en", Languages::En)] {
        let page = minutes::html(minutes, languages).into_bytes();
        files.push((format!("minutes/minutes.{name}.html"), page));
        files.push((format!("minutes/minutes.{name}.pdf"), minutes::pdf(minutes, languages)?));
    }
    Ok(files)
}
