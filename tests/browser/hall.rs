//! The hall screen: no login, and it follows a sale through everything that happens to it.

use serde_json::json;

use super::driver::Browser;
use crate::live::client::Client;
use crate::live::hall::Hall;
use crate::live::house::{House, SESSION, Server, gavel};
use crate::live::lots::bid;

/// A lot by the clock: every bid comes within the window, and moves the deadline.
fn soft_close(lot: u32) -> serde_json::Value {
    let format = json!({ "english": {
        "increment": { "table": [{ "step": "10000000" }] },
        "soft_close": { "window_ms": 600_000, "extension_ms": 900_000 },
    } });
    let pace = json!({ "timed": { "closes": { "after_opening_ms": 300_000 } } });
    json!({ "lot": lot, "terms": {
        "title": { "vi": "Bí quyết", "en": "Know-how" },
        "summary": { "vi": "", "en": "" },
        "currency": { "code": "VND", "decimals": 0 },
        "opening": "100000000",
        "rounds": [{ "format": format, "pace": pace }],
    } })
}

fn screen_of(address: &str) -> String {
    format!("http://{address}/hall/{SESSION}")
}

#[tokio::test]
async fn the_hall_follows_bids_and_calls_to_the_hammer_in_both_languages() {
    let mut hall = Hall::open().await;
    let browser = Browser::start().await;
    let screen = browser.open(&screen_of(&hall.server.address)).await;
    screen.press("lang-en").await;
    screen.wait("badge", |text| text == "Live").await;
    screen.wait("stage-lot", |text| text == "Lot 1").await;
    screen.wait("countdown", |text| text == "By the hammer").await;

    let mut first = hall.bidder(7).await;
    first.accepted("bid", bid(1, "amount", "100000000")).await;
    screen.wait("price", |text| text == "₫100,000,000").await;
    screen.wait("leader", |text| text == "Paddle 7").await;
    for call in [1, 2] {
        hall.desk.accepted("call", json!({ "lot": 1, "call": call })).await;
    }
    screen.wait("call", |text| text == "Going twice").await;
    let mut second = hall.bidder(8).await;
    second.accepted("bid", bid(1, "amount", "110000000")).await;
    screen.wait("call", |text| text == "Not called yet").await;
    screen.wait("ticker", |text| text.contains("Lot 1: ₫110,000,000, paddle 8")).await;

    screen.press("lang-vi").await;
    for call in [1, 2, 3] {
        hall.desk.accepted("call", json!({ "lot": 1, "call": call })).await;
    }
    screen.wait("call", |text| text == "Lần thứ ba, lần cuối").await;
    hall.desk.accepted("hammer", json!({ "lot": 1 })).await;
    screen
        .wait("result", |text| text.contains("thẻ số 8") && text.contains("110.000.000\u{a0}₫"))
        .await;
    browser.end().await;
}

#[tokio::test]
async fn the_hall_tells_of_a_late_bid_of_a_pause_and_of_a_lot_withdrawn_under_its_eyes() {
    let mut hall = Hall::open().await;
    hall.desk.accepted("withdraw", json!({ "lot": 1, "reason": "not today" })).await;
    hall.desk.accepted("publish", soft_close(2)).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    let browser = Browser::start().await;
    let screen = browser.open(&format!("{}#lot=2", screen_of(&hall.server.address))).await;
    screen.press("lang-en").await;
    screen.wait("stage-lot", |text| text == "Lot 2").await;
    screen.wait("countdown", |text| text.starts_with("4:")).await;
    hall.bidder(7).await.accepted("bid", bid(2, "amount", "100000000")).await;
    screen.wait("countdown", |text| text.starts_with("14:")).await;
    screen.wait("ticker", |text| text.contains("Lot 2: extended to ")).await;
    hall.desk.accepted("pause", json!({ "lot": 2, "reason": "the projector" })).await;
    screen.wait("result", |text| text == "Paused: the projector").await;
    hall.desk.accepted("resume", json!({ "lot": 2 })).await;
    screen.wait("phase", |text| text == "Open").await;
    hall.desk.accepted("withdraw", json!({ "lot": 2, "reason": "the seller left" })).await;
    screen.wait("result", |text| text == "Withdrawn: the seller left").await;
    browser.end().await;
}

/// Serves a house again where it was served before.
fn serve_at(house: &House, address: &str) -> Server {
    let arguments = ["serve", "--data", house.data(), "--listen", address, "--session", SESSION];
    Server::start(&mut gavel(&arguments))
}

#[tokio::test]
async fn the_hall_is_right_again_when_its_server_is_back() {
    let mut hall = Hall::open().await;
    let address = hall.server.address.clone();
    hall.bidder(7).await.accepted("bid", bid(1, "amount", "100000000")).await;
    let browser = Browser::start().await;
    let screen = browser.open(&screen_of(&address)).await;
    screen.press("lang-en").await;
    screen.wait("price", |text| text == "₫100,000,000").await;
    hall.server.kill();
    screen.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    hall.server = serve_at(&hall.house, &address);
    screen.wait("badge", |text| text == "Live").await;
    let mut again = Client::join(&address, &hall.house.paddle(8)).await;
    again.accepted("bid", bid(1, "amount", "110000000")).await;
    screen.wait("price", |text| text == "₫110,000,000").await;
    browser.end().await;
}

#[tokio::test]
async fn a_session_that_is_not_here_is_said_kindly() {
    let house = House::new();
    let server = house.serve(&[]);
    let browser = Browser::start().await;
    let screen = browser.open(&format!("http://{}/hall/nowhere", server.address)).await;
    screen.press("lang-vi").await;
    screen.wait("hall-notice", |text| text.contains("không có phiên nào tên là “nowhere”")).await;
    screen.press("lang-en").await;
    screen.wait("hall-notice", |text| text.contains("See the sessions of this house")).await;
    browser.end().await;
}

/// In a hall there is a keyboard at best.
#[tokio::test]
async fn single_keys_turn_the_language_and_the_light() {
    let hall = Hall::open().await;
    let browser = Browser::start().await;
    let screen = browser.open(&screen_of(&hall.server.address)).await;
    screen.press("lang-en").await;
    screen.wait("stage-lot", |text| text == "Lot 1").await;
    screen.keys("l").await;
    screen.wait("stage-lot", |text| text == "Lô 1").await;
    let ground = "return getComputedStyle(document.body).backgroundColor;";
    let before = screen.script(ground, json!({})).await;
    screen.keys("d").await;
    assert_ne!(screen.script(ground, json!({})).await, before);
    screen.keys("d").await;
    assert_eq!(screen.script(ground, json!({})).await, before);
    browser.end().await;
}
