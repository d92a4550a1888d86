//! Whoever listens hears everything that he may hear, in order, once: after a resume exactly what he
//! missed, or a snapshot.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Viewer};
use gavel_proto::{By, Event, Paddle, Seq};
use serde_json::Value;

use super::{Check, End, Past, Sent};
use crate::simulation::client::What;
use crate::simulation::network::Wire;

/// Up to which sequence each connection that listens has heard everything.
#[derive(Default)]
pub(super) struct Chain(BTreeMap<Wire, Seq>);

impl Check for Chain {
    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let message = sent.message;
        if message.get("events").is_some() {
            return self.pushed(past, sent);
        }
        if let Some(heartbeat) = message.get("heartbeat") {
            self.beat(past, sent, heartbeat["seq"].as_u64().expect("a heartbeat has a sequence"));
        }
        let Some(result) = message.get("result") else { return };
        let asked = message["id"].as_u64().and_then(|id| sent.client.asked.get(&id));
        let Some(What::Subscribe { since }) = asked.map(|asked| &asked.what) else { return };
        match (result["recovered"].as_bool(), since) {
            (Some(true), Some(since)) => drop(self.0.insert(sent.wire, *since)),
            (Some(true), None) => panic!("resumed from nowhere: {message}"),
            // A snapshot is of everything that was followed, also of what the room did not hear.
            (Some(false), _) => drop(self.0.insert(sent.wire, sent.followed)),
            (None, _) => {}
        }
    }

    fn finished(&mut self, past: &Past, end: &End<'_>) {
        for client in end.clients {
            let heard = client.wire.and_then(|wire| self.0.get(&wire));
            let heard = heard.unwrap_or_else(|| panic!("{:?} does not listen", client.by));
            assert_eq!(next(past, &client.by, *heard, past.seq() + 1), None, "{:?}", client.by);
        }
    }
}

impl Chain {
    /// A heartbeat names what the room had heard when it was written; the room may hear it later,
    /// behind all that it names.
    fn beat(&self, past: &Past, sent: &Sent<'_>, seq: Seq) {
        assert!(seq <= sent.followed, "of what is not followed yet: {}", sent.message);
        assert_eq!(seq, last_heard(past, &By::Observer, seq), "not of the room: {}", sent.message);
        if let Some(heard) = self.0.get(&sent.wire) {
            let missed = next(past, &sent.client.by, *heard, seq + 1);
            assert_eq!(missed, None, "left out before {}", sent.message);
        }
    }

    fn pushed(&mut self, past: &Past, sent: &Sent<'_>) {
        let message = sent.message;
        let seq = message["seq"].as_u64().expect("a push has a sequence");
        let heard = self.0.get_mut(&sent.wire);
        let heard = heard.unwrap_or_else(|| panic!("pushed to somebody who does not listen"));
        assert!(*heard < seq, "pushed twice or out of order behind {heard}: {message}");
        let missed = next(past, &sent.client.by, *heard, seq);
        assert_eq!(missed, None, "left out before {message}");
        *heard = seq;
        let entry = past.entry(seq);
        let events: Vec<&Event> = audible(entry, &sent.client.by).collect();
        let events = serde_json::to_value(events).expect("events can be written");
        assert_eq!(message["events"], events, "not what {:?} may hear", sent.client.by);
        let prev = last_heard(past, &By::Observer, seq - 1);
        assert_eq!(message["prev"], Value::from(prev), "not the push before: {message}");
    }
}

/// The last sequence up to `until` of which this person may hear something; 0 without one.
fn last_heard(past: &Past, by: &By, until: Seq) -> Seq {
    let mut seqs = (1..=until).rev();
    seqs.find(|seq| audible(past.entry(*seq), by).next().is_some()).unwrap_or(0)
}

/// The first entry between both sequences of which this person may hear something.
fn next(past: &Past, by: &By, after: Seq, before: Seq) -> Option<Seq> {
    let between = after + 1..before;
    let mut seqs = between.filter(|seq| audible(past.entry(*seq), by).next().is_some());
    seqs.next()
}

fn audible<'a>(entry: &'a Entry, by: &'a By) -> impl Iterator<Item = &'a Event> {
    entry.outcome.events().iter().filter(|event| may_hear(by, event))
}

/// The column *heard by* of the table of events in the protocol.
fn may_hear(by: &By, event: &Event) -> bool {
    let is_desk = !matches!(by, By::Clock | By::Observer | By::Bidder { .. });
    let is_owner = |paddle: &Paddle| by.paddle() == Some(*paddle);
    match event {
        Event::BidAccepted { paddle, .. } | Event::BidRepeated { paddle, .. } => is_owner(paddle),
        Event::BidderAdmitted { paddle, .. }
        | Event::DepositConfirmed { paddle }
        | Event::BidderExcluded { paddle, .. }
        | Event::BidderAbsent { paddle, .. }
        | Event::DepositForfeited { paddle, .. } => is_owner(paddle) || is_desk,
        Event::ReserveSet { .. } | Event::VoidAsked { .. } | Event::FaultReported { .. } => is_desk,
        _ => true,
    }
}

/// The viewer that a person is, for checks of views.
pub(super) const fn viewer(by: &By) -> Viewer {
    match by {
        By::Bidder { paddle } => Viewer::Paddle(*paddle),
        By::Clock | By::Observer => Viewer::Room,
        By::Clerk { .. }
        | By::Auctioneer { .. }
        | By::SecondOfficer { .. }
        | By::Auditor { .. }
        | By::Supervisor { .. } => Viewer::Desk,
    }
}
