//! The JavaScript client's bot bids in a real browser while its server is killed under it.

use serde_json::{Value, json};

use super::journal;
use super::rival::{MOST, PROGRAM, Rival};
use crate::browser::driver::Browser;

const KILLS: usize = 3;
/// The bot as the server hands it out: all outcomes, and what its storage still holds at the end.
const BOT: &str = "
    const { run } = await import('/clients/js/bot.js');
    const options = { url: given.url, token: given.token, storage: sessionStorage };
    const outcomes = await run(options, 1, given.most);
    return { outcomes, kept: Object.values(sessionStorage) };";

#[tokio::test]
async fn every_bid_of_the_bot_has_one_outcome_through_kills_of_its_server() {
    let mut rival = Rival::open().await;
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", rival.address)).await;
    let token = rival.house.paddle(PROGRAM);
    let given = json!({ "url": rival.url(), "token": token, "most": MOST });
    let outbidding = async {
        for _ in 0..KILLS {
            rival.outbid().await;
            rival.outbid().await;
            rival.kill();
            rival.serve_again();
        }
        rival.end().await;
    };
    let (told, ()) = tokio::join!(page.script(BOT, given), outbidding);
    let outcomes = told["outcomes"].as_array().unwrap_or_else(|| panic!("the bot says {told}"));
    assert!(2 * KILLS < outcomes.len(), "{told}");
    journal::check(&rival.house, outcomes);
    assert!(told["kept"].as_array().unwrap().contains(&Value::from("[]")), "{told}");
    browser.end().await;
}
