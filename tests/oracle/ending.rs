//! How a round and a lot end by the rule book (1, 2, 9): sold, asked, passed, failed.

use gavel_proto::terms::{BelowReserve, SingleBidder};
use gavel_proto::{FailureReason, Format, LotResult, Paddle, Reserve};

use super::lot::{Lot, State};
use super::plain::{Units, money, worth};
use super::roster::Roster;
use super::{english, exclusive, sealed, several};

impl Lot {
    /// The round that runs ends as of `at`.
    pub(super) fn end_round(&mut self, roster: &Roster, at: i64) {
        self.state = State::RoundOver;
        self.deadline = Some(at);
        self.calls = 0;
        if self.is_sealed() {
            let is_out = |paddle| self.barred.contains_key(&paddle) || roster.is_excluded(paddle);
            let came = |paddle| self.now().taken.iter().any(|taken| taken.paddle == paddle);
            let may = |paddle| self.now().admits(paddle) && (came(paddle) || !is_out(paddle));
            let opened = sealed::opening(self, is_out, roster.may_bid(may));
            self.now_mut().opened = Some(opened);
            return;
        }
        let is_dutch = matches!(self.format(), Format::Dutch(_));
        let waits = is_dutch && !self.standings().is_empty();
        if !waits && self.tied().is_empty() && self.next_round().is_none() {
            self.conclude(roster, at);
        }
    }

    /// The lot ends at `at`: as of the end of the round where that ended it, else as of the hammer.
    pub(super) fn conclude(&mut self, roster: &Roster, at: i64) {
        if let Some(reason) = self.failure(roster) {
            return self.end(at, LotResult::Failed { reason });
        }
        if self.binding().is_some() {
            let result = self.sold();
            return self.end(at, result);
        }
        match self.terms.below_reserve {
            BelowReserve::Provisional { answer_within_ms } => {
                self.deadline = Some(at);
                self.state = State::Provisional { answer_by: at + answer_within_ms.micros() };
            }
            BelowReserve::Passed if self.reserve.is_some() => self.end(at, LotResult::Passed),
            // Nothing could be served whole.
            BelowReserve::Passed => {
                self.end(at, LotResult::Failed { reason: FailureReason::NoEligibleBid });
            }
        }
    }

    fn sold(&self) -> LotResult {
        let several = match self.format() {
            Format::Units(_) => several::result(self),
            Format::Exclusive(_) => exclusive::result(self),
            _ => None,
        };
        several.unwrap_or_else(|| {
            let standings = self.standings();
            let winner = standings.first().expect("a bid that binds is somebody's");
            let price = match self.format() {
                Format::Sealed(_) => sealed::price(self, winner),
                _ => winner.amount,
            };
            LotResult::Sold {
                paddle: Paddle(winner.paddle),
                price: money(price),
                royalty: winner.royalty,
            }
        })
    }

    /// The price that binds the seller: the best, where it reaches the reserve.
    pub(super) fn binding(&self) -> Option<Units> {
        let best = match self.format() {
            Format::Exclusive(_) => exclusive::value(self),
            Format::Units(_) => several::result(self).and(several::best(self)),
            _ => self.standings().first().map(|best| best.amount),
        };
        best.filter(|best| {
            self.reserve
                .is_none_or(|reserve| worth(&self.terms, reserve) <= worth(&self.terms, *best))
        })
    }

    /// Whether the best bid of the round meets the reserve; a leader's maximum counts.
    pub(super) fn reserve_met(&self) -> Reserve {
        let best = match self.format() {
            Format::English(_) => english::standing(self).map(|now| now.maximum),
            Format::Exclusive(_) => exclusive::value(self),
            Format::Units(_) => several::best(self),
            Format::Sealed(_) | Format::Dutch(_) | Format::Turns(_) => {
                self.ranking(self.now()).first().map(|best| best.amount)
            }
        };
        match (self.reserve, best) {
            (None, _) => Reserve::None,
            (Some(reserve), Some(best))
                if worth(&self.terms, reserve) <= worth(&self.terms, best) =>
            {
                Reserve::Met
            }
            (Some(_), _) => Reserve::NotMet,
        }
    }

    /// Why nobody can have the lot.
    fn failure(&self, roster: &Roster) -> Option<FailureReason> {
        let able = match self.format() {
            Format::Units(_) => sealed::eligible(self).len(),
            Format::Exclusive(_) => {
                let mut bidders: Vec<u32> = self.now().counting().map(|bid| bid.paddle).collect();
                bidders.sort_unstable();
                bidders.dedup();
                bidders.len()
            }
            // One takes a Dutch price by its nature: those who could have count.
            Format::Dutch(_) if !self.standings().is_empty() => {
                roster.may_bid(|paddle| self.now().admits(paddle))
            }
            _ => self.standings().len(),
        };
        let has_bid = self.held.iter().any(|held| !held.taken.is_empty());
        match able {
            0 if self.was_withdrawn => Some(FailureReason::BidWithdrawn),
            0 if roster.is_empty() => Some(FailureReason::NobodyRegistered),
            0 if has_bid => Some(FailureReason::NoEligibleBid),
            0 => Some(FailureReason::NoBid),
            1 if self.terms.single_bidder == SingleBidder::Refused => {
                Some(FailureReason::SingleBidder)
            }
            _ => None,
        }
    }
}
