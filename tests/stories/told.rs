//! How an answer is told: the events in words, times on the lot's own clock.

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{
    BidId, DrawStep, Envelope, EnvelopeFault, Event, FailureReason, LotResult, Money, Paddle,
    Rejection, Reserve, SideName, Sides, Timestamp,
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
            let price_moves = |event: &Event| {
                matches!(event, Event::PriceChanged { .. } | Event::SidesChanged { .. })
            };
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
        Event::BidderExcluded { paddle, .. } => format!("{paddle} is excluded"),
        Event::BidderAbsent { paddle, .. } => format!("{paddle} did not come"),
        Event::DepositForfeited { paddle, .. } => format!("{paddle} forfeits"),
        Event::LotOpened { round, time, open_to, closed_to, closes_at, .. } => {
            format!("{}{}{}", round_is(*round, *time), who(open_to, *closed_to), until(*closes_at))
        }
        Event::BidAccepted { .. } => "taken".to_owned(),
        Event::BidRepeated { bid_id, .. } => match first(*bid_id) {
            Some(rejection) => format!("as before: {}", no(&rejection)),
            None => "as before: taken".to_owned(),
        },
        Event::PriceChanged { price, leader, reserve, .. } => {
            format!("{leader} leads at {price}{}", reserve_is(*reserve))
        }
        Event::SidesChanged { sides, .. } => sides_are(sides),
        Event::StandingRecomputed { price, leader, asking, closes_at, .. } => {
            format!("now {}{}", stands(*price, *leader, *asking), until(*closes_at))
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
            EnvelopeFault::Voided => " (struck)",
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
        LotResult::Sold { paddle, price, .. } => format!("sold to {paddle} for {price}"),
        LotResult::Allotted { awards, total } => {
            let told = awards.iter().map(|award| {
                format!("{} to {} at {}", award.quantity, award.paddle, award.unit_price)
            });
            format!("{}: {total} in all", told.collect::<Vec<_>>().join(", "))
        }
        LotResult::Passed => "passed".to_owned(),
        LotResult::Failed { reason } => format!("failed: {}", why(*reason)),
        LotResult::Withdrawn { reason } => format!("withdrawn: {reason}"),
    }
}

fn why(reason: FailureReason) -> &'static str {
    match reason {
        FailureReason::NobodyRegistered => "nobody registered",
        FailureReason::NoBid => "no bid",
        FailureReason::NoEligibleBid => "no eligible bid",
        FailureReason::SingleBidder => "one bidder alone",
        FailureReason::BidWithdrawn => "the bid was taken back",
        FailureReason::ResultRefused => "the result was refused",
        FailureReason::MinutesUnsigned => "the minutes were not signed",
    }
}

fn round_is(round: u32, time: u32) -> String {
    match (round, time) {
        (1, 1) => "open".to_owned(),
        (round, 1) => format!("round {round} is open"),
        (round, time) => format!("round {round} is open again, time {time}"),
    }
}

fn who(open_to: &Option<Vec<Paddle>>, closed_to: Option<Paddle>) -> String {
    let all_but = closed_to.map(|paddle| format!(", not to {paddle}")).unwrap_or_default();
    open_to.as_deref().map(|paddles| format!(" to {}", list(paddles))).unwrap_or(all_but)
}

fn list(paddles: &[Paddle]) -> String {
    paddles.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

fn tied_are(tied: &[Paddle]) -> String {
    if tied.is_empty() { String::new() } else { format!(", {} are tied", list(tied)) }
}

fn stands(price: Option<Money>, leader: Option<Paddle>, asking: Option<Money>) -> String {
    match (price, leader, asking) {
        (Some(price), Some(leader), _) => format!("{leader} leads at {price}"),
        (_, _, Some(asking)) => format!("nobody leads, the asking price is {asking}"),
        (_, _, None) => "nobody leads".to_owned(),
    }
}

fn sides_are(sides: &Sides) -> String {
    let amount = |amount: Option<Money>| amount.map_or("nothing".into(), |money| money.to_string());
    let exclusive = amount(sides.exclusive.map(|side| side.amount));
    let ahead = match sides.ahead {
        Some(SideName::Exclusive) => ", the one is ahead",
        Some(SideName::Shared) => ", the several are ahead",
        None => "",
    };
    let gap = sides.gap.map(|gap| format!(" by {gap}")).unwrap_or_default();
    format!("{exclusive} against {}{ahead}{gap}", amount(sides.shared_sum))
}

fn drawing(step: &DrawStep) -> String {
    match step {
        DrawStep::Began { paddles, commit_by } => {
            format!("a draw among {}, commit by {}", list(paddles), seconds(*commit_by))
        }
        DrawStep::Committed { paddle, .. } => format!("{} commits", drawer(*paddle)),
        DrawStep::CommitsClosed { reveal_by, .. } => {
            format!("reveal by {}", seconds(*reveal_by))
        }
        DrawStep::Revealed { paddle, .. } => format!("{} reveals", drawer(*paddle)),
        DrawStep::Drawn { winner, missing, .. } if missing.is_empty() => {
            format!("{winner} is drawn")
        }
        DrawStep::Drawn { winner, missing, .. } => {
            let missing: Vec<String> = missing.iter().map(|paddle| drawer(*paddle)).collect();
            format!("{winner} is drawn without {}", missing.join(" and "))
        }
    }
}

fn drawer(paddle: Paddle) -> String {
    if paddle.0 == 0 { "the auctioneer".to_owned() } else { paddle.to_string() }
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
