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
        let before = Refused::ALL.map(|refused| refused as u16);
        let mut cases = vec![json!({
            "title": "nothing was sequenced",
            "properties": { "code": { "enum": before }, "data": unsequenced() },
        })];
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

/// The data of a refusal of what never reached the session.
fn unsequenced() -> Value {
    json!({
        "type": "object",
        "properties": {
            "retry_after_ms": {
                "description": "How long to wait before asking again, in milliseconds.",
                "type": "integer",
                "minimum": 0,
            },
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
