//! What the world does to a server: a disk that fails a sync, an operator who stops it.

use serde_json::json;

use super::client::{Client, Gone};
use super::hall::Hall;
use super::house::{House, SESSION, Server};
use super::lots::bid;

/// Syncs of the session's thread before the one that fails: enough to open the sale, and a bid.
const SOUND_SYNCS: u32 = 10;

/// A server whose disk fails one sync, and lies about every later one.
fn on_a_failing_disk(house: &House) -> Server {
    let failing = format!("fdatasync:error=EIO:when={}", SOUND_SYNCS + 1);
    Server::start(&mut house.tampered(&failing))
}

#[tokio::test]
async fn after_a_failed_sync_nobody_hears_anything_more() {
    let mut hall = Hall::open_with(on_a_failing_disk).await;
    let mut bidders = [(7, hall.bidder(7).await), (8, hall.bidder(8).await)];
    let mut last = json!(null);
    let mut price = 100_000_000;
    let fatal = loop {
        price += 100_000_000;
        bidders.swap(0, 1);
        let offer = bid(1, "amount", &price.to_string());
        match bidders[0].1.try_ask("bid", offer.clone()).await {
            Ok(answer) => last = answer["result"]["seq"].clone(),
            Err(gone) => {
                assert_eq!(gone, Gone(Some(3002)));
                break offer;
            }
        }
    };
    let [(paddle, _), (_, other)] = &mut bidders;
    for person in [other, &mut hall.desk, &mut hall.observer] {
        assert_eq!(person.closed().await, Some(3002));
        assert_eq!(last, person.seq, "a push from above the durable sequence");
    }

    let ended = hall.server.ended();
    assert_eq!(ended.status.code(), Some(1), "{}", ended.complaints);
    let journal = format!("sessions/{SESSION}/00000000000000000001.gavel");
    assert!(ended.complaints.contains(&journal), "{}", ended.complaints);

    let server = hall.house.serve(&[]);
    let mut bidder = Client::join(&server.address, &hall.house.paddle(*paddle)).await;
    let fate = bidder.accepted("bid.get", json!({ "bid_id": fatal["bid_id"] })).await;
    let again = bidder.accepted("bid", fatal).await;
    if fate["verdict"] == "accepted" {
        assert_eq!(again["seq"], fate["seq"], "what was recovered stands");
    } else {
        assert_eq!(fate["verdict"], "unknown");
    }
    let snapshot = bidder.subscribe(None).await["snapshot"].take();
    assert_eq!(snapshot["lots"][0]["price"], price.to_string());
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_says_goodbye() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let mut stranger = Client::connect(&hall.server.address).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    hall.observer.hear("price_changed").await;
    hall.server.terminate();
    for person in [&mut seven, &mut stranger, &mut hall.desk, &mut hall.observer] {
        assert_eq!(person.closed().await, Some(3000));
    }
    let ended = hall.server.ended();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.complaints);

    let server = hall.house.serve(&[]);
    let mut seven = Client::join(&server.address, &hall.house.paddle(7)).await;
    let snapshot = seven.subscribe(None).await["snapshot"].take();
    assert_eq!(snapshot["lots"][0]["leader"], 7);
}

/// A house that died between making a session's folder and its first entry begins it again.
#[tokio::test]
async fn a_session_without_a_first_entry_is_begun_at_the_next_start() {
    let unbegun = |house: &House| {
        drop(house.serve(&[]));
        let folder = house.path().join("sessions").join(SESSION);
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        house.serve(&[])
    };
    Hall::open_with(unbegun).await.goes_on().await;
}
