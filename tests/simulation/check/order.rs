//! The sequence is the only order: it has no gap, and no stamp falls, whatever the clock does.

use gavel_engine::pure::Entry;

use super::{Check, Past};

pub(super) struct Order;

impl Check for Order {
    fn entering(&mut self, past: &Past, entry: &Entry) {
        assert_eq!(entry.seq, past.seq() + 1, "a gap in the order");
        let before = past.session.at();
        assert!(before <= entry.at, "the stamp falls from {before} to {}", entry.at);
    }
}
