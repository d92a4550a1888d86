//! What undoes a bid or a result: disqualification, withdrawal, a void bid, a refusal
//! (rule book 9).

use gavel_proto::view::RunnerUp;
use gavel_proto::{
    BidId, Event, FailureReason, ForfeitCase, Format, LotResult, Money, Officer, Paddle, Reason,
    Rejection, Timestamp, YesNo,
};

use super::{Lot, Phase, Ranked};
use crate::pure::roster::Roster;

impl Lot {
    /// # Errors
    /// The lot ended; the paddle is not on the roster, or barred already.
    pub(in crate::pure) fn decide_disqualify(
        &self,
        roster: &Roster,
        at: Timestamp,
        paddle: Paddle,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_not_ended(at)?;
        roster.member(paddle)?;
        if let Some(reason) = self.barred.get(&paddle) {
            return Err(Rejection::Disqualified { reason: reason.clone() });
        }
        let barred = Event::BidderDisqualified { lot: self.id, paddle, reason: reason.clone() };
        let forfeited = self.forfeited(paddle, ForfeitCase::Disqualified);
        let has_bid = self.standings().iter().any(|ranked| ranked.paddle == paddle)
            || self.record.bidders().contains(&paddle);
        let recomputed = self.recomputed(at, &barred).filter(|_| has_bid);
        Ok([barred, forfeited].into_iter().chain(recomputed).collect())
    }

    /// The leader takes his bid back: the price falls to the adjacent bid, and he is out (L50).
    ///
    /// # Errors
    /// No bid can be taken back now, or the paddle does not lead.
    pub(in crate::pure) fn decide_withdraw_bid(
        &self,
        at: Timestamp,
        paddle: Paddle,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_struck(at)?;
        let leader = self.standings().first().map(|best| best.paddle);
        if leader != Some(paddle) {
            return Err(Rejection::NotLeading { paddle });
        }
        let withdrawn = Event::BidWithdrawn { lot: self.id, paddle };
        let forfeited = self.forfeited(paddle, ForfeitCase::BidWithdrawn);
        let recomputed = self.recomputed(at, &withdrawn);
        Ok([withdrawn, forfeited].into_iter().chain(recomputed).collect())
    }

    /// # Errors
    /// No bid can be struck now; an unknown bid, one struck already or asked for already.
    pub(in crate::pure) fn decide_void(
        &self,
        at: Timestamp,
        bid_id: BidId,
        reason: &Reason,
        officer: &Officer,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_struck(at)?;
        self.record.find(bid_id)?;
        if self.record.awaited().contains_key(&bid_id) {
            return Err(Rejection::VoidAwaited {});
        }
        let (reason, officer) = (reason.clone(), officer.clone());
        Ok(vec![Event::VoidAsked { lot: self.id, bid_id, reason, officer }])
    }

    /// Strikes a bid: price, leader and deadline are computed as if it had not been.
    ///
    /// # Errors
    /// No bid can be struck now; nobody asked for it, or nobody else did.
    pub(in crate::pure) fn decide_confirm_void(
        &self,
        at: Timestamp,
        bid_id: BidId,
        officer: &Officer,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_struck(at)?;
        let paddle = self.record.find(bid_id)?.paddle;
        let (reason, asked) =
            self.record.awaited().get(&bid_id).ok_or(Rejection::NoVoidAsked {})?;
        if asked == officer {
            return Err(Rejection::SecondPerson { officer: asked.clone() });
        }
        let reason = reason.clone();
        let voided = Event::BidVoided { lot: self.id, paddle, bid_id, reason };
        let recomputed = self.recomputed(at, &voided);
        Ok([voided].into_iter().chain(recomputed).collect())
    }

    /// A bidder leaves a round that lasts until few are left, and ends it if few are.
    ///
    /// # Errors
    /// Not open; not such a round; not on the roster or in the round; left already; leading.
    pub(in crate::pure) fn decide_leave(
        &self,
        roster: &Roster,
        at: Timestamp,
        paddle: Paddle,
    ) -> Result<Vec<Event>, Rejection> {
        self.accepting(at)?;
        roster.member(paddle)?;
        let until_left = match &self.round().format {
            Format::English(english) => english.until_left,
            Format::Sealed(_)
            | Format::Units(_)
            | Format::Exclusive(_)
            | Format::Dutch(_)
            | Format::Turns(_) => None,
        };
        let until_left = until_left.ok_or(Rejection::WrongFormat {})?;
        if !self.held.admits(paddle) {
            return Err(Rejection::NotInRound { round: self.held.round });
        }
        if self.held.left.contains(&paddle) {
            return Err(Rejection::HasLeft {});
        }
        let leader = self.standings().first().copied();
        if let Some(Ranked { amount, .. }) = leader.filter(|leader| leader.paddle == paddle) {
            return Err(Rejection::AlreadyLeading { price: amount });
        }
        let mut events = vec![Event::BidderLeft { lot: self.id, paddle }];
        if leader.is_some() && self.left_over(roster, paddle) <= until_left as usize {
            events.extend(self.end_round(roster, at));
        }
        Ok(events)
    }

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
        at: Timestamp,
        paddle: Paddle,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        let price = self.won(paddle)?;
        let refused = Event::ResultRefused { lot: self.id, paddle, price, reason: reason.clone() };
        let forfeited = self.forfeited(paddle, ForfeitCase::ResultRefused);
        let others = self
            .carried
            .iter()
            .find(|other| other.paddle != paddle && !self.barred.contains_key(&other.paddle));
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

    /// Bids are struck while a round runs, and after it until the hammer falls. What an envelope
    /// says can be struck when it is open.
    fn check_struck(&self, at: Timestamp) -> Result<(), Rejection> {
        match &self.phase {
            Phase::Paused { .. } | Phase::RoundOver { .. } => {}
            Phase::Drawing { until, .. } => return Err(Rejection::DrawRuns { until: *until }),
            Phase::Published
            | Phase::Open { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => {
                self.accepting(at)?;
            }
        }
        let is_sealed = self.book.envelopes().is_some_and(|book| book.opened().is_none());
        if is_sealed {
            return Err(Rejection::StillSealed { closes_at: self.phase.closes_at() });
        }
        Ok(())
    }

    /// How the lot stands once `event` struck a bid, if that changed anything in the open.
    fn recomputed(&self, at: Timestamp, event: &Event) -> Option<Event> {
        let is_over = matches!(self.phase, Phase::RoundOver { .. });
        if self.book.envelopes().is_some() || !(is_over || self.phase.is_held()) {
            return None;
        }
        let mut struck = self.clone();
        struck.evolve(event);
        let standing = struck.standing();
        let best = struck.book.standing(standing);
        Some(Event::StandingRecomputed {
            lot: self.id,
            price: best.map(|best| best.amount),
            leader: best.map(|best| best.paddle),
            asking: struck.asking(),
            reserve: standing.reserve_at(struck.book.best(standing)),
            closes_at: struck.book.closes_at(standing, at, is_over),
        })
    }

    fn forfeited(&self, paddle: Paddle, case: ForfeitCase) -> Event {
        Event::DepositForfeited { paddle, lot: Some(self.id), case }
    }

    fn failed(&self, closed_at: Timestamp, reason: FailureReason) -> Event {
        Event::LotClosed { lot: self.id, closed_at, result: LotResult::Failed { reason } }
    }

    fn sold_to(&self, closed_at: Timestamp, paddle: Paddle, price: Money, bid: &Ranked) -> Event {
        let result = LotResult::Sold { paddle, price, royalty: bid.royalty };
        Event::LotClosed { lot: self.id, closed_at, result }
    }
}
