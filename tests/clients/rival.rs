//! Somebody who outbids a program again and again, and a server that is killed and comes back at
//! the same address.

use serde_json::{Value, json};

use crate::live::client::Client;
use crate::live::hall::Hall;
use crate::live::house::{House, SESSION, Server, gavel};
use crate::live::lots::bid;

/// The paddle of the program.
pub(super) const PROGRAM: u32 = 7;
/// The most that the program bids.
pub(super) const MOST: &str = "700000000";
/// More than that.
const BEYOND: &str = "800000000";
const RIVAL: u32 = 8;

/// A sale of one lot between a program and this rival.
pub(super) struct Rival {
    pub(super) house: House,
    pub(super) address: String,
    server: Server,
    token: String,
}

impl Rival {
    pub(super) async fn open() -> Self {
        let hall = Hall::open_with(|house| house.serve(&[])).await;
        let Hall { house, server, .. } = hall;
        let (address, token) = (server.address.clone(), house.paddle(RIVAL));
        Self { house, address, server, token }
    }

    pub(super) fn url(&self) -> String {
        format!("ws://{}/ws", self.address)
    }

    /// Waits until the program leads, and bids the asking price.
    pub(super) async fn outbid(&self) {
        self.bid(bid(1, "asking_at_most", BEYOND)).await;
    }

    /// Waits until the program leads, and bids more than it will.
    pub(super) async fn end(&self) {
        self.bid(bid(1, "amount", BEYOND)).await;
    }

    async fn bid(&self, bid: Value) {
        let mut rival = Client::connect(&self.address).await;
        rival.hello(&self.token).await;
        let begun = rival.subscribe(None).await;
        let mut leader = begun["snapshot"]["lots"][0]["leader"].clone();
        while leader != json!(PROGRAM) {
            leader = rival.hear("price_changed").await.1["leader"].take();
        }
        rival.accepted("bid", bid).await;
    }

    pub(super) fn kill(&mut self) {
        self.server.kill();
    }

    pub(super) fn serve_again(&mut self) {
        let data = self.house.data();
        let serving = ["serve", "--data", data, "--listen", &self.address, "--session", SESSION];
        self.server = Server::start(&mut gavel(&serving));
    }
}
