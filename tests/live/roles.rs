//! Each role with its view: what the desk alone may know reaches every officer, and nobody else.

use serde_json::json;

use super::client::Client;
use super::hall::Hall;
use super::house::SESSION;
use super::lots::{bid, english};

/// A reserve that no other number contains.
const RESERVE: &str = "987654321";

#[tokio::test]
async fn the_desk_knows_the_reserve_and_the_roster_and_the_room_does_not() {
    let mut hall = Hall::open().await;
    let address = hall.server.address.clone();
    let mut people = Vec::new();
    for role in ["observer", "bidder", "clerk", "second-officer", "auditor", "supervisor"] {
        let who: &[&str] = if role == "bidder" { &[role, "--paddle", "7"] } else { &[role] };
        let token = hall.house.token(SESSION, who);
        let welcome = Client::connect(&address).await.hello(&token).await;
        assert_eq!(welcome["result"]["role"], role.replace('-', "_"), "{welcome}");
        people.push((role, token.clone(), Client::join(&address, &token).await));
    }
    let mut lot = english(2);
    lot["reserve"] = json!(RESERVE);
    let seq = hall.desk.accepted("publish", lot).await["seq"].as_u64().unwrap();
    for (role, token, mut present) in people {
        present.until(seq).await;
        let mut late = Client::join(&address, &token).await;
        let view = late.subscribe(None).await;
        let is_of_desk = !["observer", "bidder"].contains(&role);
        assert_eq!(present.has_read(RESERVE), is_of_desk, "{role} heard of the reserve");
        assert_eq!(late.has_read(RESERVE), is_of_desk, "{role} sees the reserve");
        assert_eq!(view["snapshot"]["roster"].is_array(), is_of_desk, "{role} sees the roster");
    }
}

/// The auctioneer asks, the room hears nothing, the second officer confirms, everybody hears.
#[tokio::test]
async fn a_second_officer_confirms_what_the_auctioneer_asked() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    let offer = bid(1, "amount", "100000000");
    bidder.accepted("bid", offer.clone()).await;
    let void = json!({ "lot": 1, "bid_id": offer["bid_id"], "reason": "a slip" });
    let confirm = json!({ "lot": 1, "bid_id": offer["bid_id"] });
    let second = |name: &str| hall.house.token(SESSION, &["second-officer", "--name", name]);
    let mut same = Client::join(&hall.server.address, &second("An")).await;
    let mut other = Client::join(&hall.server.address, &second("Chi")).await;
    hall.desk.accepted("void", void).await;
    other.hear("void_asked").await;
    let error = same.refused("confirm_void", confirm.clone()).await;
    assert_eq!(error["data"]["name"], "second_person", "the same person twice: {error}");
    other.accepted("confirm_void", confirm).await;
    let (_, voided) = hall.observer.hear("bid_voided").await;
    assert_eq!(voided["paddle"], 7);
    assert!(!hall.observer.has_read("void_asked"), "the room hears of it when it is done");
}
