//! The oracle's session: who was admitted, which bid ids are known, what is due.

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::view::Forfeit;
use gavel_proto::{
    Bid, By, Channel, Command, Event, ForfeitCase, Format, Hash, LotId, Officer, Paddle, Rejection,
    Seq, VerifierKey,
};

use super::facts::Facts;
use super::lot::{Lot, State};
use super::plain::units;
use super::roster::Roster;
use super::{dutch, permit, turns};

/// The second house.
#[derive(Default)]
pub(super) struct House {
    pub(super) roster: Roster,
    pub(super) lots: Vec<Lot>,
    /// Every bid that has a verdict, with the place of the first.
    pub(super) known: Vec<(Paddle, Bid, Seq)>,
    /// The key that signs, as far as it was said.
    key: Option<VerifierKey>,
    /// The deposits that are forfeited, each with the entry that shows it.
    pub(super) forfeits: Vec<Forfeit>,
    /// Which entries reported a fault, and which lots it stopped.
    pub(super) faults: Vec<(Seq, Vec<LotId>)>,
    /// When the last command was asked.
    pub(super) last: i64,
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

    pub(super) fn next_due(&self) -> Option<i64> {
        self.lots.iter().filter_map(Lot::due_at).min()
    }

    /// What is due first on one lot happens, as of when it was due.
    fn tick(&mut self, at: i64, head: Option<Hash>) -> Result<(), Rejection> {
        let due = self.lots.iter_mut().filter(|lot| lot.due_at().is_some_and(|due| due <= at));
        let lot = due.min_by_key(|lot| lot.due_at()).ok_or(Rejection::NothingDue {})?;
        let due = lot.due_at().expect("something is due");
        match lot.state {
            State::Published => lot.open_first(due),
            State::RoundOver => {
                let next = lot.next_round().expect("a round that opens by itself");
                lot.open_next(next, due);
            }
            State::Drawing => lot.step_draw(head),
            State::Provisional { .. } => lot.end(due, gavel_proto::LotResult::Passed),
            _ => {
                let goes_on = match lot.format() {
                    Format::Dutch(_) => dutch::step(lot),
                    Format::Turns(_) => turns::step(lot),
                    _ => false,
                };
                if !goes_on {
                    lot.end_round(&self.roster, due);
                }
            }
        }
        Ok(())
    }

