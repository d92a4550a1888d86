//! A bidder's receipts in a real browser: kept, checked, saved in a file, and never silently wrong.

use std::fs;

use gavel_engine::durable::Verifier;
use gavel_engine::durable::receipt::{Reach, ReceiptError};
use gavel_proto::wire::{Decided, Receipt};
use serde::Deserialize;
use serde_json::{Value, json};

use super::TAKEN;
use super::driver::{Browser, Page};
use super::house::Demo;
use crate::contract;
use crate::live::hall::Hall;
use crate::live::house::{SESSION, gavel};

/// Remembers the next file that the page hands to the browser.
const CATCH: &str = "
    const hand = URL.createObjectURL;
    URL.createObjectURL = (blob) => ((window.caught = blob), hand.call(URL, blob));";
const CAUGHT: &str = "return window.caught.text();";

/// Changes the verdict of the latest receipt where the browser keeps it, and what was answered, as
/// soon as it is there.
const TAMPER: &str = "
    const database = await done(indexedDB.open('gavel.receipts'));
    let store, kept;
    do {
        store = database.transaction('receipts', 'readwrite').objectStore('receipts');
        kept = (await done(store.getAll())).at(-1);
    } while (!kept);
    kept.told = kept.receipt.verdict = { refused: 2006 };
    await done(store.put(kept));
    database.close();";
/// Forgets the key that was announced last.
const FORGET_ANNOUNCED: &str = "
    const database = await done(indexedDB.open('gavel.receipts'));
    const store = database.transaction('keys', 'readwrite').objectStore('keys');
    const kept = (await done(store.getAll())).at(-1);
    kept.keys.pop();
    await done(store.put(kept));
    database.close();";

/// Checks receipts, each with the changes that `given` names, as the page does.
const CHECK: &str = "
    const { checkReceipt } = await import('/ui/receipts/check.js');
    const { readKey } = await import('/ui/receipts/key.js');
    const found = given.receipts.map((receipt) => checkReceipt(receipt, [readKey(given.key)]));
    return (await Promise.all(found)).map(({ state, why }) => `${state} ${why}`.trim());";

/// What `gavel receipt check` reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    gavel_receipts: u32,
    session: String,
    paddle: u32,
    key: String,
    receipts: Vec<Receipt>,
}

/// Whose page it is where nobody else bids.
const PADDLE: u32 = 7;

/// The link of a bidder in a sale where nobody else bids.
fn link(hall: &Hall) -> String {
    format!("http://{}/#token={}", hall.server.address, hall.house.paddle(PADDLE))
}

/// Opens the page of a bidder, in English.
async fn come_in(browser: &Browser, link: &str) -> Page {
    let page = browser.open(link).await;
    page.press("lang-en").await;
    page.wait("badge", |text| text == "Live").await;
    page
}

/// Bids the asking price until a bid was taken.
async fn bid(page: &Page) {
    page.press_until("bid-asking", "standing", |text| TAKEN.contains(&text)).await;
}

/// Offers what no lot is sold for: refused whoever leads.
async fn bid_far_below(page: &Page) {
    page.press("bid-other").await;
    page.press("bid-kind-maximum").await;
    page.type_into("bid-amount", "1m").await;
    page.press_when_enabled("bid-submit").await;
    page.wait("refusal", |text| text.contains("was not accepted")).await;
}

/// Waits until every receipt is checked: how many there are.
async fn all_checked(page: &Page, at_least: usize) -> usize {
    let fits = |text: &str| {
        let counts = counts(text);
        counts.len() == 2 && counts[0] == counts[1] && at_least <= counts[0]
    };
    counts(&page.wait("receipts-count", fits).await)[0]
}

/// The numbers in a text.
fn counts(text: &str) -> Vec<usize> {
    let words = text.split(|letter: char| !letter.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Presses the button that saves the receipts: the file as it is written.
async fn written(page: &Page) -> String {
    page.script(CATCH, Value::Null).await;
    page.press("receipts-save").await;
    page.script(CAUGHT, Value::Null).await.as_str().expect("a text").to_owned()
}

/// What stands in the file.
fn read(file: &str) -> File {
    serde_json::from_str(file).unwrap_or_else(|error| panic!("{error} in {file}"))
}

/// What `gavel receipt check` says of the file, with the key in it and the journal of the house.
fn checked(file: &str, hall: &Hall) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("receipts.json");
    fs::write(&path, file).expect("a file");
    let (path, key) = (path.to_str().expect("a plain name"), read(file).key);
    let data = hall.house.data();
    let command = ["receipt", "check", path, "--key", &key, "--journal", SESSION, "--data", data];
    let output = gavel(&command).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).expect("a text")
}

