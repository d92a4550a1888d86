//! The desk: keys, a bid from the hall in two of them, acts that are walked through before they are
//! done, and words to the room.

use serde_json::json;

use super::axe::assert_accessible;
use super::driver::Browser;
use super::sale::{Sale, soft_close};
use crate::live::lots::{bid, english};

const ENTER: &str = "\u{e007}";

/// Opens, calls three times and lets the hammer fall without a pointer; the room reads along.
#[tokio::test]
async fn an_auctioneer_sells_by_keys_alone() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", english(1)).await;
    let browser = Browser::start().await;
    let desk = sale.page(&browser, &["auctioneer", "--name", "An"]).await;
    let bidder = sale.bidder(&browser, 7).await;
    desk.wait("counts", |text| text == "Here 1 · admitted 1 · deposited 1 · watching 0").await;
    desk.enabled("desk-open").await;
    desk.keys("o").await;
    bidder.press_when_enabled("bid-asking").await;
    bidder.wait("standing", |text| text == "You lead").await;
    for call in ["Second call", "Third call", "All called"] {
        desk.enabled("desk-call").await;
        desk.keys("c").await;
        desk.wait("desk-call", |text| text.starts_with(call)).await;
    }
    desk.enabled("desk-hammer").await;
    desk.keys("h").await;
    desk.wait("dialog-outcome", |text| text == "Sold to paddle 7 for ₫100,000,000").await;
    desk.keys(ENTER).await;
    desk.wait("result", |text| text.contains("Sold to paddle 7")).await;
    bidder.wait("standing", |text| text == "You won").await;
    browser.end().await;
}

/// F and Enter: the asking price for the latest paddle in the hall that does not lead.
#[tokio::test]
async fn a_clerk_enters_bids_from_the_hall_by_two_keys() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let clerk = sale.page(&browser, &["clerk", "--name", "Chi"]).await;
    for (paddle, leader) in [("7", 7), ("9", 9), ("", 7), ("", 9)] {
        clerk.enabled("floor-quick-floor").await;
        clerk.keys("f").await;
        clerk.keys(&format!("{paddle}{ENTER}")).await;
        clerk.wait("leader", |text| text == format!("Paddle {leader} leads")).await;
    }
    clerk.wait("price", |text| text == "₫130,000,000").await;
    browser.end().await;
}

/// What would come of a void is said before it is asked for, and comes once a second person has
/// confirmed it; until then nothing changes.
#[tokio::test]
async fn a_void_is_walked_through_before_two_people_do_it() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    sale.client(7).await.accepted("bid", bid(1, "amount", "100000000")).await;
    sale.client(9).await.accepted("bid", bid(1, "amount", "150000000")).await;
    let browser = Browser::start().await;
    let desk = sale.page(&browser, &["auctioneer", "--name", "An"]).await;
    let second = sale.page(&browser, &["second-officer", "--name", "Binh"]).await;
    desk.press_when_enabled("void").await;
    let falls_back = |text: &str| text.contains("Paddle 7 leads at ₫100,000,000.");
    desk.wait("dialog-outcome", falls_back).await;
    desk.wait("dialog-rule", |text| text.contains("by two")).await;
    desk.type_into("dialog-reason", "a slip of the tongue").await;
    desk.press("dialog-confirm").await;
    second.wait("voids", |text| text.contains("a slip of the tongue")).await;
    second.wait("price", |text| text == "₫150,000,000").await;
    second.press_when_enabled("void-confirm").await;
    second.wait("dialog-outcome", falls_back).await;
    second.press("dialog-confirm").await;
    desk.wait("leader", |text| text == "Paddle 7 leads").await;
    browser.end().await;
}

#[tokio::test]
async fn the_desk_tells_the_room_something() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", english(1)).await;
    let browser = Browser::start().await;
    let clerk = sale.page(&browser, &["clerk", "--name", "Chi"]).await;
    let bidder = sale.bidder(&browser, 7).await;
    clerk.enabled("desk-announce").await;
    clerk.keys("m").await;
    clerk.type_into("dialog-reason", "Lô 2 bắt đầu lúc 14 giờ.").await;
    clerk.press("dialog-confirm").await;
    bidder.wait("announced", |text| text == "Lô 2 bắt đầu lúc 14 giờ.").await;
    bidder.press("announced-read").await;
    bidder.wait("announced", str::is_empty).await;
    let late = sale.page(&browser, &["observer"]).await;
    late.wait("announced", |text| text == "Lô 2 bắt đầu lúc 14 giờ.").await;
    // Both have a snapshot that tells of it; what was read in a tab stays read there.
    bidder.reload().await;
    bidder.wait("badge", |text| text == "Live").await;
    assert_eq!(bidder.text("announced").await, "");
    browser.end().await;
}

#[tokio::test]
async fn everybody_can_use_the_desk() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("publish", soft_close(2, 3_600_000, 60_000)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    sale.client(7).await.accepted("bid", bid(1, "amount", "100000000")).await;
    let browser = Browser::start().await;
    let desk = sale.page(&browser, &["auctioneer", "--name", "An"]).await;
    desk.press("lot-1").await;
    desk.wait("leader", |text| text == "Paddle 7 leads").await;
    assert_accessible(&desk, "the auctioneer's desk").await;
    desk.press("lang-vi").await;
    desk.press_when_enabled("desk-withdraw").await;
    desk.wait("dialog-outcome", |text| !text.is_empty()).await;
    assert_accessible(&desk, "the desk with a question").await;
    browser.end().await;
}
