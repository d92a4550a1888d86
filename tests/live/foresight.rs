//! What the desk asks before it acts: what an act would do, and who is here.

use serde_json::{Value, json};

use super::client::Client;
use super::hall::Hall;
use super::house::SESSION;
use super::lots::bid;

fn preview(act: &str, params: &Value) -> Value {
    json!({ "command": { act: params } })
}

/// The events that a preview tells are those of the act, and the preview itself does nothing.
#[tokio::test]
async fn a_preview_tells_what_the_act_then_does() {
    let mut hall = Hall::open().await;
    hall.bidder(7).await.accepted("bid", bid(1, "amount", "100000000")).await;
    let offer = bid(1, "amount", "150000000");
    let placed = hall.bidder(9).await.accepted("bid", offer.clone()).await;
    hall.desk.until(placed["seq"].as_u64().unwrap()).await;

    let void = json!({ "lot": 1, "bid_id": offer["bid_id"], "reason": "a slip" });
    let foreseen = hall.desk.accepted("preview", preview("void", &void)).await;
    assert_eq!(foreseen["seq"], placed["seq"]);
    let names: Vec<&String> = foreseen["events"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| one.as_object().unwrap().keys())
        .collect();
    assert_eq!(names, ["void_asked", "bid_voided", "standing_recomputed"]);
    hall.goes_on().await;

    let second = hall.house.token(SESSION, &["second-officer", "--name", "Chi"]);
    let mut second = Client::join(&hall.server.address, &second).await;
    hall.desk.accepted("void", void.clone()).await;
    let confirm = json!({ "lot": 1, "bid_id": offer["bid_id"] });
    second.accepted("confirm_void", confirm).await;
    let (_, standing) = hall.observer.hear("standing_recomputed").await;
    assert_eq!(standing, foreseen["events"][2]["standing_recomputed"]);

    let hammer = preview("hammer", &json!({ "lot": 1 }));
    let error = hall.desk.refused("preview", hammer).await;
    assert_eq!(error["data"]["name"], "calls_missing", "{error}");
    assert!(error["data"]["seq"].is_null(), "a preview is not sequenced: {error}");
}

/// Whoever may not do an act does not hear what would come of it, and nobody hears it of a bid:
/// that would tell of others' maxima.
#[tokio::test]
async fn only_the_desk_foresees_and_only_its_own_acts() {
    let mut hall = Hall::open().await;
    let withdraw = preview("withdraw_bid", &json!({ "lot": 1, "paddle": 7 }));
    let floor = json!({ "paddle": 8, "channel": "floor", "bid": bid(1, "amount", "100000000") });
    let mut bidder = hall.bidder(7).await;
    bidder.accepted("bid", bid(1, "maximum", "900000000")).await;
    let clerk = hall.house.token(SESSION, &["clerk", "--name", "Chi"]);
    let mut clerk = Client::join(&hall.server.address, &clerk).await;
    let mut asked = Vec::new();
    asked.push(bidder.refused("preview", withdraw).await);
    asked.push(bidder.refused("preview", preview("bid", &bid(1, "amount", "200000000"))).await);
    asked.push(clerk.refused("preview", preview("bid_for", &floor)).await);
    asked.push(clerk.refused("preview", preview("hammer", &json!({ "lot": 1 }))).await);
    asked.push(hall.observer.refused("present", json!({})).await);
    asked.push(bidder.refused("present", json!({})).await);
    let codes: Vec<_> = asked.iter().map(|error| error["code"].as_u64().unwrap()).collect();
    assert_eq!(codes, [1012; 6], "{asked:?}");
}

#[tokio::test]
async fn the_desk_hears_who_is_here() {
    let mut hall = Hall::open().await;
    let first = hall.bidder(9).await;
    let _again = hall.bidder(9).await;
    let _other = hall.bidder(7).await;
    let present = hall.desk.accepted("present", json!({})).await;
    assert_eq!(present, json!({ "paddles": [7, 9], "observers": 1 }));
    drop(first);
}

/// A word to the room reaches everybody, and changes nothing else.
#[tokio::test]
async fn the_desk_tells_the_room_something() {
    let mut hall = Hall::open().await;
    let message = "Lô 2 bắt đầu lúc 14 giờ.";
    hall.desk.accepted("announce", json!({ "message": message })).await;
    let (_, heard) = hall.observer.hear("announced").await;
    assert_eq!(heard["message"], message);
    let error = hall.bidder(7).await.refused("announce", json!({ "message": message })).await;
    assert_eq!(error["code"], 1012, "{error}");
    hall.desk.until(hall.observer.seq).await;
    hall.goes_on().await;
}

/// Whoever comes in later reads it too, whether a bidder, an observer or a second desk.
#[tokio::test]
async fn what_the_desk_told_the_room_waits_for_whoever_comes_late() {
    let mut hall = Hall::open().await;
    let mut seqs = Vec::new();
    for message in ["Lô 2 bắt đầu lúc 14 giờ.", "Cà phê ở sảnh."] {
        let told = hall.desk.accepted("announce", json!({ "message": message })).await;
        seqs.push((told["seq"].clone(), message));
    }
    let tokens = [
        hall.house.paddle(8),
        hall.house.token(SESSION, &["observer"]),
        hall.house.token(SESSION, &["clerk", "--name", "Chi"]),
    ];
    for token in tokens {
        let mut late = Client::connect(&hall.server.address).await;
        late.hello(&token).await;
        let subscribed = late.subscribe(None).await;
        let told = subscribed["snapshot"]["announcements"].as_array().unwrap();
        let told = told.iter().map(|one| (one["seq"].clone(), one["message"].as_str().unwrap()));
        assert_eq!(told.collect::<Vec<_>>(), seqs);
    }
}
