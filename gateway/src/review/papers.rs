//! What an auditor takes home: the pack, and the minutes to read or to sign.

use std::env;
use std::fs::{File, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use gavel_engine::durable::{Head, JournalError};
use gavel_proto::LotId;

use super::{Review, damaged, read};
use crate::audit::pack::{self, PackingError};
use crate::house::House;
use crate::identity::door::parameter;
use crate::language::Languages;
use crate::limits::PACK_CHUNK_BYTES;
use crate::minutes::{self, Extract};

/// `GET /audit/SESSION/pack`: all that an auditor needs, once every lot is closed.
pub(super) async fn pack(
    State(house): State<Arc<House>>,
    Path(session): Path<String>,
    request: Request<Body>,
) -> Response {
    let review = match Review::open(&house, &session, request).await {
        Ok(review) => review,
        Err(refusal) => return *refusal,
    };
    if let Err(refusal) = over(&review.open_lots) {
        return *refusal;
    }
    let packed = tokio::task::spawn_blocking(move || packed(&review)).await;
    match packed.expect("invariant: a journal is packed without a panic") {
        Ok((file, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/x-tar".to_owned()),
                (header::CONTENT_LENGTH, bytes.to_string()),
                (header::CONTENT_DISPOSITION, attached(&format!("{session}.tar"))),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, streamed(file)).into_response()
        }
        Err(PackingError::Journal(error)) => damaged(&error),
        Err(PackingError::Diverged(error)) => damaged(&format!("session {session}: {error}")),
        Err(error) => {
            tracing::warn!(%session, %error, "no pack was made");
            (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response()
        }
    }
}

/// A pack, whose file has no name any more, and its size. While it is written, nobody else can read it:
/// its folder is its owner's alone.
fn packed(review: &Review) -> Result<(File, u64), PackingError> {
    let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o700)).tempdir();
    let folder =
        folder.map_err(|source| PackingError::Unwritten { path: env::temp_dir(), source })?;
    let path = folder.path().join("pack.tar");
    pack::write(&review.source, review.source.path(), &path)?;
    let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (bytes, file) = opened.map_err(|source| PackingError::Unwritten { path, source })?;
    Ok((file, bytes))
}

/// A file as the body of an answer. No thread waits for whoever takes it.
fn streamed(file: File) -> Body {
    let pieces = stream::try_unfold(file, async |file| {
        let read = tokio::task::spawn_blocking(move || piece(file)).await;
        read.expect("invariant: a file is read without a panic")
    });
    // What packs an answer for the way looks once more behind the end.
    Body::from_stream(pieces.fuse())
}

/// The next piece of a file; nothing behind its end.
fn piece(mut file: File) -> io::Result<Option<(Bytes, File)>> {
    let mut piece = vec![0; PACK_CHUNK_BYTES];
    let read = file.read(&mut piece)?;
    piece.truncate(read);
    Ok((read != 0).then(|| (piece.into(), file)))
}

/// As what the minutes are wanted.
#[derive(Debug, Clone, Copy)]
enum Form {
    Html,
    Pdf,
}

/// `GET /audit/SESSION/minutes?lot=…&language=…&format=…`: the minutes of the session or of one of
/// its lots, once that is closed.
pub(super) async fn minutes(
    State(house): State<Arc<House>>,
    Path(session): Path<String>,
    request: Request<Body>,
) -> Response {
    let Some((lot, languages, form)) = wanted(&request) else {
        let sentence = "lot is a number, language is vi, en or both, format is html or pdf";
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    };
    let review = match Review::open(&house, &session, request).await {
        Ok(review) => review,
        Err(refusal) => return *refusal,
    };
    let awaited: Vec<LotId> = review
        .open_lots
        .iter()
        .copied()
        .filter(|open| lot.is_none_or(|lot| lot == *open))
        .collect();
    if let Err(refusal) = over(&awaited) {
        return *refusal;
    }
    let (extract, head) = match read(review, extracted).await {
        Ok(read) => read,
        Err(refusal) => return *refusal,
    };
    let written = tokio::task::spawn_blocking(move || {
        let minutes = extract.finish(head, lot).map_err(|error| error.to_string())?;
        match form {
            Form::Html => Ok(minutes::html(&minutes, languages).into_bytes()),
            Form::Pdf => minutes::pdf(&minutes, languages).map_err(|error| error.to_string()),
        }
    });
    match written.await.expect("invariant: minutes are written without a panic") {
        Ok(bytes) => {
            let (kind, ending) = match form {
                Form::Html => ("text/html; charset=utf-8", "html"),
                Form::Pdf => ("application/pdf", "pdf"),
            };
            let of = lot.map_or_else(String::new, |lot| format!("-{lot}"));
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, attached(&format!("{session}{of}.{ending}"))),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(sentence) => (StatusCode::NOT_FOUND, sentence).into_response(),
    }
}

/// What a request says of the minutes; nothing where it cannot be understood.
fn wanted(request: &Request<Body>) -> Option<(Option<LotId>, Languages, Form)> {
    let lot = match parameter(request, "lot") {
        Some(lot) => Some(LotId(lot.parse().ok()?)),
        None => None,
    };
    let languages = match parameter(request, "language").unwrap_or("both") {
        "vi" => Languages::Vi,
        "en" => Languages::En,
        "both" => Languages::Both,
        _ => return None,
    };
    let form = match parameter(request, "format").unwrap_or("html") {
        "html" => Form::Html,
        "pdf" => Form::Pdf,
        _ => return None,
    };
    Some((lot, languages, form))
}

/// What the minutes say of the durable entries, and the head over them.
fn extracted(review: &Review) -> Result<(Extract, Head), JournalError> {
    let mut reader = review.source.reader()?;
    let mut extract = Extract::default();
    let durable = usize::try_from(review.durable).unwrap_or(usize::MAX);
    for entry in reader.by_ref().take(durable) {
        let entry = entry?;
        review.source.possible(entry.seq, || extract.take(&entry))?;
    }
    Ok((extract, reader.head()))
}

/// Whether the sale is over, as far as it is asked about.
fn over(open: &[LotId]) -> Result<(), Box<Response>> {
    if open.is_empty() {
        return Ok(());
    }
    let lots: Vec<String> = open.iter().map(ToString::to_string).collect();
    let sentence = format!(
        "lots not closed: {}; before that, this would tell what nobody may know yet",
        lots.join(", ")
    );
    Err(Box::new((StatusCode::CONFLICT, sentence).into_response()))
}

fn attached(name: &str) -> String {
    format!("attachment; filename=\"{name}\"")
}
