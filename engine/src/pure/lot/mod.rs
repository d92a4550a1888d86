//! A lot: its frozen terms, where it stands, and the order book of its round. Bids come here.

mod after;
mod allot;
mod book;
mod command;
mod conditions;
mod deadline;
mod desk;
mod drawing;
mod dutch;
mod english;
mod envelopes;
mod evolve;
mod exclusive;
mod fault;
mod offer;
mod phase;
mod programme;
mod record;
mod sealed;
mod strike;
mod turns;
mod units;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use gavel_proto::terms::{Pace, Round, Terms};
use gavel_proto::view::PricePoint;
use gavel_proto::{
    Bid, BidId, Channel, Direction, Event, Hash, LotId, Millis, Money, Offer, Paddle, Reason,
    Rejection, Reserve, Royalty, Timestamp, limits,
};
use serde::{Deserialize, Serialize};

use super::roster::Roster;
pub(super) use book::Book;
pub(super) use drawing::Drawing;
use offer::Taken;
pub(super) use phase::Phase;
pub(super) use record::Record;

/// A lot of the session. Only the session's thread touches it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Lot {
    pub(super) id: LotId,
    pub(super) terms: Terms,
    pub(super) reserve: Option<Money>,
    pub(super) phase: Phase,
    /// The round that runs or ran last.
    pub(super) held: Held,
    pub(super) book: Book,
    pub(super) record: Record,
    /// What the rounds before this one left standing: one bid a bidder, best first.
    carried: Vec<Ranked>,
    /// Who was tied at the top of it, by number.
    carried_tied: Vec<Paddle>,
    /// Who led at the end of each round of the programme.
    leaders: BTreeMap<u32, Paddle>,
    barred: BTreeMap<Paddle, Reason>,
    pub(super) draw: Option<Drawing>,
    pub(super) history: VecDeque<PricePoint>,
    /// Whether any bid was accepted, in any round.
    had_bids: bool,
    /// Whether a leader took his bid back (L50).
    was_withdrawn: bool,
    /// Whether a winner refused the result (L51): it happens once.
    was_refused: bool,
}

/// A round as it is held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Held {
    /// Its place in the programme, from 1.
    pub(super) round: u32,
    /// Which time it is held, from 1.
    pub(super) time: u32,
    /// Who may bid; absent: everybody on the roster.
    pub(super) open_to: Option<Vec<Paddle>>,
    /// Who may not, in a round that is open to all but the leader.
    pub(super) closed_to: Option<Paddle>,
    /// The deadline that it opened with.
    closes_at: Option<Timestamp>,
    /// How long its clock has stood still, in microseconds.
    paused: i64,
    /// Who left it.
    left: BTreeSet<Paddle>,
}

/// What one bidder stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ranked {
    pub(super) paddle: Paddle,
    pub(super) amount: Money,
    /// How far a leader in the open would go: nobody hears it.
    maximum: Option<Money>,
    /// What the amount is made of, if it is a royalty.
    pub(super) royalty: Option<Royalty>,
}

impl Ranked {
    const fn plain(paddle: Paddle, amount: Money) -> Self {
        Self { paddle, amount, maximum: None, royalty: None }
    }
}

/// Who bids, and how the bid came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) paddle: Paddle,
    pub(super) channel: Channel,
}

/// What a book may know of its lot.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    id: LotId,
    terms: &'a Terms,
    round: &'a Round,
    held: &'a Held,
    reserve: Option<Money>,
    /// The best of the rounds before, where a sealed round opens.
    opens_at: Option<Money>,
    closes_at: Option<Timestamp>,
}

impl Standing<'_> {
    /// Whether a best bid at this amount meets the reserve.
    pub(super) fn reserve_at(&self, best: Option<Money>) -> Reserve {
        match (self.reserve, best) {
            (None, _) => Reserve::None,
            (Some(reserve), Some(best)) if self.terms.direction.reaches(best, reserve) => {
                Reserve::Met
            }
            (Some(_), _) => Reserve::NotMet,
        }
    }

    /// A bid is taken: what its owner hears of it.
    fn accepted(&self, at: Timestamp, asker: Asker, bid_id: BidId, taken: Taken) -> Event {
        Event::BidAccepted {
            lot: self.id,
            paddle: asker.paddle,
            bid_id,
            amount: taken.amount,
            maximum: taken.maximum,
            royalty: taken.royalty,
            schedule: taken.schedule,
            channel: asker.channel,
            at,
        }
    }

    /// The length of a step of the round's own clock.
    fn every(&self) -> Millis {
        let Pace::Stepped(stepped) = &self.round.pace else {
            panic!("invariant: a Dutch round and a round in turns go by steps");
        };
        stepped.every_ms
    }
}

impl Held {
    fn first() -> Self {
        Self {
            round: 1,
            time: 1,
            open_to: None,
            closed_to: None,
            closes_at: None,
            paused: 0,
            left: BTreeSet::new(),
        }
    }

    /// Whether this paddle may bid in the round.
    fn admits(&self, paddle: Paddle) -> bool {
        self.open_to.as_ref().is_none_or(|paddles| paddles.contains(&paddle))
            && self.closed_to != Some(paddle)
    }
}