/// A taken bid and a refused one have receipts that outlive the tab, and the file with them is
/// checked by the engine, without the house, and by `gavel` against the journal.
#[tokio::test]
async fn receipts_are_kept_checked_and_saved() {
    let hall = Hall::open().await;
    let browser = Browser::start().await;
    let page = come_in(&browser, &link(&hall)).await;
    bid(&page).await;
    bid_far_below(&page).await;
    let kept = all_checked(&page, 2).await;
    page.wait("standing-receipt", |text| text.contains("Receipt checked")).await;
    page.wait("receipt-note", |text| text.contains("Receipt checked")).await;
    page.reload().await;
    assert_eq!(all_checked(&page, kept).await, kept, "none is lost, and none is there twice");
    let again = come_in(&browser, &link(&hall)).await;
    page.close().await;
    assert_eq!(all_checked(&again, kept).await, kept, "another tab has them too");

    let text = written(&again).await;
    let told = checked(&text, &hall);
    let held = told.lines().filter(|line| line.ends_with("; the journal says the same"));
    assert_eq!(held.filter(|line| line.contains(": proven, ")).count(), kept, "{told}");
    let file = read(&text);
    assert_eq!((file.gavel_receipts, file.paddle, file.receipts.len()), (1, PADDLE, kept));
    let key: Verifier = file.key.parse().unwrap();
    for receipt in &file.receipts {
        assert_eq!(receipt.session.as_str(), file.session);
        assert_eq!(key.check_receipt(receipt).unwrap().reach, Reach::Verdict);
    }
    let is_taken = |receipt: &Receipt| receipt.verdict == Decided::Accepted;
    assert!(file.receipts.iter().any(is_taken) && !file.receipts.iter().all(is_taken));
    browser.end().await;
}

/// A receipt that was changed where it is kept is shown as what it is, and still saved.
#[tokio::test]
async fn a_changed_receipt_is_shown_as_not_checking_out() {
    let hall = Hall::open().await;
    let browser = Browser::start().await;
    let page = come_in(&browser, &link(&hall)).await;
    bid(&page).await;
    all_checked(&page, 1).await;
    assert_eq!(page.script(TAMPER, Value::Null).await, Value::Null);
    page.reload().await;
    let alarm = page.wait("receipt-alarm", |text| text.contains("number")).await;
    assert!(alarm.contains("another answer than the entry in it"), "{alarm}");
    page.wait("standing-receipt", |text| text.contains("does NOT check out")).await;
    page.wait("receipts-count", |text| text.contains("Not checking out: 1!")).await;
    let file = read(&written(&page).await);
    let key: Verifier = file.key.parse().unwrap();
    let mut faults = file.receipts.iter().filter_map(|receipt| key.check_receipt(receipt).err());
    assert_eq!(faults.next(), Some(ReceiptError::Differs { what: "the verdict" }));
    browser.end().await;
}

/// A key that the journal announces is taken over; another one is not, until the bidder says so.
#[tokio::test]
async fn another_key_needs_an_announcement_or_a_word_of_the_bidder() {
    let mut demo = Demo::start();
    let browser = Browser::start().await;
    let page = come_in(&browser, &demo.link("bidder, paddle 1")).await;
    bid(&page).await;
    let kept = all_checked(&page, 1).await;
    demo.kill();
    demo.retire_key();
    page.wait("badge", |text| text != "Live").await;
    demo.serve_again();
    page.wait("badge", |text| text == "Live").await;
    page.wait("receipts-key", |text| text.contains("announced in the journal")).await;
    bid_far_below(&page).await;
    all_checked(&page, 1 + kept).await;

    assert_eq!(page.script(FORGET_ANNOUNCED, Value::Null).await, Value::Null);
    page.reload().await;
    page.wait("key-alarm", |text| text.contains("Until now it was")).await;
    page.wait("standing-receipt", |text| text.contains("Receipt kept")).await;
    page.press("key-accept").await;
    page.press("dialog-confirm").await;
    all_checked(&page, 1 + kept).await;
    page.wait("receipts-key", |text| text.contains("compared by you")).await;
    browser.end().await;
}

