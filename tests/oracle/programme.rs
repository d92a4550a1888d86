//! The programme of rounds by the rule book (1, 6): who stands at what over all of them, which
//! follows, and who may bid in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gavel_proto::Format;
use gavel_proto::terms::OpenTo;

use super::clock::{Clock, soft_close};
use super::lot::{Held, Lot, Ranked, State};
use super::plain::{Units, worth};
use super::{dutch, english, sealed, turns};

/// A round that is to be held.
pub(super) struct Next {
    pub(super) round: u32,
    pub(super) time: u32,
    open_to: Option<Vec<u32>>,
    closed_to: Option<u32>,
}

impl Lot {
    /// What this round alone left standing, best first.
    pub(super) fn ranking(&self, held: &Held) -> Vec<Ranked> {
        match &self.terms.rounds[held.round as usize - 1].format {
            Format::English(_) => english::ranking(self),
            Format::Sealed(_) => {
                sealed::ranking(self, held.opened.as_ref().map_or(&[], |(opened, _)| opened))
            }
            Format::Dutch(_) => dutch::ranking(held),
            Format::Turns(_) => turns::ranking(self, held),
            Format::Units(_) | Format::Exclusive(_) => Vec::new(),
        }
    }

    /// What every bidder stands at over all rounds, best first, the earlier among equals, but for
    /// who was drawn.
    pub(super) fn standings(&self) -> Vec<Ranked> {
        let now = self.now();
        let mut all = now.carried.clone();
        all.extend(self.ranking(now));
        all.retain(|ranked| !self.barred.contains_key(&ranked.paddle));
        all.sort_by_key(|ranked| Reverse(worth(&self.terms, ranked.amount)));
        let mut standings: Vec<Ranked> = Vec::new();
        for ranked in all {
            if standings.iter().all(|better| better.paddle != ranked.paddle) {
                standings.push(ranked);
            }
        }
        if let Some(place) = standings.iter().position(|one| Some(one.paddle) == now.drawn) {
            let drawn = standings.remove(place);
            standings.insert(0, drawn);
        }
        standings
    }

    /// Price and leader of the round that runs or ran last, in the open.
    pub(super) fn in_the_open(&self) -> Option<Ranked> {
        match self.format() {
            Format::English(_) | Format::Dutch(_) | Format::Turns(_) => {
                self.ranking(self.now()).into_iter().next()
            }
            Format::Sealed(_) | Format::Units(_) | Format::Exclusive(_) => None,
        }
    }

    /// Who is equal at the top, where no earlier bid goes before them.
    pub(super) fn tied(&self) -> Vec<u32> {
        let now = self.now();
        if !matches!(self.state, State::RoundOver) || now.drawn.is_some() {
            return Vec::new();
        }
        let standings = self.standings();
        let Some(best) = standings.first().map(|best| best.amount) else {
            return Vec::new();
        };
        if now.carried.first().is_some_and(|before| before.amount == best) {
            // Nobody went higher: who was tied before still is.
            let mut tied = now.carried_tied.clone();
            tied.retain(|paddle| !self.barred.contains_key(paddle));
            return if tied.len() == 1 { Vec::new() } else { tied };
        }
        if !matches!(self.format(), Format::Sealed(_) | Format::Dutch(_)) {
            return Vec::new();
        }
        let top = standings.iter().filter(|ranked| ranked.amount == best);
        let mut tied: Vec<u32> = top.map(|ranked| ranked.paddle).collect();
        tied.sort_unstable();
        if tied.len() == 1 { Vec::new() } else { tied }
    }

    pub(super) fn next_round(&self) -> Option<Next> {
        let now = self.now();
        let standings = self.standings();
        let best = standings.first().map(|best| best.amount);
        let before = now.carried.first().map(|best| best.amount);
        let mut candidates = Vec::new();
        if best.is_some() && best != before && now.time < self.round().times {
            candidates.push((now.round, now.time + 1));
        }
        for round in now.round as usize..self.terms.rounds.len() {
            candidates.push((u32::try_from(round + 1).expect("few"), 1));
        }
        for (round, time) in candidates {
            let terms = &self.terms.rounds[round as usize - 1];
            let has_turns = 2 <= standings.len() || !matches!(terms.format, Format::Turns(_));
            if let Some((open_to, closed_to)) = self.admitted(terms.open_to, &standings)
                && has_turns
            {
                return Some(Next { round, time, open_to, closed_to });
            }
        }
        None
    }

