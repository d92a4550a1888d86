//! What the auctioneer does to a lot: opens, pauses, calls, lets the hammer fall.

use gavel_proto::terms::{Closes, TermsFault};
use gavel_proto::{Event, Increment, LotResult, Pace, Paddle, Reason, Rejection, Timestamp};

use super::{Lot, Phase};
use crate::pure::roster::Roster;

/// Calls before the hammer may fall (L41).
const CALLS: u8 = 3;

impl Lot {
    /// Opens the lot, or its next round.
    ///
    /// # Errors
    /// Opened by the clock; paused; its closing time has passed; open already; no round left.
    pub(in crate::pure) fn decide_open(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        let opened = match &self.phase {
            Phase::Published => {
                if let Some(opens_at) = self.opens_at() {
                    return Err(Rejection::NotOpen { opens_at: Some(opens_at) });
                }
                self.first_opened(at)
            }
            Phase::RoundOver { closed_at } => {
                if let Some(opens_at) = self.next_opens_at(*closed_at) {
                    return Err(Rejection::NotOpen { opens_at: Some(opens_at) });
                }
                self.next_opened(at).ok_or(Rejection::NoRoundLeft {})?
            }
            Phase::Open { .. }
            | Phase::Paused { .. }
            | Phase::Drawing { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => {
                self.accepting(at)?;
                return Err(Rejection::AlreadyOpen {});
            }
        };
        if let Event::LotOpened { round, .. } = &opened
            && let Pace::Timed(timed) = &self.terms.round(*round).pace
            && let Closes::At(closed_at) = timed.closes
            && closed_at <= at
        {
            return Err(Rejection::Closed { closed_at });
        }
        Ok(vec![opened])
    }

    /// # Errors
    /// Not open, paused already, or closed.
    pub(in crate::pure) fn decide_pause(
        &self,
        at: Timestamp,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        self.phase.accepting(at, self.opens_at())?;
        let (lot, reason) = (self.id, reason.clone());
        Ok(vec![Event::LotPaused { lot, at, reason, fault: None }])
    }

    /// Goes on with as much time as was left when the lot was paused.
    ///
    /// # Errors
    /// Not open, closed, or not paused.
    pub(in crate::pure) fn decide_resume(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        let Phase::Paused { closes_at, at: paused_at, .. } = &self.phase else {
            self.accepting(at)?;
            return Err(Rejection::NotPaused {});
        };
        let closes_at = closes_at.map(|closes_at| closes_at.shifted(*paused_at, at));
        Ok(vec![Event::LotResumed { lot: self.id, closes_at }])
    }

    /// Changes the increment between two bids.
    ///
    /// # Errors
    /// Not open, not an English round, or an increment that the terms could not have had.
    pub(in crate::pure) fn decide_increment(
        &self,
        at: Timestamp,
        increment: &Increment,
    ) -> Result<Vec<Event>, Rejection> {
        if self.phase.name() != gavel_proto::view::PhaseName::Paused {
            self.accepting(at)?;
        }
        let asking = self.book.asking_under(self.standing(), increment);
        let asking = asking.ok_or(Rejection::WrongFormat {})?;
        let misfits =
            |amount: gavel_proto::Money| amount.in_currency(&self.terms.currency).is_err();
        let faults: Vec<TermsFault> = [
            increment.fault(),
            increment.amounts().into_iter().any(misfits).then_some(TermsFault::Amount),
            self.terms
                .grid
                .is_some_and(|grid| !increment.fits_grid(grid))
                .then_some(TermsFault::OffGrid),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !faults.is_empty() {
            return Err(Rejection::Terms { faults });
        }
        Ok(vec![Event::IncrementChanged { lot: self.id, increment: increment.clone(), asking }])
    }

    /// # Errors
    /// Not open; closed by the clock; not the next call.
    pub(in crate::pure) fn decide_call(
        &self,
        at: Timestamp,
        call: u8,
    ) -> Result<Vec<Event>, Rejection> {
        self.paced_by_hammer(at)?;
        let calls = self.phase.calls();
        if call != calls + 1 || CALLS < call {
            return Err(Rejection::CallOutOfTurn { calls });
        }
        Ok(vec![Event::Called { lot: self.id, call }])
    }

    /// # Errors
    /// Not open; closed by the clock; calls missing; envelopes unopened; a round or a draw is
    /// still to come.
    pub(in crate::pure) fn decide_hammer(
        &self,
        roster: &Roster,
        at: Timestamp,
    ) -> Result<Vec<Event>, Rejection> {
        match &self.phase {
            Phase::RoundOver { .. } => {
                self.check_last_round()?;
                return Ok(vec![self.ended(roster, at, at)]);
            }
            Phase::Drawing { until, .. } => return Err(Rejection::DrawRuns { until: *until }),
            Phase::Published
            | Phase::Open { .. }
            | Phase::Paused { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => {}
        }
        self.unsealed(at)?;
        self.paced_by_hammer(at)?;
        let calls = self.phase.calls();
        if calls < CALLS {
            return Err(Rejection::CallsMissing { calls });
        }
        Ok(self.end_round(roster, at))
    }

    /// Passes a lot that no bid binds the seller to sell.
    ///
    /// # Errors
    /// Not open; closed by the clock; a bid stands that binds the seller.
    pub(in crate::pure) fn decide_pass(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        if !matches!(self.phase, Phase::RoundOver { .. }) {
            self.unsealed(at)?;
            self.paced_by_hammer(at)?;
        }
        match self.binding() {
            Some(price) => Err(Rejection::BidStands { price }),
            None => Ok(vec![self.passed(at)]),
        }
    }

    /// # Errors
    /// [`Rejection::Closed`].
    pub(in crate::pure) fn decide_withdraw(
        &self,
        at: Timestamp,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_not_ended(at)?;
        let result = LotResult::Withdrawn { reason: reason.clone() };
        Ok(vec![Event::LotClosed { lot: self.id, closed_at: at, result }])
    }

    /// A lot has ended when it is closed, or when its deadline has passed and only the tick is
    /// still to come. A round that is over awaits the hammer: that lot has not ended.
    pub(super) fn check_not_ended(&self, at: Timestamp) -> Result<(), Rejection> {
        match &self.phase {
            Phase::Closed { .. } | Phase::RunnerUp { .. } | Phase::Open { .. } => {
                self.accepting(at).map(|_| ())
            }
            Phase::Published
            | Phase::Paused { .. }
            | Phase::RoundOver { .. }
            | Phase::Drawing { .. }
            | Phase::Provisional { .. } => Ok(()),
        }
    }

    pub(super) fn passed(&self, closed_at: Timestamp) -> Event {
        Event::LotClosed { lot: self.id, closed_at, result: LotResult::Passed }
    }

    /// Refuses what must wait for the opening of the envelopes.
    fn unsealed(&self, at: Timestamp) -> Result<(), Rejection> {
        if self.book.envelopes().is_some() {
            self.accepting(at)?;
            return Err(Rejection::StillSealed { closes_at: self.phase.closes_at() });
        }
        Ok(())
    }

    fn paced_by_hammer(&self, at: Timestamp) -> Result<(), Rejection> {
        let closes_at = self.accepting(at)?;
        match self.round().pace {
            Pace::Hammer => Ok(()),
            Pace::Timed(_) | Pace::Stepped(_) => Err(Rejection::NotByHammer { closes_at }),
        }
    }

    /// The paddles that may still bid in this round, if it lasts until few are left.
    pub(super) fn left_over(&self, roster: &Roster, leaving: Paddle) -> usize {
        roster.eligible(|paddle| {
            paddle != leaving
                && self.held.admits(paddle)
                && !self.held.left.contains(&paddle)
                && !self.barred.contains_key(&paddle)
        })
    }
}
