//! A bid id is decided once, and everybody who asks hears that verdict: after a reconnect, a restart,
//! and the close.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Outcome, Verdict};
use gavel_proto::{Bid, BidId, Command, Event, Paddle, Rejection, Seq};
use serde_json::Value;

use super::{Check, Past, Sent};
use crate::simulation::client::What;

/// Whose bid of which content an id was decided for, and where.
#[derive(Default)]
pub(super) struct Once(BTreeMap<BidId, (Paddle, Bid, Seq)>);

impl Check for Once {
    fn entering(&mut self, _past: &Past, entry: &Entry) {
        let (paddle, bid) = match (&entry.command, entry.by.paddle()) {
            (Command::Bid(bid), Some(paddle)) => (paddle, bid),
            (Command::BidFor { paddle, bid, .. }, _) => (*paddle, bid),
            (_, _) => return,
        };
        if let Some((owner, first, seq)) = self.0.get(&bid.bid_id) {
            let is_same = *owner == paddle && Bid { seen: first.seen, ..bid.clone() } == *first;
            assert!(decided_before(entry, *seq) == is_same || refused_early(entry), "{entry:?}");
            assert!(Verdict::of(entry).is_none(), "decided at {seq} and again: {entry:?}");
        } else if Verdict::of(entry).is_some() {
            self.0.insert(bid.bid_id, (paddle, bid.clone(), entry.seq));
        }
    }

    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let Some(asked) = sent.message["id"].as_u64().and_then(|id| sent.client.asked.get(&id))
        else {
            return;
        };
        let What::BidGet(bid_id) = asked.what else { return };
        let result = &sent.message["result"];
        let own = self.0.get(&bid_id).filter(|(owner, ..)| Some(*owner) == sent.client.by.paddle());
        let own = own.filter(|(_, _, seq)| *seq <= sent.followed);
        match own {
            Some((_, _, seq)) => {
                assert_eq!(result["seq"].as_u64(), Some(*seq), "another verdict: {}", sent.message);
                assert_eq!(result["verdict"], verdict(past.entry(*seq)), "{}", sent.message);
            }
            None if result.is_object() => assert_eq!(result["verdict"], "unknown"),
            None => {}
        }
    }
}

fn verdict(entry: &Entry) -> Value {
    match &entry.outcome {
        Outcome::Accepted(_) => "accepted".into(),
        Outcome::Refused(_) => "refused".into(),
    }
}

/// Whether an entry says that the bid was decided at `seq`.
fn decided_before(entry: &Entry, seq: Seq) -> bool {
    matches!(entry.outcome.events(), [Event::BidRepeated { first, .. }] if *first == seq)
}

/// Whether a bid was refused before its id was looked at.
fn refused_early(entry: &Entry) -> bool {
    matches!(
        entry.outcome,
        Outcome::Refused(Rejection::NotPermitted {} | Rejection::UnknownLot { .. })
    )
}