impl Lot {
    pub(super) fn new(id: LotId, terms: Terms) -> Self {
        let held = Held::first();
        let standing = standing(id, &terms, None, &held, &[], None);
        let book = Book::begin(standing, &[], None);
        Self {
            id,
            terms,
            reserve: None,
            phase: Phase::Published,
            held,
            book,
            record: Record::default(),
            carried: Vec::new(),
            carried_tied: Vec::new(),
            leaders: BTreeMap::new(),
            barred: BTreeMap::new(),
            draw: None,
            history: VecDeque::new(),
            had_bids: false,
            was_withdrawn: false,
            was_refused: false,
        }
    }

    /// Decides what `bid` does to this lot at `at`. Changes nothing.
    ///
    /// Same lot, same `at`, same bid: same answer, on every machine, on every replay.
    ///
    /// # Errors
    /// The first [`Rejection`] that applies, in the order that type declares them.
    pub(super) fn decide_bid(
        &self,
        roster: &Roster,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        self.accepting(at)?;
        let member = roster.member(asker.paddle)?;
        member.may_take_part()?;
        if let Some(reason) = self.barred.get(&asker.paddle) {
            return Err(Rejection::Disqualified { reason: reason.clone() });
        }
        if !self.held.admits(asker.paddle) {
            return Err(Rejection::NotInRound { round: self.held.round });
        }
        if self.held.left.contains(&asker.paddle) {
            return Err(Rejection::HasLeft {});
        }
        let standing = self.standing();
        self.book.check_turn(standing, at, asker.paddle)?;
        member.may_bid(|| self.owed(&bid.offer))?;
        if asker.channel != Channel::Online && !self.is_open_offer(&bid.offer) {
            return Err(Rejection::NotByClerk {});
        }
        self.check_conditions(at, bid)?;
        let events = self.book.decide(standing, at, asker, bid)?;
        if limits::BIDS_PER_LOT <= self.record.len() {
            return Err(Rejection::BookFull {});
        }
        Ok(events)
    }

    /// Refuses what comes while no bids are taken. The steps of a Dutch round follow each other
    /// by the clock, so there the book says when it is over.
    fn accepting(&self, at: Timestamp) -> Result<Option<Timestamp>, Rejection> {
        if let Phase::Open { closes_at, .. } = &self.phase
            && self.book.steps_late()
        {
            return Ok(*closes_at);
        }
        self.phase.accepting(at, self.opens_at())
    }

    /// What a clerk may enter: what was called out in the open.
    fn is_open_offer(&self, offer: &Offer) -> bool {
        self.book.envelopes().is_none() && !matches!(offer, Offer::Maximum(_))
    }

    /// The most that the bidder would owe; nothing in a reverse lot, where the bidder is paid.
    fn owed(&self, offer: &Offer) -> Option<Money> {
        if self.terms.direction == Direction::Reverse {
            return None;
        }
        offer::owed(&self.terms, offer, || self.asking())
    }

    /// The least next bid, in the open.
    pub(super) fn asking(&self) -> Option<Money> {
        self.book.asking(self.standing())
    }

    /// When something is due on this lot without anybody asking.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::Published => self.opens_at(),
            Phase::Open { closes_at, .. } => *closes_at,
            Phase::RoundOver { closed_at } => self.next_opens_at(*closed_at),
            Phase::Drawing { until, .. } => Some(*until),
            Phase::Provisional { answer_by, .. } => Some(*answer_by),
            Phase::Paused { .. } | Phase::Closed { .. } | Phase::RunnerUp { .. } => None,
        }
    }

    /// Whether the tick that is due needs the journal's head: a draw takes its seed from it.
    pub(super) fn wants_head(&self) -> bool {
        matches!(self.phase, Phase::Drawing { .. })
            && self.draw.as_ref().is_some_and(|draw| draw.head().is_none())
    }

    /// What is due on this lot at `at`, as of its deadline.
    pub(super) fn due(&self, roster: &Roster, at: Timestamp, head: Option<Hash>) -> Vec<Event> {
        let Some(deadline) = self.deadline().filter(|deadline| *deadline <= at) else {
            return Vec::new();
        };
        match &self.phase {
            Phase::Published => vec![self.first_opened(deadline)],
            Phase::Open { .. } => match self.book.due(self.standing(), deadline) {
                Some(step) => vec![step],
                None => self.end_round(roster, deadline),
            },
            Phase::RoundOver { .. } => self.next_opened(deadline).into_iter().collect(),
            Phase::Drawing { .. } => self.due_in_draw(deadline, head),
            Phase::Provisional { .. } => vec![self.passed(deadline)],
            Phase::Paused { .. } | Phase::Closed { .. } | Phase::RunnerUp { .. } => Vec::new(),
        }
    }

    fn opens_at(&self) -> Option<Timestamp> {
        self.round().pace.opens_at()
    }

    /// The round of the programme that runs or ran last.
    fn round(&self) -> &Round {
        self.terms.round(self.held.round)
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        let closes_at = self.phase.closes_at();
        standing(self.id, &self.terms, self.reserve, &self.held, &self.carried, closes_at)
    }
}

fn standing<'a>(
    id: LotId,
    terms: &'a Terms,
    reserve: Option<Money>,
    held: &'a Held,
    carried: &[Ranked],
    closes_at: Option<Timestamp>,
) -> Standing<'a> {
    Standing {
        id,
        terms,
        round: terms.round(held.round),
        held,
        reserve,
        opens_at: carried.first().map(|best| best.amount),
        closes_at,
    }
}
