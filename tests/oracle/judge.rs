//! The judge: asks the oracle what the engine was asked, and compares what both came to.

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::Rejection;
use gavel_proto::view::SessionView;

use super::facts::Facts;
use super::house::{Answer, House};

/// The second house, beside a session that exists.
#[derive(Default)]
pub(crate) struct Judge {
    pub(super) house: House,
}

impl Judge {
    /// Compares the answer that an entry records, and what the desk sees behind it.
    pub(crate) fn compare(&mut self, entry: &Entry, view: &SessionView) {
        let at = entry.at.micros();
        // What is wrong with terms is tried where terms are.
        if matches!(entry.outcome, Outcome::Refused(Rejection::Terms { .. })) {
            self.house.last = at;
            return;
        }
        let answer = self.house.ask(entry.seq, at, &entry.by, &entry.command);
        assert_eq!(Answer::from(entry), answer, "engine, oracle: {entry:?}");
        assert_eq!(view.forfeits.as_ref(), Some(&self.house.forfeits), "after {entry:?}");
        let faults = view.faults.iter().flatten().map(|fault| (fault.seq, fault.lots.clone()));
        assert_eq!(faults.collect::<Vec<_>>(), self.house.faults, "after {entry:?}");
        for (view, facts) in view.lots.iter().zip(self.house.facts()) {
            let seen = Facts::from(view.clone());
            assert_eq!(seen, facts, "engine, oracle, after {entry:?}");
        }
    }
}
