//! What is asked and what is told, each with the schemas of its own types, brought together under
//! one set of names.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RemoveRefSiblings};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::{ASKED, DEFINITIONS, DEFINITIONS_PATH, each_reference, message};

/// Every schema by its name.
pub(super) fn schemas() -> Map<String, Value> {
    let mut told = told(message::told);
    let mut asked = asked();
    let twofold = twofold(&asked, &told);
    for schema in asked.values_mut() {
        each_reference(schema, &mut |reference| {
            if twofold.contains(reference.trim_start_matches(DEFINITIONS)) {
                reference.push_str(ASKED);
            }
        });
    }
    for (name, schema) in asked {
        let suffix = if twofold.contains(&name) { ASKED } else { "" };
        told.insert(name + suffix, schema);
    }
    told
}

/// The names of those types whose two forms are not the same, all the way down.
fn twofold(asked: &Map<String, Value>, told: &Map<String, Value>) -> BTreeSet<String> {
    let differs =
        |(name, schema): &(&String, &Value)| told.get(*name).is_some_and(|other| other != *schema);
    let mut twofold: BTreeSet<String> =
        asked.iter().filter(differs).map(|(name, _)| name.clone()).collect();
    loop {
        let known = twofold.len();
        for (name, schema) in asked.iter().filter(|(name, _)| told.contains_key(*name)) {
            let mut needs_one = false;
            each_reference(&mut schema.clone(), &mut |reference| {
                needs_one |= twofold.contains(reference.trim_start_matches(DEFINITIONS));
            });
            if needs_one {
                twofold.insert(name.clone());
            }
        }
        if twofold.len() == known {
            return twofold;
        }
    }
}

fn asked() -> Map<String, Value> {
    let mut generator = settings().for_deserialize().into_generator();
    message::asked(&mut generator);
    generator.take_definitions(true)
}

/// The schemas of what is told, as far as `name` asks for them, each by its name.
pub fn told(name: impl FnOnce(&mut SchemaGenerator)) -> Map<String, Value> {
    let opened = settings().for_serialize().with_transform(RecursiveTransform(open));
    let mut generator = opened.into_generator();
    name(&mut generator);
    generator.take_definitions(true)
}

fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = DEFINITIONS_PATH.into())
        .with_transform(RecursiveTransform(absent_instead_of_null))
        .with_transform(RecursiveTransform(in_words))
        .with_transform(RemoveRefSiblings::default())
}

/// A field that may be left out is never null.
fn absent_instead_of_null(schema: &mut Schema) {
    let required: Vec<Value> =
        schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for (name, property) in properties {
        if !required.contains(&json!(name)) {
            never_null(property);
        }
    }
}

fn never_null(property: &mut Value) {
    let Some(fields) = property.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            fields.remove("anyOf");
            fields.extend(only);
        }
    }
    if fields.get("default").is_some_and(Value::is_null) {
        fields.remove("default");
    }
}

/// A description as a stranger reads it: lines end where a paragraph does, and sources that only we
/// have are left out.
fn in_words(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
        *text = paragraphs.collect::<Vec<_>>().join("\n\n");
        for source in [" (rule book ", " ([`"] {
            while let Some((before, rest)) = text.split_once(source) {
                let (_, after) = rest.split_once(')').unwrap_or_default();
                *text = format!("{before}{after}");
            }
        }
        *text = text.replace("[`", "`").replace("`]", "`");
    }
}

/// What is told may have more fields one day.
fn open(schema: &mut Schema) {
    if schema.get("additionalProperties") == Some(&json!(false)) {
        schema.remove("additionalProperties");
    }
}

/// Puts a schema among the named ones, and says how it is referred to.
pub(super) fn name(generator: &mut SchemaGenerator, name: &str, schema: Value) -> Value {
    generator.definitions_mut().insert(name.to_owned(), schema);
    json!({ "$ref": format!("{DEFINITIONS}{name}") })
}
