//! How an answer is told: the events in words, times on the lot's own clock.

mod words;

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::view::SessionView;
use gavel_proto::{Event, ForfeitCase, Rejection, Seq, Timestamp};

use super::script::Reading;
use words::{
    as_of, drawing, ended, fault_is, opened, reserve_is, round_is, seconds, sides_are, stands,
    tied_are, until, who,
};

/// Tells what came of an entry at `at`; `refusal` knows why an earlier entry was refused.
pub(super) fn tell<'a>(
    entry: &Entry,
    at: Timestamp,
    refusal: impl Fn(Seq) -> Option<&'a Rejection>,
) -> String {
    match &entry.outcome {
        Outcome::Refused(rejection) => no(rejection),
        Outcome::Accepted(events) => {
            let price_moves = |event: &Event| {
                matches!(event, Event::PriceChanged { .. } | Event::SidesChanged { .. })
            };
            let is_public = events.iter().any(price_moves);
            let told = events
                .iter()
                .filter(|event| !(is_public && matches!(event, Event::BidAccepted { .. })))
                .filter_map(|event| sentence(event, at, &refusal));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

/// Tells what the desk reads.
pub(super) fn read(reading: Reading, view: &SessionView) -> String {
    match reading {
        Reading::Count => match view.lots[0].count {
            None => "not counted".to_owned(),
            Some(count) => format!(
                "issued {}, returned {}, valid {}, invalid {}",
                count.issued, count.returned, count.valid, count.invalid
            ),
        },
        Reading::Forfeits => {
            let forfeits = view.forfeits.iter().flatten();
            let told = forfeits.map(|forfeit| format!("{} {}", forfeit.paddle, by(forfeit.case)));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

fn by(case: ForfeitCase) -> &'static str {
    match case {
        ForfeitCase::Absent => "by absence",
        ForfeitCase::Disqualified => "by disqualification",
        ForfeitCase::MinutesUnsigned => "by the minutes",
        ForfeitCase::BidWithdrawn => "by taking a bid back",
        ForfeitCase::ResultRefused => "by refusing the result",
    }
}

fn sentence<'a>(
    event: &Event,
    asked_at: Timestamp,
    refusal: impl Fn(Seq) -> Option<&'a Rejection>,
) -> Option<String> {
    Some(match event {
        Event::SessionCreated { session, .. } => format!("session {session} begins"),
        Event::SigningKeySet { key } => format!("heads are signed with {key}"),
        Event::BidderAdmitted { paddle, .. } => format!("{paddle} is admitted"),
        Event::DepositConfirmed { paddle } => format!("{paddle} may bid"),
        Event::LotPublished { lot, .. } => format!("lot {lot} is published"),
        Event::ReserveSet { .. } => return None,
        Event::BidderExcluded { paddle, .. } => format!("{paddle} is excluded"),
        Event::BidderAbsent { paddle, .. } => format!("{paddle} did not come"),
        Event::DepositForfeited { paddle, .. } => format!("{paddle} forfeits"),
        Event::Announced { message } => format!("the room hears: {message}"),
        Event::LotOpened { round, time, open_to, closed_to, closes_at, .. } => {
            format!(
                "{}{}{}",
                round_is(*round, *time),
                who(open_to.as_deref(), *closed_to),
                until(*closes_at)
            )
        }
        Event::BidAccepted { .. } => "taken".to_owned(),
        Event::BidRepeated { first, .. } => match refusal(*first) {
            Some(rejection) => format!("as before: {}", no(rejection)),
            None => "as before: taken".to_owned(),
        },
        Event::PriceChanged { price, leader, reserve, .. } => {
            format!("{leader} leads at {price}{}", reserve_is(*reserve))
        }
        Event::SidesChanged { sides, .. } => sides_are(sides),
        Event::StandingRecomputed { price, leader, asking, reserve, closes_at, .. } => {
            let stands = stands(*price, *leader, *asking);
            format!("now {stands}{}{}", reserve_is(*reserve), until(*closes_at))
        }
        Event::AskingStepped { asking, .. } => format!("the price is {asking}"),
        Event::TurnBegan { paddle, asking, .. } => format!("{paddle} to go to {asking}"),
        Event::IncrementChanged { asking, .. } => format!("the asking price is {asking}"),
        Event::RoundEnded { closed_at, tied, .. } => {
            format!("the round is over{}{}", tied_are(tied), as_of(*closed_at, asked_at))
        }
        Event::BidderLeft { paddle, .. } => format!("{paddle} leaves"),
        Event::BidWithdrawn { paddle, .. } => format!("{paddle} takes his bid back"),
        Event::VoidAsked { .. } => "to be struck".to_owned(),
        Event::BidVoided { paddle, .. } => format!("a bid of {paddle} is struck"),
        Event::Draw { step, .. } => drawing(step),
        Event::LotProvisional { paddle, price, answer_by, .. } => {
            format!("{paddle} at {price} if the seller says so by {}", seconds(*answer_by))
        }
        Event::ResultRefused { paddle, price, .. } => format!("{paddle} refuses {price}"),
        Event::RunnerUpAsked { paddle, price, .. } => format!("{paddle} is asked for {price}"),
        Event::MinutesUnsigned { paddle, .. } => format!("{paddle} does not sign"),
        Event::DeadlineMoved { closes_at, .. } => format!("closes at {}", seconds(*closes_at)),
        Event::LotPaused { at, .. } => format!("paused{}", as_of(*at, asked_at)),
        Event::FaultReported { fault, .. } => fault_is(fault),
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
        let bare = word.trim_end_matches(',');
        let at = serde_json::from_value::<Timestamp>(bare.into());
        at.map_or(word.to_owned(), |at| seconds(at) + &word[bare.len()..])
    });
    format!("no: {}", words.collect::<Vec<_>>().join(" "))
}
