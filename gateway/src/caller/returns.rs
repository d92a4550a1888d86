//! Ten thousand returns: from just now, from long ago, into the wrong session, from the future.
//! Whoever comes back hears exactly what was missed, or gets an honest snapshot.

use std::collections::BTreeMap;
use std::sync::Arc;

use gavel_engine::durable::memory::Chance;
use gavel_proto::terms::Text;
use gavel_proto::{By, Officer, Paddle, SessionId};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::{Arrival, Caller, Parting};
use crate::config::{Config, Limits};
use crate::health::Health;
use crate::house::House;
use crate::metrics::Metrics;
use crate::outbox::{Outbox, Waiting};

const RETURNS: usize = 10_000;
const SEED: u64 = 20_261_123;
/// Entries that a reader may be behind here.
const MOST_BEHIND: u64 = 300;
/// Pushes that a reader gets who comes back here.
const MOST_SENT: usize = 40;

/// Somebody who listens, and every push that came since the last answer to `subscribe`.
struct Reader {
    caller: Caller,
    waiting: Waiting,
    last_id: u64,
    /// Answers that came and were not asked for yet, by their requests.
    answers: BTreeMap<u64, Value>,
    pushes: Vec<Value>,
    /// Their sequences.
    seqs: Vec<u64>,
    /// Up to where it knows what the room was told.
    known: u64,
}

impl Reader {
    async fn come(house: &Arc<House>, token: &str) -> Self {
        let (outbox, waiting) = Outbox::new(&house.limits, None);
        let caller = Caller::new(Arc::clone(house), outbox, Arrival::default());
        let (answers, pushes, seqs) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut reader = Self { caller, waiting, last_id: 0, answers, pushes, seqs, known: 0 };
        let welcome = reader.ask("hello", json!({ "token": token })).await;
        assert!(welcome["result"]["role"].is_string(), "{welcome}");
        reader
    }

    fn send(&mut self, method: &str, params: &Value) -> u64 {
        self.last_id += 1;
        let request = json!({ "id": self.last_id, "method": method, "params": params });
        self.caller.hear(&request.to_string()).expect("a caller who behaves");
        self.last_id
    }

    /// Reads until the answer to the request `id`, and what came with it.
    async fn answer(&mut self, id: u64) -> Value {
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            self.read().await;
        }
    }

    /// Waits for messages, and reads all that wait.
    async fn read(&mut self) {
        self.waiting.something(true).await;
        for frame in self.waiting.take() {
            let mut message: Value =
                serde_json::from_str(frame.message()).expect("the house sends JSON");
            if message["result"]["recovered"].is_boolean() {
                self.pushes.clear();
                self.seqs.clear();
                self.known = message["result"]["seq"].as_u64().expect("a sequence");
            }
            if let Some(answered) = message["id"].as_u64() {
                self.answers.insert(answered, message);
            } else if let Some(push) =
                message.as_object_mut().filter(|push| push.contains_key("events"))
            {
                // What is read back from the journal has none.
                push.remove("check");
                let seq = push["seq"].as_u64().expect("a sequence");
                self.known = self.known.max(seq);
                self.seqs.push(seq);
                self.pushes.push(message);
            }
        }
    }

    async fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, &params);
        self.answer(id).await
    }

    /// Hears everything that was told until now. To a bidder the answer comes behind it; the room may
    /// rest before it is told.
    async fn catch_up(&mut self, house: &House) {
        self.ask("bid.get", json!({ "bid_id": Uuid::nil() })).await;
        let door = house.registry.door(&session("s")).expect("the session runs");
        let seen = door.look().await.expect("its fan-out runs");
        let room = seen.view.map_or(0, |view| view.seq);
        while self.known < room {
            self.read().await;
        }
    }
}

/// Somebody who comes and goes, beside a witness with the same token who always listens.
struct Guest {
    token: String,
    /// Connected, and what it must have heard begins at this push of the witness.
    here: Option<(Reader, usize)>,
    /// The last sequence that it has.
    seq: u64,
    witness: Reader,
}

