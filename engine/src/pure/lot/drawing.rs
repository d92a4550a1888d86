//! The draw of a lot among equal bidders: they commit, they reveal, one is drawn (L42).

use std::collections::BTreeMap;

use gavel_proto::view::DrawView;
use gavel_proto::{DrawStep, Event, Hash, Paddle, Rejection, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Lot, Phase};
use crate::pure::draw::{self, AUCTIONEER};

/// A draw that runs or was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct Drawing {
    /// Among whom, by number.
    paddles: Vec<Paddle>,
    commitments: BTreeMap<Paddle, Hash>,
    /// The journal's head, fixed before any nonce is known.
    head: Option<Hash>,
    nonces: BTreeMap<Paddle, Hash>,
    winner: Option<Paddle>,
}

impl Drawing {
    fn among(paddles: Vec<Paddle>) -> Self {
        Self {
            paddles,
            commitments: BTreeMap::new(),
            head: None,
            nonces: BTreeMap::new(),
            winner: None,
        }
    }

    pub(super) const fn head(&self) -> Option<Hash> {
        self.head
    }

    pub(super) const fn winner(&self) -> Option<Paddle> {
        self.winner
    }

    /// Whether it is among others and this paddle.
    pub(super) fn is_among(&self, paddle: Paddle) -> bool {
        self.paddles.contains(&paddle)
    }

    /// Everybody who has a nonce in it: the auctioneer, then the bidders by number.
    fn hands(&self) -> impl Iterator<Item = Paddle> {
        [AUCTIONEER].into_iter().chain(self.paddles.iter().copied())
    }

    /// Who is drawn by these nonces; those that never came count as zeros.
    fn drawn(&self, head: Hash, nonces: &BTreeMap<Paddle, Hash>) -> DrawStep {
        let nonce = |hand| nonces.get(&hand).copied().unwrap_or(Hash::ZERO);
        let seed = draw::seed(head, self.hands().map(nonce));
        let winner = self.paddles[draw::place(seed, self.paddles.len())];
        let missing = self.hands().filter(|hand| !nonces.contains_key(hand)).collect();
        DrawStep::Drawn { seed, winner, missing }
    }

    pub(in crate::pure) fn view(&self, until: Timestamp) -> DrawView {
        DrawView {
            paddles: self.paddles.clone(),
            committed: self.commitments.keys().copied().collect(),
            revealed: self.nonces.keys().copied().collect(),
            head: self.head,
            until,
            winner: self.winner,
        }
    }
}

