//! What was durable stays, byte for byte. Beside it may stand what a process wrote that died before it
//! could say so.

use gavel_engine::durable::Reader;

use super::{Check, End, Found, Past};

pub(super) struct Permanence;

impl Check for Permanence {
    fn started(&mut self, past: &Past, found: &Found) {
        let (known, there) = (past.leaves.len(), found.leaves.len());
        assert!(known <= there, "{known} entries were durable, {there} are left");
        assert_eq!(found.leaves[..known], past.leaves, "another history");
        assert!(found.entries[..known] == past.entries, "another history under the same leaves");
    }

    fn finished(&mut self, past: &Past, _end: &End<'_>) {
        let session = "sale".parse().expect("a session's name");
        let reader = Reader::over(past.disk.clone(), session).expect("a journal");
        let found = Found::read(reader).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(found.leaves, past.leaves, "the journal is not what was published");
    }
}
