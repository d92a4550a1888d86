//! What the auctioneer may do to the oracle's lot.

use gavel_proto::terms::{BelowReserve, Closes, TermsFault};
use gavel_proto::{Format, Increment, LotResult, Pace, Reason, Rejection, Timestamp};

use super::lot::{Lot, State};
use super::plain::{fault, money};
use super::roster::Roster;

impl Lot {
    pub(super) fn open(&mut self, at: i64) -> Result<(), Rejection> {
        let opens_at = match self.state {
            State::Published => self.opens_at(),
            State::RoundOver => self.next_opens_at().map(Timestamp::from_micros),
            _ => {
                self.taking_bids(at)?;
                return Err(Rejection::AlreadyOpen {});
            }
        };
        if opens_at.is_some() {
            return Err(Rejection::NotOpen { opens_at });
        }
        let next = match self.state {
            State::RoundOver => Some(self.next_round().ok_or(Rejection::NoRoundLeft {})?),
            _ => None,
        };
        let round = next.as_ref().map_or(1, |next| next.round);
        if let Pace::Timed(timed) = &self.terms.rounds[round as usize - 1].pace
            && let Closes::At(closed_at) = timed.closes
            && closed_at.micros() <= at
        {
            return Err(Rejection::Closed { closed_at });
        }
        match next {
            Some(next) => self.open_next(next, at),
            None => self.open_first(at),
        }
        Ok(())
    }

    pub(super) fn pause(&mut self, at: i64) -> Result<(), Rejection> {
        self.clock_runs(at)?;
        self.state = State::Paused { since: at };
        self.calls = 0;
        Ok(())
    }

    /// The time that was left is given back; where no deadline runs there is none to give.
    pub(super) fn resume(&mut self, at: i64) -> Result<(), Rejection> {
        let State::Paused { since } = self.state else {
            self.taking_bids(at)?;
            return Err(Rejection::NotPaused {});
        };
        if let Some(deadline) = &mut self.deadline {
            *deadline += at - since;
            self.now_mut().paused += at - since;
        }
        self.state = State::Open;
        Ok(())
    }

    pub(super) fn set_increment(
        &mut self,
        at: i64,
        increment: &Increment,
    ) -> Result<(), Rejection> {
        if !matches!(self.state, State::Paused { .. }) {
            self.taking_bids(at)?;
        }
        if !matches!(self.format(), Format::English(_)) {
            return Err(Rejection::WrongFormat {});
        }
        let mut faults: Vec<TermsFault> = increment.fault().into_iter().collect();
        let misfits = |amount: &gavel_proto::Money| fault(*amount, &self.terms.currency).is_some();
        if increment.amounts().iter().any(misfits) {
            faults.push(TermsFault::Amount);
        }
        if self.terms.grid.is_some_and(|grid| !increment.fits_grid(grid)) {
            faults.push(TermsFault::OffGrid);
        }
        if !faults.is_empty() {
            return Err(Rejection::Terms { faults });
        }
        self.now_mut().increments.push(increment.clone());
        Ok(())
    }

    pub(super) fn call(&mut self, at: i64, call: u8) -> Result<(), Rejection> {
        self.by_hammer(at)?;
        if call != self.calls + 1 || call > 3 {
            return Err(Rejection::CallOutOfTurn { calls: self.calls });
        }
        self.calls = call;
        Ok(())
    }

    pub(super) fn hammer(&mut self, roster: &Roster, at: i64) -> Result<(), Rejection> {
        if matches!(self.state, State::RoundOver) {
            if let Some(next) = self.next_round() {
                return Err(Rejection::RoundsLeft { round: next.round });
            }
            let tied = self.tied();
            let is_passed =
                self.binding().is_none() && self.terms.below_reserve == BelowReserve::Passed;
            if !tied.is_empty() && !is_passed {
                let paddles = tied.into_iter().map(gavel_proto::Paddle).collect();
                return Err(Rejection::Tied { paddles });
            }
            self.conclude(roster, at);
            return Ok(());
        }
        self.check_draw()?;
        self.by_hand(at)?;
        if self.calls < 3 {
            return Err(Rejection::CallsMissing { calls: self.calls });
        }
        self.end_round(roster, at);
        Ok(())
    }

    pub(super) fn pass(&mut self, at: i64) -> Result<(), Rejection> {
        if !matches!(self.state, State::RoundOver) {
            self.by_hand(at)?;
        }
        if let Some(price) = self.binding() {
            return Err(Rejection::BidStands { price: money(price) });
        }
        self.end(at, LotResult::Passed);
        Ok(())
    }

    pub(super) fn withdraw(&mut self, at: i64, reason: &Reason) -> Result<(), Rejection> {
        self.not_ended(at)?;
        self.end(at, LotResult::Withdrawn { reason: reason.clone() });
        Ok(())
    }

    /// While a draw runs the hammer waits.
    pub(super) fn check_draw(&self) -> Result<(), Rejection> {
        match (&self.state, &self.draw) {
            (State::Drawing, Some(draw)) => {
                Err(Rejection::DrawRuns { until: Timestamp::from_micros(draw.until) })
            }
            (_, _) => Ok(()),
        }
    }

    /// Envelopes are opened by the clock; only an open round can be ended by hand.
    fn by_hand(&self, at: i64) -> Result<(), Rejection> {
        if self.is_sealed() {
            self.taking_bids(at)?;
            let closes_at = self.deadline.map(Timestamp::from_micros);
            return Err(Rejection::StillSealed { closes_at });
        }
        self.by_hammer(at)
    }

    fn by_hammer(&self, at: i64) -> Result<(), Rejection> {
        self.taking_bids(at)?;
        match self.round().pace {
            Pace::Hammer => Ok(()),
            Pace::Timed(_) | Pace::Stepped(_) => {
                Err(Rejection::NotByHammer { closes_at: self.deadline.map(Timestamp::from_micros) })
            }
        }
    }

    /// Refuses what comes after the end: the end of a round is not the end.
    pub(super) fn not_ended(&self, at: i64) -> Result<(), Rejection> {
        match self.state {
            State::Open | State::Closed(_) | State::RunnerUp { .. } => self.taking_bids(at),
            State::Published
            | State::Paused { .. }
            | State::RoundOver
            | State::Drawing
            | State::Provisional { .. } => Ok(()),
        }
    }
}
