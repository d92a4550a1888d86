//! The front page: what is on, to come and past, for whoever comes by.

use serde_json::json;

use super::axe::assert_accessible;
use super::driver::Browser;
use crate::live::client::Client;
use crate::live::house::House;
use crate::live::lots::{bid, english};

/// The auctioneer of a session in which lot 1 is published.
async fn desk(house: &House, address: &str, session: &str) -> Client {
    let token = house.token(session, &["auctioneer", "--name", "An"]);
    let mut desk = Client::connect(address).await;
    desk.hello(&token).await;
    desk.accepted("publish", english(1)).await;
    desk
}

#[tokio::test]
async fn the_front_page_lists_a_coming_a_live_and_a_past_session() {
    let house = House::of_record();
    let server = house.serve(&["--session", "spring", "--session", "autumn"]);
    let address = server.address.clone();
    desk(&house, &address, "s").await;
    let mut on = desk(&house, &address, "spring").await;
    on.accepted("admit", json!({ "paddle": 7 })).await;
    on.accepted("confirm_deposit", json!({ "paddle": 7 })).await;
    on.accepted("open", json!({ "lot": 1 })).await;
    let mut over = desk(&house, &address, "autumn").await;
    over.accepted("open", json!({ "lot": 1 })).await;
    over.accepted("withdraw", json!({ "lot": 1, "reason": "the seller left" })).await;

    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{address}/")).await;
    page.press("lang-en").await;
    page.wait("sessions-coming", |text| text.contains("From ₫100,000,000")).await;
    page.wait("sessions-past", |text| text.contains("Withdrawn: the seller left")).await;
    page.wait("sessions-now", |text| text.contains("1 lot · 1 being sold")).await;
    let mut bidder = Client::connect(&address).await;
    bidder.hello(&house.token("spring", &["bidder", "--paddle", "7"])).await;
    bidder.accepted("bid", bid(1, "amount", "120000000")).await;
    page.wait("sessions-now", |text| text.contains("₫120,000,000")).await;

    assert_accessible(&page, "the front page").await;

    page.press("lang-vi").await;
    page.wait("sessions-now", |text| text.contains("Đang diễn ra")).await;
    page.wait("sessions-past", |text| text.contains("Đã rút khỏi phiên: the seller left")).await;
    page.press("enter-hall").await;
    page.wait("stage-lot", |text| text == "Lô 1").await;
    browser.end().await;
}

/// Words of a part come late, in the language that was spoken when they were asked for: what the
/// reader chose meanwhile stands.
#[tokio::test]
async fn a_language_is_chosen_while_words_are_on_their_way() {
    let house = House::new();
    let server = house.serve(&[]);
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", server.address)).await;
    page.press("lang-en").await;
    page.wait("entry-go", |text| text == "Enter").await;
    // All Vietnamese words are here already, the English ones of the hall are not.
    let chosen = "
        const { needWords, speak, language, t } = await import('/ui/words.js');
        await import('/ui/hall/words_vi.js');
        await speak('vi');
        await speak('en');
        const late = needWords('hall');
        await Promise.all([late, speak('vi')]);
        return [language(), t('hall_leader'), t('entry_go')];";
    let said = page.script(chosen, json!({})).await;
    assert_eq!(said, json!(["vi", "Đang dẫn đầu", "Vào phòng"]));
    browser.end().await;
}

#[tokio::test]
async fn a_link_is_pasted_or_kindly_refused_at_the_field() {
    let house = House::new();
    let server = house.serve(&[]);
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", server.address)).await;
    page.press("lang-vi").await;
    page.type_into("entry-link", "liên kết của tôi\n").await;
    page.wait("entry-complaint", |text| text.contains("Không thấy mã vào phòng")).await;
    page.reload().await;
    page.wait("notice", |text| !text.is_empty()).await;
    let link = format!("http://{}/#token={}", server.address, house.paddle(7));
    page.type_into("entry-link", &link).await;
    page.press("entry-go").await;
    page.wait("role", |text| text == "Thẻ số 7").await;
    browser.end().await;
}
