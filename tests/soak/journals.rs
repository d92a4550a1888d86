//! A journal at the end of its round, held against what everybody was told.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::durable::Reader;
use gavel_engine::pure::{Entry, Session, Verdict, Viewer};
use gavel_proto::{BidId, Paddle, SessionId};

use super::ledger::{Ledger, Told};
use super::server::House;
use crate::oracle::judge::Judge;

/// Every entry of a session, read back from the disk.
pub(super) fn read(house: &House, session: &SessionId) -> Vec<Entry> {
    let reader = Reader::open(&house.journal(session), session).expect("a journal");
    reader.collect::<Result<_, _>>().expect("a journal that checks out")
}

/// Nothing is lost, nothing decided twice, nothing made up: each verdict that was told stands in the
/// journal at its place, each that stands there is the only one of its bid, and somebody sent that bid.
pub(super) fn hold(
    entries: &[Entry],
    ledgers: &[(Option<Paddle>, Ledger)],
    scripted: Option<&BTreeSet<BidId>>,
) {
    let mut decided: BTreeMap<BidId, (Paddle, Told)> = BTreeMap::new();
    for entry in entries {
        if let Some((bid_id, verdict)) = Verdict::of(entry) {
            let before = decided.insert(bid_id, (verdict.paddle, Told::recorded(entry)));
            assert!(before.is_none(), "decided before, at {before:?}: {entry:?}");
        }
    }
    let mut sent = scripted.cloned().unwrap_or_default();
    for (paddle, ledger) in ledgers {
        for (bid_id, told) in ledger.iter() {
            let recorded = decided.get(&bid_id).copied();
            assert_eq!(paddle.map(|paddle| (paddle, told)), recorded, "told of {bid_id}, recorded");
            sent.insert(bid_id);
        }
    }
    for (bid_id, (paddle, told)) in decided {
        assert!(sent.contains(&bid_id), "nobody sent {bid_id} of {paddle}: {told:?}");
    }
}

/// The oracle comes to the same at every entry.
pub(super) fn judge(entries: &[Entry]) {
    let (mut session, mut judge) = (Session::default(), Judge::default());
    for entry in entries {
        session.apply(entry);
        // The oracle begins behind the entry that creates the session.
        if entry.seq != 1 {
            judge.compare(entry, &session.view(Viewer::Desk).expect("the session exists"));
        }
    }
}
