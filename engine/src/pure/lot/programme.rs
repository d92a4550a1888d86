//! The programme of a lot: which round follows, who may bid in it, and how the lot ends.

use std::collections::BTreeSet;

use gavel_proto::terms::{BelowReserve, Closes, Pace, SingleBidder};
use gavel_proto::{Direction, Event, FailureReason, Format, LotResult, Money, Paddle, Rejection};
use gavel_proto::{Timestamp, terms::OpenTo};

use super::{Book, Drawing, Held, Lot, Phase, Ranked, envelopes, sealed, standing};
use crate::pure::roster::Roster;

/// A round that is to be held.
pub(in crate::pure) struct Next {
    pub(in crate::pure) round: u32,
    pub(super) time: u32,
    open_to: Option<Vec<Paddle>>,
    closed_to: Option<Paddle>,
}

impl Lot {
    /// What every bidder stands at over all rounds, best first: the best bid of a round stands in
    /// every later round, and equal amounts rank by the earlier.
    pub(in crate::pure) fn standings(&self) -> Vec<Ranked> {
        let direction = self.terms.direction;
        let mut standings = self.carried.clone();
        standings.extend(self.book.ranking(self.standing()));
        standings.retain(|ranked| !self.barred.contains_key(&ranked.paddle));
        standings.sort_by(|one, other| direction.order(one.amount, other.amount));
        let mut seen = BTreeSet::new();
        standings.retain(|ranked| seen.insert(ranked.paddle));
        let drawn = self.draw.as_ref().and_then(Drawing::winner);
        if let Some(place) = standings.iter().position(|ranked| Some(ranked.paddle) == drawn) {
            standings[..=place].rotate_right(1);
        }
        standings
    }

    /// Who was drawn among the tied, if a draw was done.
    pub(in crate::pure) fn drawn(&self) -> Option<Ranked> {
        self.draw.as_ref().and_then(Drawing::winner)?;
        self.standings().first().copied()
    }

    /// Who stands at the top with equal bids that a draw must tell apart, by number, now that the
    /// round is over.
    pub(in crate::pure) fn tied(&self) -> Vec<Paddle> {
        if self.draw.as_ref().is_some_and(|draw| draw.winner().is_some()) {
            return Vec::new();
        }
        let standings = self.standings();
        let best = standings.first().map(|best| best.amount);
        if best.is_some() && best == self.carried.first().map(|best| best.amount) {
            // Nobody went higher: whoever was tied before still is.
            let mut tied = self.carried_tied.clone();
            tied.retain(|paddle| !self.barred.contains_key(paddle));
            return if tied.len() < 2 { Vec::new() } else { tied };
        }
        if self.book.draws_ties() { sealed::tied(&standings) } else { Vec::new() }
    }

    /// The round that is to be held when this one is over, if one is.
    pub(in crate::pure) fn next_round(&self) -> Option<Next> {
        let standings = self.standings();
        let best = standings.first().map(|best| best.amount);
        let is_better = best.is_some() && best != self.carried.first().map(|best| best.amount);
        let again = (self.held.time < self.round().times && is_better)
            .then_some((self.held.round, self.held.time + 1));
        let rounds = u32::try_from(self.terms.rounds.len()).unwrap_or(u32::MAX);
        let later = (self.held.round + 1..=rounds).map(|round| (round, 1));
        again.into_iter().chain(later).find_map(|(round, time)| {
            let (open_to, closed_to) =
                self.admitted(self.terms.round(round).open_to, &standings)?;
            let takes_turns = matches!(self.terms.round(round).format, Format::Turns(_));
            let is_held = !takes_turns || 2 <= standings.len();
            is_held.then_some(Next { round, time, open_to, closed_to })
        })
    }

    /// Who may bid in a round that is open to `open_to`; nothing if nobody but the leader may.
    fn admitted(
        &self,
        open_to: OpenTo,
        standings: &[Ranked],
    ) -> Option<(Option<Vec<Paddle>>, Option<Paddle>)> {
        let leader = standings.first().map(|best| best.paddle);
        let paddles = |admitted: &[Ranked]| -> Vec<Paddle> {
            admitted.iter().map(|ranked| ranked.paddle).collect()
        };
        let mut admitted = match open_to {
            OpenTo::Everybody => return Some((None, None)),
            OpenTo::AllButLeader => return leader.map(|leader| (None, Some(leader))),
            OpenTo::Bidders => self.record.bidders().into_iter().chain(leader).collect(),
            OpenTo::Best(best) => paddles(&standings[..standings.len().min(best as usize)]),
            OpenTo::WithinBasisPoints(points) => {
                let best = standings.first()?.amount;
                let mut near = standings.to_vec();
                near.retain(|ranked| self.is_within(ranked.amount, best, points));
                paddles(&near)
            }
            OpenTo::Tied => self.tied(),
            OpenTo::LastWindow => {
                let late = self.book.last_window(self.standing());
                if late.len() < 2 { Vec::new() } else { late }
            }
            OpenTo::LeaderOf(round) => {
                let led = self.leaders.get(&round).copied();
                let led = if round == self.held.round { leader } else { led };
                led.into_iter().collect()
            }
        };
        admitted.retain(|paddle| !self.barred.contains_key(paddle));
        admitted.sort_unstable();
        admitted.dedup();
        let is_contested = admitted.iter().any(|paddle| Some(*paddle) != leader);
        is_contested.then_some((Some(admitted), None))
    }

