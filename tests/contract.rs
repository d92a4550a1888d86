//! `docs/PROTOCOL.md` is what strangers build on: every example on it is read, every number and
//! name in its tables is the program's.

pub(crate) mod held;
mod routes;
pub(crate) mod schemas;

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::durable::Verifier;
use gavel_engine::durable::receipt::Reach;
use gavel_gateway::config::Limits;
use gavel_gateway::docs::{asyncapi, examples as documented};
use gavel_proto::view::SessionView;
use gavel_proto::wire::{
    Accepted, BidState, COMMAND_METHODS, Foreseen, Heartbeat, METHODS, Present, Receipt, Request,
    SUBPROTOCOL, Shutdown, Subscribed, Welcome, WireError,
};
use gavel_proto::{Command, Event, Rejection, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

const PAGE: &str = include_str!("../docs/PROTOCOL.md");
const JOURNAL: &str = include_str!("../docs/JOURNAL.md");

/// The cells of every row whose first cell is a number, or a word in code quotes, in the section
/// that begins with `heading`.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = PAGE.split_once(heading).expect("a section of this name");
    let section = section.split("\n## ").next().unwrap_or_default();
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    let is_row = |row: &Vec<&str>| row[0].starts_with('`') || row[0].parse::<u16>().is_ok();
    section.lines().filter(|line| line.starts_with('|')).map(cells).filter(is_row).collect()
}

/// The words in code quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The names of a type's variants, in the order of their declaration, as its reader lists them.
fn variants<T: DeserializeOwned>() -> Vec<String> {
    let unknown = serde_json::from_str::<T>(r#"{"?":{}}"#).err().expect("no such variant");
    let sentence = unknown.to_string();
    quoted(&sentence)[1..].iter().map(ToString::to_string).collect()
}

/// The numbers that an enum of the sources gives to its variants.
fn numbers(source: &str, declaration: &str) -> Vec<u16> {
    let (_, body) = source.split_once(declaration).expect("an enum of this name");
    let body = body.split("\n}").next().unwrap_or_default();
    let number = |line: &str| line.split_once(" = ")?.1.trim_end_matches(',').parse().ok();
    body.lines().filter_map(number).collect()
}

#[track_caller]
fn read<T: DeserializeOwned>(value: &Value) -> T {
    T::deserialize(value).unwrap_or_else(|error| panic!("{error} in the example {value}"))
}

/// Reads `value` as a `T` that leaves nothing out and adds nothing.
#[track_caller]
fn exactly<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let all: T = read(value);
    assert_eq!(json!(all), *value, "the example is not complete");
    all
}

/// Every example, as it is written and as it is read.
fn examples() -> Vec<(&'static str, Value)> {
    let blocks = PAGE.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let examples: Vec<_> =
        blocks.map(|block| (block, serde_json::from_str(block).unwrap())).collect();
    assert!(10 <= examples.len(), "the page has lost its examples");
    examples
}

#[test]
fn every_example_is_what_the_program_reads_and_writes() {
    let mut asked = BTreeMap::new();
    for (block, message) in examples() {
        if let Some(method) = message["method"].as_str() {
            Request::read(block).unwrap().call().unwrap_or_else(|fault| panic!("{fault}: {block}"));
            asked.insert(message["id"].as_u64().unwrap(), method.to_owned());
        } else if message["result"].is_object() {
            let id = message["id"].as_u64().unwrap();
            result(asked.get(&id).expect("an answer to an example"), &message["result"]);
        } else if message["error"].is_object() {
            let error: WireError = exactly(&message["error"]);
            let name = error.data["name"].as_str().unwrap();
            assert!(
                rows("## Refusals")
                    .iter()
                    .any(|row| row[0] == error.code.to_string() && row[1] == format!("`{name}`"))
            );
        } else if message["events"].is_array() {
            exactly::<Vec<Event>>(&message["events"]);
            let fields = message.as_object().unwrap().keys().map(String::as_str);
            // Only where a lot came to another stage.
            let fields: Vec<&str> = fields.filter(|field| *field != "check").collect();
            assert_eq!(fields, ["at", "events", "prev", "seq", "session"]);
        } else if message["shutdown"].is_object() {
            exactly::<Shutdown>(&message["shutdown"]);
        } else {
            exactly::<Heartbeat>(&message["heartbeat"]);
        }
    }
}

