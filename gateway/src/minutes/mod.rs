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

pub use extract::{MinutesError, extract};
pub use pdf::PdfError;
pub use record::Minutes;

use paper::Paper;
use words::{English, Vietnamese};

/// In which language minutes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Vietnamese
    Vi,
    /// English
    En,
    /// The whole document in Vietnamese, then the whole document in English
    Both,
}

/// The minutes as one self-contained page: no script, nothing to fetch.
#[must_use]
pub fn html(minutes: &Minutes, language: Language) -> String {
    html::print(&papers(minutes, language))
}

/// The minutes as an archivable PDF, to print and sign.
///
/// # Errors
/// [`PdfError`], where the format cannot hold what the minutes say.
pub fn pdf(minutes: &Minutes, language: Language) -> Result<Vec<u8>, PdfError> {
    pdf::print(minutes, &papers(minutes, language))
}

fn papers(minutes: &Minutes, language: Language) -> Vec<Paper> {
    let vietnamese = || draft::draft(minutes, &Vietnamese);
    let english = || draft::draft(minutes, &English);
    match language {
        Language::Vi => vec![vietnamese()],
        Language::En => vec![english()],
        Language::Both => vec![vietnamese(), english()],
    }
}
