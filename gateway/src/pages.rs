//! How the pages travel: packed as tightly as they go, once for all readers, and not again to
//! somebody who has them.

use std::sync::LazyLock;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use dashmap::DashMap;
use rust_embed::EmbeddedFile;

use crate::language::Language;
use crate::limits::{PACKED_FILES, PAGE_FILE_BYTES};

/// What was packed, by its entity tag.
static PACKED: LazyLock<DashMap<Vec<u8>, Bytes>> = LazyLock::new(DashMap::new);

/// Bytes of a file's hash that tell it from every other of ours.
const TAG_BYTES: usize = 8;
const BROTLI: HeaderValue = HeaderValue::from_static("br");

/// The words that the page speaks first, named ahead of the page that finds out.
const WORDS: [&str; 8] = ["page", "", "ends", "offers", "receipts", "terms", "refusals", "faults"];

/// A file of the pages, with a tag that says what is in it.
pub(crate) fn answer(file: EmbeddedFile) -> Response {
    let mut kind = file.metadata.mimetype().to_owned();
    if kind.starts_with("text/") {
        kind.push_str("; charset=utf-8");
    }
    let tag = file
        .metadata
        .sha256_hash()
        .iter()
        .take(TAG_BYTES)
        .fold(String::from("\""), |tag, byte| format!("{tag}{byte:02x}"));
    let heads = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache".into()),
        (header::ETAG, format!("{tag}\"")),
    ];
    (heads, file.data).into_response()
}

/// A page with its words in the language that its reader's browser asks for.
pub(crate) fn with_words(mut page: Response, asked: &HeaderMap) -> Response {
    let language = match asked.get(header::ACCEPT_LANGUAGE).and_then(|text| text.to_str().ok()) {
        Some(text) if text.starts_with("vi") => Language::Vi,
        Some(_) | None => Language::En,
    };
    let ending = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let links = WORDS.map(|part| {
        let joint = if part.is_empty() { "" } else { "_" };
        format!("</ui/words/{part}{joint}{ending}.js>;rel=modulepreload")
    });
    if let Ok(links) = HeaderValue::from_str(&links.join(",")) {
        page.headers_mut().insert(header::LINK, links);
    }
    page.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    page
}

/// Packs what has a tag, for a browser that unpacks; says that nothing is new to who has it.
pub(crate) async fn packed(request: Request, next: Next) -> Response {
    let unpacks = accepts(request.headers());
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let Some(tag) = response.headers().get(header::ETAG).cloned() else {
        return response;
    };
    if known.as_ref() == Some(&tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let is_packed = response.headers().get(header::CONTENT_TYPE).is_some_and(is_dense);
    if !unpacks || is_packed {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, PAGE_FILE_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, BROTLI);
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(parts, Body::from(pack(tag.as_bytes(), &plain)))
}

fn accepts(asked: &HeaderMap) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|text| text.to_str().ok());
    accepted.is_some_and(|text| text.split(',').any(|one| one.trim() == "br"))
}

/// Letters and pictures of points are packed already.
fn is_dense(kind: &HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"font/") || kind.as_bytes() == b"image/png"
}

fn pack(tag: &[u8], plain: &Bytes) -> Bytes {
    if let Some(packed) = PACKED.get(tag) {
        return packed.clone();
    }
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut plain.as_ref(), &mut packed, &parameters)
        .expect("invariant: memory takes what is written to it");
    let packed = Bytes::from(packed);
    if PACKED.len() < PACKED_FILES {
        PACKED.insert(tag.to_vec(), packed.clone());
    }
    packed
}
