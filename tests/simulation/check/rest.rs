//! The house comes to rest: the fan-out has followed everything, and nothing is overdue.

use super::{Check, End, Past};

/// How late the house may be, in microseconds.
const LATE: i64 = 3_000_000;

pub(super) struct Rest;

impl Check for Rest {
    fn finished(&mut self, past: &Past, end: &End<'_>) {
        assert_eq!(end.session.seq(), past.seq(), "something was published and not told");
        past.compare(end.session);
        if let Some(due) = past.session.next_deadline() {
            let late = end.shows.micros_since(due);
            assert!(late < LATE, "due at {due} and not done at {}", end.shows);
        }
    }
}
