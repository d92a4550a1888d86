//! Load: one of the hot paths, so many times: `hot PATH TIMES`. What it costs is what the program
//! takes for more times less what it takes for fewer: `benches/guard` counts the instructions so.
//! - `accept`, `refuse`: decide, entry and evolve of an English bid, accepted or not.
//! - `english`, `maxima`, `sealed`, `units`, `exclusive`, `dutch`, `turns`: an accepted bid in such a
//!   book, which grows with them and with its bidders.
//! - `write`: the first into a journal in memory, 256 entries at a time, with tree and heads.
//! - `fold`: and out of it again, recorded as a replay does it.
//! - `bid`: from the text on a bidder's line to receipt and pushes, through gateway, floor, journal
//!   and fan-out, with the desk, the other bidder and four observers listening.
//!
//! Left out: sockets, disk, and the threads that are not this one but the signing one.

#[path = "../tests/asked.rs"]
mod asked;
mod books;
mod sale;

use asked::named;
use books::BOOKS;
use ed25519_dalek::SigningKey;
use gavel_engine::durable::memory::MemoryStorage;
use gavel_engine::durable::{Reader, Recovered, Salts, Signer, Signers, Tools};
use gavel_engine::pure::{Folding, Session};
use gavel_engine::running::{Hands, HouseClock, Tolerance};
use gavel_gateway::config::Config;
use gavel_gateway::stepped::{Line, Premises, Stage, Stepped};
use gavel_proto::{By, Command, LotId, Paddle, SessionId};
use serde_json::{Value, json};

const LOT: LotId = LotId(1);
const OBSERVERS: u32 = 4;
/// Entries that are written at once.
const BATCH: u32 = 256;
/// A token outlives every run.
const TOKEN_SECONDS: u64 = 1_000_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let path = arguments.next().unwrap_or_else(|| "bid".to_owned());
    let times = arguments.next().map_or(1_000, |times| times.parse().expect("a number of times"));
    match path.as_str() {
        "accept" => accept(times),
        "refuse" => refuse(times),
        "write" => drop(write(times)),
        "fold" => fold(times),
        "bid" => Room::open().bid(times),
        name => {
            let book = BOOKS.iter().find(|book| book.name == name);
            let book = book.unwrap_or_else(|| panic!("{name} is no path and no book"));
            book.take(&mut book.open(1, times), 1..=times);
        }
    }
}

fn live() -> Session {
    let mut session = Session::default();
    sale::accept_all(&mut session, sale::opening());
    sale::accept_all(&mut session, sale::publication(LOT));
    session
}

fn accept(times: u32) {
    let mut session = live();
    for number in 1..=times {
        let (by, command) = sale::bid(LOT, number, number);
        sale::accept(&mut session, by, command);
    }
}

fn refuse(times: u32) {
    let mut session = live();
    let (by, command) = sale::bid(LOT, 0, u32::MAX);
    sale::accept(&mut session, by, command);
    for number in 1..=times {
        let (by, command) = sale::bid(LOT, number, 1);
        let entry = session.entry(sale::AT, by, command);
        session.apply(&entry);
    }
}

/// The entries of as many bids in a journal in memory.
fn write(times: u32) -> MemoryStorage {
    let (disk, mut session) = (MemoryStorage::default(), Session::default());
    let reader = Reader::over(disk.clone(), name()).expect("a disk");
    let recovered = Recovered::read(reader, u64::MAX, |_, _| Ok(())).expect("an empty journal");
    let key = Signer::new("bench.example/bench", SigningKey::from_bytes(&[7; 32])).expect("a key");
    let signers = Signers { key, leaving: None };
    let mut journal =
        recovered.resume(Tools { signers, salts: Salts::from_seed(1) }).expect("a journal");
    let begun = sale::opening().into_iter().chain(sale::publication(LOT));
    journal.append(&sale::accept_all(&mut session, begun)).expect("a sound disk");
    for first in (0..times).step_by(BATCH as usize) {
        let bids = first + 1..=times.min(first + BATCH);
        let entries = bids.map(|number| {
            let (by, command) = sale::bid(LOT, number, number);
            sale::accept(&mut session, by, command)
        });
        journal.append(&entries.collect::<Vec<_>>()).expect("a sound disk");
    }
    journal.seal().expect("a sound disk");
    disk
}

/// The same, folded as a replay does it.
fn fold(times: u32) {
    let reader = Reader::over(write(times), name()).expect("a journal");
    let mut folding = Folding::default();
    for entry in reader.unhashed() {
        folding.apply(&entry.expect("an entry"));
    }
    assert!(u64::from(times) < folding.finish().seq());
}

fn name() -> SessionId {
    "bench".parse().expect("a session's name")
}

/// A house without sockets, and everybody who listens.
struct Room {
    stepped: Stepped<MemoryStorage>,
    lines: Vec<Line>,
    last: u64,
}

impl Room {
    fn open() -> Self {
        let name = name();
        let keys = tempfile::tempdir().expect("a folder for keys");
        let hands: &'static Hands = Box::leak(Box::default());
        hands.show(sale::AT);
        let config = Config { data: keys.path().to_owned(), ..Config::default() };
        let premises = Premises::open(&config, HouseClock::with(hands)).expect("a house");
        let disk = MemoryStorage::default();
        let title = sale::text();
        let (segment_bytes, salts) = (u64::MAX, Salts::from_seed(1));
        let tolerance = Tolerance::BOUNDLESS;
        let stage =
            Stage { name: &name, title: &title, disk: &disk, segment_bytes, salts, tolerance };
        let stepped = premises.start(stage).expect("a session");
        let observers = (0..OBSERVERS).map(|_| By::Observer);
        let bidders = [Paddle(1), Paddle(2)].map(|paddle| By::Bidder { paddle });
        let people: Vec<By> = bidders.into_iter().chain([sale::desk()]).chain(observers).collect();
        let lines = people.iter().map(|_| stepped.connect()).collect();
        let mut room = Self { stepped, lines, last: 0 };
        for (who, by) in people.iter().enumerate() {
            let token = premises.mint(&name, by, TOKEN_SECONDS);
            room.ask(who, "hello", &json!({ "token": token }));
            room.ask(who, "subscribe", &json!({ "session": name }));
        }
        // The session began when its floor did.
        for command in sale::opening().into_iter().skip(1).chain(sale::publication(LOT)) {
            room.command(2, &command);
        }
        room
    }

    fn bid(mut self, times: u32) {
        for number in 1..=times {
            let (by, command) = sale::bid(LOT, number, number);
            let paddle = by.paddle().expect("a bidder");
            self.command(paddle.0 as usize - 1, &command);
        }
    }

    fn command(&mut self, who: usize, command: &Command) {
        let (method, params) = named(command);
        let answer = self.ask(who, &method, &params);
        assert!(answer.contains("\"result\""), "{answer}");
    }

    /// Asks, lets the house do all that there is to do, and reads what everybody is told.
    fn ask(&mut self, who: usize, method: &str, params: &Value) -> String {
        self.last += 1;
        let id = self.last;
        let text = json!({ "id": id, "method": method, "params": params }).to_string();
        assert!(self.lines[who].hear(&text).is_continue(), "cut off: {text}");
        while self.stepped.take().expect("a sound disk").is_continue() {}
        while self.stepped.hear().is_continue() {}
        drop(self.stepped.published());
        let mut answer = String::new();
        for (listener, line) in self.lines.iter_mut().enumerate() {
            while let Some(message) = line.next_message() {
                if listener == who && message.contains(&format!("\"id\":{id}")) {
                    answer = message;
                }
            }
        }
        answer
    }
}
