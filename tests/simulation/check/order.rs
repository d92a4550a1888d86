//! The sequence is the only order: it has no gap, no stamp falls, whatever the clock does, and on one
//! connection nothing is answered before what stands before it.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::Entry;
use gavel_proto::{Event, Seq};

use super::answers::answered;
use super::{Check, Past, Sent};
use crate::simulation::network::Wire;

#[derive(Default)]
pub(super) struct Order {
    /// The last that was answered on each connection.
    last: BTreeMap<Wire, Seq>,
    /// What was asked more than once, and is answered more than once.
    repeated: BTreeSet<Seq>,
}

impl Check for Order {
    fn entering(&mut self, past: &Past, entry: &Entry) {
        assert_eq!(entry.seq, past.seq() + 1, "a gap in the order");
        let before = past.session.at();
        assert!(before <= entry.at, "the stamp falls from {before} to {}", entry.at);
        if let [Event::BidRepeated { first, .. }] = entry.outcome.events() {
            self.repeated.insert(*first);
        }
    }

    fn sent(&mut self, _past: &Past, sent: &Sent<'_>) {
        let Some((_, seq)) = answered(sent).filter(|(_, seq)| !self.repeated.contains(seq)) else {
            return;
        };
        let last = self.last.insert(sent.wire, seq);
        assert!(last < Some(seq), "answered behind {last:?}: {}", sent.message);
    }
}
