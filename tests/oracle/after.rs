//! What undoes a bid by the rule book (9): struck bids no longer count, and all is
//! computed from those that do.

use gavel_proto::{
    BallotCount, BidId, Envelope, EnvelopeFault, Format, LotResult, Officer, Paddle, Reason,
    Rejection, Timestamp,
};

use super::lot::{Lot, State, Taken};
use super::plain::money;
use super::roster::Roster;
use super::{dutch, exclusive};

impl Lot {
    pub(super) fn disqualify(
        &mut self,
        roster: &Roster,
        at: i64,
        paddle: u32,
        reason: &Reason,
    ) -> Result<(), Rejection> {
        self.not_ended(at)?;
        roster.member(paddle)?;
        if let Some(reason) = self.barred.get(&paddle) {
            return Err(Rejection::Disqualified { reason: reason.clone() });
        }
        self.bar(at, paddle, reason.clone());
        Ok(())
    }

    /// A paddle is out, and none of its bids counts.
    fn bar(&mut self, at: i64, paddle: u32, reason: Reason) {
        let has_bid = self.now().counting().any(|bid| bid.paddle == paddle);
        // Who accepted nothing leaves a Dutch price where it is.
        let stood = match self.format() {
            Format::Dutch(_) => has_bid,
            _ => has_bid || self.standings().iter().any(|ranked| ranked.paddle == paddle),
        };
        self.barred.insert(paddle, reason);
        let was_tied = self.draw.as_ref().is_some_and(|draw| draw.paddles.contains(&paddle));
        if matches!(self.state, State::Drawing) && was_tied {
            self.state = State::RoundOver;
            self.draw = None;
        }
        self.strike(paddle, |bid| bid.paddle == paddle, EnvelopeFault::Disqualified);
        if stood {
            self.recompute(at);
        }
    }

    /// Strikes bids of the round, in its envelopes too.
    fn strike(&mut self, paddle: u32, is_struck: impl Fn(&Taken) -> bool, fault: EnvelopeFault) {
        if self.draw.as_ref().is_some_and(|draw| draw.winner == Some(paddle)) {
            self.draw = None;
            self.now_mut().drawn = None;
        }
        let now = self.now_mut();
        now.carried.retain(|ranked| fault == EnvelopeFault::Voided || ranked.paddle != paddle);
        for bid in now.taken.iter_mut().filter(|bid| is_struck(bid)) {
            bid.is_struck = true;
        }
        for envelope in now.opened.iter_mut().flat_map(|(envelopes, _)| envelopes) {
            let bid = now.taken.iter().find(|bid| bid.bid_id == envelope.bid_id);
            if envelope.paddle.0 == paddle && bid.is_some_and(|bid| bid.is_struck) {
                envelope.fault = Some(fault);
            }
        }
    }

    /// Price and leader follow from what counts; the deadline too, and calls begin anew.
    fn recompute(&mut self, at: i64) {
        let runs = matches!(self.state, State::Open | State::Paused { .. });
        if matches!(self.state, State::Provisional { .. }) {
            // The seller is asked about the next, or there is nobody to ask about.
            if self.standings().is_empty() {
                let closed_at = self.deadline.expect("the round is over");
                self.end(closed_at, LotResult::Passed);
            }
            return;
        }
        if self.is_sealed() || !(runs || matches!(self.state, State::RoundOver)) {
            return;
        }
        self.calls = 0;
        match self.format() {
            Format::English(_) | Format::Exclusive(_) => {
                self.hear_all();
                if runs {
                    let now = self.now();
                    self.deadline = now.clock.closes.map(|closes| closes + now.paused);
                }
            }
            Format::Dutch(_) => dutch::go_on(self, at),
            Format::Sealed(_) | Format::Units(_) | Format::Turns(_) => {}
        }
    }

    pub(super) fn withdraw_bid(&mut self, at: i64, paddle: u32) -> Result<(), Rejection> {
        self.check_struck(at)?;
        let leads = self.standings().first().map(|best| best.paddle) == Some(paddle);
        let leads_alone = exclusive::leader(self) == Some(paddle);
        if !leads && !leads_alone && !self.tied().contains(&paddle) {
            return Err(Rejection::NotLeading { paddle: Paddle(paddle) });
        }
        self.was_withdrawn = true;
        let reason =
            Reason::try_from("đã rút giá / withdrew a bid (L50)".to_owned()).expect("a reason");
        self.bar(at, paddle, reason);
        Ok(())
    }