    /// Whether `amount` lies within so many basis points of `best`, exactly.
    fn is_within(&self, amount: Money, best: Money, points: u32) -> bool {
        let units = |money: Money| money.minor_units(&self.terms.currency);
        let (amount, best) = (units(amount) * 10_000, units(best));
        match self.terms.direction {
            Direction::Forward => best * u128::from(10_000 - points) <= amount,
            Direction::Reverse => amount <= best * u128::from(10_000 + points),
        }
    }

    /// When the next round opens by itself, if it does.
    pub(in crate::pure) fn next_opens_at(&self, closed_at: Timestamp) -> Option<Timestamp> {
        self.opens_at_of(&self.next_round()?, closed_at)
    }

    /// When this next round opens by itself, if it does.
    pub(in crate::pure) fn opens_at_of(
        &self,
        next: &Next,
        closed_at: Timestamp,
    ) -> Option<Timestamp> {
        let after = self.terms.round(next.round).pace.opens_after()?;
        Some(closed_at.after(after))
    }

    /// The opening of the first round as of `at`.
    pub(super) fn first_opened(&self, at: Timestamp) -> Event {
        Event::LotOpened {
            lot: self.id,
            round: 1,
            time: 1,
            open_to: None,
            closed_to: None,
            closes_at: opening_deadline(&self.round().pace, at),
            asking: self.asking(),
        }
    }

    /// The opening of the next round as of `at`, if there is one.
    pub(super) fn next_opened(&self, at: Timestamp) -> Option<Event> {
        let Next { round, time, open_to, closed_to } = self.next_round()?;
        let closes_at = opening_deadline(&self.terms.round(round).pace, at);
        let (to, not_to) = (open_to.clone(), closed_to);
        let held = Held { round, time, open_to: to, closed_to: not_to, closes_at, ..Held::first() };
        let carried = self.standings();
        let standing = standing(self.id, &self.terms, self.reserve, &held, &carried, closes_at);
        let asking = Book::begin(standing, &carried, closes_at).asking(standing);
        Some(Event::LotOpened { lot: self.id, round, time, open_to, closed_to, closes_at, asking })
    }

    /// Begins a round with what the rounds before it left standing.
    pub(super) fn begin_round(&mut self, held: Held) {
        if (held.round, held.time) != (1, 1) {
            let standings = self.standings();
            if let Some(leader) = standings.first() {
                self.leaders.insert(self.held.round, leader.paddle);
            }
            self.carried_tied = self.tied();
            self.carried = standings;
        }
        self.record = super::Record::default();
        self.draw = None;
        self.held = held;
        self.phase = Phase::Open { closes_at: self.held.closes_at, calls: 0 };
        self.book = Book::begin(self.standing(), &self.carried, self.held.closes_at);
    }

    /// What the end of a round is, as of `closed_at`: an opening of envelopes, a wait for the
    /// next round, a draw or the auctioneer's hand, or the end of the lot.
    pub(super) fn end_round(&self, roster: &Roster, closed_at: Timestamp) -> Vec<Event> {
        let is_barred = |paddle| self.barred.contains_key(&paddle) || roster.is_excluded(paddle);
        if let Some(opened) = self.book.opening(self.standing(), is_barred) {
            let came: BTreeSet<Paddle> = opened.iter().map(|one| one.paddle).collect();
            let issued = roster.eligible(|paddle| {
                self.held.admits(paddle) && (came.contains(&paddle) || !is_barred(paddle))
            });
            let count = envelopes::count(issued, &opened);
            return vec![Event::EnvelopesOpened {
                lot: self.id,
                closed_at,
                envelopes: opened,
                count,
            }];
        }
        let tied = self.tied();
        let awaits_hammer = self.book.awaits_hammer() && !self.standings().is_empty();
        if awaits_hammer || !tied.is_empty() || self.next_round().is_some() {
            return vec![Event::RoundEnded { lot: self.id, closed_at, tied }];
        }
        vec![self.ended(roster, closed_at, closed_at)]
    }

