//! What holds of every journal: refusals change nothing, replay agrees, JSON keeps everything.

use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Outcome, Session, Viewer};
use gavel_proto::view::SessionView;
use gavel_proto::{Paddle, Timestamp};

use crate::oracle::chance::Seeds;
use crate::oracle::walk::{Kind, Walk};

/// Random sales of every kind.
const SALES: usize = 30;

#[test]
fn fold_equals_verify() {
    each(|walk| {
        let mut session = Session::default();
        for entry in &walk.journal {
            let json = serde_json::to_string(entry).expect("an entry can be written");
            let read: Entry = serde_json::from_str(&json).expect("an entry can be read");
            assert_eq!(&read, entry);
            let again = session.entry(entry.at, entry.by.clone(), entry.command.clone());
            assert_eq!(&again, entry, "decided once more");
            session.apply(&read);
        }
        assert_eq!(session.digest(), walk.timeline.session().digest());
    });
}

#[test]
fn a_refused_command_changes_nothing() {
    each(|walk| {
        let mut session = Session::default();
        for entry in &walk.journal {
            let is_refused = matches!(entry.outcome, Outcome::Refused(_));
            let before = is_refused.then(|| (views(&session), session.next_deadline()));
            session.apply(entry);
            if let Some(before) = before {
                let after = (views(&session), session.next_deadline());
                assert_eq!(before, after, "changed by a refusal: {entry:?}");
            }
        }
    });
}

#[test]
fn the_room_s_sequence_is_that_of_the_last_entry_it_heard_of() {
    each(|walk| {
        let is_heard = |entry: &&Entry| {
            entry.outcome.events().iter().any(|event| audience(event) == Audience::Room)
        };
        let last = walk.journal.iter().rfind(is_heard).expect("the room hears of the session");
        assert_eq!(walk.timeline.session().room(), (last.seq, last.at));
    });
}

fn each(check: impl Fn(&Walk)) {
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        for kind in Kind::ALL {
            check(&Walk::through(kind, seed));
        }
    }
}

/// Everything that anybody sees, without the place in the order.
fn views(session: &Session) -> Vec<Option<SessionView>> {
    let paddles = [1, 2, 6].map(|paddle| Viewer::Paddle(Paddle(paddle)));
    let viewers = paddles.into_iter().chain([Viewer::Room, Viewer::Desk]);
    let seen = viewers.map(|viewer| {
        session.view(viewer).map(|view| SessionView { seq: 0, at: Timestamp::default(), ..view })
    });
    seen.collect()
}
