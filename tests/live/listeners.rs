//! Who listens without a token: everything that the room hears, and nothing else.

use serde_json::json;

use super::client::Client;
use super::hall::Hall;
use super::house::{House, SESSION};
use super::lots::{bid, english};

/// A reserve that no other number contains.
const RESERVE: &str = "987654321";

#[tokio::test]
async fn anybody_hears_the_room_and_may_ask_nothing_of_it() {
    let mut hall = Hall::open().await;
    let mut listener = Client::connect(&hall.server.address).await;
    let welcome = listener.accepted("hello", json!({ "session": SESSION })).await;
    assert_eq!(welcome["role"], "observer");
    let view = listener.subscribe(None).await;
    assert_eq!(view["snapshot"]["lots"][0]["phase"], "open");

    let mut lot = english(2);
    lot["reserve"] = json!(RESERVE);
    hall.desk.accepted("publish", lot).await;
    let mut bidder = hall.bidder(7).await;
    bidder.accepted("bid", bid(1, "maximum", "150000000")).await;
    let (_, changed) = listener.hear("price_changed").await;
    assert_eq!(changed["price"], "100000000");
    assert!(!listener.has_read(RESERVE) && !listener.has_read("150000000"));

    let error = listener.refused("bid", bid(1, "amount", "160000000")).await;
    assert_eq!(error["code"], 1012, "{error}");
    let error = listener.refused("subscribe", json!({ "session": "other" })).await;
    assert_eq!(error["code"], 1008, "{error}");
}

#[tokio::test]
async fn a_session_that_is_not_here_is_said_so_and_two_introductions_are_none() {
    let hall = Hall::open().await;
    let mut lost = Client::connect(&hall.server.address).await;
    let error = lost.refused("hello", json!({ "session": "nowhere" })).await;
    assert_eq!(error["code"], 1008, "{error}");
    let both = json!({ "session": SESSION, "token": hall.house.paddle(7) });
    let error = lost.refused("hello", both).await;
    assert_eq!(error["code"], 1006, "{error}");
    assert_eq!(lost.closed().await, Some(3501));
}

#[tokio::test]
async fn a_house_may_keep_its_hall_closed() {
    let house = House::new();
    let server = house.serve(&["--set", "open_hall=false"]);
    let mut listener = Client::connect(&server.address).await;
    let error = listener.refused("hello", json!({ "session": SESSION })).await;
    assert_eq!(error["code"], 1006, "{error}");
    assert_eq!(listener.closed().await, Some(3501));
    let listed = super::web::get(&server.address, "/sessions").await;
    assert_eq!(listed.status, 403, "{}", listed.text);
    let mut invited = Client::connect(&server.address).await;
    let observer = house.token(SESSION, &["observer"]);
    assert_eq!(invited.hello(&observer).await["result"]["role"], "observer");
}
