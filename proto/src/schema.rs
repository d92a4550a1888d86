//! JSON Schema (draft 2020-12) of everything that is said on the wire, made from the types
//! themselves.
//!
//! What is *asked* is closed: the server refuses fields that it does not know. What is *told* is
//! open: new fields may appear. A type whose forms differ has two schemas, the one that may be
//! asked named with [`ASKED`] behind it.

mod direction;
mod message;
mod refusal;

use serde_json::{Map, Value, json};

pub use direction::told;
pub use message::{Message, Speaker, messages};

/// Where a schema looks for another by its name.
pub const DEFINITIONS: &str = "#/components/schemas/";

/// The same as a path.
const DEFINITIONS_PATH: &str = "/components/schemas";

/// What stands behind the name of a type in the form in which it may be asked.
pub const ASKED: &str = "Asked";

/// The dialect of every schema here.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Every schema by its name: one for each [`Message`], and those of the types in them.
#[must_use]
pub fn schemas() -> Map<String, Value> {
    direction::schemas()
}

/// The schema `name` of `schemas` as a document that stands for itself, with all that it needs.
///
/// # Panics
/// If there is no such schema.
#[must_use]
pub fn document(schemas: &Map<String, Value>, name: &str) -> Value {
    let mut needed = Map::new();
    let mut names = vec![name.to_owned()];
    while let Some(name) = names.pop() {
        if !needed.contains_key(&name) {
            let mut schema = schemas[&name].clone();
            each_reference(&mut schema, &mut |reference| {
                let name = reference.trim_start_matches(DEFINITIONS).to_owned();
                *reference = format!("#/$defs/{name}");
                names.push(name);
            });
            needed.insert(name, schema);
        }
    }
    json!({ "$schema": DIALECT, "$ref": format!("#/$defs/{name}"), "$defs": needed })
}

/// Shows every reference in a schema.
fn each_reference(schema: &mut Value, show: &mut impl FnMut(&mut String)) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (Value::String(reference), "$ref") = (&mut *value, name.as_str()) {
                    show(reference);
                } else {
                    each_reference(value, show);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each_reference(value, show)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{ASKED, DEFINITIONS, document, each_reference, messages, schemas};

    fn descriptions(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(fields) => {
                found.extend(fields.get("description").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| descriptions(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| descriptions(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn every_message_has_a_schema_and_every_reference_leads_somewhere() {
        let schemas = schemas();
        for message in messages() {
            assert!(schemas.contains_key(&message.name), "{}", message.name);
        }
        for schema in schemas.values() {
            each_reference(&mut schema.clone(), &mut |reference| {
                let name = reference.strip_prefix(DEFINITIONS).expect("one place for all");
                assert!(schemas.contains_key(name), "{reference}");
            });
        }
    }

    #[test]
    fn what_is_asked_is_closed_and_what_is_told_is_open() {
        let schemas = schemas();
        let is_closed = |name: &str| schemas[name].get("additionalProperties").is_some();
        assert!(is_closed("Bid") && is_closed(&format!("Terms{ASKED}")));
        assert!(is_closed("request.bid") && is_closed("request.time"));
        for name in ["Terms", "Receipt", "Accepted", "push", "answer.bid", "data.below_asking"] {
            assert!(!is_closed(name), "{name}");
        }
    }

    #[test]
    fn a_document_has_all_that_it_needs_and_no_more() {
        let document = document(&schemas(), "heartbeat");
        assert_eq!(document["$ref"], "#/$defs/heartbeat");
        let names: Vec<&String> = document["$defs"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["Heartbeat", "Timestamp", "heartbeat"]);
    }

    #[test]
    fn a_description_speaks_to_strangers() {
        let mut found = Vec::new();
        schemas().values().for_each(|schema| descriptions(schema, &mut found));
        assert!(200 < found.len());
        for text in found {
            assert!(!text.contains("[`") && !text.contains("rule book"), "{text}");
        }
    }
}
