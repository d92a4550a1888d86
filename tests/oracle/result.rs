//! What undoes a result by the rule book (9): the seller's answer, a refusal, a runner-up.

use gavel_proto::{
    Direction, FailureReason, LotResult, Paddle, Reason, Rejection, Timestamp, YesNo,
};

use super::lot::{Lot, State};
use super::plain::{Units, money, units};
use super::roster::Roster;

impl Lot {
    pub(super) fn seller(&mut self, at: i64, answer: YesNo) -> Result<(), Rejection> {
        let State::Provisional { answer_by } = self.state else {
            return Err(Rejection::NotProvisional {});
        };
        if answer_by <= at {
            return Err(Rejection::Closed { closed_at: Timestamp::from_micros(answer_by) });
        }
        let best = self.standings().into_iter().next().filter(|_| answer == YesNo::Yes);
        let result = best.map_or(LotResult::Passed, |best| LotResult::Sold {
            paddle: Paddle(best.paddle),
            price: money(best.amount),
            royalty: best.royalty,
        });
        self.end(at, result);
        Ok(())
    }

    /// The runner-up is asked where `his price + deposit >= refused price`; else the lot fails.
    pub(super) fn refuse(
        &mut self,
        roster: &Roster,
        at: i64,
        paddle: u32,
        reason: &Reason,
    ) -> Result<(), Rejection> {
        let refused = self.won(paddle)?;
        let is_out = |other| other == paddle || roster.is_excluded(other);
        let others = self.standings().into_iter().filter(|other| !is_out(other.paddle));
        let runner_up = others.into_iter().next();
        let deposit = self.terms.deposit.map_or(0, units);
        let covers = |own: Units| match self.terms.direction {
            Direction::Forward => refused <= own + deposit,
            Direction::Reverse => own <= refused + deposit,
        };
        self.barred.insert(paddle, reason.clone());
        match runner_up.filter(|other| !self.was_refused && covers(other.amount)) {
            Some(other) => {
                self.state = State::RunnerUp { paddle: other.paddle, price: other.amount };
            }
            None => self.end(at, LotResult::Failed { reason: FailureReason::ResultRefused }),
        }
        self.was_refused = true;
        Ok(())
    }

    pub(super) fn runner_up(
        &mut self,
        at: i64,
        paddle: u32,
        answer: YesNo,
    ) -> Result<(), Rejection> {
        let State::RunnerUp { paddle: asked, price } = self.state else {
            return Err(Rejection::NotRunnerUp { paddle: Paddle(paddle) });
        };
        if asked != paddle {
            return Err(Rejection::NotRunnerUp { paddle: Paddle(paddle) });
        }
        let own = self.standings().into_iter().find(|own| own.paddle == paddle);
        let result = match answer {
            YesNo::Yes => LotResult::Sold {
                paddle: Paddle(paddle),
                price: money(price),
                royalty: own.and_then(|own| own.royalty),
            },
            YesNo::No => LotResult::Failed { reason: FailureReason::ResultRefused },
        };
        self.end(at, result);
        Ok(())
    }

    pub(super) fn unsigned(&mut self, at: i64, paddle: u32) -> Result<(), Rejection> {
        self.won(paddle)?;
        self.end(at, LotResult::Failed { reason: FailureReason::MinutesUnsigned });
        Ok(())
    }

    fn won(&self, paddle: u32) -> Result<Units, Rejection> {
        match &self.state {
            State::Closed(LotResult::Sold { paddle: winner, price, .. }) if winner.0 == paddle => {
                Ok(units(*price))
            }
            _ => Err(Rejection::NotWinner { paddle: Paddle(paddle) }),
        }
    }
}
