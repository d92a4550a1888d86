//! Streams of commands through the engine, from the middle of a sale: each is decided, written and
//! read again, and whatever must always hold is asked after each.

use bolero::{TypeGenerator, check};
use gavel_engine::pure::{Entry, Outcome, Session, State, Viewer};
use gavel_proto::view::SessionView;
use gavel_proto::{By, Command, Paddle, Timestamp};

use super::kept::journals;
use super::spoilt::Spoilt;
use super::wire::messages;

/// Entries between the places at which a stream may set in.
const STRIDE: usize = 3;
/// Ticks that may be due at once: a Dutch clock has so many steps, for each lot.
const TICKS: usize = 100_000;

/// Somebody asks six times, from a place in a sale.
#[derive(Debug, Clone, TypeGenerator)]
struct Stream {
    from: u16,
    asked: [Asked; 6],
}

#[derive(Debug, Clone, TypeGenerator)]
struct Asked {
    wait: Wait,
    hand: Hand,
    command: Spoilt,
}

/// How much time goes by before.
#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Wait {
    None,
    Micros(u16),
    Seconds(u16),
    /// Until something is due, and so many microseconds more, less 128.
    Deadline(u8),
}

#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Hand {
    Clock,
    Observer,
    Bidder(u8),
    Clerk,
    Auctioneer,
    SecondOfficer,
    Auditor,
    Supervisor,
    /// Whoever asked this in the sale that it was taken from.
    Theirs,
}

#[test]
fn whatever_is_asked_the_session_holds() {
    let places = places();
    let pool = pool();
    let words: Vec<&str> = pool.iter().map(|(_, json)| json.as_str()).collect();
    check!().with_iterations(6_000).with_type::<Stream>().for_each(|stream| {
        let mut session = places[usize::from(stream.from) % places.len()].clone();
        for asked in &stream.asked {
            wait(&mut session, asked.wait);
            let Ok(command) = serde_json::from_slice(&asked.command.of(&words)) else {
                continue;
            };
            let theirs = &pool[asked.command.index(pool.len())].0;
            ask(&mut session, asked.hand.by(theirs), command);
        }
        restart(&session);
    });
}

/// The kept sales at many places.
fn places() -> Vec<Session> {
    let mut places = Vec::new();
    for kept in journals() {
        let mut session = Session::default();
        for (number, entry) in kept.entries.iter().enumerate() {
            if number % STRIDE == 0 {
                places.push(session.clone());
            }
            session.apply(entry);
        }
        places.push(session);
    }
    places
}

/// Every command of those sales and of the wire's corpus as JSON, with the hand it came from.
fn pool() -> Vec<(By, String)> {
    let json = |command: &Command| serde_json::to_string(command).expect("JSON");
    let kept = journals().into_iter().flat_map(|kept| kept.entries);
    let mut pool: Vec<(By, String)> = kept.map(|entry| (entry.by, json(&entry.command))).collect();
    for message in messages() {
        let value: serde_json::Value = serde_json::from_str(message).expect("JSON");
        let (method, params) = (value["method"].as_str().expect("a method"), &value["params"]);
        let command = serde_json::json!({ method: params }).to_string();
        if serde_json::from_str::<Command>(&command).is_ok() {
            pool.push((By::Bidder { paddle: Paddle(7) }, command));
        }
    }
    pool
}

impl Hand {
    fn by(self, theirs: &By) -> By {
        let officer = || "somebody".to_owned().try_into().expect("a name");
        match self {
            Self::Clock => By::Clock,
            Self::Observer => By::Observer,
            Self::Bidder(paddle) => By::Bidder { paddle: Paddle(u32::from(paddle) % 16) },
            Self::Clerk => By::Clerk { officer: officer() },
            Self::Auctioneer => By::Auctioneer { officer: officer() },
            Self::SecondOfficer => By::SecondOfficer { officer: officer() },
            Self::Auditor => By::Auditor { officer: officer() },
            Self::Supervisor => By::Supervisor { officer: officer() },
            Self::Theirs => theirs.clone(),
        }
    }
}

/// Lets time go by: every tick at its deadline.
fn wait(session: &mut Session, wait: Wait) {
    let now = session.at().micros();
    let until = match wait {
        Wait::None => now,
        Wait::Micros(micros) => now + i64::from(micros),
        Wait::Seconds(seconds) => now + i64::from(seconds) * 1_000_000,
        Wait::Deadline(off) => {
            let due = session.next_deadline().map_or(now, Timestamp::micros);
            due.saturating_add(i64::from(off) - 128).max(now)
        }
    };
    let until = Timestamp::from_micros(until);
    for _ in 0..TICKS {
        let Some(due) = session.next_deadline().filter(|due| *due <= until) else { break };
        let head = session.wants_head().then(|| session.digest());
        let tick = session.entry(due.max(session.at()), By::Clock, Command::Tick { head });
        assert!(matches!(tick.outcome, Outcome::Accepted(_)), "due and refused: {tick:?}");
        session.apply(&tick);
    }
    let due = session.next_deadline();
    assert!(due.is_none_or(|due| until < due), "the clock never comes to {until}: {due:?}");
    // Time went by, though nobody asked anything.
    let idle = session.entry(until.max(session.at()), By::Observer, Command::Tick { head: None });
    session.apply(&idle);
}

fn ask(session: &mut Session, by: By, command: Command) {
    let entry = session.entry(session.at(), by, command);
    let again = session.entry(entry.at, entry.by.clone(), entry.command.clone());
    assert_eq!(entry, again, "the same question has the same answer");
    let json = serde_json::to_string(&entry).expect("an entry can be written");
    let read: Entry = serde_json::from_str(&json).expect("and read");
    assert_eq!(read, entry, "{json}");
    let before = (views(session), session.next_deadline());
    session.apply(&entry);
    let after = (views(session), session.next_deadline());
    match &entry.outcome {
        Outcome::Refused(_) => assert_eq!(before, after, "changed by a refusal: {entry:?}"),
        Outcome::Accepted(events) => {
            assert!(!events.is_empty(), "accepted, and nothing happened: {entry:?}");
        }
    }
}

/// Everything that anybody sees, without the place in the order.
fn views(session: &Session) -> Vec<Option<SessionView>> {
    let viewers = [Viewer::Room, Viewer::Desk, Viewer::Paddle(Paddle(7))];
    let seen = viewers.map(|viewer| {
        session.view(viewer).map(|view| SessionView { seq: 0, at: Timestamp::default(), ..view })
    });
    let room = seen[0].as_ref();
    assert!(room.is_none_or(|room| room.roster.is_none() && room.me.is_none()));
    seen.into()
}

/// A session that was written and read is the same.
fn restart(session: &Session) {
    let written = serde_json::to_string(session.state()).expect("a state can be written");
    let state: State = serde_json::from_str(&written).expect("and read");
    let verdicts: Vec<_> = session.verdicts_in_order().collect();
    let capacity = verdicts.len();
    let again = Session::restore(state, verdicts, capacity);
    assert_eq!(again.digest(), session.digest(), "{written}");
}
