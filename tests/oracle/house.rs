//! The oracle's session: who was admitted, which bid ids are known, what is due.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{Bid, By, Command, Direction, Event, LotId, Offer, Paddle, Rejection, Seq};

use super::lot::{Facts, Lot, State};
use super::plain::{Units, money, units};
use super::{english, sealed};

/// The second house.
#[derive(Default)]
pub(super) struct House {
    roster: BTreeMap<Paddle, Member>,
    lots: Vec<Lot>,
    /// Every bid that has a verdict, with the place of the first.
    known: Vec<(Paddle, Bid, Seq)>,
}

#[derive(Default)]
struct Member {
    has_deposit: bool,
    limit: Option<Units>,
}

/// What came of a command.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Done,
    Repeated { first: Seq },
    Refused(Rejection),
}

impl From<&Entry> for Answer {
    fn from(entry: &Entry) -> Self {
        match &entry.outcome {
            Outcome::Refused(rejection) => Self::Refused(rejection.clone()),
            Outcome::Accepted(events) => match events.as_slice() {
                [Event::BidRepeated { first, .. }] => Self::Repeated { first: *first },
                _ => Self::Done,
            },
        }
    }
}

impl House {
    pub(super) fn facts(&self) -> Vec<Facts> {
        self.lots.iter().map(Lot::facts).collect()
    }

    /// Whether every lot has ended.
    pub(super) fn is_over(&self) -> bool {
        let ended = |lot: &Lot| matches!(lot.state, State::Closed(_));
        self.lots.iter().all(ended)
    }

    pub(super) fn next_due(&self) -> Option<i64> {
        self.lots.iter().filter_map(Lot::due_at).min()
    }

    /// Lets time pass until `at`.
    pub(super) fn pass(&mut self, at: i64) {
        while self.next_due().is_some_and(|due| due <= at) {
            self.tick(at).expect("something is due");
        }
    }

    fn tick(&mut self, at: i64) -> Result<(), Rejection> {
        let is_due = |lot: &&mut Lot| lot.due_at().is_some_and(|due| due <= at);
        let due: Vec<&mut Lot> = self.lots.iter_mut().filter(is_due).collect();
        if due.is_empty() {
            return Err(Rejection::NothingDue {});
        }
        due.into_iter().for_each(Lot::settle);
        Ok(())
    }

    /// Decides and records at once what the engine took as sequence `seq`.
    pub(super) fn ask(&mut self, seq: Seq, at: i64, by: &By, command: &Command) -> Answer {
        let answer = match self.decide(seq, at, by, command) {
            Ok(answer) => answer,
            Err(rejection) => Answer::Refused(rejection),
        };
        if let (Command::Bid(bid), By::Bidder { paddle }) = (command, by)
            && self.lot(bid.lot).is_ok()
            && !self.known.iter().any(|(_, known, _)| known.bid_id == bid.bid_id)
        {
            self.known.push((*paddle, bid.clone(), seq));
        }
        answer
    }

    fn decide(
        &mut self,
        seq: Seq,
        at: i64,
        by: &By,
        command: &Command,
    ) -> Result<Answer, Rejection> {
        let is_allowed = match command {
            Command::Tick { .. } => *by == By::Clock,
            Command::Bid(_) => matches!(by, By::Bidder { .. }),
            Command::Admit { .. } | Command::ConfirmDeposit { .. } => {
                matches!(by, By::Clerk { .. } | By::Auctioneer { .. })
            }
            Command::CreateSession { .. }
            | Command::Publish { .. }
            | Command::Open { .. }
            | Command::Pause { .. }
            | Command::Resume { .. }
            | Command::Call { .. }
            | Command::Hammer { .. }
            | Command::Pass { .. }
            | Command::Withdraw { .. }
            | Command::Disqualify { .. } => matches!(by, By::Auctioneer { .. }),
            Command::Exclude { .. }
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
            | Command::RecordUnsigned { .. } => {
                panic!("the walk does not ask this")
            }
        };
        if !is_allowed {
            return Err(Rejection::NotPermitted {});
        }
        match (command, by) {
            (Command::Bid(bid), By::Bidder { paddle }) => self.bid(seq, at, *paddle, bid),
            (command, _) => self.desk(at, command).map(|()| Answer::Done),
        }
    }

