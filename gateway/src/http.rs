//! The HTTP side: the page, the health of the house, and the door to the websocket.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use gavel_proto::wire::SUBPROTOCOL;
use hyper::upgrade::OnUpgrade;
use rust_embed::{EmbeddedFile, RustEmbed};
use tokio::sync::OwnedSemaphorePermit;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::calendar;
use crate::connection::{Admitted, Connection};
use crate::docs;
use crate::doorkeeper::Visit;
use crate::doorway::Peer;
use crate::health;
use crate::house::House;
use crate::identity::door;
use crate::line;
use crate::log;
use crate::pages;
use crate::review;
use crate::tls::Tls;

const CONTENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// For two years, nobody who came over TLS comes without it.
const TLS_ALONE: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

#[derive(RustEmbed)]
#[folder = "ui/"]
struct Ui;

/// The client library, which the page uses as every program may.
#[derive(RustEmbed)]
#[folder = "../clients/js/"]
struct ClientJs;

/// Everything the house answers over HTTP, or, with a certificate of its own, over HTTPS.
pub(crate) fn router(house: Arc<House>, tls: Option<&Tls>) -> Router {
    let guard = middleware::from_fn_with_state(tls.map(|_| TLS_ALONE), guard);
    let echoes = Router::new().route("/echo", get(echo));
    Router::new()
        .merge(if house.has_echo { echoes } else { Router::new() })
        .route(
            "/",
            get(|asked: HeaderMap| async move {
                pages::with_words(file(Ui::get("index.html")), &asked)
            }),
        )
        .route("/sessions", get(calendar::sessions))
        .route("/hall/{session}", get(|| async { file(Ui::get("hall/index.html")) }))
        .route("/ui/{*path}", get(|Path(path): Path<String>| async move { file(Ui::get(&path)) }))
        .route(
            "/clients/js/{*path}",
            get(|Path(path): Path<String>| async move { file(ClientJs::get(&path)) }),
        )
        .route("/audit", get(|| async { file(Ui::get("audit/index.html")) }))
        .merge(review::router())
        .route("/ticket", post(door::ticket))
        .route("/ws", get(websocket))
        .with_state(Arc::clone(&house))
        .merge(docs::router())
        .merge(health::router(Arc::clone(&house.health)))
        .layer(middleware::from_fn(pages::packed))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(guard)
        .layer(middleware::from_fn_with_state(house, log::request))
}

/// Texts of some length; letters are packed already.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}

/// Headers that every answer bears; what only a document can break, every document.
async fn guard(
    State(transport): State<Option<HeaderValue>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_part = headers.get(header::CONTENT_TYPE).is_some_and(is_part_of_a_page);
    headers.extend(transport.map(|policy| (header::STRICT_TRANSPORT_SECURITY, policy)));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if !is_part {
        headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    response
}

/// Scripts, styles and letters: they live under the policy of the page that asked for them.
fn is_part_of_a_page(kind: &HeaderValue) -> bool {
    let kinds: [&[u8]; 3] = [b"text/javascript", b"text/css", b"font/"];
    kinds.iter().any(|part| kind.as_bytes().starts_with(part))
}

fn file(found: Option<EmbeddedFile>) -> Response {
    match found {
        Some(file) => pages::answer(file),
        None => (StatusCode::NOT_FOUND, "no such page; the sale is at /").into_response(),
    }
}

/// Upgrades to a websocket that speaks the house's subprotocol, or says why not.
async fn websocket(
    State(house): State<Arc<House>>,
    Extension(peer): Extension<Peer>,
    Extension(visit): Extension<Arc<Visit>>,
    request: Request,
) -> Response {
    let whence = peer.whence();
    if let Err(refusal) = door::page(&house, whence, &request) {
        return refusal;
    }
    if !offers_subprotocol(request.headers()) {
        let sentence = format!("offer the websocket subprotocol {SUBPROTOCOL}");
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    }
    let ticket = door::ticket_in(&request);
    let (place, upgrade, mut response) = match switched(&house, request) {
        Ok(switched) => switched,
        Err(refusal) => return refusal,
    };
    let identity = match door::admit(&house, whence, ticket.as_deref()) {
        Ok(identity) => identity,
        Err(refusal) => return refusal,
    };
    let subprotocol = HeaderValue::from_static(SUBPROTOCOL);
    response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, subprotocol);
    serve(house, place, upgrade, peer, Admitted { identity, visit, is_echo: false });
    response
}

/// Upgrades to a websocket that is sent back whatever it says.
async fn echo(
    State(house): State<Arc<House>>,
    Extension(peer): Extension<Peer>,
    Extension(visit): Extension<Arc<Visit>>,
    request: Request,
) -> Response {
    match switched(&house, request) {
        Ok((place, upgrade, response)) => {
            serve(house, place, upgrade, peer, Admitted { identity: None, visit, is_echo: true });
            response
        }
        Err(refusal) => refusal,
    }
}

/// The answer to a websocket's handshake, and a place for what comes of it.
#[expect(clippy::result_large_err, reason = "either way it is the answer to the request")]
fn switched(
    house: &House,
    mut request: Request,
) -> Result<(OwnedSemaphorePermit, OnUpgrade, Response), Response> {
    let for_now = |sentence: &'static str| {
        let retry = [(header::RETRY_AFTER, "1")];
        (StatusCode::SERVICE_UNAVAILABLE, retry, sentence).into_response()
    };
    if *house.going_away().borrow() {
        return Err(for_now("the server is going away"));
    }
    let place = Arc::clone(&house.places).try_acquire_owned();
    let place = place.map_err(|_| for_now("the house is full"))?;
    let upgrade = hyper::upgrade::on(&mut request);
    let (parts, _) = request.into_parts();
    let response =
        create_response_with_body(&axum::http::Request::from_parts(parts, ()), Body::empty)
            .map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()).into_response())?;
    Ok((place, upgrade, response))
}

/// Serves a websocket as soon as it is one, in a task of its own.
fn serve(
    house: Arc<House>,
    place: OwnedSemaphorePermit,
    upgrade: OnUpgrade,
    peer: Peer,
    admitted: Admitted,
) {
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            Connection::serve(house, line::ends(upgraded), peer, admitted).await;
        }
        drop(place);
    });
}

fn offers_subprotocol(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offered| offered.trim() == SUBPROTOCOL)
}
