//! The hot lot: everybody bids the asking price as often as the house lets them, and when the lot is
//! over the next one is opened.

use std::time::Duration;

use gavel_proto::{BidId, Paddle};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

use super::ledger::Ledger;
use super::person::Person;
use crate::oracle::chance::{Chance, Seed};

/// Those who bid.
pub(super) const PADDLES: u32 = 8;
/// How long a lot is open.
const LOT_MS: u64 = 60_000;
/// How often the auctioneer looks.
const LOOK: Duration = Duration::from_secs(1);
/// Between an answer and the next bid: below the 20 requests a second that one connection has.
const REST_MS: (i64, i64) = (50, 90);
/// Out of so many bids, one is the last on its connection.
const BIDS_PER_CUT: u32 = 400;

/// The auctioneer: seats everybody, and keeps one lot open until `end`.
pub(super) async fn sell(mut desk: Person, open: watch::Sender<u32>, end: Instant) -> Person {
    for paddle in 1..=PADDLES {
        for method in ["admit", "confirm_deposit"] {
            while desk.ask(method, &json!({ "paddle": paddle })).await.is_none() {}
        }
    }
    while Instant::now() < end {
        let Some(room) = desk.snapshot().await else { continue };
        let lots = room["lots"].as_array().expect("lots");
        let number = u32::try_from(lots.len()).expect("a few lots");
        let phase = lots.last().map_or("closed", |lot| lot["phase"].as_str().expect("a phase"));
        // What had no answer is seen the next time.
        let lot = json!({ "lot": number });
        match phase {
            "closed" => drop(desk.ask("publish", &publication(number + 1)).await),
            "published" => drop(desk.ask("open", &lot).await),
            "paused" => drop(desk.ask("resume", &lot).await),
            "round_over" => drop(desk.ask("hammer", &lot).await),
            "open" => {
                open.send_replace(number);
                desk.rest(Instant::now() + LOOK).await;
            }
            other => panic!("a hot lot is {other}"),
        }
    }
    desk
}

/// A bidder, until `end`.
pub(super) async fn bid(
    mut bidder: Person,
    lot: watch::Receiver<u32>,
    seed: Seed,
    end: Instant,
) -> (Option<Paddle>, Ledger) {
    let mut chance = Chance::new(seed);
    while Instant::now() < end {
        let number = *lot.borrow();
        if number == 0 {
            bidder.rest(Instant::now() + LOOK).await;
            continue;
        }
        let bid_id = BidId(Uuid::now_v7());
        let most = "999999999999999";
        let params = json!({ "lot": number, "bid_id": bid_id, "asking_at_most": most });
        bidder.bid(bid_id, &params).await;
        if chance.below(BIDS_PER_CUT) == 0 {
            bidder.lose();
        }
        let rest = chance.between(REST_MS.0, REST_MS.1).unsigned_abs();
        bidder.rest(Instant::now() + Duration::from_millis(rest)).await;
    }
    bidder.leave().await
}

fn publication(lot: u32) -> Value {
    let format = json!({ "english": { "increment": { "table": [{ "step": "10000000" }] } } });
    let pace = json!({ "timed": { "closes": { "after_opening_ms": LOT_MS } } });
    json!({ "lot": lot, "terms": {
        "title": { "vi": "Bằng sáng chế", "en": "A patent" },
        "summary": { "vi": "", "en": "" },
        "currency": { "code": "VND", "decimals": 0 },
        "opening": "100000000",
        "rounds": [{ "format": format, "pace": pace }],
    }})
}