    fn desk(&mut self, at: i64, command: &Command) -> Result<(), Rejection> {
        match command {
            Command::Tick { .. } => self.tick(at),
            Command::Admit { paddle, limit } => {
                if self.roster.contains_key(paddle) {
                    return Err(Rejection::AlreadyAdmitted { paddle: *paddle });
                }
                let limit = limit.map(units);
                self.roster.insert(*paddle, Member { has_deposit: false, limit });
                Ok(())
            }
            Command::ConfirmDeposit { paddle } => {
                let member = self.roster.get_mut(paddle).ok_or(Rejection::NotOnRoster {})?;
                if member.has_deposit {
                    return Err(Rejection::AlreadyConfirmed { paddle: *paddle });
                }
                member.has_deposit = true;
                Ok(())
            }
            Command::Publish { terms, reserve, .. } => {
                self.lots.push(Lot {
                    terms: terms.as_ref().clone(),
                    reserve: reserve.map(units),
                    state: State::Published,
                    deadline: None,
                    calls: 0,
                    was_opened: false,
                    taken: Vec::new(),
                    barred: BTreeMap::new(),
                });
                Ok(())
            }
            Command::Disqualify { lot, paddle, .. } => {
                self.lot(*lot)?.not_ended(at)?;
                if !self.roster.contains_key(paddle) {
                    return Err(Rejection::NotOnRoster {});
                }
                self.lot_mut(*lot)?.desk(at, command)
            }
            Command::Open { lot }
            | Command::Pause { lot, .. }
            | Command::Resume { lot }
            | Command::Call { lot, .. }
            | Command::Hammer { lot, .. }
            | Command::Pass { lot }
            | Command::Withdraw { lot, .. } => self.lot_mut(*lot)?.desk(at, command),
            Command::CreateSession { .. } => Err(Rejection::SessionExists {}),
            Command::Bid(_) => Err(Rejection::NotPermitted {}),
            Command::Exclude { .. }
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
            | Command::RecordUnsigned { .. } => {
                panic!("the walk does not ask this")
            }
        }
    }

    fn bid(&mut self, seq: Seq, at: i64, paddle: Paddle, bid: &Bid) -> Result<Answer, Rejection> {
        let lot = self.lot(bid.lot)?;
        let first = self.known.iter().find(|(_, known, _)| known.bid_id == bid.bid_id);
        if let Some((owner, known, first)) = first {
            assert!(*first < seq, "the first verdict came before");
            if *owner != paddle || known != bid {
                return Err(Rejection::BidIdReused {});
            }
            return Ok(Answer::Repeated { first: *first });
        }
        lot.taking_bids(at)?;
        let member = self.roster.get(&paddle).ok_or(Rejection::NotOnRoster {})?;
        if let Some(reason) = lot.barred.get(&paddle.0) {
            let reason = reason.clone();
            return Err(Rejection::Disqualified { reason });
        }
        if !member.has_deposit {
            return Err(Rejection::DepositNotConfirmed {});
        }
        if let (Some(limit), Some(owed)) = (member.limit, owed(lot, &bid.offer))
            && owed > limit
        {
            return Err(Rejection::AboveLimit { limit: money(limit) });
        }
        let lot = self.lot_mut(bid.lot)?;
        if lot.is_english() {
            english::offer(lot, at, paddle.0, bid)?;
        } else {
            sealed::offer(lot, paddle.0, bid)?;
        }
        Ok(Answer::Done)
    }

    fn lot(&self, id: LotId) -> Result<&Lot, Rejection> {
        let position = (id.0 as usize).checked_sub(1);
        let lot = position.and_then(|position| self.lots.get(position));
        lot.ok_or(Rejection::UnknownLot { lot: id })
    }

    fn lot_mut(&mut self, id: LotId) -> Result<&mut Lot, Rejection> {
        let position = (id.0 as usize).checked_sub(1);
        let lot = position.and_then(|position| self.lots.get_mut(position));
        lot.ok_or(Rejection::UnknownLot { lot: id })
    }
}

/// The most that a bidder would owe; whoever sells to the house owes nothing.
fn owed(lot: &Lot, offer: &Offer) -> Option<Units> {
    match (lot.terms.direction, offer) {
        (Direction::Reverse, _) => None,
        (Direction::Forward, Offer::Amount(amount)) => Some(units(*amount)),
        (Direction::Forward, Offer::Maximum(amount)) => Some(units(*amount)),
        (Direction::Forward, Offer::AskingAtMost(most)) if lot.is_english() => {
            Some(units(*most).min(english::asking(lot)))
        }
        (Direction::Forward, Offer::AskingAtMost(most)) => Some(units(*most)),
        (Direction::Forward, Offer::Schedule(_) | Offer::Royalty(_)) => {
            panic!("the walk does not offer this")
        }
    }
}
