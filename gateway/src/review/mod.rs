//! A session gone through again by its auditor, over HTTP: its entries, its state at each of them,
//! its pack and its minutes. While a lot is open, an auditor hears what the desk hears; what lies in
//! maxima and envelopes is told when every lot is closed.

mod film;
mod marks;
mod papers;

pub(crate) use film::Reel;
pub(crate) use marks::Marks;

use std::fmt::Display;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use gavel_engine::durable::JournalError;
use gavel_proto::view::PhaseName;
use gavel_proto::{LotId, Role, Seq, SessionId};
use tokio::sync::OwnedSemaphorePermit;

use crate::audit::source::Source;
use crate::house::House;
use crate::identity::{access, door};

/// Seconds after which somebody may ask again whom too many were before.
const SECONDS_TO_WAIT: &str = "2";

/// What an auditor asks of a session, below `/audit/SESSION/`.
pub(crate) fn router() -> Router<Arc<House>> {
    Router::new()
        .route("/audit/{session}/entries", get(film::entries))
        .route("/audit/{session}/state", get(film::state))
        .route("/audit/{session}/pack", get(papers::pack))
        .route("/audit/{session}/minutes", get(papers::minutes))
}

/// A session's journal in the hands of its auditor. Reading takes its time, so it is one of a few.
struct Review {
    source: Source,
    /// The last durable sequence: nothing behind it is read.
    durable: Seq,
    /// The last sequence that the room heard: while a lot is open, nobody is told a later one.
    heard: Seq,
    /// The lots that are not closed.
    open_lots: Vec<LotId>,
    marks: Arc<Marks>,
    _turn: OwnedSemaphorePermit,
}

impl Review {
    /// Opens the journal of `session` for the bearer of the token in `Authorization`.
    ///
    /// # Errors
    /// The answer: 401 and 403 for whoever is not the auditor of this session, 404 where it is not
    /// held here, 503 when too many ask at once.
    async fn open(
        house: &House,
        session: &str,
        request: Request<Body>,
    ) -> Result<Self, Box<Response>> {
        let identity = door::bearer_of(house, &request)?;
        if identity.by.role() != Role::Auditor || identity.session.as_str() != session {
            access::refused(
                door::whence(&request),
                &identity,
                &"is not the auditor of this session",
            );
            let sentence = format!("this is for the auditor of {session}: open that link");
            return Err(Box::new((StatusCode::FORBIDDEN, sentence).into_response()));
        }
        let Some(door) = house.registry.door(&identity.session) else {
            let sentence = format!("this house runs no session {session}");
            return Err(Box::new((StatusCode::NOT_FOUND, sentence).into_response()));
        };
        let turn = Arc::clone(&house.reviews).try_acquire_owned();
        let (Ok(turn), Some(seen)) = (turn, door.look().await) else {
            let retry = [(header::RETRY_AFTER, SECONDS_TO_WAIT)];
            let sentence = "too many look into journals now: ask again in a moment";
            return Err(Box::new(
                (StatusCode::SERVICE_UNAVAILABLE, retry, sentence).into_response(),
            ));
        };
        let (heard, lots) = seen.view.map(|view| (view.seq, view.lots)).unwrap_or_default();
        let open = lots.iter().filter(|lot| lot.phase != PhaseName::Closed);
        Ok(Self {
            source: source(house, identity.session),
            durable: seen.durable,
            heard,
            open_lots: open.map(|lot| lot.lot).collect(),
            marks: Arc::clone(&house.marks),
            _turn: turn,
        })
    }

    /// Whether every lot is closed, so that the journal has no secret from its auditor.
    fn is_over(&self) -> bool {
        self.open_lots.is_empty()
    }

    /// The last sequence that is told of.
    fn last(&self) -> Seq {
        if self.is_over() { self.durable } else { self.heard }
    }
}

fn source(house: &House, session: SessionId) -> Source {
    Source::Folder { path: house.journal(&session), session }
}

/// What `read` makes of a journal, on a thread where it may take its time; else the answer that
/// says what is wrong with the journal.
async fn read<T: Send + 'static>(
    review: Review,
    read: impl FnOnce(&Review) -> Result<T, JournalError> + Send + 'static,
) -> Result<T, Box<Response>> {
    let read = tokio::task::spawn_blocking(move || read(&review)).await;
    let read = read.expect("invariant: a journal is read without a panic");
    read.map_err(|error| Box::new(damaged(&error)))
}

/// An auditor wants to know exactly this.
fn damaged(error: &impl Display) -> Response {
    tracing::error!(%error, "a journal could not be gone through");
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}