/// Reads the answer to a method.
fn result(method: &str, result: &Value) {
    match method {
        "hello" => {
            let welcome: Welcome = exactly(result);
            let limits = Limits::default();
            assert_eq!(welcome.max_message_bytes, limits.message_bytes);
            assert_eq!(welcome.max_requests_per_second, limits.requests_per_second);
        }
        "subscribe" => {
            let subscribed: Subscribed = read(result);
            assert_eq!(subscribed.recovered, subscribed.snapshot.is_none());
            if let Some(snapshot) = subscribed.snapshot {
                assert_eq!(snapshot.seq, subscribed.seq);
                assert_eq!(read::<SessionView>(&json!(snapshot)), *snapshot);
            }
        }
        "bid" => drop(exactly::<Accepted>(result)),
        "bid.get" => drop(exactly::<BidState>(result)),
        "receipt.get" => drop(exactly::<Receipt>(result)),
        "preview" => drop(exactly::<Foreseen>(result)),
        "present" => drop(exactly::<Present>(result)),
        "time" => drop(exactly::<BTreeMap<String, Timestamp>>(result)),
        other => panic!("the answer to {other} has no type here; add it"),
    }
}

/// The receipts on the page: of an accepted bid, of a refused one, and that of the first again.
/// And the key that they check out with.
pub(crate) fn receipts() -> ([Receipt; 3], Verifier) {
    let examples = examples();
    let results = || examples.iter().map(|(_, message)| message);
    let key = results().find_map(|message| message["result"]["key"].as_str());
    let key = key.expect("the answer to hello has a key").parse().unwrap();
    let places = ["/result/receipt", "/error/data/receipt", "/result"];
    let receipts = places.map(|place| {
        let mut stated = results().filter_map(|message| message.pointer(place));
        exactly(stated.find(|value| value["leaf"].is_string()).expect("a receipt"))
    });
    (receipts, key)
}

/// Whoever writes a checker from these pages can try it on them.
#[test]
fn the_receipts_on_the_page_check_out_with_the_key_on_the_page() {
    let (receipts, key) = receipts();
    assert!(JOURNAL.contains(&key.to_string()), "the key is that of the journal's page");
    for receipt in receipts {
        assert_eq!(key.check_receipt(&receipt).unwrap().reach, Reach::Verdict);
        let (public, secret) = (receipt.public.unwrap(), receipt.secret.unwrap());
        assert!(JOURNAL.contains(&format!("\n{public}\n{secret}\n")), "an entry of its page");
    }
}

/// The page reads verdicts in the entries of receipts, where refusals stand by name.
#[test]
fn every_rejection_has_its_number_on_the_page_too() {
    let table = include_str!("../gateway/ui/receipts/refusal_codes.js");
    let (_, table) = table.split_once("REFUSAL_CODES = {\n").expect("the table");
    let entry = |line: &'static str| line.trim().trim_end_matches(',').split_once(": ");
    let table: Vec<(&str, &str)> = table.lines().map_while(entry).collect();
    let rows = rows("## Refusals").into_iter().filter(|row| row[0].starts_with('2'));
    let numbers: Vec<(&str, &str)> = rows.map(|row| (quoted(row[1])[0], row[0])).collect();
    assert_eq!(table, numbers);
}

/// The order of the table is the order of precedence: the order of the variants.
#[test]
fn every_rejection_stands_in_the_table_with_its_number_name_and_data() {
    let rejections: Vec<_> =
        rows("## Refusals").into_iter().filter(|row| row[0].starts_with('2')).collect();
    let names: Vec<&str> = rejections.iter().flat_map(|row| quoted(row[1])).collect();
    assert_eq!(names, variants::<Rejection>());
    for row in &rejections {
        let optional = row[3].ends_with('?');
        let name = quoted(row[1])[0];
        for mut fields in if optional { vec![data(row[3]), Map::new()] } else { vec![data(row[3])] }
        {
            fields.entry("fault").and_modify(|fault| *fault = fault_of(name));
            let tagged = json!({ name: fields });
            let rejection: Rejection = serde_json::from_value(tagged.clone())
                .unwrap_or_else(|error| panic!("{error}: the data of {}", row.join(" | ")));
            assert_eq!(rejection.code().to_string(), row[0], "{tagged}");
        }
    }
}

/// Data as a row of the table describes it.
fn data(cell: &str) -> Map<String, Value> {
    let example = |field: &str| match field {
        "lot" | "next" | "paddle" | "turn" | "round" => json!(7),
        "calls" => json!(2),
        "paddles" => json!([7, 9]),
        "faults" => json!([]),
        "fault" => json!("wrong_scale"),
        "reason" => json!("late"),
        "opens_at" | "closed_at" | "closes_at" | "until" | "commit_by" | "valid_until" => {
            json!("2026-11-23T09:00:00.000000Z")
        }
        "limit" | "price" | "asking" | "grid" | "most" => json!("130000000"),
        "takes" => json!(["amount"]),
        "officer" => json!("auctioneer"),
        "bid_id" => json!("019ab2c4-0000-7000-8000-000000000001"),
        other => panic!("{other:?} has no example here; add one"),
    };
    quoted(cell).into_iter().map(|field| (field.to_owned(), example(field))).collect()
}

