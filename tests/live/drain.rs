//! A server that is told to stop: everybody hears when to come back, and what was asked is
//! answered.

use serde_json::json;

use super::client::Client;
use super::hall::Hall;
use super::lots::bid;

#[tokio::test]
async fn whoever_is_told_to_come_back_still_gets_answers() {
    let set = ["limits.shutdown_notice_ms=3000", "limits.drain_timeout_ms=30000"];
    let set = set.map(|set| ["--set", set]);
    let mut hall = Hall::open_with(|house| house.serve(set.as_flattened())).await;
    let mut seven = hall.bidder(7).await;
    let mut stranger = Client::connect(&hall.server.address).await;
    hall.server.terminate();

    assert_eq!(seven.told_to_come_back().await, 1_000);
    assert_eq!(hall.desk.told_to_come_back().await, 1_000);
    for later in [&mut hall.observer, &mut stranger] {
        let after = later.told_to_come_back().await;
        assert!((1_000..5_000).contains(&after), "{after}");
    }
    let last = bid(1, "amount", "100000000");
    let answer = seven.accepted("bid", last.clone()).await;
    hall.observer.hear("price_changed").await;
    for person in [&mut seven, &mut stranger, &mut hall.desk, &mut hall.observer] {
        assert_eq!(person.closed().await, Some(3000));
    }
    let ended = hall.server.ended();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.complaints);

    let server = hall.house.serve(&[]);
    let mut seven = Client::join(&server.address, &hall.house.paddle(7)).await;
    let fate = seven.accepted("bid.get", json!({ "bid_id": last["bid_id"] })).await;
    assert_eq!((&fate["verdict"], &fate["seq"]), (&json!("accepted"), &answer["seq"]));
}
