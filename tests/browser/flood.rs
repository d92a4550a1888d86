//! A page under load: it does not grow with what it has heard.

use serde_json::{Value, json};

use super::driver::{Browser, Page};
use super::sale::Sale;

const FLOOD: &str = include_str!("flood.js");

/// Raises prices of the first lots in turn, a thousand a breath, and waits until the last is shown:
/// how many elements the page has then.
const RAISE: &str = "
    for (let done = 0; done < given.events; done += 1) {
        window.flood.raise((done % given.lots) + 1);
        if (done % 1000 === 999) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const last = window.flood.raise(1);
    const price = () => document.querySelector('[data-test=price]').textContent;
    while (price() !== last) await new Promise((resolve) => setTimeout(resolve, 20));
    return document.querySelectorAll('*').length;";

/// Events after which every list that has a limit is full.
const FULL: u64 = 20_000;
const ALL: u64 = 100_000;
/// Events of one script, which may not take long.
const STRETCH: u64 = 1_000;
const HOT_LOTS: u64 = 20;
/// More than bid.
const LOOKER: u64 = 99;

#[tokio::test]
async fn a_page_open_through_a_hundred_thousand_events_does_not_grow() {
    let sale = Sale::with(&[]).await;
    let browser = Browser::start().await;
    let page = flooded(&sale, &browser).await;
    let raise = async |events: u64| -> (Value, f64) {
        let mut elements = json!(null);
        for _ in 0..events / STRETCH {
            let given = json!({ "events": STRETCH, "lots": HOT_LOTS });
            elements = page.script(RAISE, given).await;
        }
        (elements, page.heap_bytes().await)
    };
    let (elements, heap) = raise(FULL).await;
    let (elements_after, heap_after) = raise(ALL - FULL).await;
    assert_eq!(elements_after, elements, "elements are left over");
    let growth = heap_after / heap;
    println!("{heap_after} bytes of heap after {ALL} events, {growth:.3} times those after {FULL}");
    assert!(growth < 1.1, "the heap grew from {heap} to {heap_after} bytes");
    browser.end().await;
}

/// The page of a bidder who only looks on, for receipts are kept: its house is in its own socket.
async fn flooded(sale: &Sale, browser: &Browser) -> Page {
    let page = browser.open("about:blank").await;
    let set = format!("Object.assign(window.flood, {{ lots: {HOT_LOTS}, paddle: {LOOKER} }});");
    page.before_loading(&format!("{FLOOD}\n{set}")).await;
    page.go(&format!("http://{}/#token=a.b.c", sale.server.address)).await;
    page.press("lang-en").await;
    page.wait("badge", |text| text == "Live").await;
    page
}
