//! The door over HTTP: which pages may connect, tickets given and tickets taken.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::access::{self, Whence};
use super::bearer::Identity;
use super::fault::TokenFault;
use crate::doorway::Peer;
use crate::house::House;

const SECONDS_TO_WAIT: &str = "1";

/// Where a request comes from.
pub(crate) fn whence(request: &Request<Body>) -> Whence {
    request.extensions().get::<Peer>().map(Peer::whence).unwrap_or_default()
}

/// Lets programs and the house's own pages by, and sends others away: with 403 the pages of
/// another origin, with 400 whoever has a token in the address, where it would be logged.
#[expect(clippy::result_large_err, reason = "either way it is the answer to the request")]
pub(crate) fn page(house: &House, whence: Whence, request: &Request<Body>) -> Result<(), Response> {
    if let Err(foreign) = house.identities.admit_page(request.headers()) {
        let origin = request.headers().get(header::ORIGIN).map_or(&b""[..], HeaderValue::as_bytes);
        access::refused_page(whence, origin, &foreign);
        return Err((StatusCode::FORBIDDEN, foreign.to_string()).into_response());
    }
    if parameter(request, "token").is_some() {
        let sentence =
            "a token does not belong into an address: POST /ticket, or say hello with it";
        access::refused_stranger(whence, &sentence);
        return Err((StatusCode::BAD_REQUEST, sentence).into_response());
    }
    Ok(())
}

/// The ticket in the address of a request.
pub(crate) fn ticket_in(request: &Request<Body>) -> Option<String> {
    parameter(request, "ticket").map(str::to_owned)
}

/// Whom the ticket in an address speaks for; nobody where there is none.
#[expect(clippy::result_large_err, reason = "either way it is the answer to the request")]
pub(crate) fn admit(
    house: &House,
    whence: Whence,
    ticket: Option<&str>,
) -> Result<Option<Identity>, Response> {
    let Some(ticket) = ticket else {
        return Ok(None);
    };
    house.identities.take_ticket(ticket).map(Some).map_err(|fault| {
        access::refused_stranger(whence, &fault);
        unauthorized(&fault.to_string())
    })
}

/// `POST /ticket`: a ticket for the bearer of the token in `Authorization`.
pub(crate) async fn ticket(State(house): State<Arc<House>>, request: Request<Body>) -> Response {
    let whence = whence(&request);
    let identity = match bearer_of(&house, &request) {
        Ok(identity) => identity,
        Err(refusal) => return *refusal,
    };
    match house.identities.give_ticket(identity.clone()) {
        Ok(given) => {
            access::given(whence, &identity);
            let kind =
                [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
            let answer = json!(given);
            (kind, answer.to_string()).into_response()
        }
        Err(full) => {
            access::refused(whence, &identity, &full);
            let retry = [(header::RETRY_AFTER, SECONDS_TO_WAIT)];
            (StatusCode::TOO_MANY_REQUESTS, retry, full.to_string()).into_response()
        }
    }
}

/// Whom the token in `Authorization` speaks for, on a page of the house or in a program.
///
/// # Errors
/// The answer to whoever has none that holds.
pub(crate) fn bearer_of(house: &House, request: &Request<Body>) -> Result<Identity, Box<Response>> {
    let whence = whence(request);
    page(house, whence, request)?;
    let checked = match bearer(request.headers()) {
        Some(token) => house.identities.check(token),
        None => Err(TokenFault::NotAToken),
    };
    checked.map_err(|fault| {
        access::refused_stranger(whence, &fault);
        Box::new(unauthorized(&format!("the token does not check out: {fault}")))
    })
}

fn unauthorized(sentence: &str) -> Response {
    let scheme = [(header::WWW_AUTHENTICATE, "Bearer")];
    (StatusCode::UNAUTHORIZED, scheme, sentence.to_owned()).into_response()
}

/// The token of `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What the address of a request says under this name.
pub(crate) fn parameter<'a>(request: &'a Request<Body>, name: &str) -> Option<&'a str> {
    let pairs = request.uri().query()?.split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
