//! How heavy the bidder's page is when it comes for the first time, and in how many rounds.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use super::driver::Browser;
use super::sale::Sale;
use crate::live::lots::english;

/// Most bytes of all answers, heads and bodies, as they travel.
const MOST_BYTES: usize = 150 * 1_024;

/// Everything that the page asked for by its own address, without the address of the house.
const ASKED: &str = "return performance.getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname);";

#[tokio::test]
async fn the_bidders_page_is_light_and_comes_in_one_round() {
    let mut sale = Sale::with(&[7]).await;
    sale.desk.accepted("publish", english(1)).await;
    sale.desk.accepted("open", json!({ "lot": 1 })).await;
    let browser = Browser::start().await;
    let page = sale.bidder(&browser, 7).await;
    page.reload().await;
    page.press_when_enabled("bid-asking").await;
    page.wait("standing", |text| text == "You lead").await;
    let asked = page.script(ASKED, json!({})).await;
    let asked: BTreeSet<String> = serde_json::from_value(asked).unwrap();
    let front = fetch(&sale.server.address, "/");
    let told = String::from_utf8_lossy(&unpacked(&sale.server.address, "/")).into_owned();
    let later: Vec<_> = asked.iter().filter(|path| !told.contains(path.as_str())).collect();
    assert!(later.is_empty(), "not named by the first answer, so asked for later: {later:?}");
    let bytes: usize = asked.iter().map(|path| fetch(&sale.server.address, path).len()).sum();
    let bytes = bytes + front.len();
    println!("{bytes} bytes in {} answers", asked.len() + 1);
    assert!(bytes <= MOST_BYTES, "{bytes} bytes in {} answers", asked.len() + 1);
    browser.end().await;
}

/// An answer as it travels to a browser, head and body.
fn fetch(address: &str, path: &str) -> Vec<u8> {
    ask(address, path, "accept-encoding: gzip, deflate, br\r\naccept-language: en\r\n")
}

/// An answer to somebody who unpacks nothing.
fn unpacked(address: &str, path: &str) -> Vec<u8> {
    ask(address, path, "accept-language: en\r\n")
}

fn ask(address: &str, path: &str, heads: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: sale\r\n{heads}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 "), "{path} is not served");
    answer
}