    /// Who may bid; nothing if nobody but the leader may.
    fn admitted(
        &self,
        open_to: OpenTo,
        standings: &[Ranked],
    ) -> Option<(Option<Vec<u32>>, Option<u32>)> {
        let leader = standings.first().map(|best| best.paddle);
        let mut paddles: Vec<u32> = match open_to {
            OpenTo::Everybody => return Some((None, None)),
            OpenTo::AllButLeader => return leader.map(|leader| (None, Some(leader))),
            OpenTo::Bidders => self.now().counting().map(|bid| bid.paddle).chain(leader).collect(),
            OpenTo::Best(most) => {
                standings.iter().take(most as usize).map(|one| one.paddle).collect()
            }
            OpenTo::WithinBasisPoints(points) => {
                let best = standings.first()?.amount;
                let distance = best * Units::from(points);
                let near = standings.iter().filter(|one| {
                    (worth(&self.terms, best) - worth(&self.terms, one.amount)) * 10_000 <= distance
                });
                near.map(|one| one.paddle).collect()
            }
            OpenTo::Tied => self.tied(),
            OpenTo::LastWindow => {
                let soft = soft_close(&self.terms, self.now().round);
                let late = self.now().clock.last_window(soft);
                if late.len() == 1 { Vec::new() } else { late }
            }
            OpenTo::LeaderOf(round) if round == self.now().round => leader.into_iter().collect(),
            OpenTo::LeaderOf(round) => {
                let held = self.held.iter().rev().find(|held| held.round == round);
                held.and_then(|held| held.led).into_iter().collect()
            }
        };
        paddles.retain(|paddle| !self.barred.contains_key(paddle));
        paddles.sort_unstable();
        paddles.dedup();
        let is_contested = paddles.iter().any(|paddle| Some(*paddle) != leader);
        is_contested.then_some((Some(paddles), None))
    }

    /// A time of a round to which nothing has happened yet.
    pub(super) fn fresh(&self, round: u32, time: u32, closes_at: Option<i64>) -> Held {
        let increments = match &self.terms.rounds[round as usize - 1].format {
            Format::English(english) => vec![english.increment.clone()],
            _ => Vec::new(),
        };
        Held {
            round,
            time,
            open_to: None,
            closed_to: None,
            closes_at,
            paused: 0,
            taken: Vec::new(),
            left: Vec::new(),
            increments,
            carried: Vec::new(),
            carried_tied: Vec::new(),
            clock: Clock::new(closes_at),
            steps: 0,
            turns: Vec::new(),
            turn: 0,
            opened: None,
            awaited: BTreeMap::new(),
            drawn: None,
            led: None,
        }
    }

    pub(super) fn open_first(&mut self, at: i64) {
        let closes_at = Self::first_deadline(&self.round().pace, at);
        let first = self.fresh(1, 1, closes_at);
        self.held = vec![first];
        self.state = State::Open;
        self.deadline = closes_at;
        self.calls = 0;
    }

    pub(super) fn open_next(&mut self, next: Next, at: i64) {
        let carried = self.standings();
        let carried_tied = self.tied();
        self.now_mut().led = carried.first().map(|best| best.paddle);
        let round = &self.terms.rounds[next.round as usize - 1];
        let closes_at = Self::first_deadline(&round.pace, at);
        let takes_turns = matches!(round.format, Format::Turns(_));
        let mut held = self.fresh(next.round, next.time, closes_at);
        held.open_to = next.open_to;
        held.closed_to = next.closed_to;
        if takes_turns {
            let may_bid = carried.iter().rev().map(|ranked| ranked.paddle);
            held.turns = may_bid.filter(|paddle| held.admits(*paddle)).collect();
        }
        held.carried = carried;
        held.carried_tied = carried_tied;
        self.held.push(held);
        self.draw = None;
        self.state = State::Open;
        self.deadline = closes_at;
        self.calls = 0;
    }

    /// When the next round opens by itself.
    pub(super) fn next_opens_at(&self) -> Option<i64> {
        let next = self.next_round()?;
        let after = self.terms.rounds[next.round as usize - 1].pace.opens_after()?;
        Some(self.deadline.expect("the round is over") + after.micros())
    }
}
