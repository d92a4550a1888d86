//! Secrets stay with their owners: a maximum, an envelope before the opening, a reserve, the roster,
//! and every receipt's secret part. Looked for by name in whatever leaves the house.

use gavel_engine::pure::Entry;
use gavel_proto::{Bid, By, Command};
use serde_json::{Map, Value};

use super::{Check, Past, Sent};
use crate::simulation::client::{Asked, Client, What};

pub(super) struct Secrets;

/// What the desk alone is told, by the names of its fields and events.
const OF_THE_DESK: [&str; 6] =
    ["reserve_amount", "reserve_set", "roster", "forfeits", "voids_awaited", "void_asked"];
/// What one bidder alone is told.
const OF_A_BIDDER: [&str; 5] = ["mine", "me", "bid_accepted", "bid_repeated", "maximum"];

impl Check for Secrets {
    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        look(past, sent.client, sent.message);
    }
}

fn look(past: &Past, client: &Client, message: &Value) {
    match message {
        Value::Object(fields) => {
            assert_may_know(&client.by, fields);
            let seq = fields.get("seq").and_then(Value::as_u64);
            if let (Some(_), Some(seq)) = (fields.get("secret"), seq) {
                assert!(is_of(past.entry(seq), client), "somebody else's secret: {message}");
            }
            if let Some(seq) = fields.get("receipt").and_then(|receipt| receipt["seq"].as_u64()) {
                assert!(is_of(past.entry(seq), client), "somebody else's receipt: {message}");
            }
            for value in fields.values() {
                look(past, client, value);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| look(past, client, value)),
        _ => {}
    }
}

fn assert_may_know(by: &By, fields: &Map<String, Value>) {
    let is_bidder = by.paddle().is_some();
    let is_desk = !is_bidder && *by != By::Observer;
    for name in OF_THE_DESK {
        assert!(is_desk || !fields.contains_key(name), "{by:?} is told {name}: {fields:?}");
    }
    for name in OF_A_BIDDER {
        assert!(is_bidder || !fields.contains_key(name), "{by:?} is told {name}: {fields:?}");
        let owner = fields.get(name).and_then(|inner| inner["paddle"].as_u64());
        let own = by.paddle().map(|paddle| paddle.0.into());
        assert!(owner.is_none() || owner == own, "{by:?} is told {name} of {owner:?}: {fields:?}");
    }
    let phase = fields.get("phase").and_then(Value::as_str);
    let is_sealed = matches!(phase, Some("open" | "paused"))
        && fields["terms"]["rounds"].as_array().is_some_and(|rounds| rounds.len() == 1)
        && fields["terms"]["rounds"][0]["format"].get("sealed").is_some();
    if is_sealed {
        for name in ["envelopes", "count", "price", "leader"] {
            let told = fields.get(name).filter(|told| !told.is_null());
            assert_eq!(told, None, "{by:?} is told {name} of a sealed round");
        }
    }
}

/// Whether an entry decides what this person asked, what a clerk entered for this bidder, or the very
/// bid that this clerk entered too.
fn is_of(entry: &Entry, client: &Client) -> bool {
    // What somebody had seen when he bid is not what he bid.
    let bid = |command: &Command, by: &By| {
        let (paddle, bid) = command.bid(by)?;
        Some((paddle, Bid { seen: None, ..bid.clone() }))
    };
    let Some(decided) = bid(&entry.command, &entry.by) else { return false };
    let entered = |asked: &Asked| match &asked.what {
        What::Command(command) => bid(command, &client.by).is_some_and(|bid| bid == decided),
        _ => false,
    };
    client.by.paddle() == Some(decided.0) || client.asked.values().any(entered)
}
