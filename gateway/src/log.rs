//! The log: its form, and the lines that say who came, what they asked for by path, and how it
//! ended. No line holds a token, an amount or a query.

use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Instant;

use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::Value;
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;
use crate::doorway::Peer;
use crate::house::House;
use crate::identity::{Identity, access};
use crate::limits::LOGGED_PATH_CHARS;

/// What went through a websocket, in bytes of text.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    pub(crate) received_bytes: u64,
    pub(crate) sent_bytes: u64,
}

/// Begins the log on standard error. A filter that cannot be read counts as `info`.
pub(crate) fn start(filter: &str, format: LogFormat) {
    let filter = EnvFilter::builder().parse(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter);
    let started = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    if let Err(error) = started {
        tracing::debug!(%error, "there is a log already");
    }
}

/// Answers a request, and writes its line. What became a websocket has one at its end.
pub(crate) async fn request(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let came = Instant::now();
    let peer = request.extensions().get::<Peer>().map(|peer| peer.address);
    let (method, path) = (request.method().clone(), shown(request.uri().path()));
    let response = next.run(request).await;
    let status = response.status();
    house.metrics.requested(status.as_u16());
    if status != StatusCode::SWITCHING_PROTOCOLS {
        let address = peer.map(|address| address.to_string());
        let bytes = response.body().size_hint().exact();
        let (status, micros) = (status.as_u16(), whole(came.elapsed().as_micros()));
        tracing::info!(target: access::TARGET, address, %method, path, status, bytes, micros, "request");
    }
    response
}

/// A path as it may stand in a log: cut short. The query stays out, whatever it holds.
fn shown(path: &str) -> String {
    path.chars().take(LOGGED_PATH_CHARS).map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// A time as a number that every reader of JSON takes for one.
fn whole(time: u128) -> u64 {
    u64::try_from(time).unwrap_or(u64::MAX)
}

/// Writes the line of a websocket that ended; `code` is what the server closed it with.
pub(crate) fn session(
    peer: &Peer,
    identity: Option<&Identity>,
    code: Option<u16>,
    traffic: &Traffic,
) {
    let address = peer.address.to_string();
    let role = identity.and_then(|identity| serde_json::to_value(identity.by.role()).ok());
    let role = role.as_ref().and_then(Value::as_str);
    let session = identity.map(|identity| identity.session.to_string());
    let paddle = identity.and_then(|identity| identity.by.paddle()).map(|paddle| paddle.0);
    let Traffic { received_bytes, sent_bytes } = traffic;
    let millis = whole(peer.came.elapsed().as_millis());
    tracing::info!(
        target: access::TARGET,
        address, role, session, paddle, code, millis, received_bytes, sent_bytes,
        "websocket"
    );
}
