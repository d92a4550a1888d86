//! What is asked of a lot, handed to the part of it that decides.

use gavel_proto::{By, Command, Event, Officer, Paddle, Rejection, Timestamp};

use super::Lot;
use crate::pure::draw::AUCTIONEER;
use crate::pure::roster::Roster;

impl Lot {
    /// Decides what `command` of `by` does to this lot at `at`. Changes nothing.
    ///
    /// # Errors
    /// The first [`Rejection`] that applies, in the order that type declares them.
    pub(in crate::pure) fn decide(
        &self,
        roster: &Roster,
        at: Timestamp,
        by: &By,
        command: &Command,
    ) -> Result<Vec<Event>, Rejection> {
        match command {
            Command::Open { .. } => self.decide_open(at),
            Command::Pause { reason, .. } => self.decide_pause(at, reason),
            Command::Resume { .. } => self.decide_resume(at),
            Command::SetIncrement { increment, .. } => self.decide_increment(at, increment),
            Command::Call { call, .. } => self.decide_call(at, *call),
            Command::Hammer { .. } => self.decide_hammer(roster, at),
            Command::Pass { .. } => self.decide_pass(at),
            Command::Withdraw { reason, .. } => self.decide_withdraw(at, reason),
            Command::Disqualify { paddle, reason, .. } => {
                self.decide_disqualify(roster, at, *paddle, reason)
            }
            Command::Leave { .. } => self.decide_leave(roster, at, hand(by)),
            Command::WithdrawBid { paddle, .. } => self.decide_withdraw_bid(at, own(by, *paddle)?),
            Command::Void { bid_id, reason, .. } => {
                self.decide_void(at, *bid_id, reason, officer(by)?)
            }
            Command::ConfirmVoid { bid_id, .. } => {
                self.decide_confirm_void(at, *bid_id, officer(by)?)
            }
            Command::Draw { .. } => self.decide_draw(at),
            Command::Commit { commitment, .. } => self.decide_commit(at, hand(by), *commitment),
            Command::Reveal { nonce, .. } => self.decide_reveal(at, hand(by), *nonce),
            Command::SellerAnswers { answer, .. } => self.decide_seller(at, *answer),
            Command::RefuseResult { paddle, reason, .. } => {
                self.decide_refuse(roster, at, own(by, *paddle)?, reason)
            }
            Command::RunnerUpAnswers { paddle, answer, .. } => {
                self.decide_runner_up(at, own(by, *paddle)?, *answer)
            }
            Command::RecordUnsigned { paddle, reason, .. } => {
                self.decide_unsigned(at, *paddle, reason)
            }
            Command::CreateSession { .. }
            | Command::SignWith { .. }
            | Command::Admit { .. }
            | Command::ConfirmDeposit { .. }
            | Command::Exclude { .. }
            | Command::RecordAbsence { .. }
            | Command::Announce { .. }
            | Command::Publish { .. }
            | Command::Bid(_)
            | Command::BidFor { .. }
            | Command::ReportFault { .. }
            | Command::Tick { .. } => panic!("invariant: the session decides this itself"),
        }
    }
}

/// The hand in a draw: a bidder's paddle, or the auctioneer's number.
fn hand(by: &By) -> Paddle {
    by.paddle().unwrap_or(AUCTIONEER)
}

/// The paddle that is spoken for: a bidder speaks for his own alone, an officer for whom he heard.
fn own(by: &By, paddle: Paddle) -> Result<Paddle, Rejection> {
    match by.paddle() {
        Some(own) if own != paddle => Err(Rejection::NotPermitted {}),
        Some(_) | None => Ok(paddle),
    }
}

fn officer(by: &By) -> Result<&Officer, Rejection> {
    by.officer().ok_or(Rejection::NotPermitted {})
}
