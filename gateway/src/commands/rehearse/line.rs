//! A line into the house, as one person hears it: the chain of pushes is checked, and what comes is
//! told in the few words that a rehearsal needs.

use std::sync::Arc;

use gavel_proto::BidId;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Error;

use super::hall::Hall;
use super::tally::record;
use crate::commands::client::{Client, NotGranted};

/// A connection that has said hello and is subscribed.
pub(super) struct Line {
    hall: Arc<Hall>,
    client: Client,
    /// The last sequence that was heard.
    last: u64,
}

/// What came, as far as it matters.
pub(super) enum Heard {
    /// An answer to the request of this number.
    Answer(u64, Answer),
    /// The house paused these lots by itself.
    Paused(Vec<u64>),
    /// Something else.
    Other,
}

/// How a request was answered.
pub(super) enum Answer {
    /// It was granted, at this sequence if it was sequenced.
    Granted(Option<u64>),
    /// It was turned away for a moment: send it again.
    TurnedAway,
    /// It was refused, with this number.
    Refused(u64),
}

/// Any message of the house, in part.
#[derive(Deserialize)]
struct Message {
    id: Option<u64>,
    result: Option<Granted>,
    error: Option<Refusal>,
    seq: Option<u64>,
    prev: Option<u64>,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Granted {
    seq: Option<u64>,
}

#[derive(Deserialize)]
struct Refusal {
    code: u64,
    retryable: bool,
}

/// An event, if it is one of those that matter.
#[derive(Deserialize)]
struct Event {
    price_changed: Option<PriceChanged>,
    lot_paused: Option<LotPaused>,
}

#[derive(Deserialize)]
struct PriceChanged {
    bid_id: BidId,
}

#[derive(Deserialize)]
struct LotPaused {
    lot: u64,
    fault: Option<IgnoredAny>,
}

impl Line {
    /// Comes in, and goes on behind the sequence `since`, if it is known.
    ///
    /// # Errors
    /// Whatever kept the house from taking this person in.
    pub(super) async fn open(
        hall: Arc<Hall>,
        token: &str,
        since: Option<u64>,
    ) -> Result<Self, NotGranted> {
        let mut client = Client::connect(&hall.entrance).await?;
        client.granted("hello", &json!({ "token": token })).await?;
        let mut params = json!({ "session": hall.session });
        if let Some(since) = since {
            params["since"] = json!(since);
        }
        let joined = client.granted("subscribe", &params).await?;
        let has_resumed = joined["recovered"] == true;
        let last = since.filter(|_| has_resumed).or(joined["seq"].as_u64()).unwrap_or(0);
        if since.is_some() {
            let mut counts = hall.tally.counts();
            *if has_resumed { &mut counts.resumed } else { &mut counts.anew } += 1;
        }
        Ok(Self { hall, client, last })
    }

    /// The last sequence that was heard.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// Sends a request: its number.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn ask(&mut self, method: &str, params: &Value) -> Result<u64, Error> {
        self.client.ask(method, params).await
    }

    /// Takes leave.
    pub(super) async fn leave(self) {
        self.client.leave().await;
    }

    /// Reads whatever comes until the house ends the connection.
    pub(super) async fn drain(&mut self) {
        while self.client.next_text().await.is_ok() {}
    }

    /// Hears one message. Whoever gives up waiting misses nothing.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn hear(&mut self) -> Result<Heard, Error> {
        let text = self.client.next_text().await?;
        let Ok(message) = serde_json::from_str::<Message>(&text) else {
            return Ok(Heard::Other);
        };
        if let Some(id) = message.id {
            let answer = match (message.result, message.error) {
                (_, Some(error)) if error.retryable && is_for_a_moment(error.code) => {
                    Answer::TurnedAway
                }
                (_, Some(error)) => Answer::Refused(error.code),
                (granted, None) => Answer::Granted(granted.and_then(|granted| granted.seq)),
            };
            return Ok(Heard::Answer(id, answer));
        }
        if let (Some(seq), Some(prev)) = (message.seq, message.prev) {
            self.follow(seq, prev, &message.events);
        }
        let paused = message.events.into_iter().filter_map(|event| event.lot_paused);
        let paused: Vec<u64> =
            paused.filter(|paused| paused.fault.is_some()).map(|paused| paused.lot).collect();
        Ok(if paused.is_empty() { Heard::Other } else { Heard::Paused(paused) })
    }

    /// Checks a push against the chain, and times what it tells of our bids.
    fn follow(&mut self, seq: u64, prev: u64, events: &[Event]) {
        let now = Instant::now();
        let mut counts = self.hall.tally.counts();
        counts.pushes += 1;
        if seq <= self.last {
            *if seq == self.last { &mut counts.duplicate } else { &mut counts.out_of_order } += 1;
            return;
        }
        counts.lost += u64::from(self.last < prev);
        self.last = seq;
        let Some(pace) = self.hall.pace() else { return };
        let moved = events.iter().filter_map(|event| event.price_changed.as_ref());
        for bid in moved.filter_map(|moved| pace.bid(moved.bid_id.0)) {
            record(&mut counts.delivered, now - pace.due(bid));
        }
    }
}

/// Too many requests, or a house that is busy: nothing was looked at.
const fn is_for_a_moment(code: u64) -> bool {
    matches!(code, 1_009 | 1_010)
}
