//! What the auctioneer does to a lot: opens, pauses, calls, lets the hammer fall.

use gavel_proto::terms::Closes;
use gavel_proto::{Event, LotResult, Pace, Paddle, Reason, Rejection, Timestamp};

use super::{Book, Lot, Phase};
use crate::pure::roster::Roster;

/// Calls before the hammer may fall (L41).
const CALLS: u8 = 3;

impl Lot {
    /// # Errors
    /// Opened by the clock; paused; its closing time has passed; open already.
    pub(in crate::pure) fn decide_open(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        match &self.phase {
            Phase::Published => {}
            Phase::Open { .. }
            | Phase::Paused { .. }
            | Phase::Opened { .. }
            | Phase::Closed { .. } => {
                self.phase.accepting(at, None)?;
                return Err(Rejection::AlreadyOpen {});
            }
        }
        if let Some(opens_at) = self.opens_at() {
            return Err(Rejection::NotOpen { opens_at: Some(opens_at) });
        }
        if let Pace::Timed(timed) = &self.terms.round().pace
            && let Closes::At(closed_at) = timed.closes
            && closed_at <= at
        {
            return Err(Rejection::Closed { closed_at });
        }
        Ok(vec![self.opened(at)])
    }

    /// # Errors
    /// Not open, paused already, or closed.
    pub(in crate::pure) fn decide_pause(
        &self,
        at: Timestamp,
        reason: &Reason,
    ) -> Result<Vec<Event>, Rejection> {
        self.phase.accepting(at, self.opens_at())?;
        Ok(vec![Event::LotPaused { lot: self.id, at, reason: reason.clone() }])
    }

    /// Goes on with as much time as was left when the lot was paused.
    ///
    /// # Errors
    /// Not open, closed, or not paused.
    pub(in crate::pure) fn decide_resume(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        let Phase::Paused { closes_at, at: paused_at, .. } = &self.phase else {
            self.phase.accepting(at, self.opens_at())?;
            return Err(Rejection::NotPaused {});
        };
        let closes_at = closes_at.map(|closes_at| closes_at.shifted(*paused_at, at));
        Ok(vec![Event::LotResumed { lot: self.id, closes_at }])
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
    /// Not open; closed by the clock; calls missing; envelopes unopened or tied.
    pub(in crate::pure) fn decide_hammer(
        &self,
        at: Timestamp,
        drawn: Option<Paddle>,
    ) -> Result<Vec<Event>, Rejection> {
        let result = match (&self.book, &self.phase) {
            (Book::Sealed(book), Phase::Opened { .. }) => book.award(self.standing(), drawn)?,
            (Book::Sealed(_), _) => {
                self.phase.accepting(at, self.opens_at())?;
                return Err(Rejection::StillSealed { closes_at: self.phase.closes_at() });
            }
            (Book::English(book), _) => {
                self.paced_by_hammer(at)?;
                let calls = self.phase.calls();
                if calls < CALLS {
                    return Err(Rejection::CallsMissing { calls });
                }
                if drawn.is_some() {
                    return Err(Rejection::NotInDraw {});
                }
                book.result(self.reserve)
            }
        };
        Ok(vec![self.closed(at, result)])
    }

    /// Passes a lot that no bid binds the seller to sell.
    ///
    /// # Errors
    /// Not open; closed by the clock; a bid stands that binds the seller.
    pub(in crate::pure) fn decide_pass(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        let binding = match (&self.book, &self.phase) {
            (Book::Sealed(book), Phase::Opened { .. }) => book.binding(self.standing()),
            (Book::Sealed(_), _) => {
                self.phase.accepting(at, self.opens_at())?;
                return Err(Rejection::StillSealed { closes_at: self.phase.closes_at() });
            }
            (Book::English(book), _) => {
                self.paced_by_hammer(at)?;
                match book.result(self.reserve) {
                    LotResult::Sold { price, .. } => Some(price),
                    LotResult::Passed | LotResult::Failed | LotResult::Withdrawn { .. } => None,
                }
            }
        };
        match binding {
            Some(price) => Err(Rejection::BidStands { price }),
            None => Ok(vec![self.closed(at, LotResult::Passed)]),
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
        Ok(vec![self.closed(at, LotResult::Withdrawn { reason: reason.clone() })])
    }

    /// # Errors
    /// The lot ended; the paddle is not on the roster, barred already, or leads in the open.
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
        if let Book::English(book) = &self.book
            && book.leader() == Some(paddle)
        {
            return Err(Rejection::Leads { paddle });
        }
        Ok(vec![Event::BidderDisqualified { lot: self.id, paddle, reason: reason.clone() }])
    }

    /// A lot has ended when it is closed, or when its deadline has passed and only the tick is
    /// still to come. Opened envelopes await the hammer: that lot has not ended.
    fn check_not_ended(&self, at: Timestamp) -> Result<(), Rejection> {
        match &self.phase {
            Phase::Closed { closed_at, .. } => Err(Rejection::Closed { closed_at: *closed_at }),
            Phase::Open { .. } => self.phase.accepting(at, None).map(|_| ()),
            Phase::Published | Phase::Paused { .. } | Phase::Opened { .. } => Ok(()),
        }
    }

    fn paced_by_hammer(&self, at: Timestamp) -> Result<(), Rejection> {
        let closes_at = self.phase.accepting(at, self.opens_at())?;
        match self.terms.round().pace {
            Pace::Hammer => Ok(()),
            Pace::Timed(_) => Err(Rejection::NotByHammer { closes_at }),
        }
    }

    fn closed(&self, closed_at: Timestamp, result: LotResult) -> Event {
        Event::LotClosed { lot: self.id, closed_at, result }
    }
}
