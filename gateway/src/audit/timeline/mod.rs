//! A journal in words, an entry a line: when, who, what was asked, what came of it.
//!
//! It is for whoever may read the whole journal: it tells maxima, envelopes and refusals too.

mod asked;
mod happened;

use std::collections::BTreeMap;

use gavel_engine::durable::PublicEntry;
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{By, Currency, Event, LotId, Money, Offer, Paddle, Seq, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::decision::json;
use crate::figures::{Marks, grouped, in_hanoi};
use crate::language::Language;

/// What must be remembered to tell a journal: in which currency each lot is sold.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    currencies: BTreeMap<LotId, Currency>,
}

impl Timeline {
    /// The line of an entry.
    pub(crate) fn line(&mut self, entry: &Entry) -> String {
        self.learn(entry.outcome.events());
        let asked = self.asked(&entry.command);
        let came = match &entry.outcome {
            Outcome::Refused(rejection) => format!("REFUSED: {rejection}"),
            Outcome::Accepted(events) => self.all(events.iter()),
        };
        let who = hand(&entry.by);
        let line = format!("{}{who}: {asked}", place(entry.at, entry.seq));
        if came.is_empty() { line } else { format!("{line} → {came}") }
    }

    /// The line of an entry without its secrets, if the room heard of it, and of this lot.
    pub(crate) fn heard(&mut self, entry: &PublicEntry, lot: Option<LotId>) -> Option<String> {
        self.learn(&entry.heard);
        let events = entry.heard.iter().filter(|event| lot.is_none_or(|lot| is_of(*event, lot)));
        let told = self.all(events);
        (!told.is_empty()).then(|| format!("{}{told}", place(entry.at, entry.seq)))
    }

    fn learn(&mut self, events: &[Event]) {
        for event in events {
            if let Event::LotPublished { lot, terms, .. } = event {
                self.currencies.insert(*lot, terms.currency.clone());
            }
        }
    }

    fn all<'a>(&self, events: impl Iterator<Item = &'a Event>) -> String {
        let told: Vec<String> = events.filter_map(|event| self.happened(event)).collect();
        told.join("; ")
    }

    fn amount(&self, lot: LotId, amount: Money) -> String {
        let figures = grouped(amount, Marks::of(Language::En));
        match self.currencies.get(&lot) {
            Some(currency) => format!("{figures} {}", currency.code),
            None => figures,
        }
    }

    fn offer(&self, lot: LotId, offer: &Offer) -> String {
        match offer {
            Offer::Amount(amount) => self.amount(lot, *amount),
            Offer::Maximum(amount) => format!("at most {} (a maximum)", self.amount(lot, *amount)),
            Offer::AskingAtMost(amount) => {
                format!("the asking price, at most {}", self.amount(lot, *amount))
            }
            Offer::Schedule(pairs) => {
                let pairs = pairs.iter().map(|pair| {
                    format!("{} at {}", pair.quantity, self.amount(lot, pair.unit_price))
                });
                pairs.collect::<Vec<_>>().join(", ")
            }
            Offer::Royalty(royalty) => format!("a royalty {}", json(royalty)),
        }
    }
}

fn place(at: Timestamp, seq: Seq) -> String {
    format!("{}  #{seq}  ", in_hanoi(at, "%Y-%m-%d %H:%M:%S%.6f+07"))
}

fn hand(by: &By) -> String {
    match by {
        By::Clock => "the house".into(),
        By::Observer => "an observer".into(),
        By::Bidder { paddle } => format!("paddle {paddle}"),
        By::Clerk { officer } => format!("clerk {officer}"),
        By::Auctioneer { officer } => format!("auctioneer {officer}"),
        By::SecondOfficer { officer } => format!("second officer {officer}"),
        By::Auditor { officer } => format!("auditor {officer}"),
        By::Supervisor { officer } => format!("supervisor {officer}"),
    }
}

fn paddles(paddles: &[Paddle]) -> String {
    paddles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether an entry concerns this lot: it was asked of it, or something happened to it.
pub(crate) fn concerns(entry: &Entry, lot: LotId) -> bool {
    let happens = entry.outcome.events().iter().any(|event| is_of(event, lot));
    happens || is_of(&entry.command, lot)
}

/// Whether a command or an event is of this lot, by its JSON form, which names it `lot`, or in the
/// bid that a clerk enters.
fn is_of(value: &impl Serialize, lot: LotId) -> bool {
    let value = serde_json::to_value(value).unwrap_or_default();
    let fields = value.as_object().and_then(|variant| variant.values().next());
    let named = fields.and_then(|fields| {
        let own = fields.get("lot").and_then(Value::as_u64);
        own.or_else(|| fields.get("bid")?.get("lot")?.as_u64())
    });
    named == Some(u64::from(lot.0))
}