/// What can be wrong with an offer has other words for each kind.
fn fault_of(name: &str) -> Value {
    match name {
        "malformed_schedule" => json!("empty"),
        "malformed_royalty" => json!("no_forecast"),
        _ => json!("wrong_scale"),
    }
}

#[test]
fn every_refusal_of_the_gateway_stands_in_the_table() {
    let table: Vec<u16> =
        rows("## Refusals").iter().filter_map(|row| row[0].parse().ok()).collect();
    let ours: Vec<u16> = table.into_iter().filter(|code| *code < 2_000).collect();
    assert_eq!(ours, numbers(include_str!("../proto/src/wire/refusal.rs"), "pub enum Refused {"));
}

#[test]
fn every_close_code_stands_in_the_table() {
    let table: Vec<u16> =
        rows("## Close codes").iter().filter_map(|row| row[0].parse().ok()).collect();
    let close = include_str!("../gateway/src/close.rs");
    assert_eq!(table, numbers(close, "pub(crate) enum Close {"));
}

#[test]
fn every_method_of_the_desk_and_every_event_stands_in_its_table() {
    let first = |rows: Vec<Vec<&'static str>>| -> Vec<&str> {
        rows.iter().flat_map(|row| quoted(row[0])).collect()
    };
    assert_eq!(first(rows("## Commands")), COMMAND_METHODS);
    let mut documented = first(rows("## Pushes"));
    let mut known = variants::<Event>();
    documented.sort_unstable();
    known.sort_unstable();
    assert_eq!(documented, known);
    assert!(PAGE.contains(&format!("`{SUBPROTOCOL}`")));
}

/// The document for programs says the same as the page, and both what the program does.
#[test]
fn every_method_event_and_code_is_in_the_document_of_the_socket() {
    let document = asyncapi();
    let codes = |list: &str| -> Vec<u16> {
        let listed = document[list].as_array().unwrap().iter();
        listed.map(|one| read(&one["code"])).collect()
    };
    let refusals = rows("## Refusals");
    let on_page: Vec<u16> = refusals.iter().filter_map(|row| row[0].parse().ok()).collect();
    assert_eq!(codes("x-refusals"), on_page);
    let listed = document["x-refusals"].as_array().unwrap().iter();
    let names: Vec<&str> = listed.filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, variants::<Rejection>());
    let close = include_str!("../gateway/src/close.rs");
    assert_eq!(codes("x-close-codes"), numbers(close, "pub(crate) enum Close {"));

    let methods: BTreeSet<&str> = METHODS.into_iter().chain(COMMAND_METHODS).collect();
    let operations = document["operations"].as_object().unwrap().iter();
    let (asked, told): (Vec<_>, Vec<_>) =
        operations.partition(|(_, operation)| operation["action"] == "receive");
    assert_eq!(asked.into_iter().map(|(name, _)| name.as_str()).collect::<BTreeSet<_>>(), methods);
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(documented().params.keys().map(String::as_str).collect::<BTreeSet<_>>(), methods);
    let events = variants::<Event>();
    let events: BTreeSet<&String> = events.iter().collect();
    assert_eq!(documented().events.keys().collect::<BTreeSet<_>>(), events);
}

/// What the page says that a client may ask is what the server reads: no more, no less.
#[test]
fn every_method_is_read_by_the_server() {
    let source = include_str!("../proto/src/wire/request.rs");
    let (_, read) = source.split_once("match self.method {").expect("where methods are read");
    let arms = read.split("unknown =>").next().unwrap_or_default().lines();
    let named = arms.filter_map(|arm| arm.trim().strip_prefix('"')?.split_once("\" =>"));
    let mut named: Vec<&str> = named.map(|(name, _)| name).collect();
    let mut methods = METHODS.to_vec();
    named.sort_unstable();
    methods.sort_unstable();
    assert_eq!(named, methods);
    // A bid is read apart; the others are what only the house itself asks for.
    let apart = ["bid", "create_session", "report_fault", "sign_with", "tick"];
    let mut commands = variants::<Command>();
    commands.retain(|name| !apart.contains(&name.as_str()));
    assert_eq!(commands, COMMAND_METHODS);
    for method in METHODS {
        assert!(PAGE.contains(&format!("\"method\": \"{method}\"")), "{method} has no example");
    }
}
