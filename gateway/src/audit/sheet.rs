//! A journal as a table for a spreadsheet: a row for each entry (CSV, RFC 4180).

use std::io::{self, Write};

use csv::Writer;
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{By, Event, LotResult};
use serde_json::Value;

use crate::figures::in_hanoi;

const COLUMNS: [&str; 18] = [
    "seq", "at", "hanoi", "role", "paddle", "officer", "command", "lot", "bid_id", "offer",
    "amount", "outcome", "code", "reason", "price", "leader", "asking", "result",
];

/// A table that is being written.
pub(crate) struct Sheet<W: Write> {
    writer: Writer<W>,
}

/// What an entry did to its lot.
#[derive(Default)]
struct Effect {
    price: String,
    leader: String,
    asking: String,
    result: &'static str,
}

impl<W: Write> Sheet<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// The output's.
    pub(crate) fn new(to: W) -> io::Result<Self> {
        let mut writer = Writer::from_writer(to);
        writer.write_record(COLUMNS)?;
        Ok(Self { writer })
    }

    /// Writes the row of an entry.
    ///
    /// # Errors
    /// The output's.
    pub(crate) fn row(&mut self, entry: &Entry) -> io::Result<()> {
        let command = serde_json::to_value(&entry.command)?;
        let named = command.as_object().and_then(|variant| variant.iter().next());
        let (command, fields) = named.map_or(("", &Value::Null), |(name, of)| (name.as_str(), of));
        let bid = fields.get("bid").unwrap_or(fields);
        let (role, officer) = hand(&entry.by);
        let paddle = entry.by.paddle().map(|paddle| paddle.to_string());
        let (offer, amount) = offer(bid);
        let (outcome, code, reason) = match &entry.outcome {
            Outcome::Accepted(_) => ("accepted", String::new(), String::new()),
            Outcome::Refused(why) => ("refused", why.code().to_string(), why.to_string()),
        };
        let effect = Effect::of(entry.outcome.events());
        Ok(self.writer.write_record([
            entry.seq.to_string().as_str(),
            &entry.at.to_string(),
            &in_hanoi(entry.at, "%Y-%m-%d %H:%M:%S%.6f"),
            role,
            &paddle.unwrap_or_else(|| text(&fields["paddle"])),
            &literal(&officer),
            command,
            &text(&bid["lot"]),
            &text(&bid["bid_id"]),
            offer,
            &amount,
            outcome,
            &code,
            &literal(&reason),
            &effect.price,
            &effect.leader,
            &effect.asking,
            effect.result,
        ])?)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// The output's.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Effect {
    fn of(events: &[Event]) -> Self {
        let mut effect = Self::default();
        for event in events {
            if let Event::PriceChanged { price, leader, asking, .. } = event {
                (effect.price, effect.leader) = (price.to_string(), leader.to_string());
                effect.asking = asking.to_string();
            } else if let Event::LotOpened { asking: Some(asking), .. }
            | Event::AskingStepped { asking, .. }
            | Event::IncrementChanged { asking, .. } = event
            {
                effect.asking = asking.to_string();
            } else if let Event::LotClosed { result, .. } = event {
                effect.end(result);
            }
        }
        effect
    }

    fn end(&mut self, result: &LotResult) {
        self.result = match result {
            LotResult::Sold { paddle, price, .. } => {
                (self.price, self.leader) = (price.to_string(), paddle.to_string());
                "sold"
            }
            LotResult::Allotted { total, awards } => {
                self.price = total.to_string();
                let paddles = awards.iter().map(|award| award.paddle.to_string());
                self.leader = paddles.collect::<Vec<_>>().join(" ");
                "allotted"
            }
            LotResult::Passed => "passed",
            LotResult::Failed { .. } => "failed",
            LotResult::Withdrawn { .. } => "withdrawn",
        };
    }
}

fn hand(by: &By) -> (&'static str, String) {
    match by {
        By::Clock => ("clock", String::new()),
        By::Observer => ("observer", String::new()),
        By::Bidder { .. } => ("bidder", String::new()),
        By::Clerk { officer } => ("clerk", officer.to_string()),
        By::Auctioneer { officer } => ("auctioneer", officer.to_string()),
        By::SecondOfficer { officer } => ("second_officer", officer.to_string()),
        By::Auditor { officer } => ("auditor", officer.to_string()),
        By::Supervisor { officer } => ("supervisor", officer.to_string()),
    }
}

/// What a bid offers: of which kind, and how much.
fn offer(bid: &Value) -> (&'static str, String) {
    let kinds = ["amount", "maximum", "asking_at_most", "schedule", "royalty"];
    let kind = kinds.into_iter().find(|kind| bid.get(kind).is_some());
    kind.map_or(("", String::new()), |kind| (kind, text(&bid[kind])))
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// What people wrote, so that no spreadsheet takes it for a formula.
fn literal(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(literal(text), format!("'{text}"));
        }
        for text in ["1000000000", "Trần Văn Bình", "a=b", ""] {
            assert_eq!(literal(text), text);
        }
    }
}
