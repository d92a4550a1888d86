//! The socket as an `AsyncAPI` 3.0 document: every message in both directions, what answers what,
//! the codes of refusals and of closing.

use gavel_proto::Rejection;
use gavel_proto::schema::{Speaker, messages, schemas};
use gavel_proto::wire::{Refused, SUBPROTOCOL};
use serde_json::{Map, Value, json};

use super::VERSION;
use super::examples::examples;
use super::method::{Method, methods};
use crate::close::Close;

const CHANNEL: &str = "#/channels/sale";

const ABOUT: &str = "Live auctions of technology over a websocket. Open it at `/ws` with the \
    subprotocol `gavel.v1.json`, say `hello` with a token, `subscribe`, and fold the pushes into \
    the snapshot; docs/PROTOCOL.md tells it in prose. Fields, events and codes may be added: \
    ignore those that are not known. The server refuses fields that it does not know.";

/// The `AsyncAPI` document.
#[must_use]
pub fn asyncapi() -> Value {
    let schemas = schemas();
    let methods = methods(&schemas);
    let named = |message: String| {
        let reference = json!({ "$ref": format!("#/components/messages/{message}") });
        (message, reference)
    };
    let channel: Map<String, Value> =
        messages().into_iter().map(|message| named(message.name)).collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "gavel",
            "version": VERSION,
            "description": ABOUT,
            "license": { "name": "Apache-2.0" },
        },
        "defaultContentType": "application/json",
        "servers": {
            "house": {
                "host": "{host}",
                "protocol": "wss",
                "description": "The house that holds the sale.",
                "variables": { "host": { "description": "Its name, and the port if there is one." } },
            },
        },
        "channels": {
            "sale": {
                "address": "/ws",
                "title": "The sale",
                "description": format!("A websocket with the subprotocol `{SUBPROTOCOL}`; text \
                    messages, one JSON object each."),
                "messages": channel,
                "bindings": { "ws": { "method": "GET", "query": {
                    "type": "object",
                    "properties": { "ticket": {
                        "type": "string",
                        "description": "A ticket of POST /ticket; `hello` then has neither token \
                            nor ticket.",
                    } },
                } } },
            },
        },
        "operations": operations(&methods),
        "components": { "messages": described(&methods), "schemas": schemas },
        "x-refusals": refusals(),
        "x-close-codes": close_codes(),
    })
}

fn in_channel(message: &str) -> Value {
    json!({ "$ref": format!("{CHANNEL}/messages/{message}") })
}

/// What the server takes, each with its answers, and what it sends unasked.
fn operations(methods: &[Method]) -> Map<String, Value> {
    let mut operations = Map::new();
    for method in methods {
        let operation = json!({
            "action": "receive",
            "channel": { "$ref": CHANNEL },
            "summary": method.about,
            "messages": [in_channel(&format!("request.{}", method.name))],
            "reply": {
                "channel": { "$ref": CHANNEL },
                "messages": [in_channel(&method.answer), in_channel("refusal")],
            },
            "x-roles": method.roles,
        });
        operations.insert(method.name.to_owned(), operation);
    }
    for (unasked, about) in [
        ("push", "Tells what happened, to everybody who may hear it."),
        ("heartbeat", "Gives a sign of life, each second."),
        ("shutdown", "Says that the server is going away; the close follows."),
    ] {
        let operation = json!({
            "action": "send",
            "channel": { "$ref": CHANNEL },
            "summary": about,
            "messages": [in_channel(unasked)],
        });
        operations.insert(unasked.to_owned(), operation);
    }
    operations
}

/// Every message with its schema, and examples where a client would want one.
fn described(methods: &[Method]) -> Map<String, Value> {
    let mut described = Map::new();
    for message in messages() {
        let name = message.name;
        let mut described_one = json!({
            "name": name,
            "payload": { "$ref": format!("#/components/schemas/{name}") },
        });
        if message.speaker == Speaker::Client || name.starts_with("answer.") {
            described_one["correlationId"] = json!({ "location": "$message.payload#/id" });
        }
        let examples = examples_of(methods, &name);
        if !examples.is_empty() {
            described_one["examples"] = examples.into();
        }
        described.insert(name, described_one);
    }
    described
}

fn examples_of(methods: &[Method], message: &str) -> Vec<Value> {
    let asked = methods.iter().filter(|method| message == format!("request.{}", method.name));
    let requests = asked.map(|method| json!({ "payload": method.example }));
    let pushes = examples().events.iter().filter(|_| message == "push").map(|(name, fields)| {
        json!({ "name": name, "payload": {
            "session": "autumn-2026",
            "seq": 4812,
            "prev": 4811,
            "at": "2026-11-23T09:00:01.000000Z",
            "events": [{ name: fields }],
        } })
    });
    requests.chain(pushes).collect()
}

/// Every code of a refusal: first those of what was never sequenced, then in order of precedence.
pub(super) fn refusals() -> Vec<Value> {
    let before = Refused::ALL.iter().map(|refused| {
        json!({
            "code": *refused as u16,
            "sequenced": false,
            "retryable": refused.is_retryable(),
            "about": refused.about(),
        })
    });
    let rejections = Rejection::CODES.iter().map(|code| {
        json!({
            "code": code.number,
            "sequenced": true,
            "name": code.name,
            "retryable": code.is_retryable,
        })
    });
    before.chain(rejections).collect()
}

/// Every close code.
pub(super) fn close_codes() -> Vec<Value> {
    let described = |close: &Close| {
        json!({
            "code": *close as u16,
            "reason": close.reason(),
            "reconnect": close.says_reconnect(),
        })
    };
    Close::ALL.iter().map(described).collect()
}