/// The receipts of docs/PROTOCOL.md, of entries of docs/JOURNAL.md: whole, without a proof, and the
/// first of them with each field changed. Each with what a checker finds.
fn examples() -> Vec<(Value, &'static str)> {
    let [accepted, refused, again] = contract::receipts().0.map(|receipt| json!(receipt));
    let another = secret(&accepted).replace("\"130000000\"", "\"130000001\"");
    let changes = [
        ("/verdict", json!({ "refused": 2016 }), "false verdict"),
        ("/seq", json!(4811), "false seq"),
        ("/at", json!("2026-11-23T09:00:01.000001Z"), "false at"),
        ("/bid_id", refused["bid_id"].clone(), "false bid"),
        ("/origin", json!("other.example/autumn-2026"), "false origin"),
        ("/size", json!(4813), "false signature"),
        ("/root", refused["root"].clone(), "false signature"),
        ("/signature", refused["signature"].clone(), "false signature"),
        ("/signature", json!("RWP3Dg=="), "false form"),
        ("/leaf", refused["leaf"].clone(), "false proof"),
        ("/proof/0", refused["leaf"].clone(), "false proof"),
        ("/proof", json!([]), "false proof"),
        ("/secret", json!(another), "false leaf"),
        ("/secret", json!("{}"), "false entry"),
        ("/secret", Value::Null, "false entry"),
    ];
    let changes = changes.map(|(place, value, found)| {
        let mut receipt = accepted.clone();
        *receipt.pointer_mut(place).unwrap() = value;
        (receipt, found)
    });
    let mut unproven = accepted.clone();
    unproven.as_object_mut().unwrap().remove("proof");
    let whole = [accepted, refused, again].map(|receipt| (receipt, "checked"));
    whole.into_iter().chain([(unproven, "kept unproven")]).chain(changes).collect()
}

/// The page's own checker finds what the engine's does.
#[tokio::test]
async fn the_checker_of_the_page_finds_every_change() {
    let (receipts, expected): (Vec<Value>, Vec<&str>) = examples().into_iter().unzip();
    let key = contract::receipts().1.to_string();
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", demo.address())).await;
    let given = json!({ "key": key, "receipts": receipts });
    assert_eq!(page.script(CHECK, given.clone()).await, json!(expected));
    let other = json!({ "key": key.replace("4563f70e", "4563f70f"), "receipts": receipts[..1] });
    assert_eq!(page.script(CHECK, other).await, json!(["false key"]));

    // A browser that checks no signatures says so, and still sees what a receipt itself betrays.
    page.reload().await;
    let without = "Object.defineProperty(crypto, 'subtle', { value: undefined });";
    let found = page.script(&format!("{without}{CHECK}"), given).await;
    let found: Vec<&str> = found.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(found[..4], ["kept no_crypto"; 4]);
    assert_eq!(found[4..8], expected[4..8]);
    browser.end().await;
}

/// Two receipts of one size with two roots, and two entries at one place, are of two histories.
#[tokio::test]
async fn a_fork_is_seen_in_two_receipts() {
    let [accepted, refused, again] = contract::receipts().0.map(|receipt| json!(receipt));
    let mut forked = again.clone();
    forked["root"] = accepted["root"].clone();
    let mut twice = refused.clone();
    twice["seq"] = accepted["seq"].clone();
    let histories = json!([[accepted, refused, again], [refused, forked], [accepted, twice]]);
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", demo.address())).await;
    let forks = "
        const { forkAmong } = await import('/ui/receipts/forks.js');
        return given.map((receipts) => forkAmong(receipts)?.kind ?? 'none');";
    assert_eq!(page.script(forks, histories).await, json!(["none", "root", "leaf"]));
    browser.end().await;
}

fn secret(receipt: &Value) -> &str {
    receipt["secret"].as_str().unwrap()
}

/// Receipts are a bidder's: nobody else's page has the card.
#[tokio::test]
async fn neither_observer_nor_desk_has_receipts() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    for who in ["observer", "auctioneer"] {
        let page = browser.open(&demo.link(who)).await;
        page.press("lang-en").await;
        page.wait("badge", |text| text == "Live").await;
        assert_eq!(page.text("receipts").await, "", "{who}");
    }
    browser.end().await;
}
