//! From a push that arrives in a bidder's page to its price on the screen: a session of 1,000 lots,
//! 20 events a second, half of them on the lot that is looked at. `cargo bench --bench page`; the
//! house is in the page's own socket, so that no network and no server is measured.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

#[path = "../tests/browser/devtools.rs"]
#[expect(dead_code, reason = "the tests ask more of the browser")]
mod devtools;
#[path = "../tests/browser/driver.rs"]
#[expect(dead_code, reason = "the tests ask more of a page")]
mod driver;
#[path = "../tests/browser/house.rs"]
#[expect(dead_code, reason = "the tests ask more of a house")]
mod house;

use driver::Browser;
use house::Demo;
use serde_json::json;

const FLOOD: &str = include_str!("../tests/browser/flood.js");
const LOTS: u64 = 1_000;
/// Events of one script, which may not take long, and how many scripts are run.
const EVENTS: u64 = 200;
const STRETCHES: usize = 6;
const PERIOD_MS: u64 = 50;

/// Milliseconds from each push on the lot in view to the end of the frame that shows its price.
const MEASURE: &str = "
    const price = () => document.querySelector('[data-test=price]').textContent;
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
    }));
    const shown = async (words, from) => {
        do await frame(); while (price() !== words);
        return performance.now() - from;
    };
    const all = [];
    for (let done = 0; done < given.events; done += 1) {
        const from = performance.now();
        if (done % 2 === 0) {
            const words = window.flood.raise(1);
            // A price that the next one overtook is not waited for.
            all.push(await Promise.race([
                shown(words, from),
                new Promise((resolve) => setTimeout(resolve, 1000, 1000)),
            ]));
        } else window.flood.raise(2 + Math.floor(Math.random() * (given.lots - 1)));
        const rest = given.period - (performance.now() - from);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
    }
    return all;";

#[tokio::main]
async fn main() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open("about:blank").await;
    page.before_loading(&format!("{FLOOD}\nwindow.flood.lots = {LOTS};")).await;
    page.go(&format!("http://{}/#token=a.b.c&lot=1", demo.address())).await;
    page.press("lang-en").await;
    page.wait("badge", |text| text == "Live").await;
    page.press("lot-1").await;
    let mut all: Vec<f64> = Vec::new();
    for _ in 0..STRETCHES {
        let given = json!({ "events": EVENTS, "lots": LOTS, "period": PERIOD_MS });
        let measured = page.script(MEASURE, given).await;
        all.extend(serde_json::from_value::<Vec<f64>>(measured).expect("milliseconds"));
    }
    all.sort_by(f64::total_cmp);
    let at = |permille: usize| all[(all.len() - 1) * permille / 1_000];
    println!(
        "{LOTS} lots, {} prices: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        all.len(),
        at(500),
        at(990),
        at(1_000)
    );
    browser.end().await;
}