impl Lot {
    /// # Errors
    /// The round is not over, another is to be held, or nobody is tied.
    pub(in crate::pure) fn decide_draw(&self, at: Timestamp) -> Result<Vec<Event>, Rejection> {
        match &self.phase {
            Phase::RoundOver { .. } => {}
            Phase::Drawing { until, .. } => return Err(Rejection::DrawRuns { until: *until }),
            Phase::Published
            | Phase::Open { .. }
            | Phase::Paused { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => {
                self.accepting(at)?;
                return Err(Rejection::NotInDraw {});
            }
        }
        if let Some(next) = self.next_round() {
            return Err(Rejection::RoundsLeft { round: next.round });
        }
        let paddles = self.tied();
        if paddles.is_empty() {
            return Err(Rejection::NotInDraw {});
        }
        let commit_by = at.after(self.terms.draw.commit_ms);
        Ok(vec![self.drawing(DrawStep::Began { paddles, commit_by })])
    }

    /// # Errors
    /// Nothing is drawn, not this hand's draw, too late, or done already.
    pub(in crate::pure) fn decide_commit(
        &self,
        at: Timestamp,
        hand: Paddle,
        commitment: Hash,
    ) -> Result<Vec<Event>, Rejection> {
        let (draw, until) = self.runs(hand)?;
        if draw.commitments.contains_key(&hand) {
            return Err(Rejection::AlreadyInDraw {});
        }
        if draw.head.is_some() || until <= at {
            return Err(Rejection::Closed { closed_at: until.min(at) });
        }
        let committed = self.drawing(DrawStep::Committed { paddle: hand, commitment });
        let is_last = draw.commitments.len() == draw.paddles.len();
        // All have committed: the tick that fixes the head is due now.
        let moved = is_last.then_some(Event::DeadlineMoved { lot: self.id, closes_at: at });
        Ok([committed].into_iter().chain(moved).collect())
    }

    /// # Errors
    /// Nothing is drawn, not this hand's draw, too early, too late, done already, or another
    /// nonce than was committed to.
    pub(in crate::pure) fn decide_reveal(
        &self,
        at: Timestamp,
        hand: Paddle,
        nonce: Hash,
    ) -> Result<Vec<Event>, Rejection> {
        let (draw, until) = self.runs(hand)?;
        let Some(head) = draw.head else {
            return Err(Rejection::RevealTooEarly { commit_by: until });
        };
        if draw.nonces.contains_key(&hand) {
            return Err(Rejection::AlreadyInDraw {});
        }
        if until <= at {
            return Err(Rejection::Closed { closed_at: until });
        }
        if draw.commitments.get(&hand) != Some(&draw::commitment(hand, nonce)) {
            return Err(Rejection::NonceDiffers {});
        }
        let revealed = self.drawing(DrawStep::Revealed { paddle: hand, nonce });
        let mut nonces = draw.nonces.clone();
        nonces.insert(hand, nonce);
        let is_last = nonces.len() == draw.commitments.len();
        let drawn = is_last.then(|| self.drawing(draw.drawn(head, &nonces)));
        Ok([revealed].into_iter().chain(drawn).collect())
    }

    /// What is due when a step of the draw ends.
    pub(super) fn due_in_draw(&self, deadline: Timestamp, head: Option<Hash>) -> Vec<Event> {
        let draw = self.draw.as_ref().expect("invariant: a lot is drawn in a draw");
        if let Some(head) = draw.head {
            return vec![self.drawing(draw.drawn(head, &draw.nonces))];
        }
        let head = head.unwrap_or(Hash::ZERO);
        let reveal_by = deadline.after(self.terms.draw.reveal_ms);
        let closed = self.drawing(DrawStep::CommitsClosed { head, reveal_by });
        let is_silent = draw.commitments.is_empty();
        let drawn = is_silent.then(|| self.drawing(draw.drawn(head, &draw.nonces)));
        [closed].into_iter().chain(drawn).collect()
    }

    /// The draw that runs, if this hand has a part in it, and when its present step ends.
    fn runs(&self, hand: Paddle) -> Result<(&Drawing, Timestamp), Rejection> {
        let Phase::Drawing { until, .. } = &self.phase else {
            return Err(Rejection::NotInDraw {});
        };
        let draw = self.draw.as_ref().filter(|draw| draw.hands().any(|one| one == hand));
        Ok((draw.ok_or(Rejection::NotInDraw {})?, *until))
    }

    fn drawing(&self, step: DrawStep) -> Event {
        Event::Draw { lot: self.id, step }
    }

    /// Records a step of the draw.
    pub(super) fn evolve_draw(&mut self, step: &DrawStep) {
        let closed_at = self.phase.closes_at().expect("invariant: a draw follows a round");
        match step {
            DrawStep::Began { paddles, commit_by } => {
                self.draw = Some(Drawing::among(paddles.clone()));
                self.phase = Phase::Drawing { closed_at, until: *commit_by };
            }
            DrawStep::CommitsClosed { reveal_by, .. } => self.phase.set_deadline(*reveal_by),
            DrawStep::Drawn { .. } => self.phase = Phase::RoundOver { closed_at },
            DrawStep::Committed { .. } | DrawStep::Revealed { .. } => {}
        }
        let draw = self.draw.as_mut().expect("invariant: the steps of a draw follow its beginning");
        match step {
            DrawStep::Committed { paddle, commitment } => {
                draw.commitments.insert(*paddle, *commitment);
            }
            DrawStep::CommitsClosed { head, .. } => draw.head = Some(*head),
            DrawStep::Revealed { paddle, nonce } => {
                draw.nonces.insert(*paddle, *nonce);
            }
            DrawStep::Drawn { winner, .. } => draw.winner = Some(*winner),
            DrawStep::Began { .. } => {}
        }
    }
}
