//! What the people of a sale ask and when: a walk of the oracle, moved from its own time to ours.

use std::collections::BTreeSet;
use std::time::Duration;

use gavel_proto::{BidId, By, Command, Timestamp};
use serde_json::Value;

use crate::asked::named;
use crate::oracle::chance::Seed;
use crate::oracle::walk::{Kind, Walk};

/// The day on which walks take place: no other text of a command begins like a time on it.
const DAY_OF_WALKS: &str = "1970-01-01T";

/// A request, and how long after the beginning it is due.
pub(super) struct Act {
    pub(super) after: Duration,
    pub(super) method: String,
    pub(super) params: Value,
    /// The bid, where it is one of the bidder's own.
    pub(super) bid: Option<BidId>,
}

/// Everybody of a sale with what they ask, in order.
pub(super) struct Script {
    first: Timestamp,
    pub(super) people: Vec<(By, Vec<Act>)>,
}

impl Script {
    /// A sale of this kind, still in its own time.
    pub(super) fn of(kind: Kind, seed: Seed) -> Self {
        let journal = Walk::unjudged(kind, seed).journal;
        let first = journal.first().expect("a walk begins a session").at;
        let mut people: Vec<(By, Vec<Act>)> = Vec::new();
        for entry in journal {
            // The house begins the session, signs and ticks by itself.
            let is_the_houses = matches!(entry.command, Command::CreateSession { .. });
            if is_the_houses || entry.by == By::Clock {
                continue;
            }
            let bid = match (&entry.command, &entry.by) {
                (Command::Bid(bid), By::Bidder { .. }) => Some(bid.bid_id),
                (_, _) => None,
            };
            let after = entry.at.micros_since(first).unsigned_abs();
            let (method, params) = named(&entry.command);
            let act = Act { after: Duration::from_micros(after), method, params, bid };
            match people.iter_mut().find(|(by, _)| *by == entry.by) {
                Some((_, acts)) => acts.push(act),
                None => people.push((entry.by, vec![act])),
            }
        }
        Self { first, people }
    }

    /// Moves it so that its first command is given at `begin`, by the house's clock.
    pub(super) fn begin_at(&mut self, begin: Timestamp) {
        for act in self.people.iter_mut().flat_map(|(_, acts)| acts) {
            shift(&mut act.params, self.first, begin);
        }
    }

    /// Every bid id that may be sent.
    pub(super) fn bids(&self) -> BTreeSet<BidId> {
        let acts = self.people.iter().flat_map(|(_, acts)| acts);
        let ids = acts.filter_map(|act| {
            // A clerk's bid is inside of what he enters.
            let id = act.params.get("bid").unwrap_or(&act.params).get("bid_id")?;
            serde_json::from_value(id.clone()).ok()
        });
        ids.collect()
    }
}

/// Moves every time in it by as much as lies between `from` and `until`.
fn shift(value: &mut Value, from: Timestamp, until: Timestamp) {
    match value {
        Value::String(text) if text.starts_with(DAY_OF_WALKS) => {
            let at: Timestamp = text.parse().expect("a time");
            *text = at.shifted(from, until).to_string();
        }
        Value::Array(values) => values.iter_mut().for_each(|value| shift(value, from, until)),
        Value::Object(fields) => fields.values_mut().for_each(|value| shift(value, from, until)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
