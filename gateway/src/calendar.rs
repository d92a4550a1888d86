//! The calendar of the house: its sessions now, to come and past, as everybody in the room may see
//! them.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use gavel_engine::running::Clock;
use gavel_proto::Timestamp;
use gavel_proto::view::{LotView, PhaseName, SessionView};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::house::House;
use crate::limits::{CALENDAR_AGE, CALENDAR_LOTS};

/// What the name of a session begins with that may be rehearsed in. No sale is held there, so that
/// whoever looks for a sale is not shown it.
pub(crate) const REHEARSAL: &str = "rehearsal";

/// The calendar as it was told last, and when: however many ask, the sessions are looked at once
/// in a while.
#[derive(Default)]
pub(crate) struct Calendar(Mutex<Option<(Instant, Arc<RawValue>)>>);

/// What is told: the server's time, and the sessions in the order in which people look for them.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Calendar")]
pub(crate) struct Page<'a> {
    at: Timestamp,
    #[schemars(with = "Vec<Listing>")]
    sessions: &'a RawValue,
}

/// One session of the house.
#[derive(Debug, Serialize, JsonSchema)]
struct Listing {
    when: When,
    /// When the first of the lots that wait opens by itself; absent where the auctioneer opens them.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<Timestamp>,
    /// When its last lot ended; absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Timestamp>,
    /// How many lots there are: `lots` has no more than [`CALENDAR_LOTS`], in their [`order`].
    lot_count: usize,
    #[serde(flatten)]
    view: SessionView,
}

/// Where a session stands in the calendar, in the order in which people look for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum When {
    /// A lot has opened, and not every lot is closed.
    Now,
    /// No lot has opened yet.
    Coming,
    /// Every lot is closed.
    Past,
}

/// `GET /sessions`: the calendar, where the hall is open to everybody.
pub(crate) async fn sessions(State(house): State<Arc<House>>) -> Response {
    if !house.is_hall_open {
        let sentence = "this house shows its sessions to nobody without a link";
        return (StatusCode::FORBIDDEN, sentence).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    let sessions = house.calendar.sessions(&house).await;
    let page = Page { at: house.clock.now(), sessions: &sessions };
    let page = serde_json::to_string(&page).expect("invariant: a calendar is plain data");
    (kind, page).into_response()
}

impl Calendar {
    /// The sessions, as they were no longer than [`CALENDAR_AGE`] ago.
    async fn sessions(&self, house: &House) -> Arc<RawValue> {
        let mut kept = self.0.lock().await;
        if let Some((told, sessions)) = &*kept
            && told.elapsed() < CALENDAR_AGE
        {
            return Arc::clone(sessions);
        }
        let mut sessions = Vec::new();
        for door in house.registry.doors() {
            let seen = door.look().await;
            let view = seen.and_then(|seen| seen.view);
            let is_sale = |view: &SessionView| !view.session.as_str().starts_with(REHEARSAL);
            sessions.extend(view.filter(is_sale).map(Listing::of));
        }
        sessions.sort_by_key(Listing::place);
        let sessions = to_raw_value(&sessions).expect("invariant: a calendar is plain data");
        let sessions: Arc<RawValue> = sessions.into();
        *kept = Some((Instant::now(), Arc::clone(&sessions)));
        sessions
    }
}

impl Listing {
    fn of(view: SessionView) -> Self {
        let lots = &view.lots;
        let is_past = |lot: &LotView| lot.phase == PhaseName::Closed;
        let when = if lots.iter().all(|lot| lot.phase == PhaseName::Published) {
            When::Coming
        } else if lots.iter().all(is_past) {
            When::Past
        } else {
            When::Now
        };
        let waiting = lots.iter().filter(|lot| lot.phase == PhaseName::Published);
        let mut shown: Vec<&LotView> = lots.iter().collect();
        shown.sort_by_key(|lot| order(lot));
        let ended = lots.iter().filter(|lot| is_past(lot)).filter_map(|lot| lot.closes_at).max();
        Self {
            when,
            opens_at: waiting.filter_map(|lot| lot.terms.round(1).pace.opens_at()).min(),
            ended_at: ended.filter(|_| when == When::Past),
            lot_count: lots.len(),
            view: SessionView {
                lots: shown.into_iter().take(CALENDAR_LOTS).map(in_short).collect(),
                announcements: Vec::new(),
                ..view
            },
        }
    }

    /// Sessions to come stand in the order in which they open, the others latest first.
    fn place(&self) -> (When, Option<Timestamp>, Reverse<Timestamp>) {
        let opens = self.opens_at.filter(|_| self.when == When::Coming);
        (self.when, opens, Reverse(self.view.at))
    }
}

/// Lots that go on come first, then those that wait, then those that are closed, the latest first.
fn order(lot: &LotView) -> (u8, i64) {
    let number = i64::from(lot.lot.0);
    match lot.phase {
        PhaseName::Closed => (2, -number),
        PhaseName::Published => (1, number),
        PhaseName::Open
        | PhaseName::Paused
        | PhaseName::Closing
        | PhaseName::RoundOver
        | PhaseName::Drawing
        | PhaseName::Provisional
        | PhaseName::RunnerUp => (0, number),
    }
}

/// A lot without its history and its envelopes.
fn in_short(lot: &LotView) -> LotView {
    LotView { history: Vec::new(), envelopes: None, draw: None, ..lot.clone() }
}
