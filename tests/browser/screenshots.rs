//! Every room on a phone and on a wide screen, in both languages and both themes: nothing is wider
//! than its screen. `make screenshots` keeps the pictures.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::devtools::Theme;
use super::driver::{Browser, Page};
use super::house::Demo;
use crate::live::client::Client;
use crate::live::lots::bid;

/// Where the pictures are kept: a folder; unset, nowhere.
const KEEP_IN: &str = "GAVEL_SCREENSHOTS";

/// A room: what it is called, where it is, and what shows that it is open.
struct Room {
    name: &'static str,
    address: String,
    ready: &'static str,
}

/// A screen: what it is called, and its size in CSS pixels.
struct Screen {
    name: &'static str,
    width: u32,
    height: u32,
}

const PHONE: Screen = Screen { name: "phone", width: 390, height: 844 };
const LAPTOP: Screen = Screen { name: "wide", width: 1_440, height: 900 };
const PROJECTOR: Screen = Screen { name: "wide", width: 1_920, height: 1_080 };

fn rooms(demo: &Demo, session: &str) -> [Room; 5] {
    let at = |path: &str| format!("http://{}{path}", demo.address());
    let audit = demo.mint(session, &["auditor", "--name", "Giang"]);
    [
        Room { name: "front", address: at("/"), ready: "enter-hall" },
        Room { name: "hall", address: at(&format!("/hall/{session}#lot=4")), ready: "stage-lot" },
        Room { name: "bidder", address: demo.link("bidder, paddle 1"), ready: "asking" },
        Room { name: "desk", address: demo.link("auctioneer"), ready: "asking" },
        Room { name: "audit", address: at(&format!("/audit#token={audit}")), ready: "film-place" },
    ]
}

/// Somebody in the demo, by the line above the link.
async fn somebody(demo: &Demo, who: &str) -> Client {
    let link = demo.link(who);
    let (_, token) = link.split_once("#token=").unwrap();
    let mut client = Client::connect(&demo.address()).await;
    client.hello(token).await;
    client
}

/// Lot 4 is being sold by hammer: a guest leads it, and it was called.
async fn call_lot_4(demo: &Demo) {
    let mut desk = somebody(demo, "auctioneer").await;
    desk.accepted("open", json!({ "lot": 4 })).await;
    let mut offer = bid(4, "maximum", "900000000");
    offer["confirm_jump"] = json!(true);
    somebody(demo, "bidder, paddle 2").await.accepted("bid", offer).await;
    // A scripted bid in between sets the calls back: then it is called less often.
    for call in [1, 2] {
        desk.ask("call", json!({ "lot": 4, "call": call })).await;
    }
}

#[tokio::test]
async fn every_room_fits_its_screen() {
    let demo = Demo::start();
    call_lot_4(&demo).await;
    let browser = Browser::start().await;
    for room in rooms(&demo, &demo.session()) {
        let page = browser.open(&room.address).await;
        let wide = if room.name == "hall" { PROJECTOR } else { LAPTOP };
        for screen in [PHONE, wide] {
            page.resize(screen.width, screen.height).await;
            for (language, theme) in [("vi", Theme::Light), ("en", Theme::Dark)] {
                page.prefer(theme).await;
                page.press(&format!("lang-{language}")).await;
                page.wait(room.ready, |text| !text.is_empty()).await;
                look(&page, &room, &screen, language).await;
            }
        }
    }
    browser.end().await;
}

async fn look(page: &Page, room: &Room, screen: &Screen, language: &str) {
    let what = format!("{}-{}-{language}", room.name, screen.name);
    let wide = "await document.fonts.ready;
        scrollTo(0, 0); return document.documentElement.scrollWidth;";
    let wide = page.script(wide, json!({})).await.as_u64().unwrap();
    assert!(wide <= u64::from(screen.width), "{what} is {wide} pixels wide");
    if let Some(folder) = std::env::var_os(KEEP_IN) {
        let path = PathBuf::from(folder).join(format!("{what}.png"));
        fs::write(path, page.picture().await).unwrap();
    }
}
