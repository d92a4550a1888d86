//! The film of a session: its entries one after the other, and how it stood at each of them.

use std::ops::ControlFlow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gavel_engine::durable::JournalError;
use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_proto::view::SessionView;
use gavel_proto::wire::{Place, WireError};
use gavel_proto::{By, Command, Event, LotId, Paddle, Seq, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Review, read};
use crate::house::House;
use crate::identity::door::parameter;
use crate::limits::FILM_FRAMES;

/// A piece of the film.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Reel {
    /// The last sequence that there is to be seen now.
    last: Seq,
    /// The lots that are open: while there are any, what the desk does not hear is left out.
    open_lots: Vec<LotId>,
    /// The sequence behind which to ask for more; absent where this was the last piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    more_after: Option<Seq>,
    frames: Vec<Frame>,
}

/// One entry, as far as its auditor may know it by now.
#[derive(Serialize, JsonSchema)]
struct Frame {
    seq: Seq,
    at: Timestamp,
    /// Who asked, and what; absent where that holds a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
    /// Why it was refused; absent where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<WireError>,
    events: Vec<Told>,
}

/// Who asked, and what.
#[derive(Serialize, JsonSchema)]
struct Asked {
    by: By,
    command: Command,
}

/// An event, and who heard it.
#[derive(Serialize, JsonSchema)]
struct Told {
    heard_by: HeardBy,
    event: Event,
}

/// Who heard of something.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum HeardBy {
    Room,
    Paddle(Paddle),
    PaddleAndDesk(Paddle),
    Desk,
}

impl From<Audience> for HeardBy {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Room => Self::Room,
            Audience::Paddle(paddle) => Self::Paddle(paddle),
            Audience::PaddleAndDesk(paddle) => Self::PaddleAndDesk(paddle),
            Audience::Desk => Self::Desk,
        }
    }
}

impl Frame {
    /// What an auditor is told of an entry; nothing where all of it is still a secret.
    fn of(entry: Entry, is_over: bool) -> Option<Self> {
        let Entry { seq, at, by, command, outcome } = entry;
        let hears = |event: &Event| is_over || Viewer::Desk.hears(audience(event));
        let (events, refused) = match outcome {
            Outcome::Accepted(events) => (events, None),
            Outcome::Refused(why) => {
                (Vec::new(), Some(WireError::rejection(&why, Place { seq, at })))
            }
        };
        // An answer that the desk heard all of tells no more than its question.
        let is_told = is_over || (!events.is_empty() && events.iter().all(hears));
        let told = events.into_iter().filter(hears);
        let events: Vec<Told> =
            told.map(|event| Told { heard_by: audience(&event).into(), event }).collect();
        if !is_told && events.is_empty() {
            return None;
        }
        let asked = is_told.then_some(Asked { by, command });
        Some(Self { seq, at, asked, refused: refused.filter(|_| is_over), events })
    }
}

/// `GET /audit/SESSION/entries?after=SEQ`: a piece of the film, from the entry behind `after`.
pub(super) async fn entries(
    State(house): State<Arc<House>>,
    Path(session): Path<String>,
    request: Request<Body>,
) -> Response {
    let after = parameter(&request, "after").map_or(Ok(0), str::parse);
    let Ok(after) = after else {
        return (StatusCode::BAD_REQUEST, "after is a sequence: a whole number").into_response();
    };
    let review = match Review::open(&house, &session, request).await {
        Ok(review) => review,
        Err(refusal) => return *refusal,
    };
    match read(review, move |review| reel(review, after)).await {
        Ok(reel) => json(&reel),
        Err(refusal) => *refusal,
    }
}

fn reel(review: &Review, after: Seq) -> Result<Reel, JournalError> {
    let (last, is_over) = (review.last(), review.is_over());
    let (mut frames, mut more_after) = (Vec::new(), None);
    // Whoever has all of it asks again and again.
    if last <= after {
        return Ok(Reel { last, open_lots: review.open_lots.clone(), more_after, frames });
    }
    review.marks.walk(&review.source, (after, last), |entry| {
        let seq = entry.seq;
        if after < seq {
            frames.extend(Frame::of(entry, is_over));
        }
        if frames.len() == FILM_FRAMES && seq < last {
            more_after = Some(seq);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    Ok(Reel { last, open_lots: review.open_lots.clone(), more_after, frames })
}

/// `GET /audit/SESSION/state?seq=SEQ`: the session as the desk saw it behind that entry.
pub(super) async fn state(
    State(house): State<Arc<House>>,
    Path(session): Path<String>,
    request: Request<Body>,
) -> Response {
    let Some(Ok(seq)) = parameter(&request, "seq").map(str::parse::<Seq>) else {
        return (StatusCode::BAD_REQUEST, "say at which sequence: ?seq=17").into_response();
    };
    let review = match Review::open(&house, &session, request).await {
        Ok(review) => review,
        Err(refusal) => return *refusal,
    };
    if review.last() < seq {
        let sentence = format!("the last sequence to be seen now is {}", review.last());
        return (StatusCode::NOT_FOUND, sentence).into_response();
    }
    match read(review, move |review| view_at(review, seq)).await {
        Ok(Some(view)) => json(&view),
        Ok(None) => (StatusCode::NOT_FOUND, "the session had not begun then").into_response(),
        Err(refusal) => *refusal,
    }
}

fn view_at(review: &Review, seq: Seq) -> Result<Option<SessionView>, JournalError> {
    let near = (seq, seq);
    let session = review.marks.walk(&review.source, near, |_| ControlFlow::Continue(()))?;
    let (seq, at) = session.room();
    let view = review.source.possible(session.seq(), || session.view(Viewer::Desk))?;
    Ok(view.map(|view| SessionView { seq, at, ..view }))
}

fn json(told: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    let text = serde_json::to_string(told).expect("invariant: what is told is plain data");
    (kind, text).into_response()
}
