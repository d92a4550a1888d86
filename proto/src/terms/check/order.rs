//! Whether the rounds of a programme can follow each other in time.

use super::failing;
use crate::terms::{Cap, Closes, Format, OpenTo, Pace, Round, TermsFault, Timed};
use crate::time::{Millis, Timestamp};

/// What is wrong with the times of these rounds, were they published at `at`. A time that nobody
/// can foresee (a hammer, a hand that opens, a pause) is taken to cost nothing.
pub(super) fn faults(rounds: &[Round], at: Timestamp) -> Vec<TermsFault> {
    let mut earliest = at;
    let mut faults = Vec::new();
    for round in rounds {
        let after = round.pace.opens_after().unwrap_or(Millis(0));
        let opens_at = round.pace.opens_at().unwrap_or(earliest.after(after));
        let closes_at = closes_at(&round.pace, opens_at);
        faults.extend(failing([
            (
                closes_at.is_none_or(|closes_at| opens_at.max(earliest) < closes_at)
                    && (round.times <= 1 || !ends_at_a_time(&round.pace)),
                TermsFault::ClosesTooEarly,
            ),
            (
                latest(&round.format).is_none_or(|latest| closes_at.unwrap_or(at).max(at) < latest),
                TermsFault::SoftCloseCap,
            ),
        ]));
        if let Some(closes_at) = closes_at.filter(|_| lasts_until_its_end(round)) {
            earliest = earliest.max(closes_at);
        }
    }
    faults
}

/// When a round that opens at `opens_at` ends at the earliest; nothing if a bid or the hammer says
/// when. A Dutch round or one in turns lasts one step at least.
fn closes_at(pace: &Pace, opens_at: Timestamp) -> Option<Timestamp> {
    match pace {
        Pace::Hammer => None,
        Pace::Stepped(stepped) => Some(opens_at.after(stepped.every_ms)),
        Pace::Timed(timed) => match timed.closes {
            Closes::At(at) => Some(at),
            Closes::AfterOpeningMs(length) => Some(opens_at.after(length)),
            Closes::AfterFirstBidMs(_) => None,
        },
    }
}

const fn ends_at_a_time(pace: &Pace) -> bool {
    matches!(pace, Pace::Timed(Timed { closes: Closes::At(_), .. }))
}

/// Whether the round is held for certain, and nobody can end it before its time.
const fn lasts_until_its_end(round: &Round) -> bool {
    let ends_early = match &round.format {
        Format::English(english) => english.until_left.is_some(),
        Format::Dutch(_) => true,
        Format::Sealed(_) | Format::Units(_) | Format::Exclusive(_) | Format::Turns(_) => false,
    };
    matches!(round.open_to, OpenTo::Everybody) && !ends_early
}

/// The time beyond which a soft close does not move the end, if there is one.
const fn latest(format: &Format) -> Option<Timestamp> {
    match format.soft_close() {
        Some(soft) => match soft.cap {
            Some(Cap::LatestAt(latest)) => Some(latest),
            Some(Cap::Moves(_)) | None => None,
        },
        None => None,
    }
}
