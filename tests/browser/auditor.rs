//! The auditor's page: a session gone through as a film, checked in the page, and taken home.

use std::fs;

use serde_json::{Value, json};

use super::axe::assert_accessible;
use super::driver::{Browser, Page};
use crate::live::hall::Hall;
use crate::live::house::SESSION;
use crate::live::lots::{bid, sealed};

/// What the findings say, as pairs of a check and its state.
const FINDINGS: &str = "
    return [...document.querySelectorAll('.finding')].map((finding) =>
        [finding.dataset.test.replace('finding-', ''), finding.className.split(' ').at(-1)]);";

/// Whether what has the focus is marked.
const FOCUS_SHOWS: &str = "
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== 'none' && outlineWidth !== '0px';";

/// Keys, as the browser's driver takes them.
const ENTER: &str = "\u{e007}";
const END: &str = "\u{e010}";
const LEFT: &str = "\u{e012}";
const DOWN: &str = "\u{e015}";

/// A sale that is over: 7 was refused once and has a maximum, 8 was outbid, lot 1 is sold to 7.
async fn sold() -> Hall {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    seven.refused("bid", bid(1, "amount", "90000000")).await;
    seven.accepted("bid", bid(1, "maximum", "250000000")).await;
    hall.bidder(8).await.accepted("bid", bid(1, "amount", "150000000")).await;
    for call in [1, 2, 3] {
        hall.desk.accepted("call", json!({ "lot": 1, "call": call })).await;
    }
    hall.desk.accepted("hammer", json!({ "lot": 1 })).await;
    hall
}

async fn auditors_page(browser: &Browser, hall: &Hall) -> Page {
    let token = hall.house.token(SESSION, &["auditor", "--name", "Giang"]);
    let page = browser.open(&format!("http://{}/audit#token={token}", hall.server.address)).await;
    page.press("lang-en").await;
    page.wait("film-title", |text| text == "What happened in s").await;
    page
}

async fn findings(page: &Page) -> Value {
    page.script(FINDINGS, json!({})).await
}

#[tokio::test]
async fn an_auditor_goes_through_a_sale_as_through_a_film() {
    let hall = sold().await;
    let browser = Browser::start().await;
    let page = auditors_page(&browser, &hall).await;
    page.wait("film-place", |text| text.contains("Lets the hammer fall · Lot 1")).await;
    page.wait("scene", |text| text.contains("Sold")).await;
    assert_accessible(&page, "the auditor's film").await;

    page.press("film-first").await;
    page.wait("frame-asked", |text| text == "Auctioneer house · Begins the session").await;
    page.wait("scene", |text| text.contains("There was no lot yet.")).await;
    page.press("film-forth").await;
    page.wait("frame-asked", |text| text.contains("Names the key that signs")).await;

    page.type_into("filter-paddle", "8").await;
    page.press("film-last").await;
    page.wait("frame-asked", |text| text == "Paddle 8 · Bids · Lot 1").await;
    page.wait("scene", |text| text.contains("₫160,000,000") && text.contains("Paddle 7")).await;
    let events = page.wait("frame-events", |text| text.contains("Price changed")).await;
    assert!(events.contains("heard by paddle 8 alone") && events.contains("heard by everybody"));
    browser.end().await;
}

/// Who has no pointer: the buttons, the slider, both filters and the check, in the order of the page,
/// with the focus in sight and never lost.
#[tokio::test]
async fn an_auditor_needs_no_pointer() {
    let hall = sold().await;
    let browser = Browser::start().await;
    let page = auditors_page(&browser, &hall).await;
    page.wait("film-place", |text| text.contains("Lets the hammer fall · Lot 1")).await;
    page.tab_to("film-first").await;
    page.keys(ENTER).await;
    page.wait("frame-asked", |text| text.contains("Begins the session")).await;
    page.tab_to("film-forth").await;
    page.keys(ENTER).await;
    page.wait("frame-asked", |text| text.contains("Names the key that signs")).await;
    page.tab_to("slider").await;
    assert_eq!(page.script(FOCUS_SHOWS, json!({})).await, true, "the focus cannot be seen");
    page.keys(END).await;
    page.wait("frame-asked", |text| text.contains("Lets the hammer fall")).await;
    page.keys(LEFT).await;
    page.wait("frame-asked", |text| text.contains("Calls")).await;
    page.tab_to("filter-lot").await;
    page.keys(DOWN).await;
    page.wait("film-place", |text| text.contains("· Lot 1")).await;
    page.tab_to("filter-paddle").await;
    page.keys("8").await;
    page.wait("frame-asked", |text| text == "Paddle 8 · Bids · Lot 1").await;
    page.tab_to("check_session").await;
    page.keys(ENTER).await;
    page.wait("check-news", |text| text.starts_with("Nothing is wrong in s: ")).await;
    browser.end().await;
}

