//! Every fault has terms that have it and no other; every format has terms that have none.

#![expect(clippy::needless_pass_by_value, reason = "terms are put together from parts")]

mod contradictions;
mod every_fault;

use serde_json::{Value, json};

use crate::terms::{Terms, TermsFault};
use crate::time::Timestamp;

/// Terms for a test: fields that stand in the place of those of [`base`], and the reserve.
struct Lot {
    fields: Value,
    reserve: &'static str,
}

fn lot(fields: Value) -> Lot {
    Lot { fields, reserve: "" }
}

/// A lot of this one round.
fn of(format: Value, pace: Value) -> Lot {
    rounds(json!([round(format, pace)]))
}

fn rounds(rounds: Value) -> Lot {
    lot(json!({ "rounds": rounds }))
}

impl Lot {
    fn with(mut self, field: &str, value: Value) -> Self {
        self.fields[field] = value;
        self
    }

    fn reserve(self, reserve: &'static str) -> Self {
        Self { reserve, ..self }
    }

    /// What is wrong with it, published at noon.
    fn faults(&self) -> Vec<TermsFault> {
        let mut terms = base();
        for (name, value) in self.fields.as_object().expect("fields") {
            terms[name] = value.clone();
        }
        let terms: Terms = serde_json::from_value(terms).expect("terms");
        terms.faults(at("12:00:00"), self.reserve.parse().ok())
    }
}

fn at(time: &str) -> Timestamp {
    serde_json::from_value(json!(format!("2026-11-23T{time}Z"))).expect("a time")
}

/// An English lot with nothing in it but what it needs.
fn base() -> Value {
    json!({
        "title": { "vi": "Bằng", "en": "Patent" },
        "summary": { "vi": "", "en": "" },
        "currency": { "code": "VND", "decimals": 0 },
        "opening": "100",
        "rounds": [round(english(), timed())],
    })
}

fn round(format: Value, pace: Value) -> Value {
    json!({ "format": format, "pace": pace })
}

fn open_to(open_to: Value, format: Value) -> Value {
    json!({ "format": format, "pace": timed(), "open_to": open_to })
}

fn english() -> Value {
    english_with(json!({}))
}

fn english_with(fields: Value) -> Value {
    let mut english = json!({ "increment": step("10") });
    for (name, value) in fields.as_object().expect("fields") {
        english[name] = value.clone();
    }
    json!({ "english": english })
}

fn sealed(fields: Value) -> Value {
    json!({ "sealed": fields })
}

fn units(fields: Value) -> Value {
    let mut units = json!({ "pairs": 3 });
    for (name, value) in fields.as_object().expect("fields") {
        units[name] = value.clone();
    }
    json!({ "units": units })
}

fn exclusive() -> Value {
    let [increment, shared_increment] = [step("10"), step("5")];
    json!({ "exclusive": { "increment": increment, "shared_opening": "40",
        "shared_increment": shared_increment } })
}

/// From 100 down to 20.
fn dutch() -> Value {
    json!({ "dutch": { "decrement": "10", "last": "20" } })
}

fn turns() -> Value {
    json!({ "turns": { "increment": step("10") } })
}

fn step(step: &str) -> Value {
    json!({ "table": [{ "step": step }] })
}

fn timed() -> Value {
    json!({ "timed": { "closes": { "after_opening_ms": 60_000 } } })
}

fn stepped() -> Value {
    json!({ "stepped": { "every_ms": 20_000 } })
}

fn hammer() -> Value {
    json!("hammer")
}

fn closes_at(time: &str) -> Value {
    json!({ "timed": { "closes": { "at": at(time) } } })
}

fn soft_close(cap: Value) -> Value {
    let soft = json!({ "window_ms": 30_000, "extension_ms": 30_000, "cap": cap });
    english_with(json!({ "soft_close": soft }))
}

fn forecast() -> Value {
    json!({ "discount_basis_points": 1_000,
        "expected": [{ "of": "net_revenue", "yearly": ["1000", "2000"] }] })
}

#[test]
fn every_format_has_terms_without_faults() {
    for lot in [
        of(english(), timed()),
        of(english(), hammer()),
        of(soft_close(json!({ "moves": 3 })), timed()),
        of(sealed(json!({ "floor": "90", "ceiling": "100" })), timed()),
        of(sealed(json!({ "pricing": "second_price" })), timed()),
        of(units(json!({ "cap": 2, "pricing": "highest_losing" })), timed())
            .with("quantity", json!(5)),
        of(units(json!({ "fills": "whole", "margin": "by_sequence" })), timed()),
        of(exclusive(), timed()).with("quantity", json!(3)),
        of(dutch(), stepped()),
        of(dutch(), stepped()).reserve("60"),
        rounds(json!([round(sealed(json!({})), timed()), round(turns(), stepped())]))
            .with("direction", json!("reverse")),
        of(sealed(json!({})), timed()).with("royalty", forecast()),
        of(english(), timed())
            .with("profile", json!("property_auction"))
            .with("deposit", json!("20"))
            .with("single_bidder", json!("refused")),
    ] {
        assert_eq!(lot.faults(), [], "{}", lot.fields);
    }
}

#[test]
fn all_faults_are_named_at_once_and_each_once() {
    let soft = json!({ "window_ms": 0, "extension_ms": 1 });
    let english = english_with(json!({ "increment": { "basis_points": 0 }, "soft_close": soft }));
    let rounds = json!([round(english.clone(), closes_at("12:00:00")), round(english, hammer())]);
    assert_eq!(
        lot(json!({ "rounds": rounds })).faults(),
        [TermsFault::IncrementPercentage, TermsFault::SoftClose, TermsFault::ClosesTooEarly]
    );
    assert_eq!(
        lot(json!({ "opening": "100.5", "rounds": [] })).reserve("99").faults(),
        [TermsFault::Amount, TermsFault::Reserve, TermsFault::Rounds]
    );
}
