//! A session that was written down and read again goes on as if nothing had been.

use std::collections::BTreeSet;

use gavel_engine::pure::{Entry, Session, State, Verdict, Viewer};
use gavel_proto::BidId;

use crate::oracle::chance::{Chance, Seed, Seeds};
use crate::oracle::walk::{Kind, Walk};

/// Random sales of every kind.
const SALES: usize = 30;
/// In how many of a hundred places a sale is written down.
const PLACES: u32 = 4;

#[test]
fn a_session_that_was_written_and_read_goes_on_the_same() {
    let mut met = BTreeSet::new();
    let mut sales = 0;
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        sales += 1;
        for kind in Kind::ALL {
            let journal = Walk::through(kind, seed).journal;
            play(&journal, &mut Chance::new(Seed(seed.0 + 1)), &mut met);
        }
    }
    let missed: Vec<&str> = MET.into_iter().filter(|one| !met.contains(*one)).collect();
    assert!(sales < SALES || missed.is_empty(), "never written down: {missed:?}");
}

/// What must have been among the lots that were written down.
const MET: [&str; 11] = [
    "Published",
    "Open",
    "Paused",
    "Closing",
    "RoundOver",
    "Drawing",
    "Provisional",
    "RunnerUp",
    "Closed",
    "a void that is awaited",
    "a price that was struck",
];

#[test]
fn the_verdicts_follow_from_the_entries_alone() {
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        for kind in Kind::ALL {
            let walk = Walk::through(kind, seed);
            let follow: Vec<(BidId, Verdict)> =
                walk.journal.iter().filter_map(Verdict::of).collect();
            let session = walk.timeline.session();
            assert!(session.verdicts_in_order().eq(follow.iter().copied()));
            for (bid_id, verdict) in follow {
                assert_eq!(session.verdict(bid_id), Some(verdict));
            }
        }
    }
}

/// Plays a journal in a session that never ends, and in one more from every place at which that
/// was written down.
fn play(journal: &[Entry], chance: &mut Chance, met: &mut BTreeSet<String>) {
    let mut session = Session::default();
    let mut restarted = vec![restart(&session)];
    for entry in journal {
        decide(&mut session, entry);
        for again in &mut restarted {
            decide(again, entry);
            assert_eq!(again.next_deadline(), session.next_deadline());
            assert_eq!(again.wants_head(), session.wants_head());
            assert_eq!(again.room(), session.room());
        }
        if chance.percent(PLACES) {
            restarted.push(restart(&session));
            meet(&session, met);
        }
    }
    for again in restarted {
        assert_eq!(again.digest(), session.digest());
        for viewer in [Viewer::Room, Viewer::Desk] {
            assert_eq!(again.view(viewer), session.view(viewer));
        }
    }
}

fn decide(session: &mut Session, entry: &Entry) {
    let decided = session.entry(entry.at, entry.by.clone(), entry.command.clone());
    assert_eq!(&decided, entry);
    session.apply(&decided);
}

/// The session that is read from what was written of this one.
fn restart(session: &Session) -> Session {
    let written = serde_json::to_string(session.state()).expect("a state can be written");
    let state: State = serde_json::from_str(&written).expect("a state can be read");
    let verdicts: Vec<(BidId, Verdict)> = session.verdicts_in_order().collect();
    let capacity = verdicts.len();
    let again = Session::restore(state, verdicts.into_iter().rev(), capacity);
    assert_eq!(again.digest(), session.digest(), "{written}");
    again
}

fn meet(session: &Session, met: &mut BTreeSet<String>) {
    let lots = session.view(Viewer::Desk).map(|view| view.lots);
    for lot in lots.into_iter().flatten() {
        met.insert(format!("{:?}", lot.phase));
        if !lot.voids_awaited.is_empty() {
            met.insert("a void that is awaited".to_owned());
        }
        if lot.history.iter().any(|point| point.struck.is_some()) {
            met.insert("a price that was struck".to_owned());
        }
    }
}
