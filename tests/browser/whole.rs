//! A whole sale on separate pages: one auctioneer, three bidders and the hall's screen, an English
//! lot with a soft close and a sealed one, and the server killed while envelopes are out.

use super::driver::{Browser, Page};
use super::sale::{Sale, soft_close};
use crate::live::house::SESSION;
use crate::live::lots::sealed;

/// How long the English lot goes on after its opening and after every bid: longer than anybody here
/// takes for one.
const WINDOW_MS: u64 = 40_000;
/// How long envelopes are taken, of all three.
const ENVELOPES_MS: u64 = 55_000;

#[tokio::test]
async fn a_whole_sale_is_followed_by_every_page() {
    let mut sale = Sale::with(&[7, 8, 9]).await;
    sale.desk.accepted("publish", soft_close(1, WINDOW_MS, WINDOW_MS)).await;
    sale.desk.accepted("publish", sealed(2, ENVELOPES_MS)).await;
    let browser = Browser::start().await;
    let desk = sale.page(&browser, &["auctioneer", "--name", "An"]).await;
    let hall = browser.open(&format!("http://{}/hall/{SESSION}", sale.server.address)).await;
    hall.press("lang-en").await;
    let bidders = [
        sale.bidder(&browser, 7).await,
        sale.bidder(&browser, 8).await,
        sale.bidder(&browser, 9).await,
    ];
    an_english_lot(&desk, &hall, &bidders).await;

    hall.press("run-2").await;
    desk.press("lot-2").await;
    desk.press_when_enabled("desk-open").await;
    for (bidder, amount) in bidders.iter().zip(["200tr", "210tr", "190tr"]) {
        bidder.press("lot-2").await;
        bidder.enabled("bid-submit").await;
        bidder.type_into("bid-amount", amount).await;
        bidder.press("bid-submit").await;
        bidder.wait("standing", |text| text == "Your envelope is in").await;
    }
    let is_lost = async {
        hall.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    };
    sale.kill_and_serve_again(is_lost).await;
    for page in [&desk, &hall].into_iter().chain(&bidders) {
        page.wait("badge", |text| text == "Live").await;
    }
    bidders[0].wait("standing", |text| text == "Your envelope is in").await;
    desk.wait("envelopes", |text| text.contains("₫210,000,000")).await;
    desk.press_when_enabled("desk-hammer").await;
    desk.press("dialog-confirm").await;
    let won = [(&bidders[0], "You did not win"), (&bidders[1], "You won")];
    for (bidder, standing) in won {
        bidder.wait("standing", |text| text == standing).await;
    }
    hall.press("lang-vi").await;
    hall.wait("result", |text| text.contains("thẻ số 8") && text.contains("210.000.000")).await;
    browser.end().await;
}

/// Everybody bids in turn, each bid moves the end, and whoever bid last has it.
async fn an_english_lot(desk: &Page, hall: &Page, bidders: &[Page; 3]) {
    desk.press("lot-1").await;
    desk.press_when_enabled("desk-open").await;
    for (bidder, paddle) in bidders.iter().zip([7, 8, 9]) {
        // A price that just came is not yet seen, so a press so soon may be refused: then again.
        bidder.press_until("bid-asking", "standing", |text| text == "You lead").await;
        hall.wait("leader", |text| text == format!("Paddle {paddle}")).await;
    }
    hall.wait("ticker", |text| text.contains("Lot 1: extended to ")).await;
    hall.wait("result", |text| text.contains("paddle 9") && text.contains("₫120,000,000")).await;
    bidders[2].wait("standing", |text| text == "You won").await;
    bidders[0].wait("standing", |text| text == "You did not win").await;
    desk.wait("result", |text| text.contains("Sold to paddle 9")).await;
}
