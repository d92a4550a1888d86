//! The HTTP side as an `OpenAPI` 3.1 document: every route, what it answers and why.

use gavel_proto::schema::{DEFINITIONS, DIALECT, messages, told};
use gavel_proto::view::SessionView;
use serde_json::{Map, Value, json};

use super::VERSION;
use crate::calendar;
use crate::identity::Given;
use crate::review::Reel;

/// An answer: its status, the type of what it brings, and when it is given.
type Answer = (u16, &'static str, &'static str);

/// A route that is read with GET.
struct Route {
    path: &'static str,
    about: &'static str,
    /// What may stand in the address behind the path, each with what it means.
    query: &'static [(&'static str, &'static str)],
    /// The type of what is told with 200, where that is JSON of ours.
    tells: Option<&'static str>,
    answers: &'static [Answer],
}

/// A route that has nothing but a path.
const PLAIN: Route = Route { path: "", about: "", query: &[], tells: None, answers: &[] };

const PAGE: &str = "text/html";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain";
const METRICS: &str = "application/openmetrics-text";
const ANY: &str = "*/*";
const NOTHING: &str = "";

const NO_SUCH: Answer = (404, TEXT, "There is none of this name.");
const FILE: &[Answer] = &[(200, ANY, "A file."), NO_SUCH];
const READY: &[Answer] =
    &[(200, TEXT, "It is ready."), (503, TEXT, "Not now: it starts, or goes away.")];

/// What the auditor of a session is told instead of an answer, and everybody else.
const REVIEW: [Answer; 6] = [
    (400, TEXT, "What stands in the address does not fit."),
    (401, TEXT, "The token does not check out."),
    (403, TEXT, "The token is not that of the auditor of this session."),
    (404, TEXT, "No such session, or no such sequence of it."),
    (500, TEXT, "The journal cannot be read: the place and the reason."),
    (503, TEXT, "Too many ask at once."),
];
const NOT_OVER: Answer = (409, TEXT, "A lot is open still.");

/// What is read with GET. `/metrics` is there where `--metrics-listen` says, and the health of the
/// house there too.
const READ: &[Route] = &[
    Route {
        path: "/",
        about: "The front page, and the room of whoever has a link.",
        answers: &[(200, PAGE, "The page.")],
        ..PLAIN
    },
    Route {
        path: "/hall/{session}",
        about: "The screen of a hall.",
        answers: &[(200, PAGE, "The page.")],
        ..PLAIN
    },
    Route {
        path: "/sessions",
        about: "The sessions of the house, as the room sees them; not those for rehearsals.",
        tells: Some("Calendar"),
        answers: &[(200, JSON, "The sessions."), (403, TEXT, "The hall is not open.")],
        ..PLAIN
    },
    Route {
        path: "/audit",
        about: "The page of the auditor.",
        answers: &[(200, PAGE, "The page.")],
        ..PLAIN
    },
    Route {
        path: "/audit/{session}/entries",
        about: "The entries of a session's journal, as far as its auditor may know them by now.",
        query: &[("after", "The sequence behind which to begin.")],
        tells: Some("Reel"),
        answers: &[(200, JSON, "A piece of the film.")],
    },
    Route {
        path: "/audit/{session}/state",
        about: "The session as the desk saw it behind one sequence.",
        query: &[("seq", "Which sequence.")],
        tells: Some("SessionView"),
        answers: &[(200, JSON, "The snapshot.")],
    },
    Route {
        path: "/audit/{session}/pack",
        about: "All that an auditor needs, in one archive.",
        answers: &[(200, "application/x-tar", "The pack."), NOT_OVER],
        ..PLAIN
    },
    Route {
        path: "/audit/{session}/minutes",
        about: "The minutes of a session, or of one of its lots.",
        query: &[
            ("lot", "Which lot; without it, all of them."),
            ("language", "`vi`, `en` or `both`."),
            ("format", "`html` or `pdf`."),
        ],
        answers: &[(200, ANY, "The minutes."), NOT_OVER],
        ..PLAIN
    },
    Route { path: "/ui/{path}", about: "What the pages are made of.", answers: FILE, ..PLAIN },
    Route {
        path: "/clients/js/{path}",
        about: "The client library in JavaScript, which any page or program may use.",
        answers: FILE,
        ..PLAIN
    },
    Route {
        path: "/docs",
        about: "The contract, for people, in the language that the browser asks for.",
        answers: &[(200, PAGE, "The page.")],
        ..PLAIN
    },
    Route {
        path: "/docs/{language}",
        about: "The contract, for people, in one language: `vi` or `en`.",
        answers: &[(200, PAGE, "The page."), NO_SUCH],
        ..PLAIN
    },
    Route {
        path: "/docs/asyncapi.json",
        about: "The socket, as AsyncAPI 3.0.",
        answers: &[(200, JSON, "The document.")],
        ..PLAIN
    },
    Route {
        path: "/docs/openapi.json",
        about: "This document.",
        answers: &[(200, JSON, "The document.")],
        ..PLAIN
    },
    Route {
        path: "/docs/schema/{message}",
        about: "The JSON Schema of a message, with all that it needs.",
        answers: &[(200, "application/schema+json", "The schema."), NO_SUCH],
        ..PLAIN
    },
    Route { path: "/healthz", about: "The same as `/healthz/ready`.", answers: READY, ..PLAIN },
    Route {
        path: "/healthz/ready",
        about: "Whether the house may be sent people.",
        answers: READY,
        ..PLAIN
    },
    Route {
        path: "/healthz/live",
        about: "Whether the process lives.",
        answers: &[(200, TEXT, "It does.")],
        ..PLAIN
    },
    Route {
        path: "/metrics",
        about: "Figures for whoever runs the house, where `--metrics-listen` says.",
        answers: &[(200, METRICS, "The figures."), (404, NOTHING, "Not at this address.")],
        ..PLAIN
    },
];

