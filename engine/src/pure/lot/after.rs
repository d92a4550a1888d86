//! What undoes a result: the seller's answer, a refusal and the runner-up, minutes unsigned
//! (rule book 9).

use gavel_proto::view::RunnerUp;
use gavel_proto::{
    Event, FailureReason, ForfeitCase, LotResult, Money, Paddle, Reason, Rejection, Timestamp,
    YesNo,
};

use super::{Lot, Phase, Ranked};
use crate::pure::roster::Roster;

impl Lot {
    /// # Errors
    /// [`Rejection::NotProvisional`].
    pub(in crate::pure) fn decide_seller(
        &self,
        at: Timestamp,
        answer: YesNo,
    ) -> Result<Vec<Event>, Rejection> {
        let Phase::Provisional { answer_by, .. } = &self.phase else {
            return Err(Rejection::NotProvisional {});
        };
        if *answer_by <= at {
            return Err(Rejection::Closed { closed_at: *answer_by });
        }
        let standings = self.standings();
        Ok(vec![match (answer, standings.first()) {
            (YesNo::Yes, Some(winner)) => {
                let price = winner.amount;
                self.sold_to(at, winner.paddle, price, winner)
            }
            (YesNo::Yes, None) | (YesNo::No, _) => self.passed(at),
        }])
    }

    /// The winner refuses: the runner-up is asked, where his price and the deposit come to what
    /// was refused; else the lot fails (L51).
    ///
    /// # Errors
    /// [`Rejection::NotWinner`].
    pub(in crate::pure) fn decide_refuse(
        &self,
        roster: &Roster,
        at: Timestamp,
        paddle: Paddle,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        let price = self.won(paddle)?;
        let refused = Event::ResultRefused { lot: self.id, paddle, price, reason: reason.clone() };
        let forfeited = self.forfeited(paddle, ForfeitCase::ResultRefused);
        let is_out = |other| self.barred.contains_key(&other) || roster.is_excluded(other);
        let mut others = self.carried.iter().filter(|other| other.paddle != paddle);
        let others = others.find(|other| !is_out(other.paddle));
        let asked = others.filter(|other| !self.was_refused && self.covers(other.amount, price));
        let follows = match asked {
            Some(runner_up) => Event::RunnerUpAsked {
                lot: self.id,
                paddle: runner_up.paddle,
                price: runner_up.amount,
            },
            None => self.failed(at, FailureReason::ResultRefused),
        };
        Ok(vec![refused, forfeited, follows])
    }

    /// Whether a runner-up's price and the deposit come to the price that was refused.
    fn covers(&self, own: Money, refused: Money) -> bool {
        let direction = self.terms.direction;
        match self.terms.deposit {
            None => direction.reaches(own, refused),
            Some(deposit) => match direction {
                gavel_proto::Direction::Forward => refused <= own.plus(deposit),
                gavel_proto::Direction::Reverse => own <= refused.plus(deposit),
            },
        }
    }

    /// # Errors
    /// [`Rejection::NotRunnerUp`].
    pub(in crate::pure) fn decide_runner_up(
        &self,
        at: Timestamp,
        paddle: Paddle,
        answer: YesNo,
    ) -> Result<Vec<Event>, Rejection> {
        let Phase::RunnerUp { asked: RunnerUp { paddle: asked, price }, .. } = &self.phase else {
            return Err(Rejection::NotRunnerUp { paddle });
        };
        if *asked != paddle {
            return Err(Rejection::NotRunnerUp { paddle });
        }
        let ranked = self.carried.iter().find(|ranked| ranked.paddle == paddle);
        Ok(vec![match (answer, ranked) {
            (YesNo::Yes, Some(ranked)) => self.sold_to(at, paddle, *price, ranked),
            (YesNo::Yes, None) | (YesNo::No, _) => self.failed(at, FailureReason::ResultRefused),
        }])
    }

    /// # Errors
    /// [`Rejection::NotWinner`].
    pub(in crate::pure) fn decide_unsigned(
        &self,
        at: Timestamp,
        paddle: Paddle,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        self.won(paddle)?;
        let reason = reason.clone();
        Ok(vec![
            Event::MinutesUnsigned { lot: self.id, paddle, reason },
            self.forfeited(paddle, ForfeitCase::MinutesUnsigned),
            self.failed(at, FailureReason::MinutesUnsigned),
        ])
    }

    /// The price at which this paddle won the lot.
    fn won(&self, paddle: Paddle) -> Result<Money, Rejection> {
        match self.phase.result() {
            Some(LotResult::Sold { paddle: winner, price, .. }) if *winner == paddle => Ok(*price),
            Some(
                LotResult::Sold { .. }
                | LotResult::Allotted { .. }
                | LotResult::Passed
                | LotResult::Failed { .. }
                | LotResult::Withdrawn { .. },
            )
            | None => Err(Rejection::NotWinner { paddle }),
        }
    }

    fn failed(&self, closed_at: Timestamp, reason: FailureReason) -> Event {
        Event::LotClosed { lot: self.id, closed_at, result: LotResult::Failed { reason } }
    }

    fn sold_to(&self, closed_at: Timestamp, paddle: Paddle, price: Money, bid: &Ranked) -> Event {
        let result = LotResult::Sold { paddle, price, royalty: bid.royalty };
        Event::LotClosed { lot: self.id, closed_at, result }
    }
}