impl Guest {
    async fn new(house: &Arc<House>, by: &By) -> Self {
        let token = house.identities.mint(&session("s"), by, 3_600);
        let mut witness = Reader::come(house, &token).await;
        let answer = witness.ask("subscribe", json!({ "session": "s", "since": 0 })).await;
        assert_eq!(answer["result"]["recovered"], true, "from the very beginning: {answer}");
        Self { token, here: None, seq: 0, witness }
    }

    /// Hears what was told, which is what the witness heard; then it is gone.
    async fn leave(&mut self, house: &House) {
        let Some((mut reader, from)) = self.here.take() else { return };
        reader.catch_up(house).await;
        self.witness.catch_up(house).await;
        assert_eq!(reader.pushes, self.witness.pushes[from..]);
        self.seq = self.seq.max(reader.seqs.last().copied().unwrap_or(0));
        reader.caller.leave(Parting::Broken).await;
    }

    /// Comes back with what it has, or says that it has something else.
    async fn come_back(&mut self, house: &Arc<House>, chance: &mut Chance) {
        self.witness.catch_up(house).await;
        let mut reader = Reader::come(house, &self.token).await;
        let heard = &self.witness.seqs;
        let last = heard.last().copied().unwrap_or(0);
        let since = match chance.below(10) {
            0..5 => self.seq,
            5 | 6 => heard.get(chance.below(heard.len().max(1))).copied().unwrap_or(0),
            7 => chance.next() % (last / 2 + 1),
            8 => last + 1 + chance.next() % 50,
            _ => {
                let wrong = json!({ "session": "other", "since": self.seq });
                let refused = reader.ask("subscribe", wrong).await;
                assert_eq!(refused["error"]["code"], 1008, "{refused}");
                self.seq
            }
        };
        let asked = json!({ "session": "s", "since": since });
        let answer = reader.ask("subscribe", asked).await["result"].take();
        let room = answer["seq"].as_u64().expect("a sequence");
        let behind = heard.partition_point(|seq| *seq <= since);
        let is_known = since <= last.max(room);
        let is_sendable = heard.len() - behind <= MOST_SENT;
        let recovered = answer["recovered"] == true;
        assert!(is_known && is_sendable || !recovered, "behind {since}: {answer}");
        let is_near = room.saturating_sub(MOST_BEHIND) <= since;
        assert!(recovered || !(is_known && is_sendable && is_near), "behind {since}: {answer}");
        if recovered {
            assert!(answer["snapshot"].is_null(), "half: {answer}");
            self.seq = since;
            self.here = Some((reader, behind));
        } else {
            self.is_honest(&answer["snapshot"], room);
            self.seq = room;
            self.here = Some((reader, heard.len()));
        }
    }

    /// The snapshot says what the room was told last.
    fn is_honest(&self, snapshot: &Value, room: u64) {
        assert_eq!(snapshot["seq"], room);
        let mut told = self.witness.pushes.iter().rev().flat_map(|push| {
            push["events"]
                .as_array()
                .into_iter()
                .flatten()
                .rev()
                .map(|event| &event["price_changed"])
        });
        let price = told.find(|change| change["lot"] == 1);
        if let Some(change) = price {
            let lot = &snapshot["lots"][0];
            assert_eq!((&lot["price"], &lot["leader"]), (&change["price"], &change["leader"]));
        }
    }
}

fn session(name: &str) -> SessionId {
    name.parse().expect("a session's name")
}

/// Terms of a lot of which the room hears every bid, and of one of which it hears none.
fn english_and_sealed() -> [Value; 2] {
    let text = json!({ "vi": "Lô", "en": "A lot" });
    let english = json!({ "english": { "increment": { "table": [{ "step": "1" }] } } });
    let sealed = json!({ "sealed": { "replacement": "allowed" } });
    let closes = json!({ "timed": { "closes": { "after_opening_ms": 3_600_000 } } });
    [(english, json!("hammer")), (sealed, closes)].map(|(format, pace)| {
        json!({
            "title": text, "summary": text, "currency": { "code": "VND", "decimals": 0 },
            "opening": "1", "rounds": [{ "format": format, "pace": pace }],
        })
    })
}

