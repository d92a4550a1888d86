//! The journals that are kept in `tests/journals`: sound sales of every format, to be spoilt.

use std::fs;
use std::path::PathBuf;

use gavel_engine::durable::Reader;
use gavel_engine::pure::Entry;
use gavel_proto::{By, SessionId};

/// A journal of one segment.
pub(super) struct Kept {
    pub(super) session: SessionId,
    /// The verifier key that it was begun with.
    pub(super) key: String,
    /// The segment, and the note beside it.
    pub(super) segment: Vec<u8>,
    pub(super) note: Vec<u8>,
    pub(super) entries: Vec<Entry>,
}

/// The name of the only segment of each.
pub(super) const SEGMENT: &str = "00000000000000000001.gavel";

/// Every kept journal.
pub(super) fn journals() -> Vec<Kept> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/journals/3");
    let data = ["formats", "law", "served"].map(|name| PathBuf::from(folder).join(name));
    data.map(|data| {
        let record = fs::read_to_string(data.join("record.json")).expect("a record");
        let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
        let said = |field: &str| record[field].as_str().expect("a text").to_owned();
        let session: SessionId = said("session").parse().expect("a name");
        let folder = data.join("sessions").join(session.as_str());
        let reader = Reader::open(&folder, &session).expect("a journal");
        let entries = reader.collect::<Result<Vec<Entry>, _>>().expect("whole entries");
        Kept {
            session,
            key: said("key"),
            segment: fs::read(folder.join(SEGMENT)).expect("a segment"),
            note: fs::read(folder.join("acknowledged")).expect("a note"),
            entries,
        }
    })
    .into()
}

pub(super) fn auctioneer() -> By {
    By::Auctioneer { officer: "auctioneer".to_owned().try_into().expect("a name") }
}
