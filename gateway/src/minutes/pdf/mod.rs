//! The paper as a PDF to print, sign and keep: PDF/A-2b, fonts inside, no clock and no chance.
//!
//! ```text
//! Paper -> flow (lines, tables, sheets; whole thousandths of a point) -> ink -> bytes
//! ```

mod face;
mod flow;
mod ink;
mod lines;
mod sheet;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime as Stamp, Metadata};
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

use super::paper::Paper;
use super::record::Minutes;
use face::Typeface;

/// Why a PDF could not be made: the format's own limits, never the layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the minutes do not fit into a PDF: {0}; write them with --format html")]
pub struct PdfError(String);

/// Prints the papers one behind the other.
///
/// # Errors
/// [`PdfError`], where an archivable PDF cannot hold what the papers say.
pub(super) fn print(minutes: &Minutes, papers: &[Paper]) -> Result<Vec<u8>, PdfError> {
    let refused = |error: &dyn std::fmt::Debug| PdfError(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_B)
        .finish()
        .map_err(|error| refused(&error))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let typeface = Typeface::new();
    for paper in papers {
        for sheet in flow::sheets(&typeface, paper) {
            let size = PageSettings::from_wh(ink::points(sheet::WIDTH), ink::points(sheet::HEIGHT));
            let mut page = document
                .start_page_with(size.expect("invariant: a sheet has a width and a height"));
            let mut surface = page.surface();
            for mark in &sheet.marks {
                ink::print(&mut surface, &typeface, mark);
            }
            surface.finish();
            page.finish();
        }
    }
    document.set_metadata(metadata(minutes, papers));
    document.finish().map_err(|error| refused(&error))
}

/// What a reader of files sees: of the journal, like everything else.
fn metadata(minutes: &Minutes, papers: &[Paper]) -> Metadata {
    let titles: Vec<&str> = papers.iter().map(|paper| paper.title.as_str()).collect();
    let language = papers.first().map_or("vi", |paper| paper.language);
    let metadata = Metadata::new()
        .title(titles.join(" / "))
        .language(language.to_owned())
        .producer("gavel".to_owned())
        .document_id(format!("{}-{}", minutes.session, minutes.head.root));
    match DateTime::<Utc>::from_timestamp_micros(minutes.known_until.micros()) {
        Some(time) => metadata.creation_date(stamp(time)),
        None => metadata,
    }
}

fn stamp(time: DateTime<Utc>) -> Stamp {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    Stamp::new(u16::try_from(time.year()).unwrap_or_default())
        .month(part(time.month()))
        .day(part(time.day()))
        .hour(part(time.hour()))
        .minute(part(time.minute()))
        .second(part(time.second()))
        .utc_offset_hour(0)
}