/// The sale: an auctioneer, two bidders, an observer.
struct Sale {
    house: Arc<House>,
    guests: Vec<Guest>,
    is_paused: bool,
    _data: TempDir,
}

impl Sale {
    async fn open() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let limits = Limits {
            backlog_pushes: 20,
            resume_entries: MOST_BEHIND,
            resume_pushes: MOST_SENT,
            requests_per_second: 1_000_000,
            request_burst: 1_000_000,
            request_bytes_per_second: 1_000_000_000,
            requests_per_second_per_account: 1_000_000,
            request_burst_per_account: 1_000_000,
            ..Limits::default()
        };
        let config = Config { data: data.path().to_owned(), limits, ..Config::default() };
        let create = ["s", "other"]
            .map(|name| (session(name), Text { vi: "Phiên".into(), en: "A session".into() }));
        let (health, metrics) = (Arc::new(Health::starting()), Arc::new(Metrics::new()));
        let (house, _ends) = House::open(&config, &create, health, metrics).expect("a house");
        let officer = Officer::try_from("An".to_owned()).expect("a name");
        let everybody = [
            By::Auctioneer { officer },
            By::Bidder { paddle: Paddle(7) },
            By::Bidder { paddle: Paddle(8) },
            By::Observer,
        ];
        let mut guests = Vec::new();
        for by in &everybody {
            guests.push(Guest::new(&house, by).await);
        }
        let mut sale = Self { house, guests, is_paused: false, _data: data };
        for paddle in [7, 8] {
            sale.desk("admit", json!({ "paddle": paddle })).await;
            sale.desk("confirm_deposit", json!({ "paddle": paddle })).await;
        }
        for (lot, terms) in (1..).zip(english_and_sealed()) {
            sale.desk("publish", json!({ "lot": lot, "terms": terms })).await;
            sale.desk("open", json!({ "lot": lot })).await;
        }
        sale
    }

    async fn desk(&mut self, method: &str, params: Value) {
        let answer = self.guests[0].witness.ask(method, params).await;
        assert!(answer["result"].is_object(), "{method}: {answer}");
    }

    /// Some bids at once, of which the room hears or only their bidder; now and then a pause.
    async fn go_on(&mut self, chance: &mut Chance) {
        let mut asked = Vec::new();
        for _ in 0..=chance.below(5) {
            let bidder = 1 + chance.below(2);
            let bid_id = Uuid::from_u64_pair(chance.next(), chance.next());
            let bid = match chance.below(3) {
                0 => json!({ "lot": 1, "bid_id": bid_id, "asking_at_most": "1000000000" }),
                1 => json!({ "lot": 1, "bid_id": bid_id, "amount": "1" }),
                _ => json!({ "lot": 2, "bid_id": bid_id, "amount": "1000" }),
            };
            asked.push((bidder, self.guests[bidder].witness.send("bid", &bid)));
        }
        for (bidder, id) in asked {
            self.guests[bidder].witness.answer(id).await;
        }
        if chance.below(8) == 0 {
            let (method, params) = if self.is_paused {
                ("resume", json!({ "lot": 1 }))
            } else {
                ("pause", json!({ "lot": 1, "reason": "again" }))
            };
            self.desk(method, params).await;
            self.is_paused = !self.is_paused;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_comes_back_misses_anything_or_hears_it_twice() {
    let mut sale = Sale::open().await;
    let mut chance = Chance::from_seed(SEED);
    for _ in 0..RETURNS {
        let guest = chance.below(sale.guests.len());
        let house = Arc::clone(&sale.house);
        sale.guests[guest].leave(&house).await;
        if chance.below(3) == 0 {
            sale.go_on(&mut chance).await;
        }
        sale.guests[guest].come_back(&house, &mut chance).await;
    }
    for guest in &mut sale.guests {
        guest.leave(&sale.house).await;
    }
}
