//! Envelopes, ends, rounds, sides, draws and times in words.

use gavel_proto::{
    DrawStep, Envelope, EnvelopeFault, FailureReason, Fault, FaultCause, LotResult, Money, Paddle,
    Reserve, SideName, Sides, Timestamp,
};

use crate::stories::script::ZERO;

pub(super) fn reserve_is(reserve: Reserve) -> &'static str {
    match reserve {
        Reserve::None => "",
        Reserve::NotMet => ", reserve not met",
        Reserve::Met => ", reserve met",
    }
}

pub(super) fn opened(envelopes: &[Envelope]) -> String {
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

pub(super) fn ended(result: &LotResult) -> String {
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

pub(super) fn round_is(round: u32, time: u32) -> String {
    match (round, time) {
        (1, 1) => "open".to_owned(),
        (round, 1) => format!("round {round} is open"),
        (round, time) => format!("round {round} is open again, time {time}"),
    }
}

pub(super) fn who(open_to: Option<&[Paddle]>, closed_to: Option<Paddle>) -> String {
    let all_but = closed_to.map(|paddle| format!(", not to {paddle}")).unwrap_or_default();
    open_to.map_or(all_but, |paddles| format!(" to {}", list(paddles)))
}

fn list(paddles: &[Paddle]) -> String {
    paddles.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

pub(super) fn tied_are(tied: &[Paddle]) -> String {
    if tied.is_empty() { String::new() } else { format!(", {} are tied", list(tied)) }
}

pub(super) fn stands(
    price: Option<Money>,
    leader: Option<Paddle>,
    asking: Option<Money>,
) -> String {
    match (price, leader, asking) {
        (Some(price), Some(leader), _) => format!("{leader} leads at {price}"),
        (_, _, Some(asking)) => format!("nobody leads, the asking price is {asking}"),
        (_, _, None) => "nobody leads".to_owned(),
    }
}

pub(super) fn sides_are(sides: &Sides) -> String {
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

pub(super) fn drawing(step: &DrawStep) -> String {
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

pub(super) fn fault_is(fault: &Fault) -> String {
    let cause = match fault.cause {
        FaultCause::JournalStalled => "the journal stalled",
        FaultCause::HouseStalled => "the house stood still",
        FaultCause::BiddersVanished => "the bidders vanished",
    };
    let bids = fault.in_flight.len();
    let in_flight = if bids == 0 { String::new() } else { format!(", {bids} in flight") };
    format!("{cause}{in_flight}")
}

pub(super) fn until(closes_at: Option<Timestamp>) -> String {
    closes_at.map_or_else(String::new, |at| format!(", closes at {}", seconds(at)))
}

pub(super) fn as_of(closed_at: Timestamp, asked_at: Timestamp) -> String {
    if closed_at == asked_at { String::new() } else { format!(", as of {}", seconds(closed_at)) }
}

/// Seconds on the story's clock, with as many digits after the point as it takes.
pub(super) fn seconds(at: Timestamp) -> String {
    let micros = at.micros_since(ZERO);
    let exact = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    exact.trim_end_matches('0').trim_end_matches('.').to_owned()
}
