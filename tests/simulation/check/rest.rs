//! The house comes to rest: the fan-out has followed everything, and nothing is overdue.

use super::{Check, End, Past};

pub(super) struct Rest;

impl Check for Rest {
    fn finished(&mut self, past: &Past, end: &End<'_>) {
        assert_eq!(end.session.seq(), past.seq(), "something was published and not told");
        past.compare(end.session);
        if let Some(due) = past.session.next_deadline() {
            let now = end.shows.max(past.session.at());
            assert!(now < due, "due at {due} and not done at {now}");
        }
    }
}
