//! A fold: what a journal adds up to, read from its beginning without asking anything on the way.

use super::entry::Entry;
use super::session::Session;
use super::verdict::{Shares, Verdict, Verdicts};

/// A session on its way through its journal. Until the end nobody asks for the verdicts, which are
/// put aside: that takes a sixth off the time.
#[derive(Debug, Clone)]
pub struct Folding {
    /// Without its verdicts.
    session: Session,
    verdicts: Shares,
}

impl Default for Folding {
    fn default() -> Self {
        Self { session: Session::default(), verdicts: Shares::with_capacity(0) }
    }
}

impl Folding {
    /// Records an entry, as [`Session::apply`] does.
    ///
    /// # Panics
    /// As there.
    pub fn apply(&mut self, entry: &Entry) {
        self.session.happen(entry);
        if let Some((bid_id, verdict)) = Verdict::of(entry) {
            self.verdicts.put(bid_id, verdict);
        }
    }

    /// The session so far, apart from its verdicts.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The session, with the first verdict on every bid id.
    #[must_use]
    pub fn finish(self) -> Session {
        Session { verdicts: Verdicts::restore(self.verdicts), ..self.session }
    }
}

#[cfg(test)]
mod tests {
    use gavel_proto::{By, Command, Timestamp};

    use super::{Folding, Session};

    #[test]
    fn a_fold_knows_on_its_way_how_far_it_has_come() {
        let at = Timestamp::from_micros(7);
        let mut folding = Folding::default();
        folding.apply(&Session::default().entry(at, By::Clock, Command::Tick { head: None }));
        assert_eq!((folding.session().seq(), folding.session().at()), (1, at));
    }
}
