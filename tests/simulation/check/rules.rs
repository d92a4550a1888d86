//! The rule book: every command is decided as by the oracle, and the desk sees what the oracle says.

use gavel_engine::pure::{Entry, Viewer};

use super::{Check, Past};
use crate::oracle::judge::Judge;

#[derive(Default)]
pub(super) struct Rules(Judge);

impl Check for Rules {
    fn entered(&mut self, past: &Past, entry: &Entry) {
        // The oracle begins behind the entry that creates the session.
        if entry.seq != 1 {
            let view = past.session.view(Viewer::Desk).expect("the session exists");
            self.0.compare(entry, &view);
        }
    }
}
