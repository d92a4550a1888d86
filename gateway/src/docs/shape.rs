//! A schema as a person reads it: fields, choices, and what each of them takes.

use gavel_proto::schema::{ASKED, DEFINITIONS};
use serde::Serialize;
use serde_json::{Map, Value};

/// A type with a name.
#[derive(Debug, Serialize)]
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) fields: Vec<Field>,
    pub(super) choices: Vec<Choice>,
    /// What it takes, where it has neither fields nor choices.
    pub(super) kind: Vec<Word>,
    /// The form of a text.
    pub(super) pattern: Option<String>,
}

/// One of several forms of a type.
#[derive(Debug, Serialize)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) fields: Vec<Field>,
    /// What stands under the name, where that has no fields.
    pub(super) kind: Vec<Word>,
}

/// A field of an object.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) is_required: bool,
    pub(super) kind: Vec<Word>,
}

/// A word of what something takes; it may lead to a type.
#[derive(Debug, Serialize)]
pub(super) struct Word {
    text: String,
    kind: &'static str,
}

fn plain(text: &str) -> Word {
    Word { text: text.into(), kind: "plain" }
}

fn literal(value: &Value) -> Word {
    Word { text: value.to_string(), kind: "literal" }
}

/// The type that a name stands for to whoever reads: the form that may be asked, where there are
/// two.
pub(super) fn named<'a>(schemas: &'a Map<String, Value>, name: &str) -> &'a Value {
    let name = name.trim_end_matches(ASKED);
    schemas.get(&format!("{name}{ASKED}")).unwrap_or(&schemas[name])
}

/// Every type that is no message of its own, by name.
pub(super) fn types(schemas: &Map<String, Value>) -> Vec<Shape> {
    let is_type = |name: &&String| {
        name.starts_with(|letter: char| letter.is_uppercase()) && !name.ends_with(ASKED)
    };
    schemas.keys().filter(is_type).map(|name| Shape::new(name, named(schemas, name))).collect()
}

impl Shape {
    fn new(name: &str, schema: &Value) -> Self {
        let fields = fields(schema);
        let choices = if fields.is_empty() { choices(schema) } else { Vec::new() };
        let has_parts = !fields.is_empty() || !choices.is_empty();
        Self {
            name: name.to_owned(),
            about: about(schema),
            fields,
            choices,
            kind: if has_parts { Vec::new() } else { kind(schema) },
            pattern: schema["pattern"].as_str().map(str::to_owned),
        }
    }
}

fn about(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

/// The fields of an object, the required ones first.
pub(super) fn fields(schema: &Value) -> Vec<Field> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let field = |(name, field): (&String, &Value)| Field {
        name: name.clone(),
        about: about(field),
        is_required: required.contains(&name.as_str()),
        kind: kind(field),
    };
    let properties = schema["properties"].as_object();
    let mut fields: Vec<Field> = properties.into_iter().flatten().map(field).collect();
    let place = |field: &Field| {
        required.iter().position(|name| *name == field.name).unwrap_or(required.len())
    };
    fields.sort_by_key(place);
    fields
}

/// The forms of a type that has several.
pub(super) fn choices(schema: &Value) -> Vec<Choice> {
    schema["oneOf"].as_array().into_iter().flatten().flat_map(forms).collect()
}

fn forms(form: &Value) -> Vec<Choice> {
    let choice = |name: &str, fields, kind| Choice {
        name: name.to_owned(),
        about: about(form),
        fields,
        kind,
    };
    if let Some(name) = form["const"].as_str() {
        return vec![choice(name, Vec::new(), Vec::new())];
    }
    if let Some(names) = form["enum"].as_array() {
        let names = names.iter().filter_map(Value::as_str);
        return names.map(|name| choice(name, Vec::new(), Vec::new())).collect();
    }
    let properties: Vec<(&String, &Value)> =
        form["properties"].as_object().into_iter().flatten().collect();
    let tag = properties.iter().find_map(|(_, field)| field["const"].as_str());
    match (tag, properties.as_slice()) {
        (Some(tag), _) => vec![choice(tag, fields(form), Vec::new())],
        (None, [(name, inner)]) => {
            let fields = fields(inner);
            let kind = if fields.is_empty() { kind(inner) } else { Vec::new() };
            vec![choice(name, fields, kind)]
        }
        (None, _) => Vec::new(),
    }
}

/// What a schema takes, in words.
pub(super) fn kind(schema: &Value) -> Vec<Word> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.trim_start_matches(DEFINITIONS).trim_end_matches(ASKED);
        return vec![Word { text: name.to_owned(), kind: "type" }];
    }
    if let Some(value) = schema.get("const") {
        return vec![literal(value)];
    }
    for several in ["allOf", "anyOf"] {
        if let Some(parts) = schema[several].as_array() {
            return either(parts.iter().map(kind));
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return either(values.iter().map(|value| vec![literal(value)]));
    }
    if let Some(types) = schema["type"].as_array() {
        return either(types.iter().map(|name| of_type(schema, name)));
    }
    of_type(schema, &schema["type"])
}

fn either(parts: impl Iterator<Item = Vec<Word>>) -> Vec<Word> {
    let mut words = Vec::new();
    for part in parts {
        if !words.is_empty() {
            words.push(plain("or"));
        }
        words.extend(part);
    }
    words
}

fn of_type(schema: &Value, name: &Value) -> Vec<Word> {
    let word = match (name.as_str().unwrap_or_default(), schema["format"].as_str()) {
        ("array", _) => {
            let mut words = vec![plain("list of")];
            words.extend(kind(&schema["items"]));
            return words;
        }
        ("string", Some("uuid")) => "UUID",
        ("string", Some("date-time")) => "time",
        ("string", _) => "text",
        ("integer", _) => "whole number",
        ("boolean", _) => "true or false",
        ("null", _) => "null",
        (_, _) => "object",
    };
    vec![plain(word)]
}
