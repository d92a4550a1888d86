//! Whoever decides a stored command again comes to the stored outcome.

use gavel_engine::pure::Entry;

use super::{Check, Past};

pub(super) struct Decided;

impl Check for Decided {
    fn entering(&mut self, past: &Past, entry: &Entry) {
        let again = past.session.entry(entry.at, entry.by.clone(), entry.command.clone());
        assert_eq!(again, *entry, "decided again, stored");
    }
}
