//! The calendar: which sessions are on, to come and past, as the room sees them.

use serde_json::{Value, json};

use super::client::Client;
use super::house::House;
use super::lots::english;
use super::web::{get, until};
use crate::contract::schemas::hold_told;

/// A reserve that no other number contains.
const RESERVE: &str = "987654321";

/// The auctioneer of a session, with one lot on its way.
async fn desk(house: &House, address: &str, session: &str) -> Client {
    let token = house.token(session, &["auctioneer", "--name", "An"]);
    let mut desk = Client::connect(address).await;
    desk.hello(&token).await;
    let mut lot = english(1);
    lot["reserve"] = json!(RESERVE);
    desk.accepted("publish", lot).await;
    desk
}

async fn calendar(address: &str) -> Value {
    let reply = get(address, "/sessions").await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert!(!reply.text.contains(RESERVE), "the reserve is the desk's: {}", reply.text);
    let (_, body) = reply.text.split_once("\r\n\r\n").unwrap();
    let calendar = serde_json::from_str(body).unwrap();
    hold_told("Calendar", &calendar);
    calendar
}

/// The sessions as pairs of what they are and their names, in the order in which they are told.
fn told(calendar: &Value) -> Vec<(&str, &str)> {
    let sessions = calendar["sessions"].as_array().unwrap().iter();
    sessions.map(|one| (one["when"].as_str().unwrap(), one["session"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_session_comes_is_on_and_is_past() {
    let house = House::of_record();
    let server = house.serve(&["--session", "spring", "--session", "autumn"]);
    desk(&house, &server.address, "s").await;
    let mut on = desk(&house, &server.address, "spring").await;
    on.accepted("open", json!({ "lot": 1 })).await;
    let mut over = desk(&house, &server.address, "autumn").await;
    over.accepted("open", json!({ "lot": 1 })).await;
    over.accepted("withdraw", json!({ "lot": 1, "reason": "the seller withdrew it" })).await;

    let all = [("now", "spring"), ("coming", "s"), ("past", "autumn")];
    let found = until("the calendar to follow", || async {
        let calendar = calendar(&server.address).await;
        (told(&calendar) == all).then_some(calendar)
    })
    .await;
    let [live, coming, past] = [0, 1, 2].map(|place| found["sessions"][place].clone());
    assert_eq!(live["lots"][0]["phase"], "open");
    assert_eq!(live["lot_count"], 1);
    assert_eq!(coming["lots"][0]["terms"]["title"]["vi"], "Bằng sáng chế");
    assert_eq!(past["lots"][0]["result"]["withdrawn"]["reason"], "the seller withdrew it");
    assert!(past["ended_at"].is_string());
}

/// Whoever looks for a sale is not sent where a crowd of programs bids.
#[tokio::test]
async fn a_rehearsal_stands_in_no_calendar() {
    let house = House::of_record();
    let server = house.serve(&["--session", "rehearsal-1"]);
    desk(&house, &server.address, "rehearsal-1").await;
    desk(&house, &server.address, "s").await;
    until("the sale to be told of", || async {
        let calendar = calendar(&server.address).await;
        let told = told(&calendar);
        assert!(!told.iter().any(|(_, session)| session.starts_with("rehearsal")), "{told:?}");
        (told == [("coming", "s")]).then_some(())
    })
    .await;
}
