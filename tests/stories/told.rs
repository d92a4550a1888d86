//! How an answer is told: the events in words, times on the lot's own clock.

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{
    BidId, Envelope, EnvelopeFault, Event, LotResult, Rejection, Reserve, Timestamp,
};

use super::script::ZERO;

/// Tells what came of an entry at `at`; `first` knows the first refusal of a bid.
pub(super) fn tell(
    entry: &Entry,
    at: Timestamp,
    first: impl Fn(BidId) -> Option<Box<Rejection>>,
) -> String {
    match &entry.outcome {
        Outcome::Refused(rejection) => no(rejection),
        Outcome::Accepted(events) => {
            let price_moves = |event: &Event| matches!(event, Event::PriceChanged { .. });
            let is_public = events.iter().any(price_moves);
            let told = events
                .iter()
                .filter(|event| !(is_public && matches!(event, Event::BidAccepted { .. })))
                .filter_map(|event| sentence(event, at, &first));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

fn sentence(
    event: &Event,
    asked_at: Timestamp,
    first: impl Fn(BidId) -> Option<Box<Rejection>>,
) -> Option<String> {
    Some(match event {
        Event::SessionCreated { session, .. } => format!("session {session} begins"),
        Event::BidderAdmitted { paddle, .. } => format!("{paddle} is admitted"),
        Event::DepositConfirmed { paddle } => format!("{paddle} may bid"),
        Event::LotPublished { lot, .. } => format!("lot {lot} is published"),
        Event::ReserveSet { .. } => return None,
        Event::LotOpened { closes_at, .. } => format!("open{}", until(*closes_at)),
        Event::BidAccepted { .. } => "taken".to_owned(),
        Event::BidRepeated { bid_id, .. } => match first(*bid_id) {
            Some(rejection) => format!("as before: {}", no(&rejection)),
            None => "as before: taken".to_owned(),
        },
        Event::PriceChanged { price, leader, reserve, .. } => {
            format!("{leader} leads at {price}{}", reserve_is(*reserve))
        }
        Event::DeadlineMoved { closes_at, .. } => format!("closes at {}", seconds(*closes_at)),
        Event::LotPaused { .. } => "paused".to_owned(),
        Event::LotResumed { closes_at, .. } => format!("goes on{}", until(*closes_at)),
        Event::Called { call, .. } => format!("call {call}"),
        Event::EnvelopesOpened { closed_at, envelopes, .. } => {
            format!("{}{}", opened(envelopes), as_of(*closed_at, asked_at))
        }
        Event::BidderDisqualified { paddle, .. } => format!("{paddle} is out"),
        Event::LotClosed { closed_at, result, .. } => {
            format!("{}{}", ended(result), as_of(*closed_at, asked_at))
        }
    })
}

/// A refusal in the words that the bidder reads, without the advice behind the semicolon.
fn no(rejection: &Rejection) -> String {
    let whole = rejection.to_string();
    let told = match rejection.code() {
        2105 => whole.as_str(),
        _ => whole.split("; ").next().unwrap_or_default(),
    };
    let words = told.split(' ').map(|word| {
        serde_json::from_value::<Timestamp>(word.into()).map_or(word.to_owned(), seconds)
    });
    format!("no: {}", words.collect::<Vec<_>>().join(" "))
}

fn reserve_is(reserve: Reserve) -> &'static str {
    match reserve {
        Reserve::None => "",
        Reserve::NotMet => ", reserve not met",
        Reserve::Met => ", reserve met",
    }
}

fn opened(envelopes: &[Envelope]) -> String {
    let told = envelopes.iter().map(|envelope| {
        let fault = envelope.fault.map_or("", |fault| match fault {
            EnvelopeFault::Disqualified => " (disqualified)",
            EnvelopeFault::MissesOpening => " (misses the opening price)",
            EnvelopeFault::BelowFloor => " (below the floor)",
            EnvelopeFault::AboveCeiling => " (above the ceiling)",
            EnvelopeFault::OffGrid => " (off the grid)",
        });
        format!("{} says {}{fault}", envelope.paddle, envelope.amount)
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "no envelope".to_owned() } else { told.join(", ") }
}

fn ended(result: &LotResult) -> String {
    match result {
        LotResult::Sold { paddle, price } => format!("sold to {paddle} for {price}"),
        LotResult::Passed => "passed".to_owned(),
        LotResult::Failed => "failed".to_owned(),
        LotResult::Withdrawn { reason } => format!("withdrawn: {reason}"),
    }
}

fn until(closes_at: Option<Timestamp>) -> String {
    closes_at.map_or_else(String::new, |at| format!(", closes at {}", seconds(at)))
}

fn as_of(closed_at: Timestamp, asked_at: Timestamp) -> String {
    if closed_at == asked_at { String::new() } else { format!(", as of {}", seconds(closed_at)) }
}

/// Seconds on the story's clock, with as many digits after the point as it takes.
fn seconds(at: Timestamp) -> String {
    let micros = at.micros_since(ZERO);
    let exact = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    exact.trim_end_matches('0').trim_end_matches('.').to_owned()
}
