//! A program written from `docs/PROTOCOL.md` alone takes part in a sale.

use gavel_engine::durable::Verifier;
use gavel_engine::durable::receipt::Reach;
use gavel_proto::wire::{Decided, Receipt};
use serde::Deserialize;
use serde_json::Value;

use super::python;
use crate::live::hall::Hall;
use crate::live::lots::bid;

/// What the stranger prints.
#[derive(Deserialize)]
struct Told {
    key: String,
    receipt: Receipt,
    events: Vec<Value>,
    verdict: String,
    again: u64,
}

#[tokio::test]
async fn a_stranger_with_a_stock_library_takes_part_in_a_sale() {
    let mut hall = Hall::open().await;
    let mut eight = hall.bidder(8).await;
    eight.accepted("bid", bid(1, "amount", "100000000")).await;
    let url = format!("ws://{}/ws", hall.server.address);
    let ran = python("tests/clients/stranger.py")
        .args([&url, &hall.house.paddle(7), "1", "150000000"])
        .output()
        .expect("the stranger runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let told: Told = serde_json::from_slice(&ran.stdout).expect("what the stranger prints");
    let key: Verifier = told.key.parse().expect("a key");
    assert_eq!(key.check_receipt(&told.receipt).expect("a good receipt").reach, Reach::Verdict);
    assert_eq!(told.receipt.verdict, Decided::Accepted);
    assert_eq!((told.verdict.as_str(), told.again), ("accepted", told.receipt.seq));
    let heard: Vec<&Value> = told.events.iter().map(|event| &event["price_changed"]).collect();
    assert!(heard.iter().any(|event| event["leader"] == 7 && event["price"] == "110000000"));
    loop {
        let (seq, changed) = hall.observer.hear("price_changed").await;
        if seq == told.receipt.seq {
            assert_eq!(changed["leader"], 7);
            break;
        }
    }
}
