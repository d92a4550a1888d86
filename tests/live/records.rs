//! Real auctions over real sockets, with a power cut in the middle of the sale.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::client::{Client, Gone};
use super::house::{House, SESSION, Server, gavel};
use super::lots::bid;
use crate::records::{ebay, given};

/// Every so many auctions of the record are held: twenty-five of 374, of every kind.
const EVERY: usize = 15;

/// An auction as it was held, amounts in cents.
#[derive(Deserialize)]
struct Auction {
    #[serde(rename = "auction_id")]
    name: String,
    open: i64,
    reserve: Option<i64>,
    bids: Vec<RecordedBid>,
    expect: Expected,
}

#[derive(Deserialize)]
struct RecordedBid {
    bidder: String,
    max: i64,
}

#[derive(Deserialize)]
struct Expected {
    winner: String,
    price: i64,
}

/// The auctioneer calls every lot on a line of its own, and whoever is done hangs up.
const MANY_LINES: &[&str] =
    &["--set", "limits.connections_per_account=100", "--set", "limits.fault_vanished_percent=100"];

/// What everybody in the hall shares.
struct Sale {
    house: House,
    /// Paddles by the bidder's name in the record.
    paddles: BTreeMap<String, u32>,
    /// How many bids there are in all, and how many were sent.
    bids: usize,
    sent: AtomicUsize,
    server: Mutex<Server>,
    /// Where the server listens now.
    address: watch::Sender<String>,
}

