//! A sale in progress: what most tests of the live server begin with.

use serde_json::json;

use super::client::Client;
use super::house::{House, SESSION, Server};
use super::lots::english;

/// A house with one server and one sale: paddles 7, 8 and 9 may bid, lot 1 is open by hammer.
pub(crate) struct Hall {
    pub(crate) house: House,
    pub(crate) server: Server,
    /// The auctioneer.
    pub(crate) desk: Client,
    /// Somebody who only listens, and must never be disturbed.
    pub(crate) observer: Client,
    lots: u32,
}

impl Hall {
    pub(crate) async fn open() -> Self {
        Self::open_with(|house| house.serve(&["--session", "other"])).await
    }

    /// Opens the sale on the server that `start` starts.
    pub(crate) async fn open_with(start: impl FnOnce(&House) -> Server) -> Self {
        let house = House::of_record();
        let server = start(&house);
        let auctioneer = house.token(SESSION, &["auctioneer", "--name", "An"]);
        let mut desk = Client::join(&server.address, &auctioneer).await;
        for paddle in [7, 8, 9] {
            desk.accepted("admit", json!({ "paddle": paddle })).await;
            desk.accepted("confirm_deposit", json!({ "paddle": paddle })).await;
        }
        desk.accepted("publish", english(1)).await;
        desk.accepted("open", json!({ "lot": 1 })).await;
        let watching = house.token(SESSION, &["observer"]);
        let observer = Client::join(&server.address, &watching).await;
        Self { house, server, desk, observer, lots: 1 }
    }

    /// A bidder's connection.
    pub(crate) async fn bidder(&self, paddle: u32) -> Client {
        Client::join(&self.server.address, &self.house.paddle(paddle)).await
    }

    /// The sale goes on undisturbed: the next command has the sequence behind everything that
    /// the desk has seen, and everybody hears of it.
    pub(crate) async fn goes_on(&mut self) {
        self.lots += 1;
        let published = self.desk.accepted("publish", english(self.lots)).await;
        let seq = self.desk.seq + 1;
        assert_eq!(published["seq"], seq, "something else was sequenced");
        self.observer.until(seq).await;
    }
}
