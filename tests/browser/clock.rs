//! The server's clock on the page: how far this device is off, and how long an answer takes.

use super::driver::Browser;
use super::house::Demo;

#[tokio::test]
async fn the_page_shows_offset_and_round_trip_in_both_languages() {
    let demo = Demo::start();
    let browser = Browser::start().await;
    let page = browser.open(&demo.link("observer")).await;
    page.press("lang-en").await;
    let english = |text: &str| is_told(text, "this device ", " s · round trip ", '.');
    page.wait("clock-detail", english).await;
    page.press("lang-vi").await;
    let vietnamese = |text: &str| is_told(text, "máy này ", " s · khứ hồi ", ',');
    page.wait("clock-detail", vietnamese).await;
    browser.end().await;
}

/// Whether a text tells a signed offset in seconds, two digits behind the point, and milliseconds.
fn is_told(text: &str, before: &str, between: &str, point: char) -> bool {
    let parts = text.strip_prefix(before).and_then(|rest| rest.split_once(between));
    let Some((offset, trip)) = parts else {
        return false;
    };
    let digits = offset.trim_start_matches(['+', '−']).split_once(point);
    let is_offset = digits.is_some_and(|(whole, part)| is_number(whole) && part.len() == 2);
    is_offset && offset.starts_with(['+', '−']) && trip.strip_suffix(" ms").is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok()
}
