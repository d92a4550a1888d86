//! The minutes (*biên bản*) of a session: from its journal alone, in Vietnamese and English, as a
//! page or as a PDF, byte for byte the same from the same journal (rule book 10).
//!
//! ```text
//! entries -> extract -> Minutes -> draft(words) -> Paper -> html | pdf
//! ```
//! Nothing here reads a clock, a locale or an environment, and fonts are carried along.

mod draft;
mod extract;
mod html;
mod lot;
mod paper;
mod pdf;
mod record;
mod words;

pub use extract::{Extract, MinutesError};
pub use pdf::PdfError;
pub use record::Minutes;

use crate::language::{Language, Languages};
use paper::Paper;
use words::{English, Vietnamese};

/// The minutes as one self-contained page: no script, nothing to fetch.
#[must_use]
pub fn html(minutes: &Minutes, languages: Languages) -> String {
    html::print(&papers(minutes, languages))
}

/// The minutes as an archivable PDF, to print and sign.
///
/// # Errors
/// [`PdfError`], where the format cannot hold what the minutes say.
pub fn pdf(minutes: &Minutes, languages: Languages) -> Result<Vec<u8>, PdfError> {
    pdf::print(minutes, &papers(minutes, languages))
}

fn papers(minutes: &Minutes, languages: Languages) -> Vec<Paper> {
    let paper = |language: &Language| match language {
        Language::Vi => draft::draft(minutes, &Vietnamese),
        Language::En => draft::draft(minutes, &English),
    };
    languages.each().iter().map(paper).collect()
}