    /// Decides and records at once what the engine took as sequence `seq`.
    pub(super) fn ask(&mut self, seq: Seq, at: i64, by: &By, command: &Command) -> Answer {
        let answer = match self.decide(seq, at, by, command) {
            Ok(answer) => answer,
            Err(rejection) => Answer::Refused(rejection),
        };
        self.forfeits.extend(forfeited(command, seq).filter(|_| answer == Answer::Done));
        self.last = at;
        let bid = match (command, by) {
            (Command::Bid(bid), By::Bidder { paddle })
            | (Command::BidFor { paddle, bid, .. }, By::Clerk { .. }) => Some((*paddle, bid)),
            (_, _) => None,
        };
        if let Some((paddle, bid)) = bid
            && self.lot(bid.lot).is_ok()
            && !self.known.iter().any(|(_, known, _)| known.bid_id == bid.bid_id)
        {
            self.known.push((paddle, bid.clone(), seq));
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
        if !permit::permits(by, command) {
            return Err(Rejection::NotPermitted {});
        }
        match (command, by) {
            (Command::Bid(bid), By::Bidder { paddle }) => {
                self.bid(seq, at, *paddle, Channel::Online, bid)
            }
            (Command::BidFor { paddle, channel, bid }, _) => {
                self.bid(seq, at, *paddle, *channel, bid)
            }
            (Command::ReportFault { fault }, _) => {
                let since = fault.since.micros().min(at).max(self.last);
                self.stop(seq, since, at).map(|()| Answer::Done)
            }
            (command, by) => self.desk(at, by, command).map(|()| Answer::Done),
        }
    }

    fn desk(&mut self, at: i64, by: &By, command: &Command) -> Result<(), Rejection> {
        match command {
            Command::Tick { head } => self.tick(at, *head),
            Command::Admit { paddle, limit } => self.roster.admit(*paddle, limit.map(units)),
            Command::ConfirmDeposit { paddle } => self.roster.confirm(*paddle),
            Command::Exclude { paddle, reason } => {
                self.roster.exclude(*paddle, reason)?;
                self.lots.iter_mut().for_each(|lot| lot.exclude(at, paddle.0, reason));
                Ok(())
            }
            Command::RecordAbsence { paddle, .. } => self.roster.record_absence(*paddle),
            Command::Announce { .. } => Ok(()),
            Command::Publish { lot, terms, reserve } => {
                let next = LotId(u32::try_from(self.lots.len()).expect("few lots") + 1);
                if *lot != next {
                    return Err(Rejection::LotNumber { next });
                }
                self.lots.push(Lot::publish(terms.as_ref().clone(), reserve.map(units)));
                Ok(())
            }
            Command::CreateSession { .. } => Err(Rejection::SessionExists {}),
            Command::SignWith { key } if self.key.as_ref() == Some(key) => {
                Err(Rejection::NothingDue {})
            }
            Command::SignWith { key } => {
                self.key = Some(key.clone());
                Ok(())
            }
            _ => self.of_lot(at, by, command),
        }
    }

    fn of_lot(&mut self, at: i64, by: &By, command: &Command) -> Result<(), Rejection> {
        let number = permit::lot(command).expect("a command to a lot");
        let position = (number.0 as usize).wrapping_sub(1);
        let roster = &self.roster;
        let lot = self.lots.get_mut(position).ok_or(Rejection::UnknownLot { lot: number })?;
        let hand = by.paddle().map_or(0, |paddle| paddle.0);
        let own = |paddle: &Paddle| match by {
            By::Bidder { paddle: own } if own != paddle => Err(Rejection::NotPermitted {}),
            _ => Ok(paddle.0),
        };
        match command {
            Command::Open { .. } => lot.open(at),
            Command::Pause { .. } => lot.pause(at),
            Command::Resume { .. } => lot.resume(at),
            Command::SetIncrement { increment, .. } => lot.set_increment(at, increment),
            Command::Call { call, .. } => lot.call(at, *call),
            Command::Hammer { .. } => lot.hammer(roster, at),
            Command::Pass { .. } => lot.pass(at),
            Command::Withdraw { reason, .. } => lot.withdraw(at, reason),
            Command::Disqualify { paddle, reason, .. } => {
                lot.disqualify(roster, at, paddle.0, reason)
            }
            Command::Leave { .. } => lot.leave(roster, at, hand),
            Command::WithdrawBid { paddle, .. } => lot.withdraw_bid(at, own(paddle)?),
            Command::Void { bid_id, .. } => lot.void(at, *bid_id, officer(by)),
            Command::ConfirmVoid { bid_id, .. } => lot.confirm_void(at, *bid_id, officer(by)),
            Command::Draw { .. } => lot.begin_draw(at),
            Command::Commit { commitment, .. } => lot.commit(at, hand, *commitment),
            Command::Reveal { nonce, .. } => lot.reveal(at, hand, *nonce),
            Command::SellerAnswers { answer, .. } => lot.seller(at, *answer),
            Command::RefuseResult { paddle, reason, .. } => {
                lot.refuse(roster, at, own(paddle)?, reason)
            }
            Command::RunnerUpAnswers { paddle, answer, .. } => {
                lot.runner_up(at, own(paddle)?, *answer)
            }
            Command::RecordUnsigned { paddle, .. } => lot.unsigned(at, paddle.0),
            _ => panic!("that is not asked of a lot"),
        }
    }

    pub(super) fn lot(&self, id: LotId) -> Result<&Lot, Rejection> {
        let position = (id.0 as usize).checked_sub(1);
        let lot = position.and_then(|position| self.lots.get(position));
        lot.ok_or(Rejection::UnknownLot { lot: id })
    }
}

/// Whose deposit a command forfeits, once it is done: the five cases (L39), and no other.
fn forfeited(command: &Command, seq: Seq) -> Option<Forfeit> {
    let (paddle, case) = match command {
        Command::RecordAbsence { paddle, .. } => (paddle, ForfeitCase::Absent),
        Command::Disqualify { paddle, .. } => (paddle, ForfeitCase::Disqualified),
        Command::RecordUnsigned { paddle, .. } => (paddle, ForfeitCase::MinutesUnsigned),
        Command::WithdrawBid { paddle, .. } => (paddle, ForfeitCase::BidWithdrawn),
        Command::RefuseResult { paddle, .. } => (paddle, ForfeitCase::ResultRefused),
        _ => return None,
    };
    Some(Forfeit { paddle: *paddle, lot: permit::lot(command), case, seq })
}

fn officer(by: &By) -> &Officer {
    by.officer().expect("an officer")
}
