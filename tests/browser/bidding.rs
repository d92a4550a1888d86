//! A bidder's page: what it understands and refuses at the field, what it says when a lot is taken
//! away or the network is, and that everybody can use it.

use serde_json::json;

use super::axe::assert_accessible;
use super::cable::Cable;
use super::driver::Browser;
use super::sale::{Sale, soft_close};
use crate::live::lots::{bid, english};

/// Longer than any test takes.
const HOUR_MS: u64 = 3_600_000;

/// What is typed, and how the page understands it or kindly does not.
const TYPED: [(&str, &str); 11] = [
    ("230tr", "Understood: ₫230,000,000 (230 million)"),
    ("500 tr", "Understood: ₫500,000,000 (500 million)"),
    ("1.250.000", "Understood: ₫1,250,000 (1.25 million)"),
    (" 12 000 ", "Understood: ₫12,000"),
    ("1,25 tỷ", "Understood: ₫1,250,000,000 (1.25 billion)"),
    ("1 tỷ 250 triệu", "Understood: ₫1,250,000,000 (1.25 billion)"),
    ("230.000.000 ₫", "Understood: ₫230,000,000 (230 million)"),
    ("230 000 000", "Understood: ₫230,000,000 (230 million)"),
    ("1.250 tr", "This can be read in two ways. Write all digits, such as ₫100,000,000."),
    ("12,5", "This currency has no decimals. Write whole amounts, such as ₫100,000,000."),
    ("nhiều", "This cannot be read as an amount. Write digits, such as ₫100,000,000."),
];

#[tokio::test]
async fn an_amount_is_understood_or_refused_at_its_field() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", soft_close(1, HOUR_MS, 60_000)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let page = sale.bidder(&browser, 7).await;
    page.press("bid-other").await;
    for (typed, said) in TYPED {
        page.clear("bid-amount").await;
        page.type_into("bid-amount", typed).await;
        page.wait("bid-amount-said", |text| text == said).await;
    }
    page.clear("bid-amount").await;
    page.press("bid-amount-up").await;
    page.press("bid-amount-up").await;
    page.wait("bid-amount-said", |text| text.contains("₫110,000,000")).await;
    page.press("lang-vi").await;
    page.wait("bid-amount-said", |text| text == "Hiểu là: 110.000.000\u{a0}₫ (110 triệu)").await;
    page.press("bid-submit").await;
    page.wait("standing", |text| text == "Bạn đang dẫn đầu").await;
    page.wait("rights", |text| text == "quyền sử dụng độc quyền · Việt Nam · 5 năm").await;
    browser.end().await;
}

/// The question about a far amount is open when the lot goes: nothing is sent, and it is said why.
#[tokio::test]
async fn a_lot_that_is_withdrawn_under_ones_hands_says_so() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let page = sale.bidder(&browser, 7).await;
    page.press("bid-other").await;
    page.type_into("bid-amount", "9 tỷ").await;
    page.press("bid-submit").await;
    page.wait("dialog-confirm", |text| !text.is_empty()).await;
    let reason = "Hồ sơ pháp lý chưa đủ";
    sale.desk.accepted("withdraw", json!({ "lot": 1, "reason": reason })).await;
    page.wait("standing", |text| text == "The lot was withdrawn").await;
    page.wait("standing-note", |text| text.contains(reason)).await;
    let open = "return document.querySelectorAll('dialog[open]').length;";
    assert_eq!(page.script(open, json!({})).await, 0);
    assert_eq!(page.text("refusal").await, "", "nothing was sent");
    browser.end().await;
}

/// The cable is cut while a bid is on its way: unknown until the line is back, then decided, once.
#[tokio::test]
async fn a_bid_under_way_when_the_network_goes_is_decided_once() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let cable = Cable::to(&sale.server.address);
    let page = sale.page_at(&browser, &cable.address, &["bidder", "--paddle", "7"]).await;
    page.wait("price", |text| text == "No bid yet").await;
    // The server stands still, so that the bid is out and not answered when the cable goes.
    sale.server.process().freeze();
    page.press_when_enabled("bid-asking").await;
    page.wait("standing", |text| text == "Sent, not yet recorded").await;
    cable.cut();
    page.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    page.wait("standing", |text| text == "Unknown: being asked").await;
    sale.server.process().thaw();
    cable.mend();
    page.wait("badge", |text| text == "Live").await;
    page.wait("standing", |text| text == "You lead").await;
    let bids = "return document.querySelectorAll('[data-test=history] tbody tr').length;";
    assert_eq!(page.script(bids, json!({})).await, 1, "the bid counted once");
    sale.client(9).await.accepted("bid", bid(1, "maximum", "500000000")).await;
    page.wait("standing", |text| text == "You are outbid").await;
    browser.end().await;
}

/// A tab behind another one, through a kill of its server and somebody else's bid.
#[tokio::test]
async fn a_tab_left_behind_is_right_when_it_is_opened_again() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let left = sale.bidder(&browser, 7).await;
    left.press_when_enabled("bid-asking").await;
    left.wait("standing", |text| text == "You lead").await;
    let front = sale.page(&browser, &["observer"]).await;
    sale.kill_and_serve_again(async {
        front.wait("badge", |text| text == "Connection lost. Reconnecting…").await;
    })
    .await;
    sale.client(9).await.accepted("bid", bid(1, "amount", "200000000")).await;
    front.wait("price", |text| text == "₫200,000,000").await;
    left.wait("standing", |text| text == "You are outbid").await;
    left.wait("price", |text| text == "₫200,000,000").await;
    browser.end().await;
}

#[tokio::test]
async fn everybody_can_use_the_bidders_page() {
    let mut sale = Sale::with(&[7, 9]).await;
    sale.desk.accepted("publish", soft_close(1, HOUR_MS, 60_000)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let page = sale.bidder(&browser, 7).await;
    page.press_when_enabled("bid-asking").await;
    page.wait("standing", |text| text == "You lead").await;
    assert_accessible(&page, "a leader's page").await;
    sale.client(9).await.accepted("bid", bid(1, "maximum", "500000000")).await;
    page.wait("standing", |text| text == "You are outbid").await;
    page.resize(390, 844).await;
    page.press("lang-vi").await;
    page.press("bid-other").await;
    assert_accessible(&page, "an outbid bidder's page on a phone, in Vietnamese").await;
    let wide = "return document.documentElement.scrollWidth <= innerWidth;";
    assert_eq!(page.script(wide, json!({})).await, true, "a phone scrolls sideways");
    browser.end().await;
}

/// A bidder who has no pointer: the focus is where the keys put it, and Enter bids.
#[tokio::test]
async fn a_bidder_bids_with_the_keyboard_alone() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let page = sale.bidder(&browser, 7).await;
    page.wait("price", |text| text == "No bid yet").await;
    page.tab_to("bid-asking").await;
    page.keys("\u{e007}").await;
    page.wait("standing", |text| text == "You lead").await;
    browser.end().await;
}

/// What a browser lacks is said in both languages, before anything else is tried.
#[tokio::test]
async fn a_browser_that_lacks_something_is_told_so() {
    let sale = Sale::with(&[]).await;
    let browser = Browser::start().await;
    let page = browser.open("about:blank").await;
    page.before_loading("delete window.WebSocket;").await;
    page.go(&format!("http://{}/", sale.server.address)).await;
    let said = page.wait("lacks", |text| !text.is_empty()).await;
    assert!(said.contains("thiếu WebSocket") && said.contains("it lacks WebSocket"), "{said}");
    browser.end().await;
}
