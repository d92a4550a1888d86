//! The contract as a page: one document, no script, in one language.

use gavel_proto::Rejection;
use gavel_proto::schema::{messages, schemas};
use gavel_proto::wire::{Refused, SUBPROTOCOL};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, HtmlEscape, Value, context};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::examples::examples;
use super::method::methods;
use super::openapi::openapi;
use super::shape::{Choice, Field, Word, choices, fields, kind, named, types};
use super::words::say;
use crate::close::Close;
use crate::language::Language;

const PAGE: &str = include_str!("page/page.html");

/// What a client may ask, as the page tells it.
#[derive(Serialize)]
struct Asked {
    name: &'static str,
    about: String,
    roles: Vec<Json>,
    fields: Vec<Field>,
    example: String,
    result: Vec<Word>,
}

/// Something that may happen, with an example of it.
#[derive(Serialize)]
struct Happening {
    #[serde(flatten)]
    event: Choice,
    example: String,
}

/// A refusal.
#[derive(Serialize)]
struct Refusal {
    code: u16,
    name: &'static str,
    about: String,
    is_retryable: bool,
    fields: Vec<Field>,
}

/// A code that ends a connection.
#[derive(Serialize)]
struct Closing {
    code: u16,
    reason: &'static str,
    says_reconnect: bool,
}

/// A route over HTTP.
#[derive(Serialize)]
struct Route {
    method: String,
    path: String,
    about: String,
    answers: Vec<(String, String)>,
}

/// The page in this language.
///
/// # Panics
/// Never: the template is part of the program, and what it shows is made here.
#[must_use]
pub fn page(language: Language) -> String {
    written(language, move |english| say(language, &english).to_owned())
}

/// The page, every sentence of which `say` puts into words.
fn written(language: Language, say: impl Fn(String) -> String + Send + Sync + 'static) -> String {
    let schemas = schemas();
    let mut environment = Environment::empty();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_function("say", say);
    environment.add_filter("prose", |text: String| prose(&text));
    let names: Vec<String> = messages().into_iter().map(|message| message.name).collect();
    let shown = context! {
        language => if language == Language::Vi { "vi" } else { "en" },
        subprotocol => SUBPROTOCOL,
        methods => Value::from(Serde(asked(&schemas))),
        events => Value::from(Serde(happenings(&schemas))),
        push => Value::from(Serde(fields(&schemas["push"]))),
        refusals => Value::from(Serde(refusals(&schemas))),
        closings => Value::from(Serde(closings())),
        routes => Value::from(Serde(routes(&openapi()))),
        types => Value::from(Serde(types(&schemas))),
        messages => names,
    };
    environment.render_str(PAGE, shown).expect("invariant: the template fits what is shown")
}

/// A sentence with its `words of the wire` set apart.
fn prose(text: &str) -> Value {
    let mut parts = text.split('`');
    let before = HtmlEscape(parts.next().unwrap_or_default()).to_string();
    let pairs = std::iter::from_fn(|| Some((parts.next()?, parts.next().unwrap_or_default())));
    let html = pairs.fold(before, |html, (word, rest)| {
        format!("{html}<code>{}</code>{}", HtmlEscape(word), HtmlEscape(rest))
    });
    Value::from_safe_string(html)
}

fn pretty(value: &Json) -> String {
    serde_json::to_string_pretty(value).expect("invariant: a value can be written")
}

fn asked(schemas: &Map<String, Json>) -> Vec<Asked> {
    let shown = |method: super::method::Method| {
        let params = &schemas[&format!("request.{}", method.name)]["properties"]["params"];
        let params = match params["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => named(schemas, name),
            None => params,
        };
        Asked {
            name: method.name,
            about: method.about,
            roles: method.roles.iter().map(|role| serde_json::json!(role)).collect(),
            fields: fields(params),
            example: pretty(&method.example),
            result: kind(&schemas[&method.answer]["properties"]["result"]),
        }
    };
    methods(schemas).into_iter().map(shown).collect()
}

fn happenings(schemas: &Map<String, Json>) -> Vec<Happening> {
    let shown = |event: Choice| {
        let fields = &examples().events[&event.name];
        let example = pretty(&serde_json::json!({ event.name.as_str(): fields }));
        Happening { event, example }
    };
    choices(&schemas["Event"]).into_iter().map(shown).collect()
}

fn refusals(schemas: &Map<String, Json>) -> Vec<Refusal> {
    let cases = schemas["Refusal"]["oneOf"].as_array().into_iter().flatten();
    let before = Refused::ALL.into_iter().zip(cases).map(|(refused, case)| Refusal {
        code: refused as u16,
        name: "",
        about: refused.about().to_owned(),
        is_retryable: refused.is_retryable(),
        fields: fields(&case["properties"]["data"]),
    });
    let place = ["name", "seq", "at", "receipt"];
    let rejections = Rejection::CODES.iter().map(|code| {
        let data = &schemas[&format!("data.{}", code.name)];
        let own = |field: &Field| !place.contains(&field.name.as_str());
        Refusal {
            code: code.number,
            name: code.name,
            about: data["description"].as_str().unwrap_or_default().to_owned(),
            is_retryable: code.is_retryable,
            fields: fields(data).into_iter().filter(own).collect(),
        }
    });
    before.chain(rejections).collect()
}

fn closings() -> Vec<Closing> {
    let shown = |close: Close| Closing {
        code: close as u16,
        reason: close.reason(),
        says_reconnect: close.says_reconnect(),
    };
    Close::ALL.map(shown).into()
}

fn routes(openapi: &Json) -> Vec<Route> {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let paths = openapi["paths"].as_object().into_iter().flatten();
    let each = paths.flat_map(|(path, methods)| {
        methods.as_object().into_iter().flatten().map(move |(method, operation)| {
            let answers = operation["responses"].as_object().into_iter().flatten();
            Route {
                method: method.to_uppercase(),
                path: path.clone(),
                about: text(&operation["summary"]),
                answers: answers
                    .map(|(status, answer)| (status.clone(), text(&answer["description"])))
                    .collect(),
            }
        })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::mpsc;

    use super::super::words::VIETNAMESE;
    use super::written;
    use crate::language::Language;

    #[test]
    fn the_page_says_everything_in_vietnamese_and_nothing_else_is_translated() {
        let (sender, said) = mpsc::channel();
        written(Language::En, move |english| {
            sender.send(english.clone()).expect("somebody listens");
            english
        });
        let said: BTreeSet<String> = said.iter().filter(|english| !english.is_empty()).collect();
        let known: BTreeSet<String> = VIETNAMESE.keys().cloned().collect();
        let missing: Vec<&String> = said.difference(&known).collect();
        assert!(missing.is_empty(), "add them to words/vi.toml: {missing:#?}");
        let left_over: Vec<&String> = known.difference(&said).collect();
        assert!(left_over.is_empty(), "nobody says them any more: {left_over:#?}");
    }
}
