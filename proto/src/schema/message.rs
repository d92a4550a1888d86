//! The messages of the wire, each with a name of its own and a schema under that name.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::direction::name;
use crate::command::{Bid, Command};
use crate::wire::{
    Accepted, BidGet, BidState, COMMAND_METHODS, Foreseen, Heartbeat, Hello, METHODS, Now, Present,
    Preview, Push, Receipt, Shutdown, Subscribe, Subscribed, Welcome, WireError,
};

/// The answer to every command of the desk.
const ANSWER: &str = "answer.command";

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Whoever connects.
    Client,
    /// The house.
    Server,
}

/// A kind of message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name, and that of its schema: `request.bid`, `answer.bid`, `push`.
    pub name: String,
    /// Who says it.
    pub speaker: Speaker,
}

/// Every kind of message: what can be asked, the answers to it, and what comes unasked.
#[must_use]
pub fn messages() -> Vec<Message> {
    let said = |speaker| move |name| Message { name, speaker };
    let asked = methods().map(request).map(said(Speaker::Client));
    let unasked = ["refusal", "push", "heartbeat", "shutdown"].map(str::to_owned);
    let answers = METHODS.into_iter().map(answer).chain([ANSWER.into()]);
    let told = answers.chain(unasked).map(said(Speaker::Server));
    asked.chain(told).collect()
}

/// Every method, in the order in which a client meets them.
fn methods() -> impl Iterator<Item = &'static str> {
    METHODS.into_iter().chain(COMMAND_METHODS)
}

fn request(method: &str) -> String {
    format!("request.{method}")
}

/// The commands of the desk are all answered in one way.
fn answer(method: &str) -> String {
    if COMMAND_METHODS.contains(&method) { ANSWER.into() } else { format!("answer.{method}") }
}

/// Makes the schemas of all that can be asked.
pub(super) fn asked(generator: &mut SchemaGenerator) {
    let commands = Command::json_schema(generator).to_value();
    for method in methods() {
        let params = match method {
            "hello" => generator.subschema_for::<Hello>().to_value(),
            "subscribe" => generator.subschema_for::<Subscribe>().to_value(),
            "time" | "present" => json!({ "type": "object", "additionalProperties": false }),
            "preview" => generator.subschema_for::<Preview>().to_value(),
            "bid" => generator.subschema_for::<Bid>().to_value(),
            "bid.get" | "receipt.get" => generator.subschema_for::<BidGet>().to_value(),
            command => variant(&commands, command)["properties"][command].clone(),
        };
        let is_optional = matches!(method, "hello" | "time" | "present");
        let required =
            if is_optional { &["id", "method"][..] } else { &["id", "method", "params"] };
        let mut schema = json!({
            "type": "object",
            "properties": { "id": id(), "method": { "const": method }, "params": params },
            "required": required,
            "additionalProperties": false,
        });
        if COMMAND_METHODS.contains(&method) {
            schema["description"] = variant(&commands, method)["description"].clone();
        }
        name(generator, &request(method), schema);
    }
}

/// Makes the schemas of all that is told.
pub(super) fn told(generator: &mut SchemaGenerator) {
    for method in METHODS.into_iter().chain([COMMAND_METHODS[0]]) {
        let result = match method {
            "hello" => generator.subschema_for::<Welcome>(),
            "subscribe" => generator.subschema_for::<Subscribed>(),
            "time" => generator.subschema_for::<Now>(),
            "bid.get" => generator.subschema_for::<BidState>(),
            "receipt.get" => generator.subschema_for::<Receipt>(),
            "preview" => generator.subschema_for::<Foreseen>(),
            "present" => generator.subschema_for::<Present>(),
            _command => generator.subschema_for::<Accepted>(),
        };
        let fields = json!({ "id": id(), "result": result });
        name(generator, &answer(method), object(&fields));
    }
    let mut unread = id();
    unread["type"] = json!(["integer", "null"]);
    unread["description"] = json!("The request's number; null where none could be read.");
    let error = generator.subschema_for::<WireError>();
    name(generator, "refusal", object(&json!({ "id": unread, "error": error })));
    let push = Push::json_schema(generator).to_value();
    name(generator, "push", push);
    let heartbeat = generator.subschema_for::<Heartbeat>();
    name(generator, "heartbeat", object(&json!({ "heartbeat": heartbeat })));
    let shutdown = generator.subschema_for::<Shutdown>();
    name(generator, "shutdown", object(&json!({ "shutdown": shutdown })));
}

/// The number of a request.
fn id() -> Value {
    json!({
        "description": "The client's own number; the answer bears it.",
        "type": "integer",
        "format": "uint64",
        "minimum": 0,
    })
}

/// An object with all of these fields.
fn object(properties: &Value) -> Value {
    let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The variant of this name in the schema of an enum.
///
/// # Panics
/// If there is no such variant.
pub(super) fn variant<'a>(schema: &'a Value, name: &str) -> &'a Value {
    let mut variants = schema["oneOf"].as_array().into_iter().flatten();
    let found = variants.find(|variant| variant["properties"].get(name).is_some());
    found.expect("invariant: every name is that of a variant")
}
