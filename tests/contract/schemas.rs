//! The schemas that the house gives to strangers: they are schemas, and what is said fits them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gavel_gateway::docs::{asyncapi, openapi};
use gavel_proto::schema::{DEFINITIONS, DIALECT, document, messages, schemas};
use gavel_proto::wire::COMMAND_METHODS;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::examples;

/// Of each kind of message, compiled once.
static KINDS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let schemas = schemas();
    let compiled = |name: String| (name.clone(), compiled(&document(&schemas, &name)));
    messages().into_iter().map(|message| compiled(message.name)).collect()
});

/// Of each type that is told over HTTP, compiled once.
static TOLD: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let schemas = of_http();
    let compiled = |name: &String| (name.clone(), compiled(&document(&schemas, name)));
    schemas.keys().map(compiled).collect()
});

fn compiled(schema: &Value) -> Validator {
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(schema).expect("a schema")
}

fn of_http() -> Map<String, Value> {
    openapi()["components"]["schemas"].as_object().expect("schemas").clone()
}

/// What the schema of this kind has against a message, each with its place in it.
pub(crate) fn faults(kind: &str, message: &Value) -> Vec<String> {
    let schema = KINDS.get(kind).unwrap_or_else(|| panic!("{kind} is no kind of message"));
    told(schema, message)
}

fn told(schema: &Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// The kind of a message of the server; of an answer, `method` is what was asked.
pub(crate) fn kind(message: &Value, method: Option<&str>) -> String {
    let word = |field: &&str| message.get(*field).is_some();
    match ["error", "result", "seq", "heartbeat", "shutdown"].iter().find(|field| word(field)) {
        Some(&"error") => "refusal".into(),
        Some(&"result") => {
            let method = method.unwrap_or_else(|| panic!("nobody asked for {message}"));
            let is_command = COMMAND_METHODS.contains(&method);
            format!("answer.{}", if is_command { "command" } else { method })
        }
        Some(&"seq") => "push".into(),
        Some(word) => (*word).into(),
        None => panic!("no kind of message: {message}"),
    }
}

/// Holds a message to the schema of its kind.
#[track_caller]
pub(crate) fn hold(kind: &str, message: &Value) {
    let faults = faults(kind, message);
    assert!(faults.is_empty(), "by the schema of {kind}, {faults:#?} in {message}");
}

/// Holds what was told over HTTP to the schema of its type.
#[track_caller]
pub(crate) fn hold_told(name: &str, value: &Value) {
    let faults = told(&TOLD[name], value);
    assert!(faults.is_empty(), "by the schema of {name}, {faults:#?} in {value}");
}

#[test]
fn every_schema_is_one() {
    let (socket, http) = (schemas(), of_http());
    let documents = socket.keys().map(|name| (name, document(&socket, name)));
    let documents = documents.chain(http.keys().map(|name| (name, document(&http, name))));
    let mut seen = 0;
    for (name, document) in documents {
        if let Err(fault) = jsonschema::draft202012::meta::validate(&document) {
            panic!("{name}: {fault} at {}", fault.instance_path());
        }
        assert_eq!(document["$schema"], DIALECT);
        compiled(&document);
        seen += 1;
    }
    assert!(messages().len() + 4 <= seen, "only {seen} schemas");
}

#[test]
fn every_example_on_the_page_fits_its_schema() {
    let mut asked = BTreeMap::new();
    for (_, message) in examples() {
        let id = message["id"].as_u64().unwrap_or_default();
        if let Some(method) = message["method"].as_str() {
            hold(&format!("request.{method}"), &message);
            asked.insert(id, method.to_owned());
        } else {
            hold(&kind(&message, asked.get(&id).map(String::as_str)), &message);
        }
    }
}

#[test]
fn every_example_of_the_documents_fits_its_schema() {
    let described = asyncapi();
    let mut seen = 0;
    for (name, message) in described["components"]["messages"].as_object().unwrap() {
        assert_eq!(message["payload"]["$ref"], format!("{DEFINITIONS}{name}"));
        for example in message["examples"].as_array().into_iter().flatten() {
            hold(name, &example["payload"]);
            seen += 1;
        }
    }
    assert!(70 < seen, "only {seen} examples");
}

/// A schema that takes everything would hold nobody to anything.
#[test]
fn a_schema_refuses_what_the_server_would_not_read_or_write() {
    let bid = json!({ "lot": 1, "bid_id": "019ab2c4-0000-7000-8000-000000000001", "amount": "1" });
    let request = |params: &Value| json!({ "id": 1, "method": "bid", "params": params });
    hold("request.bid", &request(&bid));
    for (field, value) in [
        ("lot", json!("1")),
        ("lot", json!(-1)),
        ("amount", json!(1)),
        ("bid_id", json!("no id")),
        ("valid_until", json!("tomorrow")),
        ("colour", json!("red")),
    ] {
        let mut other = bid.clone();
        other[field] = value;
        assert_ne!(faults("request.bid", &request(&other)), [""; 0], "{other}");
    }
    for (kind, message) in [
        ("request.bid", json!({ "id": 1, "method": "bid" })),
        ("request.bid", json!({ "id": 1, "method": "time", "params": bid })),
        ("answer.bid", json!({ "id": 1, "result": {} })),
        ("refusal", json!({ "id": 1, "error": { "code": 2016 } })),
        ("refusal", refusal(2016, &json!({ "name": "below_asking" }))),
        ("refusal", refusal(1009, &json!({}))),
        ("refusal", refusal(999, &json!({}))),
        ("push", json!({ "session": "s", "seq": 2, "prev": 1, "events": [] })),
        ("heartbeat", json!({ "heartbeat": { "seq": 2 } })),
        ("shutdown", json!({ "shutdown": {} })),
    ] {
        assert_ne!(faults(kind, &message), [""; 0], "{message}");
    }
}

fn refusal(code: u16, data: &Value) -> Value {
    let error = json!({ "code": code, "message": "no", "retryable": code == 1009, "data": data });
    json!({ "id": 1, "error": error })
}
