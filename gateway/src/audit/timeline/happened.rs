//! What happened, in words.

use gavel_proto::{DrawStep, Event, Fault, LotId, LotResult, Money, Paddle, Timestamp};

use super::{Timeline, paddles};
use crate::audit::decision::json;
use crate::figures::in_hanoi;

impl Timeline {
    /// What an event says; `None` where it only says that what was asked was done.
    pub(super) fn happened(&self, event: &Event) -> Option<String> {
        Some(match event {
            Event::SessionCreated { .. }
            | Event::BidderAdmitted { .. }
            | Event::DepositConfirmed { .. }
            | Event::BidderExcluded { .. }
            | Event::BidderAbsent { .. }
            | Event::Announced { .. }
            | Event::ReserveSet { .. }
            | Event::BidAccepted { .. }
            | Event::VoidAsked { .. } => return None,
            Event::SigningKeySet { key } => {
                format!("the journal is signed with {key} from here on")
            }
            Event::DepositForfeited { paddle, .. } => {
                format!("the deposit of paddle {paddle} is forfeited")
            }
            Event::LotPublished { lot, terms, .. } => {
                format!("lot {lot} is published: “{}”", terms.title.en)
            }
            Event::LotOpened { lot, round, time, closes_at, asking, .. } => {
                let asking = asking.map_or_else(String::new, |asking| {
                    format!(", bids from {}", self.amount(*lot, asking))
                });
                let end = until(*closes_at);
                format!("lot {lot} is open, round {round} (time {time}){asking}{end}")
            }
            Event::BidRepeated { first, .. } => format!("it was decided before, at #{first}"),
            Event::PriceChanged { lot, price, leader, asking, .. } => format!(
                "lot {lot} at {}, paddle {leader} leads, {} is asked",
                self.amount(*lot, *price),
                self.amount(*lot, *asking)
            ),
            Event::StandingRecomputed { lot, price, leader, closes_at, .. } => {
                let best = self.best(*lot, *leader, *price);
                format!("lot {lot} computed again: {best}{}", until(*closes_at))
            }
            Event::AskingStepped { lot, asking, .. }
            | Event::IncrementChanged { lot, asking, .. } => {
                format!("lot {lot} asks {}", self.amount(*lot, *asking))
            }
            Event::TurnBegan { lot, paddle, closes_at, .. } => {
                format!("the turn of paddle {paddle} on lot {lot}{}", until(Some(*closes_at)))
            }
            Event::SidesChanged { lot, sides, .. } => {
                format!("the sides of lot {lot}: {}", json(sides))
            }
            Event::DeadlineMoved { lot, closes_at } => {
                format!("lot {lot}{}", until(Some(*closes_at)))
            }
            Event::FaultReported { lots, fault } => reported(lots, fault),
            Event::LotPaused { lot, .. } => format!("lot {lot} is paused"),
            Event::LotResumed { lot, closes_at } => {
                format!("lot {lot} goes on{}", until(*closes_at))
            }
            Event::Called { lot, call } => format!("lot {lot} is called, {call} of 3"),
            Event::RoundEnded { lot, closed_at, tied } => {
                let tied = if tied.is_empty() {
                    String::new()
                } else {
                    format!(", paddles {} are equal", paddles(tied))
                };
                format!("the round of lot {lot} is over as of {}{tied}", clock(*closed_at))
            }
            Event::EnvelopesOpened { lot, count, .. } => format!(
                "the envelopes of lot {lot} are opened: {} came, {} are valid",
                count.returned, count.valid
            ),
            Event::BidderLeft { lot, paddle } => format!("paddle {paddle} left lot {lot}"),
            Event::BidWithdrawn { lot, paddle } => {
                format!("paddle {paddle} took back its bid on lot {lot}")
            }
            Event::BidVoided { lot, paddle, bid_id, .. } => {
                format!("bid {bid_id} of paddle {paddle} on lot {lot} is struck")
            }
            Event::Draw { lot, step } => format!("the draw of lot {lot}: {}", draw(step)),
            Event::LotProvisional { lot, paddle, price, answer_by, .. } => format!(
                "{}, and the seller of lot {lot} is asked{}",
                self.best(*lot, Some(*paddle), Some(*price)),
                until(Some(*answer_by))
            ),
            Event::ResultRefused { lot, paddle, price, .. } => {
                format!("paddle {paddle} refused lot {lot} at {}", self.amount(*lot, *price))
            }
            Event::RunnerUpAsked { lot, paddle, price } => {
                format!("paddle {paddle} is asked for lot {lot} at {}", self.amount(*lot, *price))
            }
            Event::MinutesUnsigned { lot, paddle, .. } => {
                format!("paddle {paddle} did not sign the minutes of lot {lot}")
            }
            Event::BidderDisqualified { lot, paddle, .. } => {
                format!("paddle {paddle} is out on lot {lot}")
            }
            Event::LotClosed { lot, closed_at, result } => {
                format!("lot {lot} {} as of {}", self.result(*lot, result), clock(*closed_at))
            }
        })
    }

    fn best(&self, lot: LotId, paddle: Option<Paddle>, price: Option<Money>) -> String {
        match (paddle, price) {
            (Some(paddle), Some(price)) => {
                format!("paddle {paddle} stands at {}", self.amount(lot, price))
            }
            (_, _) => "no bid stands".into(),
        }
    }

    fn result(&self, lot: LotId, result: &LotResult) -> String {
        match result {
            LotResult::Sold { paddle, price, .. } => {
                format!("SOLD to paddle {paddle} for {}", self.amount(lot, *price))
            }
            LotResult::Allotted { awards, total } => {
                let awards = awards.iter().map(|award| {
                    let price = self.amount(lot, award.unit_price);
                    format!("{} to paddle {} at {price}", award.quantity, award.paddle)
                });
                let awards = awards.collect::<Vec<_>>().join(", ");
                format!("ALLOTTED: {awards}; together {}", self.amount(lot, *total))
            }
            LotResult::Passed => "PASSED".into(),
            LotResult::Failed { reason } => format!("FAILED ({})", json(reason)),
            LotResult::Withdrawn { reason } => format!("WITHDRAWN: {reason}"),
        }
    }
}

fn draw(step: &DrawStep) -> String {
    match step {
        DrawStep::Began { paddles: among, commit_by } => {
            format!("paddles {} commit{}", paddles(among), until(Some(*commit_by)))
        }
        DrawStep::Committed { paddle, .. } => format!("hand {paddle} committed"),
        DrawStep::CommitsClosed { head, reveal_by } => {
            format!("the root {head} is fixed, nonces are revealed{}", until(Some(*reveal_by)))
        }
        DrawStep::Revealed { paddle, .. } => format!("hand {paddle} revealed"),
        DrawStep::Drawn { winner, .. } => format!("paddle {winner} is drawn"),
    }
}

fn reported(lots: &[LotId], fault: &Fault) -> String {
    let lots: Vec<String> = lots.iter().map(ToString::to_string).collect();
    format!(
        "a fault, {} since {}: {} bidders vanished, {} are connected, {} bids in flight; lots {}",
        json(&fault.cause),
        clock(fault.since),
        fault.vanished.len(),
        fault.connected.len(),
        fault.in_flight.len(),
        lots.join(", ")
    )
}

fn clock(at: Timestamp) -> String {
    in_hanoi(at, "%H:%M:%S%.6f")
}

fn until(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| format!(", until {}", clock(at)))
}