    /// How the lot ends now that no round is left to be held: the last event, as of `closed_at`.
    pub(super) fn ended(&self, roster: &Roster, at: Timestamp, closed_at: Timestamp) -> Event {
        let closed = |result| Event::LotClosed { lot: self.id, closed_at, result };
        if let Some(reason) = self.failure(roster) {
            return closed(LotResult::Failed { reason });
        }
        let standings = self.standings();
        let winner = standings.first();
        if self.binding().is_some() {
            return closed(self.sold(winner));
        }
        match (self.terms.below_reserve, winner) {
            (BelowReserve::Provisional { answer_within_ms }, Some(winner)) => {
                Event::LotProvisional {
                    lot: self.id,
                    closed_at,
                    paddle: winner.paddle,
                    price: winner.amount,
                    answer_by: at.after(answer_within_ms),
                }
            }
            (BelowReserve::Passed | BelowReserve::Provisional { .. }, _)
                if self.reserve.is_some() =>
            {
                closed(LotResult::Passed)
            }
            // Nothing could be served whole.
            (BelowReserve::Passed | BelowReserve::Provisional { .. }, _) => {
                closed(LotResult::Failed { reason: FailureReason::NoEligibleBid })
            }
        }
    }

    fn sold(&self, winner: Option<&Ranked>) -> LotResult {
        let single = winner.map(|winner| LotResult::Sold {
            paddle: winner.paddle,
            price: self.book.price(self.standing(), winner),
            royalty: winner.royalty,
        });
        self.book
            .several(self.standing())
            .or(single)
            .expect("invariant: what binds the seller is somebody's bid")
    }

    /// The price that binds the seller, if one does: the best bid, where it reaches the reserve.
    pub(super) fn binding(&self) -> Option<Money> {
        let standing = self.standing();
        let direction = self.terms.direction;
        let best = if self.book.sells_several() {
            self.book.several(standing).and(self.book.best(standing))
        } else {
            self.standings().first().map(|best| best.amount)
        }?;
        self.reserve.is_none_or(|reserve| direction.reaches(best, reserve)).then_some(best)
    }

    /// Why nobody can have the lot, if nobody can (L52, L49).
    fn failure(&self, roster: &Roster) -> Option<FailureReason> {
        let eligible = match self.book.envelopes() {
            Some(envelopes) if self.book.sells_several() => envelopes.eligible().count(),
            None if self.book.sells_several() => self.record.bidders().len(),
            // One accepts a Dutch price by its nature: those who could have count.
            None if self.book.awaits_hammer() && !self.standings().is_empty() => {
                roster.eligible(|paddle| self.held.admits(paddle))
            }
            Some(_) | None => self.standings().len(),
        };
        match eligible {
            0 if self.was_withdrawn => Some(FailureReason::BidWithdrawn),
            0 if roster.is_empty() => Some(FailureReason::NobodyRegistered),
            0 if self.had_bids => Some(FailureReason::NoEligibleBid),
            0 => Some(FailureReason::NoBid),
            1 if self.terms.single_bidder == SingleBidder::Refused => {
                Some(FailureReason::SingleBidder)
            }
            _ => None,
        }
    }

    /// Refuses the hammer while another round is to be held, or equals are to be drawn.
    pub(super) fn check_last_round(&self) -> Result<(), Rejection> {
        if let Some(next) = self.next_round() {
            return Err(Rejection::RoundsLeft { round: next.round });
        }
        let paddles = self.tied();
        if paddles.is_empty() || self.failure_is_certain() {
            Ok(())
        } else {
            Err(Rejection::Tied { paddles })
        }
    }

    /// Whether no draw could sell the lot: the tied bids do not reach the reserve.
    fn failure_is_certain(&self) -> bool {
        self.binding().is_none() && self.terms.below_reserve == BelowReserve::Passed
    }
}

/// The deadline that a round of this pace has as it opens at `at`.
fn opening_deadline(pace: &Pace, at: Timestamp) -> Option<Timestamp> {
    match pace {
        Pace::Hammer => None,
        Pace::Stepped(stepped) => Some(at.after(stepped.every_ms)),
        Pace::Timed(timed) => match timed.closes {
            Closes::At(closes_at) => Some(closes_at),
            Closes::AfterOpeningMs(length) => Some(at.after(length)),
            Closes::AfterFirstBidMs(_) => None,
        },
    }
}
