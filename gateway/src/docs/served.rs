//! `/docs`: the page and the documents, each made once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use gavel_proto::schema;

use super::{asyncapi, openapi, page};
use crate::language::Language;

static ASYNCAPI: LazyLock<String> = LazyLock::new(|| asyncapi().to_string());
static OPENAPI: LazyLock<String> = LazyLock::new(|| openapi().to_string());
static VIETNAMESE: LazyLock<String> = LazyLock::new(|| page(Language::Vi));
static ENGLISH: LazyLock<String> = LazyLock::new(|| page(Language::En));

static SCHEMAS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let schemas = schema::schemas();
    let file = |message: schema::Message| {
        let text = schema::document(&schemas, &message.name).to_string();
        (message.name + ".json", text)
    };
    schema::messages().into_iter().map(file).collect()
});

const JSON: &str = "application/json";

/// The contract, for people and programs. It needs nothing of the house.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/docs", get(|headers: HeaderMap| async move { in_language(preferred(&headers)) }))
        .route("/docs/{language}", get(in_language_named))
        .route("/docs/asyncapi.json", get(|| async { document(JSON, &ASYNCAPI) }))
        .route("/docs/openapi.json", get(|| async { document(JSON, &OPENAPI) }))
        .route("/docs/schema/{message}", get(schema_of))
}

fn document(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

fn in_language(language: Language) -> Response {
    let (name, text) = match language {
        Language::Vi => ("vi", &*VIETNAMESE),
        Language::En => ("en", &*ENGLISH),
    };
    let language = [(header::CONTENT_LANGUAGE, name), (header::VARY, "accept-language")];
    (language, document("text/html; charset=utf-8", text)).into_response()
}

async fn in_language_named(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "vi" => in_language(Language::Vi),
        "en" => in_language(Language::En),
        _ => (StatusCode::NOT_FOUND, "the contract is at /docs/vi and /docs/en").into_response(),
    }
}

/// The first language of ours that the browser names; Vietnamese where it names none.
fn preferred(headers: &HeaderMap) -> Language {
    let named = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = named.unwrap_or_default().split(',').filter_map(|tag| tag.split(['-', ';']).next());
    let mut ours = tags.map(str::trim).filter_map(|tag| match tag {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    });
    ours.next().unwrap_or(Language::Vi)
}

async fn schema_of(Path(file): Path<String>) -> Response {
    if let Some(text) = SCHEMAS.get(&file) {
        return document("application/schema+json", text);
    }
    let sentence = "no such message; their names are in /docs/asyncapi.json";
    (StatusCode::NOT_FOUND, sentence).into_response()
}
