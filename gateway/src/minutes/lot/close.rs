//! The end of a lot in the fold, and what comes after it: the seller, a refusal, a runner-up.

use gavel_engine::pure::Entry;
use gavel_proto::{Command, Event, LotResult, Money, Paddle, Timestamp};

use super::LotFold;
use crate::minutes::record::{After, Best, Ending, Fact, Note, RoundRecord};

impl LotFold {
    pub(super) fn ask_seller(
        &mut self,
        entry: &Entry,
        closed_at: Timestamp,
        (paddle, price): (Paddle, Money),
        answer_by: Timestamp,
    ) {
        self.awaits_seller = true;
        self.round().ended_at.get_or_insert(closed_at);
        self.tell(entry, After::Provisional { closed_at, paddle, price, answer_by });
    }

    pub(super) fn ask_runner_up(&mut self, entry: &Entry, paddle: Paddle, price: Money) {
        let deposit = self.record.terms.deposit;
        let refused = refused_price(entry);
        let refused = refused.expect("invariant: a runner-up is asked when the winner refuses");
        self.tell(entry, After::RunnerUpAsked { paddle, price, deposit, refused });
    }

    pub(super) fn end(&mut self, entry: &Entry, closed_at: Timestamp, result: &LotResult) {
        self.answered(entry, result);
        self.awaits_seller = false;
        if let Some(round) = self.record.rounds.last_mut() {
            round.ended_at.get_or_insert(closed_at);
        }
        let (best, result) = (self.best(), result.clone());
        self.record.endings.push(Ending { closed_at, result: result.clone(), best });
        self.tell(entry, After::Ended { closed_at, result });
    }

    /// Whose answer ended the lot, if it was one.
    fn answered(&mut self, entry: &Entry, result: &LotResult) {
        if let Command::SellerAnswers { answer, .. } = &entry.command {
            self.tell(entry, After::SellerAnswered { answer: Some(*answer) });
        }
        if self.awaits_seller && matches!(entry.command, Command::Tick { .. }) {
            self.tell(entry, After::SellerAnswered { answer: None });
        }
        if let Command::RunnerUpAnswers { paddle, answer, .. } = &entry.command {
            let (paddle, answer) = (*paddle, *answer);
            self.tell(entry, After::RunnerUpAnswered { paddle, answer });
        }
        // A runner-up who refuses in his turn is the last: nobody else is asked.
        let is_asked = |note: &Note| matches!(note.fact, Fact::After(After::RunnerUpAsked { .. }));
        if let (Some(refused), LotResult::Failed { .. }) = (refused_price(entry), result)
            && !self.record.after.iter().any(is_asked)
        {
            let deposit = self.record.terms.deposit;
            self.tell(entry, After::NoRunnerUp { deposit, refused });
        }
    }

    /// What stood best, as far as the room knows: in the open, or in an opened envelope.
    fn best(&self) -> Best {
        let opened = self.record.rounds.iter().flat_map(|round| &round.opening);
        let eligible = opened
            .flat_map(|opening| &opening.envelopes)
            .filter(|row| row.envelope.fault.is_none() && row.struck.is_none())
            .map(|row| (row.envelope.paddle, row.envelope.amount));
        let is_bid = |round: &RoundRecord| round.bids.iter().any(|bid| bid.struck.is_none());
        if self.record.sells_several() {
            let any = eligible.count() != 0 || self.record.rounds.iter().any(is_bid);
            return if any { Best::Several } else { Best::Nothing };
        }
        let direction = self.record.terms.direction;
        let best = eligible
            .chain(self.standing)
            .reduce(|best, other| if direction.beats(other.1, best.1) { other } else { best });
        best.map_or(Best::Nothing, |(paddle, amount)| Best::Bid(paddle, amount))
    }
}

/// The price that this entry refused, if it did.
fn refused_price(entry: &Entry) -> Option<Money> {
    entry.outcome.events().iter().find_map(|event| {
        let Event::ResultRefused { price, .. } = event else {
            return None;
        };
        Some(*price)
    })
}
