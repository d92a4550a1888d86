//! No bid's fate stays unknown: whoever bid knows in the end what became of it, and it is what stands
//! in the journal.

use gavel_engine::pure::{Entry, Outcome, Verdict};
use gavel_proto::{Bid, Paddle};

use super::{Check, End, Past};
use crate::simulation::client::Fate;

pub(super) struct Fates;

impl Check for Fates {
    fn finished(&mut self, past: &Past, end: &End<'_>) {
        for client in end.clients {
            let Some(paddle) = client.by.paddle() else { continue };
            for (bid, fate) in &client.bids {
                assert_ne!(*fate, Fate::Unknown, "nobody told {paddle} what became of {bid:?}");
                assert_recorded(past, paddle, bid, *fate);
            }
        }
    }
}

fn assert_recorded(past: &Past, paddle: Paddle, bid: &Bid, fate: Fate) {
    let decides = |entry: &&Entry| {
        Verdict::of(entry)
            .is_some_and(|(bid_id, verdict)| bid_id == bid.bid_id && verdict.paddle == paddle)
    };
    let recorded = past.entries.iter().find(decides).map(|entry| match &entry.outcome {
        Outcome::Accepted(_) => Fate::Accepted { seq: entry.seq },
        Outcome::Refused(rejection) => Fate::Refused { seq: entry.seq, code: rejection.code() },
    });
    let is_free = matches!(fate, Fate::Refused { code: 2_001..=2_003 | 2_102, .. });
    assert!(is_free || recorded == Some(fate), "told {fate:?}, recorded {recorded:?}: {bid:?}");
}
