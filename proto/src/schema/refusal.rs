//! A refusal on the wire: its code says which data it has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::direction::name;
use super::message::variant;
use crate::ids::Seq;
use crate::rejection::{Code, Rejection};
use crate::time::Timestamp;
use crate::wire::{Receipt, Refused, WireError};

impl JsonSchema for WireError {
    fn schema_name() -> Cow<'static, str> {
        "Refusal".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut cases = Refused::ALL.map(unsequenced).to_vec();
        let rejections = Rejection::json_schema(generator).to_value();
        for code in Rejection::CODES {
            let data = data(generator, code, variant(&rejections, code.name));
            cases.push(json!({
                "title": code.name,
                "properties": {
                    "code": { "const": code.number },
                    "retryable": { "const": code.is_retryable },
                    "data": name(generator, &format!("data.{}", code.name), data),
                },
            }));
        }
        json_schema!({
            "description": "A refusal: a permanent code, a sentence, the data to act on.",
            "type": "object",
            "properties": {
                "code": {
                    "description": "The number to switch on. Never renumbered, never reused.",
                    "type": "integer",
                },
                "message": {
                    "description": "A sentence for a person, in English; translate by code.",
                    "type": "string",
                },
                "retryable": {
                    "description": "Whether the same request may succeed later, unchanged.",
                    "type": "boolean",
                },
                "data": {
                    "description": "What to act on. Its fields belong to the code.",
                    "type": "object",
                },
            },
            "required": ["code", "message", "retryable", "data"],
            "oneOf": cases,
        })
    }
}

/// A refusal of what never reached the session.
fn unsequenced(refused: Refused) -> Value {
    let mut data = json!({ "type": "object", "properties": {} });
    if refused.is_retryable() {
        data["properties"]["retry_after_ms"] = json!({
            "description": "How long to wait before asking again, in milliseconds.",
            "type": "integer",
            "minimum": 0,
        });
        data["required"] = json!(["retry_after_ms"]);
    }
    json!({
        "title": refused.about(),
        "properties": {
            "code": { "const": refused as u16 },
            "retryable": { "const": refused.is_retryable() },
            "data": data,
        },
    })
}

/// The data of a refusal by the session: what belongs to the code, and the place in the journal,
/// which one that was only foreseen has not.
fn data(generator: &mut SchemaGenerator, code: &Code, variant: &Value) -> Value {
    let fields = &variant["properties"][code.name];
    let mut properties = fields["properties"].as_object().cloned().unwrap_or_default();
    properties.insert("name".into(), json!({ "const": code.name }));
    properties.insert("seq".into(), generator.subschema_for::<Seq>().into());
    properties.insert("at".into(), generator.subschema_for::<Timestamp>().into());
    properties.insert("receipt".into(), generator.subschema_for::<Receipt>().into());
    let mut required = fields["required"].as_array().cloned().unwrap_or_default();
    required.push("name".into());
    json!({
        "description": variant["description"],
        "type": "object",
        "properties": properties,
        "required": required,
    })
}
