//! The demo's auctioneer: publishes the catalogue, opens lots, and brings sold ones up again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use gavel_proto::SessionId;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Error;

use super::catalogue::{catalogue, goes_by_the_clock};
use super::{GUESTS, SCRIPTED};
use crate::catalogue::Item;
use crate::commands::client::{Client, events};

/// How long a round that is over waits for a guest's hammer.
const EXAMINATION: Duration = Duration::from_mins(1);
/// How long a lot rests after its end before its like comes up again.
const REST: Duration = Duration::from_secs(15);
/// A limit on lots, so that a demo left running does not fill its disk.
const MOST_LOTS: u64 = 5_000;

/// What is to be done later.
enum Due {
    Hammer { lot: u64 },
    Publish { item: usize },
}

struct Director {
    client: Client,
    items: Vec<Item>,
    /// Which item each published lot is.
    published: BTreeMap<u64, usize>,
    due: Vec<(Instant, Due)>,
}

/// Directs the sale until the server goes away.
pub(super) async fn direct(address: SocketAddr, session: SessionId, token: String) {
    let Ok(client) = Client::join(&address.into(), &session, &token).await else {
        return;
    };
    let published = BTreeMap::new();
    let director = Director { client, items: catalogue().1, published, due: Vec::new() };
    if let Err(error) = director.run().await {
        tracing::info!(%error, "the demo's auctioneer left");
    }
}

impl Director {
    async fn run(mut self) -> Result<(), Error> {
        for paddle in GUESTS.iter().chain(&SCRIPTED) {
            self.client.ask("admit", &json!({ "paddle": paddle })).await?;
            self.client.ask("confirm_deposit", &json!({ "paddle": paddle })).await?;
        }
        for item in 0..self.items.len() {
            self.publish(item).await?;
        }
        loop {
            let next = self.due.iter().map(|(at, _)| *at).min();
            let wake = next.unwrap_or_else(|| Instant::now() + EXAMINATION);
            tokio::select! {
                message = self.client.next() => self.hear(&message?),
                () = sleep_until(wake) => self.act().await?,
            }
        }
    }

    fn hear(&mut self, message: &Value) {
        for (name, fields) in events(message) {
            let lot = fields["lot"].as_u64().unwrap_or(0);
            match name.as_str() {
                "envelopes_opened" | "round_ended" => {
                    self.due.push((Instant::now() + EXAMINATION, Due::Hammer { lot }));
                }
                "draw" if fields["step"]["drawn"].is_object() => {
                    self.due.push((Instant::now() + REST, Due::Hammer { lot }));
                }
                "lot_closed" => {
                    if let Some(item) = self.published.get(&lot) {
                        self.due.push((Instant::now() + REST, Due::Publish { item: *item }));
                    }
                }
                _ => {}
            }
        }
    }

    async fn act(&mut self) -> Result<(), Error> {
        let now = Instant::now();
        let (due, later) =
            std::mem::take(&mut self.due).into_iter().partition(|(at, _)| *at <= now);
        self.due = later;
        let due: Vec<(Instant, Due)> = due;
        for (_, due) in due {
            match due {
                Due::Hammer { lot } => {
                    // Refused, each where it does not apply: nobody is tied, somebody is, a guest
                    // was faster, or another round is to be held, which is left to the guest.
                    let lot = json!({ "lot": lot });
                    self.client.ask("draw", &lot).await?;
                    self.client.ask("hammer", &lot).await?;
                }
                Due::Publish { item } => self.publish(item).await?,
            }
        }
        Ok(())
    }

    async fn publish(&mut self, index: usize) -> Result<(), Error> {
        let lot = self.published.last_key_value().map_or(1, |(last, _)| last + 1);
        if MOST_LOTS < lot {
            return Ok(());
        }
        let Some(item) = self.items.get(index) else {
            return Ok(());
        };
        let mut params = json!({ "lot": lot, "terms": item.terms });
        if let Some(reserve) = item.reserve {
            params["reserve"] = json!(reserve);
        }
        let is_timed = goes_by_the_clock(item);
        self.client.ask("publish", &params).await?;
        self.published.insert(lot, index);
        if is_timed {
            self.client.ask("open", &json!({ "lot": lot })).await?;
        }
        Ok(())
    }
}
