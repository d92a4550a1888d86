//! Coming back: a reader who was away gets exactly what it missed, or a snapshot; never half.

use serde_json::{Value, json};

use super::client::Client;
use super::hall::Hall;
use super::house::SESSION;
use super::lots::bid;

#[tokio::test]
async fn a_reader_who_comes_back_gets_exactly_what_it_missed() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let mut eight = hall.bidder(8).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    seven.hear("price_changed").await;
    let last = seven.seq;
    drop(seven);

    eight.accepted("bid", bid(1, "maximum", "500000000")).await;
    hall.desk.accepted("pause", json!({ "lot": 1, "reason": "a fuse" })).await;
    eight.refused("bid", bid(1, "amount", "600000000")).await;
    hall.desk.accepted("admit", json!({ "paddle": 10 })).await;
    hall.desk.accepted("resume", json!({ "lot": 1 })).await;
    hall.observer.hear("lot_resumed").await;
    let missed = behind(&hall.observer, last);
    assert_eq!(missed.len(), 3, "the lead, the pause and the end of it");

    let mut seven = back(&hall, 7).await;
    let answer = seven.subscribe(Some(last)).await;
    assert_eq!(answer, json!({ "recovered": true, "seq": hall.observer.seq }));
    seven.until(hall.observer.seq).await;
    assert_eq!(seven.pushes, missed);

    let mut eight_again = back(&hall, 8).await;
    eight_again.subscribe(Some(last)).await;
    eight_again.until(hall.observer.seq).await;
    eight.until(hall.observer.seq).await;
    assert_eq!(eight_again.pushes, behind(&eight, last), "its own maximum included");
    assert!(eight_again.has_read("500000000") && !seven.has_read("500000000"));

    let nothing = seven.subscribe(Some(hall.observer.seq)).await;
    assert_eq!(nothing, json!({ "recovered": true, "seq": hall.observer.seq }));
    hall.goes_on().await;
    seven.until(hall.observer.seq).await;
}

#[tokio::test]
async fn a_restart_is_no_reason_to_miss_anything() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let last = seven.seq;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    hall.observer.hear("price_changed").await;
    let missed = behind(&hall.observer, last);
    hall.server.kill();
    hall.server = hall.house.serve(&[]);
    let watching = hall.house.token(SESSION, &["observer"]);
    let mut observer = Client::connect(&hall.server.address).await;
    observer.hello(&watching).await;
    assert_eq!(observer.subscribe(Some(last)).await["recovered"], true);
    observer.until(hall.observer.seq).await;
    assert_eq!(observer.pushes, missed);
}

#[tokio::test]
async fn a_reader_from_the_future_or_from_long_ago_gets_a_snapshot() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let long_ago = seven.seq;
    let future = seven.subscribe(Some(long_ago + 1)).await;
    assert_eq!(future["recovered"], false);
    assert_eq!(future["snapshot"]["seq"], long_ago, "the future has not happened");
    seven.accepted("bid", bid(1, "amount", "100000000")).await;

    let auctioneer = hall.house.token(SESSION, &["auctioneer", "--name", "Dung"]);
    for _ in 0..8 {
        // One connection may ask forty times at once.
        let mut desk = Client::join(&hall.server.address, &auctioneer).await;
        for _ in 0..17 {
            desk.accepted("pause", json!({ "lot": 1, "reason": "again" })).await;
            desk.accepted("resume", json!({ "lot": 1 })).await;
        }
        hall.observer.until(desk.seq).await;
    }
    hall.goes_on().await;
    let mut late = back(&hall, 8).await;
    let answer = late.subscribe(Some(long_ago)).await;
    assert_eq!(answer["recovered"], false);
    let snapshot = &answer["snapshot"];
    assert_eq!((&snapshot["seq"], &answer["seq"]), (&answer["seq"], &json!(hall.observer.seq)));
    let lot = &snapshot["lots"][0];
    let shown = ["price", "leader", "asking", "phase"].map(|field| &lot[field]);
    assert_eq!(shown, [&json!("100000000"), &json!(7), &json!("110000000"), &json!("open")]);
    assert_eq!(snapshot["lots"].as_array().map(Vec::len), Some(2));
    hall.goes_on().await;
    late.until(hall.observer.seq).await;
    assert_eq!(late.pushes.len(), 1, "a snapshot is not followed by what it holds already");
}

#[tokio::test]
async fn a_session_is_resumed_with_its_own_token() {
    let hall = Hall::open().await;
    let mut seven = back(&hall, 7).await;
    let error = seven.refused("subscribe", json!({ "session": "other", "since": 1 })).await;
    assert_eq!(error["code"], 1008, "{error}");
    assert_eq!(seven.subscribe(None).await["recovered"], false);
}

/// A bidder who has connected and said hello, and hears nothing yet.
async fn back(hall: &Hall, paddle: u32) -> Client {
    let mut client = Client::connect(&hall.server.address).await;
    client.hello(&hall.house.paddle(paddle)).await;
    client
}

/// The pushes that this reader had behind `since`.
fn behind(reader: &Client, since: u64) -> Vec<Value> {
    let pushes = reader.pushes.iter();
    pushes.filter(|push| push["seq"].as_u64() > Some(since)).cloned().collect()
}
