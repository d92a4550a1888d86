//! The rounds of a lot and what became of their bids, in English.

use gavel_proto::{EnvelopeFault, FaultCause, ForfeitCase, InFlight, SideName, Stage, Terms};

use super::English;
use crate::minutes::record::{Opening, RoundRecord, Struck};
use crate::minutes::words::{Speech, Story, paddles};

impl Story for English {
    fn held(&self, round: &RoundRecord, terms: &Terms) -> String {
        match (terms.rounds.len(), terms.round(round.round).times) {
            (1, 1) => "Course of bidding".to_owned(),
            (_, 1) => format!("Round {}", round.round),
            (_, _) => format!("Round {}, time {}", round.round, round.time),
        }
    }

    fn admitted(&self, round: &RoundRecord) -> String {
        match (&round.open_to, round.closed_to) {
            (Some(admitted), _) => format!("Paddles {}", paddles(admitted)),
            (None, Some(leader)) => format!("Everybody but {}", self.paddle(leader)),
            (None, None) => "Everybody".to_owned(),
        }
    }

    fn opening(&self, opening: &Opening) -> String {
        let count = opening.count;
        format!(
            "Bidding ended at {}. Ballots issued: {}; returned: {}; valid: {}; invalid: {}.",
            self.moment(opening.closed_at),
            count.issued,
            count.returned,
            count.valid,
            count.invalid
        )
    }

    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str {
        match fault {
            None => "Valid",
            Some(EnvelopeFault::Disqualified) => "No: disqualified or excluded",
            Some(EnvelopeFault::Voided) => "No: struck",
            Some(EnvelopeFault::MissesOpening) => "No: misses the opening price",
            Some(EnvelopeFault::BelowFloor) => "No: below the floor",
            Some(EnvelopeFault::AboveCeiling) => "No: above the ceiling",
            Some(EnvelopeFault::OffGrid) => "No: off the grid",
        }
    }

    fn struck(&self, struck: &Struck) -> String {
        match struck {
            Struck::Voided { reason, asked_by, confirmed_by } => {
                let asked = asked_by.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
                let confirmed = self.hand(confirmed_by);
                format!("void, asked by {asked}, confirmed by {confirmed}; reason: {reason}")
            }
            Struck::Barred { reason } => format!("its bidder was disqualified; reason: {reason}"),
            Struck::Withdrawn => "withdrawn by its bidder".to_owned(),
        }
    }

    fn side(&self, side: SideName) -> &'static str {
        match side {
            SideName::Exclusive => "Exclusive",
            SideName::Shared => "Shared",
        }
    }

    fn case(&self, case: ForfeitCase) -> &'static str {
        match case {
            ForfeitCase::Absent => "Absent without force majeure",
            ForfeitCase::Disqualified => "Disqualified",
            ForfeitCase::MinutesUnsigned => "Refused to sign the minutes",
            ForfeitCase::BidWithdrawn => "Withdrew a bid",
            ForfeitCase::ResultRefused => "Refused the result",
        }
    }

    fn cause(&self, cause: FaultCause) -> &'static str {
        match cause {
            FaultCause::JournalStalled => "The journal took too long to write",
            FaultCause::HouseStalled => "The server stood still",
            FaultCause::BiddersVanished => "Many bidders lost their connection at once",
        }
    }

    fn in_flight(&self, bid: &InFlight) -> String {
        let stage = match bid.stage {
            Stage::TurnedAway => "turned away, not taken in".to_owned(),
            Stage::Waiting => "not decided yet".to_owned(),
            Stage::Unanswered(seq) => format!("decided as entry {seq}, not answered yet"),
        };
        format!("{} on lot {}: {stage}", self.paddle(bid.paddle), bid.lot)
    }
}
