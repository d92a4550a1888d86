//! The page of those who came last: a second officer has one act, a supervisor none; and whose
//! link is revoked is told so.

use serde_json::json;

use super::driver::Browser;
use crate::live::client::Client;
use crate::live::house::{House, SESSION, gavel};
use crate::live::lots::{bid, english};

#[tokio::test]
async fn a_second_officer_confirms_on_the_page_and_a_supervisor_watches() {
    let house = House::new();
    let server = house.serve(&[]);
    let link = |token: &str| format!("http://{}/#token={token}", server.address);
    let auctioneer = house.token(SESSION, &["auctioneer", "--name", "An"]);
    let mut desk = Client::join(&server.address, &auctioneer).await;
    desk.accepted("admit", json!({ "paddle": 7 })).await;
    desk.accepted("confirm_deposit", json!({ "paddle": 7 })).await;
    desk.accepted("publish", english(1)).await;
    desk.accepted("open", json!({ "lot": 1 })).await;
    let offer = bid(1, "amount", "100000000");
    Client::join(&server.address, &house.paddle(7)).await.accepted("bid", offer.clone()).await;
    let void = json!({ "lot": 1, "bid_id": offer["bid_id"], "reason": "a slip" });
    desk.accepted("void", void).await;

    let browser = Browser::start().await;
    let supervisor = house.token(SESSION, &["supervisor", "--name", "Dung"]);
    let watching = browser.open(&link(&supervisor)).await;
    watching.press("lang-vi").await;
    watching.wait("role", |text| text == "Giám sát viên").await;
    watching.press("lang-en").await;
    watching.wait("role", |text| text == "Supervisor").await;
    watching.wait("voids", |text| text.contains("a slip")).await;
    let pressable = "return [...document.querySelectorAll('.desk button:enabled')]
        .filter((button) => button.checkVisibility()).length;";
    assert_eq!(watching.script(pressable, json!({})).await, 0, "a supervisor has nothing to press");

    let second = house.token(SESSION, &["second-officer", "--name", "Chi"]);
    let confirming = browser.open(&link(&second)).await;
    confirming.press("lang-en").await;
    confirming.wait("role", |text| text == "Second officer").await;
    confirming.press_when_enabled("void-confirm").await;
    confirming.press("dialog-confirm").await;
    desk.hear("bid_voided").await;

    let revoked = gavel(&["token", "revoke", &supervisor, "--data", house.data()]).output();
    assert!(revoked.unwrap().status.success());
    watching.wait("notice", |text| text.contains("has revoked your link")).await;
    browser.end().await;
}
