//! The HTTP side as an `OpenAPI` 3.1 document: every route, what it answers and why.

use gavel_proto::schema::{DIALECT, messages};
use serde_json::{Map, Value, json};

use super::VERSION;

/// A route: what is asked for there, and the answers that it may get.
struct Route {
    path: &'static str,
    about: &'static str,
    answers: &'static [(u16, &'static str, &'static str)],
}

const PAGE: &str = "text/html";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain";
const METRICS: &str = "application/openmetrics-text";
const ANY: &str = "*/*";
const NOTHING: &str = "";

const NO_SUCH: (u16, &str, &str) = (404, TEXT, "There is none of this name.");

/// What is read with GET. `/metrics` is there where `--metrics-listen` says, and the health of the
/// house there too.
const READ: &[Route] = &[
    Route { path: "/", about: "The page of the sale.", answers: &[(200, PAGE, "The page.")] },
    Route {
        path: "/ui/{path}",
        about: "What the page is made of.",
        answers: &[(200, ANY, "A file."), NO_SUCH],
    },
    Route {
        path: "/clients/js/{path}",
        about: "The client library in JavaScript, which any page or program may use.",
        answers: &[(200, ANY, "A file."), NO_SUCH],
    },
    Route {
        path: "/docs",
        about: "The contract, for people, in the language that the browser asks for.",
        answers: &[(200, PAGE, "The page.")],
    },
    Route {
        path: "/docs/{language}",
        about: "The contract, for people, in one language: `vi` or `en`.",
        answers: &[(200, PAGE, "The page."), NO_SUCH],
    },
    Route {
        path: "/docs/asyncapi.json",
        about: "The socket, as AsyncAPI 3.0.",
        answers: &[(200, JSON, "The document.")],
    },
    Route {
        path: "/docs/openapi.json",
        about: "This document.",
        answers: &[(200, JSON, "The document.")],
    },
    Route {
        path: "/docs/schema/{message}",
        about: "The JSON Schema of a message, with all that it needs.",
        answers: &[(200, "application/schema+json", "The schema."), NO_SUCH],
    },
    Route { path: "/healthz", about: "The same as `/healthz/ready`.", answers: READY },
    Route {
        path: "/healthz/ready",
        about: "Whether the house may be sent people.",
        answers: READY,
    },
    Route {
        path: "/healthz/live",
        about: "Whether the process lives.",
        answers: &[(200, TEXT, "It does.")],
    },
    Route {
        path: "/metrics",
        about: "Figures for whoever runs the house, where `--metrics-listen` says.",
        answers: &[(200, METRICS, "The figures."), (404, NOTHING, "Not at this address.")],
    },
];

const READY: &[(u16, &str, &str)] =
    &[(200, TEXT, "It is ready."), (503, TEXT, "Not now: it starts, or goes away.")];

/// The `OpenAPI` document.
#[must_use]
pub fn openapi() -> Value {
    let mut paths: Map<String, Value> = READ.iter().map(Route::described).collect();
    paths.insert("/ws".into(), json!({ "get": socket() }));
    paths.insert("/ticket".into(), json!({ "post": ticket() }));
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "gavel",
            "version": VERSION,
            "description": "What the house answers over HTTP. The sale itself runs over the \
                websocket at `/ws`, which `/docs/asyncapi.json` describes.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "A token of the session, signed with EdDSA.",
            } },
            "schemas": { "Ticket": {
                "type": "object",
                "properties": {
                    "ticket": {
                        "description": "Opens one connection, once.",
                        "type": "string",
                        "pattern": "^[0-9a-f]{64}$",
                    },
                    "expires": {
                        "description": "Until when, by the server's clock.",
                        "type": "string",
                        "format": "date-time",
                    },
                },
                "required": ["ticket", "expires"],
            } },
        },
    })
}

impl Route {
    fn described(&self) -> (String, Value) {
        let mut operation = json!({ "summary": self.about, "responses": answers(self.answers) });
        if let Some(parameter) = self.parameter() {
            operation["parameters"] = json!([parameter]);
        }
        (self.path.to_owned(), json!({ "get": operation }))
    }

    /// The part of the path that is to be filled in.
    fn parameter(&self) -> Option<Value> {
        let (_, name) = self.path.split_once('{')?;
        let name = name.trim_end_matches('}');
        let schema = match name {
            "language" => json!({ "type": "string", "enum": ["vi", "en"] }),
            "message" => {
                let names: Vec<String> =
                    messages().into_iter().map(|message| message.name + ".json").collect();
                json!({ "type": "string", "enum": names })
            }
            _ => json!({ "type": "string" }),
        };
        Some(json!({ "name": name, "in": "path", "required": true, "schema": schema }))
    }
}

fn answers(answers: &[(u16, &str, &str)]) -> Map<String, Value> {
    let described = |(status, kind, about): &(u16, &str, &str)| {
        let mut answer = json!({ "description": about });
        if *kind != NOTHING {
            answer["content"] = json!({ *kind: {} });
        }
        (status.to_string(), answer)
    };
    answers.iter().map(described).collect()
}

/// What the doorkeeper says to whoever asks for too much, whatever it is.
fn with_limits(mut answers: Map<String, Value>) -> Map<String, Value> {
    let wait = json!({ "Retry-After": {
        "description": "Seconds.",
        "schema": { "type": "integer", "minimum": 0 },
    } });
    for status in ["429", "503"] {
        if let Some(answer) = answers.get_mut(status) {
            answer["headers"] = wait.clone();
        }
    }
    answers
}

fn socket() -> Value {
    let protocol = json!({
        "name": "Sec-WebSocket-Protocol",
        "in": "header",
        "required": true,
        "schema": { "const": gavel_proto::wire::SUBPROTOCOL },
    });
    let ticket = json!({
        "name": "ticket",
        "in": "query",
        "description": "A ticket of POST /ticket; `hello` then has neither token nor ticket.",
        "schema": { "type": "string" },
    });
    json!({
        "summary": "Opens the websocket on which the sale runs.",
        "parameters": [protocol, ticket],
        "responses": with_limits(answers(&[
            (101, NOTHING, "It is open."),
            (400, TEXT, "No websocket, another subprotocol, or a token in the address."),
            (401, TEXT, "The ticket was used, is too old or unknown."),
            (403, TEXT, "A page of another origin."),
            (429, NOTHING, "Too many connections of this address."),
            (503, TEXT, "The house is full, or goes away."),
        ])),
    })
}

fn ticket() -> Value {
    let mut answers = with_limits(answers(&[
        (200, JSON, "A ticket."),
        (400, TEXT, "A token in the address."),
        (401, TEXT, "The token does not check out."),
        (403, TEXT, "A page of another origin."),
        (429, TEXT, "Too many tickets wait to be used."),
    ]));
    answers["200"]["content"][JSON]["schema"] = json!({ "$ref": "#/components/schemas/Ticket" });
    json!({
        "summary": "Gives a ticket to the bearer of a token, so that no token stands in an address.",
        "security": [{ "token": [] }],
        "responses": answers,
    })
}