/// The `OpenAPI` document.
#[must_use]
pub fn openapi() -> Value {
    let mut paths: Map<String, Value> = READ.iter().map(Route::described).collect();
    paths.insert("/ws".into(), json!({ "get": socket() }));
    paths.insert("/ticket".into(), json!({ "post": ticket() }));
    let schemas = told(|generator| {
        generator.subschema_for::<Given>();
        generator.subschema_for::<calendar::Page<'_>>();
        generator.subschema_for::<Reel>();
        generator.subschema_for::<SessionView>();
    });
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
            "schemas": schemas,
        },
    })
}

impl Route {
    fn described(&self) -> (String, Value) {
        let is_review = self.path.starts_with("/audit/");
        let mut described = answers(self.answers);
        let mut operation = json!({ "summary": self.about, "parameters": self.parameters() });
        if is_review {
            described.append(&mut answers(&REVIEW));
            operation["security"] = json!([{ "token": [] }]);
        }
        if let Some(name) = self.tells {
            let schema = json!({ "$ref": format!("{DEFINITIONS}{name}") });
            described["200"]["content"][JSON]["schema"] = schema;
        }
        operation["responses"] = described.into();
        (self.path.to_owned(), json!({ "get": operation }))
    }

    /// The part of the path that is to be filled in, and what may stand behind it.
    fn parameters(&self) -> Vec<Value> {
        let in_path = self.path.split_once('{').and_then(|(_, rest)| rest.split('}').next());
        let in_path = in_path.map(
            |name| json!({ "name": name, "in": "path", "required": true, "schema": filling(name) }),
        );
        let in_query = self.query.iter().map(|(name, about)| {
            let schema = json!({ "type": "string" });
            json!({ "name": name, "in": "query", "description": about, "schema": schema })
        });
        in_path.into_iter().chain(in_query).collect()
    }
}

/// What fills a place of this name in a path.
fn filling(name: &str) -> Value {
    let files = || messages().into_iter().map(|message| message.name + ".json");
    match name {
        "language" => json!({ "type": "string", "enum": ["vi", "en"] }),
        "message" => json!({ "type": "string", "enum": files().collect::<Vec<_>>() }),
        _ => json!({ "type": "string" }),
    }
}

fn answers(answers: &[Answer]) -> Map<String, Value> {
    let described = |(status, kind, about): &Answer| {
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