#[tokio::test]
#[ignore = "needs the record sets: set GAVEL_RECORDS to their folder"]
async fn real_auctions_end_as_they_did_although_the_power_fails() {
    let auctions = auctions();
    assert!(20 <= auctions.len(), "only {} auctions in the record", auctions.len());
    let house = House::new();
    let server = house.serve(MANY_LINES);
    let sale = Arc::new(Sale {
        house,
        paddles: paddles(&auctions),
        bids: auctions.iter().map(|auction| auction.bids.len()).sum(),
        sent: AtomicUsize::new(0),
        address: watch::Sender::new(server.address.clone()),
        server: Mutex::new(server),
    });
    let mut lots = JoinSet::new();
    let mut published = sale.admit_and_publish(&auctions).await;
    for auction in auctions {
        let (sale, lot) = (Arc::clone(&sale), published.remove(0));
        lots.spawn(async move { sale.hold(lot, &auction).await });
    }

    while let Some(held) = lots.join_next().await {
        held.expect("the auction ended as recorded");
    }

    let mut server = sale.server();
    server.terminate();
    assert_eq!(server.ended().status.code(), Some(0));
    let verified = gavel(&["replay", SESSION, "--verify", "--data", sale.house.data()]).output();
    let verified = verified.expect("gavel replay runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

impl Sale {
    /// Admits everybody and publishes every auction as a lot: their numbers.
    async fn admit_and_publish(&self, auctions: &[Auction]) -> Vec<u32> {
        let clerk = self.house.token(SESSION, &["clerk", "--name", "Bình"]);
        let paddles: Vec<u32> = self.paddles.values().copied().collect();
        for paddles in paddles.chunks(15) {
            // One connection may ask forty times at once.
            let mut clerk = self.join(&clerk).await;
            for paddle in paddles {
                clerk.accepted("admit", json!({ "paddle": paddle })).await;
                clerk.accepted("confirm_deposit", json!({ "paddle": paddle })).await;
            }
        }
        let mut auctioneer = self.join(&self.auctioneer()).await;
        let mut lots = Vec::new();
        for (lot, auction) in (1..).zip(auctions) {
            auctioneer.accepted("publish", published(lot, auction)).await;
            lots.push(lot);
        }
        lots
    }

    /// Holds one auction: every bid in the order of the record, each when the one before it was
    /// answered; then three calls and the hammer.
    async fn hold(&self, lot: u32, auction: &Auction) {
        self.insist(&self.auctioneer(), "open", json!({ "lot": lot }), "already_open").await;
        let mut people: BTreeMap<&str, (String, Client)> = BTreeMap::new();
        for bid in &auction.bids {
            if !people.contains_key(bid.bidder.as_str()) {
                let token = self.house.paddle(self.paddles[&bid.bidder]);
                let client = self.join(&token).await;
                people.insert(&bid.bidder, (token, client));
            }
            let (token, client) =
                people.get_mut(bid.bidder.as_str()).expect("a bidder who came in");
            self.bid(lot, bid, token, client).await;
        }
        let auctioneer = self.auctioneer();
        for call in [1, 2, 3] {
            let params = json!({ "lot": lot, "call": call });
            self.insist(&auctioneer, "call", params, "call_out_of_turn").await;
        }
        self.insist(&auctioneer, "hammer", json!({ "lot": lot }), "closed").await;
        let session = json!({ "session": SESSION });
        let snapshot = self.insist(&auctioneer, "subscribe", session, "").await;
        let winner = self.paddles[&auction.expect.winner];
        let sold = json!({ "sold": { "paddle": winner, "price": dollars(auction.expect.price) } });
        let result = &snapshot["result"]["snapshot"]["lots"][lot as usize - 1]["result"];
        assert_eq!(*result, sold, "auction {}", auction.name);
    }

    /// Bids up to the recorded maximum. A bid that got no answer is sent again as it is.
    async fn bid(&self, lot: u32, recorded: &RecordedBid, token: &str, client: &mut Client) {
        let maximum = bid(lot, "maximum", &dollars(recorded.max));
        let is_middle = self.sent.fetch_add(1, Ordering::Relaxed) == self.bids / 2;
        if is_middle {
            self.server().process().freeze();
        }
        let id = client.send("bid", maximum.clone()).await;
        if is_middle {
            self.power_fails();
        }
        let mut answered = client.answer(id).await;
        assert!(!is_middle || answered.is_err(), "answered by a server that stood still");
        while answered.is_err() {
            *client = self.join(token).await;
            answered = client.try_ask("bid", maximum.clone()).await;
        }
        let answer = answered.expect("an answer in the end");
        assert_eq!(answer["result"]["bid_id"], maximum["bid_id"], "{answer}");
    }

    /// Kills the server while it holds unanswered bids, and starts it again on the same data.
    fn power_fails(&self) {
        let mut server = self.server();
        server.kill();
        *server = self.house.serve(MANY_LINES);
        self.address.send_replace(server.address.clone());
    }

    fn server(&self) -> MutexGuard<'_, Server> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks until it is done; `done` is the refusal of what was done already, before the power
    /// failed.
    async fn insist(&self, token: &str, method: &str, params: Value, done: &str) -> Value {
        loop {
            let mut desk = self.join(token).await;
            if let Ok(answer) = desk.try_ask(method, params.clone()).await {
                let was_done = answer["error"]["data"]["name"] == done;
                assert!(answer["result"].is_object() || was_done, "{method} {params}: {answer}");
                return answer;
            }
        }
    }

    /// Comes in, as often as the server goes away.
    async fn join(&self, token: &str) -> Client {
        let mut address = self.address.subscribe();
        loop {
            let here = address.borrow_and_update().clone();
            match Client::try_join(&here, token).await {
                Ok(client) => return client,
                Err(Gone(_)) => address.changed().await.expect("the server is started again"),
            }
        }
    }

    fn auctioneer(&self) -> String {
        self.house.token(SESSION, &["auctioneer", "--name", "An"])
    }
}

fn auctions() -> Vec<Auction> {
    given(ebay::SET).into_iter().step_by(EVERY).collect()
}

fn paddles(auctions: &[Auction]) -> BTreeMap<String, u32> {
    let mut paddles = BTreeMap::new();
    for bid in auctions.iter().flat_map(|auction| &auction.bids) {
        let next = u32::try_from(paddles.len() + 1).expect("fewer bidders than numbers");
        paddles.entry(bid.bidder.clone()).or_insert(next);
    }
    paddles
}

/// The auction as a lot by hammer, under the increments of the house that held it.
fn published(lot: u32, auction: &Auction) -> Value {
    let table: Vec<Value> = ebay::INCREMENTS
        .iter()
        .map(|(from, step)| match from {
            0 => json!({ "step": dollars(*step) }),
            from => json!({ "from": dollars(*from), "step": dollars(*step) }),
        })
        .collect();
    let title = json!({ "vi": auction.name, "en": auction.name });
    let mut lot = json!({ "lot": lot, "terms": {
        "title": title,
        "summary": { "vi": "", "en": "" },
        "currency": { "code": "USD", "decimals": 2 },
        "opening": dollars(auction.open),
        "rounds": [{ "format": { "english": { "increment": { "table": table } } }, "pace": "hammer" }]
    }});
    if let Some(reserve) = auction.reserve {
        lot["reserve"] = dollars(reserve).into();
    }
    lot
}

fn dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