#[tokio::test]
async fn a_refusal_is_told_with_its_reason_in_both_languages() {
    let hall = sold().await;
    let browser = Browser::start().await;
    let page = auditors_page(&browser, &hall).await;
    page.wait("film-place", |text| text.contains("number")).await;
    page.type_into("filter-paddle", "7").await;
    page.press("film-first").await;
    // Admitted, with a deposit, refused.
    for _ in 0..2 {
        page.press("film-forth").await;
    }
    page.wait("frame-refused", |text| text.starts_with("2016: ")).await;
    page.wait("frame-asked", |text| text == "Paddle 7 · Bids · Lot 1").await;
    page.press("lang-vi").await;
    page.wait("frame-asked", |text| text == "Thẻ số 7 · Trả giá · Lô 1").await;
    page.wait("frame-refused", |text| text.contains("100.000.000\u{a0}₫")).await;
    browser.end().await;
}

#[tokio::test]
async fn the_page_checks_a_session_and_finds_a_planted_damage() {
    let hall = sold().await;
    let browser = Browser::start().await;
    let page = auditors_page(&browser, &hall).await;
    page.press_when_enabled("check_session").await;
    page.wait("check-news", |text| text.starts_with("Nothing is wrong in s: ")).await;
    let fine = |name: &str| json!([name, "fine"]);
    let found = findings(&page).await;
    for name in ["manifest", "bytes", "chain", "tree", "heads", "signatures", "kept"] {
        assert!(found.as_array().unwrap().contains(&fine(name)), "{name}: {found}");
    }
    assert!(found.as_array().unwrap().contains(&json!(["decisions", "open"])), "{found}");
    assert_accessible(&page, "the findings").await;

    let pack = hall.house.path().join("pack.tar");
    let path = pack.to_str().unwrap();
    let packed = crate::live::house::gavel(&["pack", SESSION, "--out", path])
        .args(["--data", hall.house.data()])
        .output();
    assert!(packed.unwrap().status.success());
    let mut bytes = fs::read(&pack).unwrap();
    let amount = b"250000000";
    let at = bytes.windows(amount.len()).rposition(|window| window == amount).unwrap();
    bytes[at] = b'9';
    let damaged = hall.house.path().join("damaged.tar");
    fs::write(&damaged, &bytes).unwrap();
    page.type_into("audit-file", damaged.to_str().unwrap()).await;
    page.wait("check-news", |text| text.starts_with("This pack does NOT check out")).await;
    page.wait("finding-bytes", |text| text.contains("the checksum of record")).await;
    page.wait("finding-manifest", |text| text.contains("was changed")).await;
    let found = findings(&page).await;
    assert!(found.as_array().unwrap().contains(&json!(["tree", "not_reached"])), "{found}");
    browser.end().await;
}

/// What lies in envelopes is nobody's to know, an auditor's neither, until every lot is closed.
#[tokio::test]
async fn an_open_lot_keeps_its_secrets_from_the_auditor() {
    let mut hall = Hall::open().await;
    hall.desk.accepted("publish", sealed(2, 600_000)).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    hall.bidder(7).await.accepted("bid", bid(2, "amount", "987654321")).await;
    let browser = Browser::start().await;
    let page = auditors_page(&browser, &hall).await;
    page.wait("audit-news", |text| text.starts_with("Lots 1, 2 are not closed")).await;
    page.wait("film-place", |text| text.contains("Opens · Lot 2")).await;
    let read = "return document.documentElement.textContent;";
    let read = page.script(read, json!({})).await;
    assert!(!read.as_str().unwrap().contains("987,654,321"), "{read}");
    let pressable = "return [...document.querySelectorAll('.checker button:enabled')].length;";
    assert_eq!(page.script(pressable, json!({})).await, 0);
    browser.end().await;
}

#[tokio::test]
async fn whoever_is_no_auditor_is_told_so() {
    let hall = Hall::open().await;
    let browser = Browser::start().await;
    let link = format!("http://{}/audit#token={}", hall.server.address, hall.house.paddle(7));
    let page = browser.open(&link).await;
    page.press("lang-en").await;
    page.wait("audit-news", |text| text.starts_with("This is not an auditor's link")).await;
    page.type_into("audit-link", "nothing of use\n").await;
    page.wait("audit-complaint", |text| text.contains("no token in this text")).await;
    browser.end().await;
}