    pub(super) fn void(&mut self, at: i64, bid: BidId, by: &Officer) -> Result<(), Rejection> {
        self.check_struck(at)?;
        self.find(bid)?;
        if self.now().awaited.contains_key(&bid) {
            return Err(Rejection::VoidAwaited {});
        }
        self.now_mut().awaited.insert(bid, by.clone());
        Ok(())
    }

    pub(super) fn confirm_void(
        &mut self,
        at: i64,
        bid: BidId,
        by: &Officer,
    ) -> Result<(), Rejection> {
        self.check_struck(at)?;
        let paddle = self.find(bid)?;
        match self.now().awaited.get(&bid) {
            None => return Err(Rejection::NoVoidAsked {}),
            Some(asked) if asked == by => {
                return Err(Rejection::SecondPerson { officer: asked.clone() });
            }
            Some(_) => {}
        }
        self.now_mut().awaited.remove(&bid);
        self.strike(paddle, |taken| taken.bid_id == bid, EnvelopeFault::Voided);
        self.recompute(at);
        Ok(())
    }

    /// What the exclusion of a paddle does to this lot, where the room knows of its bid.
    pub(super) fn exclude(&mut self, at: i64, paddle: u32, reason: &Reason) {
        let has_bid = self.now().counting().any(|bid| bid.paddle == paddle)
            || self.standings().iter().any(|ranked| ranked.paddle == paddle);
        if has_bid && self.check_struck(at).is_ok() && !self.barred.contains_key(&paddle) {
            self.bar(at, paddle, reason.clone());
        }
    }

    /// Whose bid of the last round this is, if it still counts. A replaced envelope does not.
    fn find(&self, bid_id: BidId) -> Result<u32, Rejection> {
        let found = match self.now().taken.iter().find(|bid| bid.bid_id == bid_id) {
            None => return Err(Rejection::UnknownBid { bid_id }),
            Some(bid) if bid.is_struck => return Err(Rejection::AlreadyVoid {}),
            Some(bid) => bid.paddle,
        };
        let is_opened = |(opened, _): &(Vec<Envelope>, BallotCount)| {
            opened.iter().any(|envelope| envelope.bid_id == bid_id)
        };
        if self.now().opened.as_ref().is_some_and(|opened| !is_opened(opened)) {
            return Err(Rejection::UnknownBid { bid_id });
        }
        Ok(found)
    }

    /// Bids are struck until the hammer falls; what envelopes say, once they are open.
    fn check_struck(&self, at: i64) -> Result<(), Rejection> {
        self.check_draw()?;
        if !matches!(self.state, State::Paused { .. } | State::RoundOver) {
            self.taking_bids(at)?;
        }
        if self.is_sealed() && self.now().opened.is_none() {
            let closes_at = self.deadline.map(Timestamp::from_micros);
            return Err(Rejection::StillSealed { closes_at });
        }
        Ok(())
    }

    pub(super) fn leave(&mut self, roster: &Roster, at: i64, paddle: u32) -> Result<(), Rejection> {
        self.taking_bids(at)?;
        roster.member(paddle)?;
        let few = match self.format() {
            Format::English(english) => english.until_left,
            _ => None,
        };
        let few = few.ok_or(Rejection::WrongFormat {})?;
        self.check_in_round(paddle)?;
        let leader = self.standings().into_iter().next();
        if let Some(leader) = leader.as_ref().filter(|leader| leader.paddle == paddle) {
            return Err(Rejection::AlreadyLeading { price: money(leader.amount) });
        }
        self.now_mut().left.push(paddle);
        let stays = |paddle| {
            self.now().admits(paddle)
                && !self.now().left.contains(&paddle)
                && !self.barred.contains_key(&paddle)
        };
        if leader.is_some() && roster.may_bid(stays) <= few as usize {
            self.end_round(roster, at);
        }
        Ok(())
    }

    pub(super) fn check_in_round(&self, paddle: u32) -> Result<(), Rejection> {
        if !self.now().admits(paddle) {
            return Err(Rejection::NotInRound { round: self.now().round });
        }
        if self.now().left.contains(&paddle) {
            return Err(Rejection::HasLeft {});
        }
        Ok(())
    }
}
