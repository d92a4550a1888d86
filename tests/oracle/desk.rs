//! What the desk may do to the oracle's lot.

use gavel_proto::terms::Closes;
use gavel_proto::{Command, LotResult, Pace, Paddle, Reason, Rejection, Timestamp};

use super::lot::{Lot, State};
use super::plain::money;
use super::{english, sealed};

impl Lot {
    /// What the auctioneer asks of this lot.
    pub(super) fn desk(&mut self, at: i64, command: &Command) -> Result<(), Rejection> {
        match command {
            Command::Open { .. } => self.open_by_hand(at),
            Command::Pause { .. } => {
                self.taking_bids(at)?;
                self.state = State::Paused { since: at };
                self.calls = 0;
                Ok(())
            }
            Command::Resume { .. } => {
                let State::Paused { since } = self.state else {
                    self.taking_bids(at)?;
                    return Err(Rejection::NotPaused {});
                };
                self.deadline = self.deadline.map(|deadline| deadline + (at - since));
                self.state = State::Open;
                Ok(())
            }
            Command::Call { call, .. } => {
                self.by_hammer(at)?;
                if *call != self.calls + 1 || *call > 3 {
                    return Err(Rejection::CallOutOfTurn { calls: self.calls });
                }
                self.calls = *call;
                Ok(())
            }
            Command::Hammer { .. } => self.hammer(at),
            Command::Pass { .. } => self.pass(at),
            Command::Withdraw { reason, .. } => {
                self.not_ended(at)?;
                self.end(at, LotResult::Withdrawn { reason: reason.clone() });
                Ok(())
            }
            Command::Disqualify { paddle, reason, .. } => self.bar(*paddle, reason),
            Command::CreateSession { .. }
            | Command::Admit { .. }
            | Command::ConfirmDeposit { .. }
            | Command::Publish { .. }
            | Command::Bid(_)
            | Command::Tick { .. }
            | Command::Exclude { .. }
            | Command::RecordAbsence { .. }
            | Command::SetIncrement { .. }
            | Command::BidFor { .. }
            | Command::Leave { .. }
            | Command::WithdrawBid { .. }
            | Command::Void { .. }
            | Command::ConfirmVoid { .. }
            | Command::Draw { .. }
            | Command::Commit { .. }
            | Command::Reveal { .. }
            | Command::SellerAnswers { .. }
            | Command::RefuseResult { .. }
            | Command::RunnerUpAnswers { .. }
            | Command::RecordUnsigned { .. } => panic!("that is not asked of a lot at the desk"),
        }
    }

    fn open_by_hand(&mut self, at: i64) -> Result<(), Rejection> {
        if !matches!(self.state, State::Published) {
            self.taking_bids(at)?;
            return Err(Rejection::AlreadyOpen {});
        }
        if let Some(opens_at) = self.opens_at() {
            return Err(Rejection::NotOpen { opens_at: Some(opens_at) });
        }
        if let Pace::Timed(timed) = &self.terms.rounds[0].pace
            && let Closes::At(closed_at) = timed.closes
            && closed_at.micros() <= at
        {
            return Err(Rejection::Closed { closed_at });
        }
        self.open(at);
        Ok(())
    }

    fn hammer(&mut self, at: i64) -> Result<(), Rejection> {
        if self.is_english() {
            self.by_hammer(at)?;
            if self.calls < 3 {
                return Err(Rejection::CallsMissing { calls: self.calls });
            }
            self.end(at, english::result(self));
            return Ok(());
        }
        self.envelopes_opened(at)?;
        let result = sealed::award(self)?;
        self.end(at, result);
        Ok(())
    }

    fn pass(&mut self, at: i64) -> Result<(), Rejection> {
        let binding = if self.is_english() {
            self.by_hammer(at)?;
            let sold = matches!(english::result(self), LotResult::Sold { .. });
            english::standing(self).filter(|_| sold).map(|now| now.price)
        } else {
            self.envelopes_opened(at)?;
            sealed::binding(self)
        };
        if let Some(price) = binding {
            return Err(Rejection::BidStands { price: money(price) });
        }
        self.end(at, LotResult::Passed);
        Ok(())
    }

    fn bar(&mut self, paddle: Paddle, reason: &Reason) -> Result<(), Rejection> {
        if let Some(reason) = self.barred.get(&paddle.0) {
            let reason = reason.clone();
            return Err(Rejection::Disqualified { reason });
        }
        self.barred.insert(paddle.0, reason.clone());
        Ok(())
    }

    fn by_hammer(&self, at: i64) -> Result<(), Rejection> {
        self.taking_bids(at)?;
        match self.terms.rounds[0].pace {
            Pace::Hammer => Ok(()),
            Pace::Timed(_) | Pace::Stepped(_) => {
                Err(Rejection::NotByHammer { closes_at: self.deadline.map(Timestamp::from_micros) })
            }
        }
    }

    fn envelopes_opened(&self, at: i64) -> Result<(), Rejection> {
        if matches!(self.state, State::Opened) {
            return Ok(());
        }
        self.taking_bids(at)?;
        Err(Rejection::StillSealed { closes_at: self.deadline.map(Timestamp::from_micros) })
    }

    /// Refuses what comes after the end: opened envelopes are not the end.
    pub(super) fn not_ended(&self, at: i64) -> Result<(), Rejection> {
        match self.state {
            State::Open | State::Closed(_) => self.taking_bids(at),
            State::Published | State::Paused { .. } | State::Opened => Ok(()),
        }
    }

    fn end(&mut self, at: i64, result: LotResult) {
        self.state = State::Closed(result);
        self.deadline = Some(at);
    }
}
