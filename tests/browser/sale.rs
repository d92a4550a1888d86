//! A sale that the tests hold alone: no scripted bidder is about, and every person has a page.

use serde_json::{Value, json};

use super::driver::{Browser, Page};
use crate::live::client::Client;
use crate::live::house::{House, SESSION, Server, gavel};

/// A house with one session, an auctioneer who publishes, and bidders who may bid.
pub(super) struct Sale {
    pub(super) house: House,
    pub(super) server: Server,
    /// The auctioneer's own program, for what no page is asked to show.
    pub(super) desk: Client,
}

impl Sale {
    /// A house of record in which these paddles are admitted, their deposits confirmed.
    pub(super) async fn with(paddles: &[u32]) -> Self {
        let house = House::of_record();
        let server = house.serve(&[]);
        let auctioneer = house.token(SESSION, &["auctioneer", "--name", "An"]);
        let mut desk = Client::join(&server.address, &auctioneer).await;
        for paddle in paddles {
            desk.accepted("admit", json!({ "paddle": paddle })).await;
            desk.accepted("confirm_deposit", json!({ "paddle": paddle })).await;
        }
        Self { house, server, desk }
    }

    /// Somebody's own program.
    pub(super) async fn client(&self, paddle: u32) -> Client {
        Client::join(&self.server.address, &self.house.paddle(paddle)).await
    }

    /// Kills the server, and serves the same journal at the same address again once `between` is
    /// done.
    pub(super) async fn kill_and_serve_again(&mut self, between: impl Future<Output = ()>) {
        let address = self.server.address.clone();
        self.server.kill();
        between.await;
        let serving = ["serve", "--data", self.house.data(), "--listen", &address];
        self.server = Server::start(gavel(&serving).args(["--session", SESSION]));
    }

    /// A page in English for somebody: `who` is the role and what belongs to it.
    pub(super) async fn page(&self, browser: &Browser, who: &[&str]) -> Page {
        self.page_at(browser, &self.server.address, who).await
    }

    pub(super) async fn bidder(&self, browser: &Browser, paddle: u32) -> Page {
        self.page(browser, &["bidder", "--paddle", &paddle.to_string()]).await
    }

    /// A page that reaches the house by way of another address.
    pub(super) async fn page_at(&self, browser: &Browser, address: &str, who: &[&str]) -> Page {
        let token = self.house.token(SESSION, who);
        let page = browser.open(&format!("http://{address}/#token={token}")).await;
        page.press("lang-en").await;
        page.wait("badge", |text| text == "Live").await;
        page
    }
}

/// An English lot by the clock: it ends this long after its opening, and a bid in the last
/// `window_ms` moves the end.
pub(super) fn soft_close(lot: u32, after_ms: u64, window_ms: u64) -> Value {
    let format = json!({ "english": {
        "increment": { "table": [{ "step": "10000000" }] },
        "soft_close": { "window_ms": window_ms, "extension_ms": window_ms },
    } });
    let closes = json!({ "timed": { "closes": { "after_opening_ms": after_ms } } });
    json!({ "lot": lot, "terms": {
        "title": { "vi": "Cảm biến khí thải", "en": "An emission sensor" },
        "summary": { "vi": "Kèm hồ sơ kỹ thuật.", "en": "With the technical file." },
        "rights": {
            "grant": "exclusive_licence",
            "territory": { "vi": "Việt Nam", "en": "Viet Nam" },
            "field": { "vi": "lò hơi", "en": "boilers" },
            "term": { "vi": "5 năm", "en": "5 years" },
        },
        "currency": { "code": "VND", "decimals": 0 },
        "opening": "100000000",
        "rounds": [{ "format": format, "pace": closes }],
    } })
}
