//! A timeline: the same session in virtual time, where every tick comes at its deadline.

use gavel_proto::{By, Command, Hash, Timestamp};
use sha2::{Digest, Sha256};

use crate::pure::{Entry, Session};

/// A session that runs through a script as fast as it can be decided.
#[derive(Debug, Default)]
pub struct Timeline {
    session: Session,
}

impl Timeline {
    /// The session as it stands.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Lets time pass until `at`: the entries of every tick on the way.
    pub fn pass(&mut self, at: Timestamp) -> Vec<Entry> {
        let mut entries = Vec::new();
        while let Some(deadline) = self.session.next_deadline().filter(|deadline| *deadline <= at) {
            entries.push(self.enter(deadline, By::Clock, Command::Tick { head: self.head() }));
        }
        entries
    }

    /// What stands in for the head of a journal, where a draw asks for one: a hash of how far the
    /// sale has come.
    fn head(&self) -> Option<Hash> {
        self.session.wants_head().then(|| {
            let (seq, at) = (self.session.seq(), self.session.at().micros());
            let digest = Sha256::new().chain_update(seq.to_be_bytes());
            Hash(digest.chain_update(at.to_be_bytes()).finalize().into())
        })
    }

    /// Lets time pass until nothing is due any more: the entries of every tick on the way.
    pub fn finish(&mut self) -> Vec<Entry> {
        self.pass(Timestamp::from_micros(i64::MAX))
    }

    /// Decides and records one command at `at`, which comes after [`Timeline::pass`] to `at`.
    pub fn enter(&mut self, at: Timestamp, by: By, command: Command) -> Entry {
        let entry = self.session.entry(at.max(self.session.at()), by, command);
        self.session.apply(&entry);
        entry
    }
}
