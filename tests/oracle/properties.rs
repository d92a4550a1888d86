//! What holds of every journal: refusals change nothing, replay agrees, JSON keeps everything.

use gavel_engine::pure::{Entry, Outcome, Session, Viewer};
use gavel_proto::view::SessionView;
use gavel_proto::{Paddle, Timestamp};

use super::COMMANDS;
use super::chance::Seeds;
use super::walk::{Kind, Walk};

#[test]
fn fold_equals_verify_and_a_refused_command_changes_nothing() {
    let mut asked = 0;
    for seed in Seeds::from_environment() {
        let _repeat = seed.repeat();
        for kind in Kind::ALL {
            let walk = Walk::through(kind, seed);
            asked += walk.asked;
            let folded = replay(&walk.journal);
            assert_eq!(folded.digest(), walk.timeline.session().digest());
        }
        if COMMANDS <= asked {
            return;
        }
    }
}

/// Reads every entry back from its JSON, decides it once more and folds it in.
fn replay(entries: &[Entry]) -> Session {
    let mut session = Session::default();
    for entry in entries {
        let json = serde_json::to_string(entry).expect("an entry can be written");
        let read: Entry = serde_json::from_str(&json).expect("an entry can be read");
        assert_eq!(&read, entry);
        let again = session.entry(entry.at, entry.by.clone(), entry.command.clone());
        assert_eq!(&again, entry, "decided once more");
        let before = is_refused(entry).then(|| views(&session));
        session.apply(&read);
        if let Some(before) = before {
            assert_eq!(before, views(&session), "changed by a refusal: {entry:?}");
        }
    }
    session
}

fn is_refused(entry: &Entry) -> bool {
    matches!(entry.outcome, Outcome::Refused(_))
}

/// Everything that anybody sees, without the place in the order.
fn views(session: &Session) -> Vec<Option<SessionView>> {
    let paddles = (1..=6).map(|paddle| Viewer::Paddle(Paddle(paddle)));
    let viewers = paddles.chain([Viewer::Room, Viewer::Desk]);
    let seen = viewers.map(|viewer| {
        session.view(viewer).map(|view| SessionView { seq: 0, at: Timestamp::default(), ..view })
    });
    seen.collect()
}
