//! A scripted bidder: values each lot in its own way and bids the asking price up to that.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use gavel_proto::{Paddle, SessionId};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Error;
use uuid::Uuid;

use super::chance;
use super::client::{Client, events};

/// A lot as this bidder sees it.
#[derive(Default)]
struct Seen {
    is_open: bool,
    format: Seal,
    leads: bool,
    asking: Option<u64>,
    /// What the lot is worth to this bidder.
    worth: u64,
}

/// How a lot takes bids, and whether this bidder's envelope is in: it is sent once.
#[derive(Default, PartialEq, Eq)]
enum Seal {
    #[default]
    Open,
    EnvelopeDue,
    EnvelopeIn,
}

/// Bids until the server goes away.
pub(super) async fn bid(address: SocketAddr, session: SessionId, token: String, paddle: Paddle) {
    let mut lots = BTreeMap::new();
    while let Ok(client) = Client::join(address, &session, &token).await {
        drop(take_part(client, paddle, &mut lots).await);
    }
}

async fn take_part(
    mut client: Client,
    paddle: Paddle,
    lots: &mut BTreeMap<u64, Seen>,
) -> Result<(), Error> {
    let mut next_bid = Instant::now() + pause();
    loop {
        tokio::select! {
            message = client.next() => see(&message?, paddle, lots),
            () = sleep_until(next_bid) => {
                next_bid = Instant::now() + pause();
                let wanted = lots.iter_mut().filter(|(_, seen)| seen.wants());
                let wanted: Vec<_> = wanted.collect();
                let index = usize::try_from(chance(wanted.len() as u64)).unwrap_or(0);
                if let Some((lot, seen)) = wanted.into_iter().nth(index) {
                    let offer = seen.offer(*lot);
                    if seen.format == Seal::EnvelopeDue {
                        seen.format = Seal::EnvelopeIn;
                    }
                    client.ask("bid", &offer).await?;
                }
            }
        }
    }
}

fn pause() -> Duration {
    Duration::from_millis(4_000 + chance(12_000))
}

impl Seen {
    fn wants(&self) -> bool {
        let can_pay = self.asking.is_some_and(|asking| asking <= self.worth);
        let wants = match self.format {
            Seal::Open => !self.leads && can_pay,
            Seal::EnvelopeDue => true,
            Seal::EnvelopeIn => false,
        };
        self.is_open && wants
    }

    fn offer(&self, lot: u64) -> Value {
        let bid_id = Uuid::now_v7();
        let amount = self.worth.to_string();
        match self.format {
            Seal::Open => json!({ "lot": lot, "bid_id": bid_id, "asking_at_most": amount }),
            Seal::EnvelopeDue | Seal::EnvelopeIn => {
                json!({ "lot": lot, "bid_id": bid_id, "amount": amount })
            }
        }
    }
}

/// Takes in a snapshot or a push.
fn see(message: &Value, paddle: Paddle, lots: &mut BTreeMap<u64, Seen>) {
    for lot in message["result"]["snapshot"]["lots"].as_array().into_iter().flatten() {
        let seen = lots.entry(lot["lot"].as_u64().unwrap_or(0)).or_default();
        publish(seen, &lot["terms"]);
        seen.is_open = lot["phase"] == "open" || lot["phase"] == "closing";
        seen.leads = lot["leader"] == paddle.0;
        seen.asking = number(&lot["asking"]);
    }
    for (name, fields) in events(message) {
        let seen = lots.entry(fields["lot"].as_u64().unwrap_or(0)).or_default();
        match name.as_str() {
            "lot_published" => publish(seen, &fields["terms"]),
            "lot_opened" => {
                seen.is_open = true;
                seen.asking = number(&fields["asking"]);
            }
            "lot_resumed" => seen.is_open = true,
            "price_changed" => {
                seen.leads = fields["leader"] == paddle.0;
                seen.asking = number(&fields["asking"]);
            }
            "lot_paused" | "envelopes_opened" | "lot_closed" => seen.is_open = false,
            _ => {}
        }
    }
}

/// A lot is worth half as much again as it opens at, up to three times that, in round numbers.
fn publish(seen: &mut Seen, terms: &Value) {
    if seen.worth != 0 {
        return;
    }
    let opening = number(&terms["opening"]).unwrap_or(0);
    let step = (opening / 20).max(1);
    seen.worth = opening + step * (10 + chance(30));
    if terms["rounds"][0]["format"]["sealed"].is_object() {
        seen.format = Seal::EnvelopeDue;
    }
}

fn number(amount: &Value) -> Option<u64> {
    amount.as_str()?.parse().ok()
}
