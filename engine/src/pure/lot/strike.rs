//! What takes a bid out: disqualification, exclusion, withdrawal, a void bid, leaving a round
//! (rule book 9): price, leader and deadline are computed as if it had not been.

use gavel_proto::{BidId, Event, ForfeitCase, Officer, Paddle, Reason, Rejection, Timestamp};

use super::envelopes::Envelopes;
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
        let mut events = self.struck_out(at, paddle, reason);
        events.insert(1, self.forfeited(paddle, ForfeitCase::Disqualified));
        Ok(events)
    }

    /// Bars a paddle from this lot, and what that makes of its standing.
    fn struck_out(&self, at: Timestamp, paddle: Paddle, reason: &Reason) -> Vec<Event> {
        let barred = Event::BidderDisqualified { lot: self.id, paddle, reason: reason.clone() };
        let recomputed =
            if self.has_bid(paddle) { self.recomputed(at, &barred) } else { Vec::new() };
        [vec![barred], recomputed].concat()
    }

    fn has_bid(&self, paddle: Paddle) -> bool {
        self.standings().iter().any(|ranked| ranked.paddle == paddle)
            || self.record.bidders().contains(&paddle)
    }

    /// What the exclusion of a paddle from the session does to a lot that it has a bid on; the
    /// deposit is not forfeited by it.
    pub(in crate::pure) fn excluding(
        &self,
        at: Timestamp,
        paddle: Paddle,
        reason: &Reason,
    ) -> Vec<Event> {
        // An unopened envelope is judged at the opening: until then nobody learns of it.
        let is_open = self.check_struck(at).is_ok() && !self.barred.contains_key(&paddle);
        if is_open && self.has_bid(paddle) {
            self.struck_out(at, paddle, reason)
        } else {
            Vec::new()
        }
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
        let leader = leader.or(self.book.leader());
        let is_over = matches!(self.phase, Phase::RoundOver { .. });
        let is_tied = is_over && self.tied().contains(&paddle);
        if leader != Some(paddle) && !is_tied {
            return Err(Rejection::NotLeading { paddle });
        }
        let withdrawn = Event::BidWithdrawn { lot: self.id, paddle };
        let forfeited = self.forfeited(paddle, ForfeitCase::BidWithdrawn);
        let recomputed = self.recomputed(at, &withdrawn);
        Ok([vec![withdrawn, forfeited], recomputed].concat())
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
        self.owner(bid_id)?;
        if self.record.awaited().contains_key(&bid_id) {
            return Err(Rejection::VoidAwaited {});
        }
        let (reason, officer) = (reason.clone(), officer.clone());
        Ok(vec![Event::VoidAsked { lot: self.id, bid_id, reason, officer }])
    }

    /// Strikes a bid: price, leader and deadline are computed as if it had not been.
    ///
    /// # Errors
    /// No bid can be struck now; an unknown bid, or one struck already; nobody asked for it, or
    /// nobody else did.
    pub(in crate::pure) fn decide_confirm_void(
        &self,
        at: Timestamp,
        bid_id: BidId,
        officer: &Officer,
    ) -> Result<Vec<Event>, Rejection> {
        self.check_struck(at)?;
        let paddle = self.owner(bid_id)?;
        let (reason, asked) =
            self.record.awaited().get(&bid_id).ok_or(Rejection::NoVoidAsked {})?;
        if asked == officer {
            return Err(Rejection::SecondPerson { officer: asked.clone() });
        }
        let reason = reason.clone();
        let voided = Event::BidVoided { lot: self.id, paddle, bid_id, reason };
        let recomputed = self.recomputed(at, &voided);
        Ok([vec![voided], recomputed].concat())
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
        let until_left = self.book.until_left(self.standing()).ok_or(Rejection::WrongFormat {})?;
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

    /// Whose bid can be struck under this id: an envelope that was replaced cannot.
    ///
    /// # Errors
    /// An unknown bid, or one that is struck already.
    fn owner(&self, bid_id: BidId) -> Result<Paddle, Rejection> {
        let paddle = self.record.find(bid_id)?.paddle;
        let opened = self.book.envelopes().and_then(Envelopes::opened);
        if opened.is_some_and(|opened| !opened.holds(bid_id)) {
            return Err(Rejection::UnknownBid { bid_id });
        }
        Ok(paddle)
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

    /// How the lot stands once `event` struck a bid, where the room can know of it.
    fn recomputed(&self, at: Timestamp, event: &Event) -> Vec<Event> {
        let is_over = matches!(self.phase, Phase::RoundOver { .. } | Phase::Drawing { .. });
        let is_asked = matches!(self.phase, Phase::Provisional { .. });
        let is_open = self.book.envelopes().is_none() && (is_over || self.phase.is_held());
        if !is_asked && !is_open {
            return Vec::new();
        }
        let mut struck = self.clone();
        struck.evolve(event);
        if let Phase::Provisional { closed_at, answer_by } = self.phase {
            return vec![struck.asked_anew(closed_at, answer_by)];
        }
        let standing = struck.standing();
        if let Some(sides) = struck.book.sides(standing) {
            let changed = Event::SidesChanged { lot: self.id, sides, bid_id: None, at };
            let closes_at = struck.book.closes_at(standing);
            let is_moved = !is_over && closes_at != self.phase.closes_at();
            let moved = is_moved.then(|| struck.recomputed_standing(closes_at));
            return moved.into_iter().chain([changed]).collect();
        }
        let from = if let Phase::Paused { at: since, .. } = self.phase { since } else { at };
        let resumes = struck.book.resumes(&self.book, standing, from);
        let closes_at = struck.book.closes_at(standing).filter(|_| !is_over);
        vec![struck.recomputed_standing(resumes.or(closes_at))]
    }

    /// How this lot stands, as the room hears it once a bid was struck.
    fn recomputed_standing(&self, closes_at: Option<Timestamp>) -> Event {
        let standing = self.standing();
        let best = self.book.standing(standing);
        Event::StandingRecomputed {
            lot: self.id,
            price: best.map(|best| best.amount),
            leader: best.map(|best| best.paddle),
            asking: self.asking(),
            reserve: standing.reserve_at(self.book.best(standing)),
            closes_at,
        }
    }

    /// What the seller is asked once the bid that he was asked about no longer counts.
    fn asked_anew(&self, closed_at: Timestamp, answer_by: Timestamp) -> Event {
        match self.standings().first() {
            Some(next) => Event::LotProvisional {
                lot: self.id,
                closed_at,
                paddle: next.paddle,
                price: next.amount,
                answer_by,
            },
            None => self.passed(closed_at),
        }
    }

    pub(super) fn forfeited(&self, paddle: Paddle, case: ForfeitCase) -> Event {
        Event::DepositForfeited { paddle, lot: Some(self.id), case }
    }
}
