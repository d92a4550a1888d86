//! A whole sale on separate pages: one auctioneer, three bidders and somebody who watches, an
//! English lot with a soft close and a sealed one, and the server killed in between.

use serde_json::json;

use super::driver::Browser;
use super::sale::{Sale, soft_close};
use crate::live::lots::sealed;

/// How long a lot goes on after its opening, and after every bid.
const WINDOW_MS: u64 = 40_000;

#[tokio::test]
async fn a_whole_sale_is_followed_by_every_page() {
    let mut sale = Sale::with(&[7, 8, 9]).await;
    sale.desk.accepted("publish", soft_close(1, WINDOW_MS, WINDOW_MS)).await;
    sale.desk.accepted("publish", sealed(2, WINDOW_MS)).await;
    let browser = Browser::start().await;
    let desk = sale.page(&browser, &["auctioneer", "--name", "An"]).await;
    let watching = sale.page(&browser, &["observer"]).await;
    let bidders = [
        sale.bidder(&browser, 7).await,
        sale.bidder(&browser, 8).await,
        sale.bidder(&browser, 9).await,
    ];
    desk.press("lot-1").await;
    desk.press_when_enabled("desk-open").await;
    watching.press("lot-1").await;
    watching.wait("countdown", |text| text.contains([':', '.'])).await;
    let end = "return document.querySelector('.time .note').textContent;";
    let first = watching.script(end, json!({})).await;
    for (bidder, paddle) in bidders.iter().zip([7, 8, 9]) {
        bidder.press("lot-1").await;
        bidder.press_when_enabled("bid-asking").await;
        watching.wait("leader", |text| text == format!("Paddle {paddle} leads")).await;
    }
    let moved = watching.script(end, json!({})).await;
    assert_ne!(moved, first, "a bid in the window moves the end");
    watching.wait("result", |text| text.starts_with("Sold to paddle 9")).await;
    bidders[2].wait("standing", |text| text == "You won").await;
    bidders[0].wait("standing", |text| text == "You did not win").await;

    desk.press("lot-2").await;
    desk.press_when_enabled("desk-open").await;
    for (bidder, amount) in bidders.iter().zip(["200tr", "210tr", "190tr"]) {
        bidder.press("lot-2").await;
        bidder.type_into("bid-amount", amount).await;
        bidder.press_when_enabled("bid-submit").await;
        bidder.wait("standing", |text| text == "Your envelope is in").await;
    }
    let is_lost = async {
        watching.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    };
    sale.kill_and_serve_again(is_lost).await;
    for page in [&desk, &watching, &bidders[0]] {
        page.wait("badge", |text| text == "Live").await;
    }
    watching.press("lot-2").await;
    watching.wait("envelopes", |text| text.contains("₫210,000,000")).await;
    desk.press_when_enabled("desk-hammer").await;
    desk.press("dialog-confirm").await;
    bidders[1].wait("standing", |text| text == "You won").await;
    watching.press("lang-vi").await;
    watching.wait("result", |text| text.contains("thẻ số 8")).await;
    browser.end().await;
}
