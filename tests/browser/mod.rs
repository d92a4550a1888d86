//! The page in a real browser: a newcomer bids, an auctioneer sells, a lost network heals.

mod auditor;
pub(crate) mod axe;
mod bidding;
mod cable;
mod clock;
mod desk;
pub(crate) mod devtools;
pub(crate) mod driver;
mod flood;
mod front;
mod hall;
pub(crate) mod house;
mod origin;
mod receipts;
mod roles;
mod sale;
mod screenshots;
mod types;
mod weight;
mod whole;

use driver::Browser;
use house::Demo;

/// What a bidder's standing says once a bid was taken.
const TAKEN: [&str; 3] = ["You lead", "You lead, but the reserve is not met", "You are outbid"];

/// A newcomer opens the bidder's link of a fresh demo and presses the one large button.
#[tokio::test]
async fn a_newcomer_bids_in_the_demo_with_nothing_else_typed() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&demo.link("bidder, paddle 1")).await;
    page.press("lang-en").await;
    page.wait("badge", |text| text == "Live").await;
    // A scripted bidder may be quicker and lift the asking price: then the page says so, and the
    // newcomer presses again.
    page.press_until("bid-asking", "standing", |text| TAKEN.contains(&text)).await;
    page.press("lang-vi").await;
    page.wait("badge", |text| text == "Trực tiếp").await;
    browser.end().await;
}

/// The auctioneer opens the hammer lot, a bidder leads, three calls, the hammer: both pages say so.
#[tokio::test]
async fn an_auctioneer_sells_a_lot_from_the_desk() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    let desk = browser.open(&demo.link("auctioneer")).await;
    desk.press("lang-en").await;
    desk.press("lot-4").await;
    desk.press_when_enabled("desk-open").await;
    desk.wait("countdown", |text| text == "By the hammer").await;
    let bidder = browser.open(&demo.link("bidder, paddle 2")).await;
    bidder.press("lang-en").await;
    bidder.press("lot-4").await;
    bidder.press("bid-other").await;
    bidder.press("bid-kind-maximum").await;
    // More than any scripted bidder will give: the page asks whether that is meant.
    bidder.type_into("bid-amount", "9bn").await;
    bidder.press_when_enabled("bid-submit").await;
    bidder.press("dialog-confirm").await;
    bidder.wait("standing", |text| text == "You lead").await;
    // A scripted bid between two calls sets them back to none: the desk calls again.
    let steps = ["dialog-confirm", "desk-hammer", "desk-call"];
    while let Some(step) = desk.enabled_unless(&steps, Some("result")).await {
        desk.press(step).await;
    }
    desk.wait("result", |text| text.contains("Sold to paddle 2")).await;
    bidder.wait("standing", |text| text == "You won").await;
    browser.end().await;
}

/// A page whose server is gone says so, and is right again when it is back.
#[tokio::test]
async fn a_page_outlives_its_server() {
    let mut demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&demo.link("observer")).await;
    page.press("lang-en").await;
    page.wait("badge", |text| text == "Live").await;
    demo.kill();
    page.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    demo.serve_again();
    page.wait("badge", |text| text == "Live").await;
    page.wait("price", |text| text.contains('₫') || text == "No bid yet").await;
    browser.end().await;
}

/// Without a link there is nothing to see, and the page says what to do.
#[tokio::test]
async fn a_page_without_a_link_says_what_to_do() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", demo.address())).await;
    page.press("lang-en").await;
    page.wait("notice", |text| text.starts_with("Come in with your personal link")).await;
    let page = browser.open(&format!("http://{}/#token=rubbish", demo.address())).await;
    page.wait("notice", |text| text.contains("does not hold")).await;
    browser.end().await;
}
