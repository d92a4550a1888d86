//! A lot as the oracle keeps it: every round that was held, with every accepted bid in it.

use std::collections::BTreeMap;

use gavel_proto::terms::{Closes, Format, Round};
use gavel_proto::{
    BallotCount, BidId, Envelope, Increment, LotResult, Officer, Pace, Pair, Reason, Rejection,
    Royalty, Terms, Timestamp,
};

use super::clock::Clock;
use super::drawing::Draw;
use super::plain::Units;

pub(super) struct Lot {
    pub(super) terms: Terms,
    pub(super) reserve: Option<Units>,
    pub(super) state: State,
    /// When bidding ends, or ended, in microseconds.
    pub(super) deadline: Option<i64>,
    pub(super) calls: u8,
    /// Every time of every round; the last one runs or ran last.
    pub(super) held: Vec<Held>,
    pub(super) barred: BTreeMap<u32, Reason>,
    pub(super) draw: Option<Draw>,
    pub(super) was_withdrawn: bool,
    pub(super) was_refused: bool,
}

#[derive(Clone)]
pub(super) enum State {
    Published,
    Open,
    Paused { since: i64 },
    RoundOver,
    Drawing,
    Provisional { answer_by: i64 },
    RunnerUp { paddle: u32, price: Units },
    Closed(LotResult),
}

/// One time that a round was held.
pub(super) struct Held {
    pub(super) round: u32,
    pub(super) time: u32,
    pub(super) open_to: Option<Vec<u32>>,
    pub(super) closed_to: Option<u32>,
    /// The deadline that it opened with.
    pub(super) closes_at: Option<i64>,
    /// How long its clock has stood still.
    pub(super) paused: i64,
    pub(super) taken: Vec<Taken>,
    pub(super) left: Vec<u32>,
    /// That of the terms, then every change of it.
    pub(super) increments: Vec<Increment>,
    /// What the rounds before left standing.
    pub(super) carried: Vec<Ranked>,
    /// Who was tied at the top of it.
    pub(super) carried_tied: Vec<u32>,
    pub(super) clock: Clock,
    /// Steps that a Dutch price has come down.
    pub(super) steps: Units,
    /// Who has a turn, and whose it is.
    pub(super) turns: Vec<u32>,
    pub(super) turn: usize,
    pub(super) opened: Option<(Vec<Envelope>, BallotCount)>,
    pub(super) awaited: BTreeMap<BidId, Officer>,
    /// Who was drawn among equals.
    pub(super) drawn: Option<u32>,
    /// Who led when the next round began.
    pub(super) led: Option<u32>,
}

/// An accepted bid.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) paddle: u32,
    pub(super) bid_id: BidId,
    pub(super) amount: Units,
    pub(super) is_open: bool,
    pub(super) royalty: Option<Royalty>,
    pub(super) schedule: Vec<Pair>,
    /// When, on the round's own clock.
    pub(super) clock: i64,
    /// Which increment held.
    pub(super) increment: usize,
    pub(super) is_struck: bool,
}

/// What one bidder stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) paddle: u32,
    pub(super) amount: Units,
    pub(super) maximum: Option<Units>,
    pub(super) royalty: Option<Royalty>,
}

impl Held {
    /// The bids that count, in the order in which they came.
    pub(super) fn counting(&self) -> impl DoubleEndedIterator<Item = &Taken> {
        self.taken.iter().filter(|bid| !bid.is_struck)
    }

    pub(super) fn admits(&self, paddle: u32) -> bool {
        self.open_to.as_ref().is_none_or(|paddles| paddles.contains(&paddle))
            && self.closed_to != Some(paddle)
    }
}

impl Lot {
    pub(super) fn publish(terms: Terms, reserve: Option<Units>) -> Self {
        let mut lot = Self {
            terms,
            reserve,
            state: State::Published,
            deadline: None,
            calls: 0,
            held: Vec::new(),
            barred: BTreeMap::new(),
            draw: None,
            was_withdrawn: false,
            was_refused: false,
        };
        let first = lot.fresh(1, 1, None);
        lot.held.push(first);
        lot
    }

    pub(super) fn now(&self) -> &Held {
        self.held.last().expect("a round")
    }

    pub(super) fn now_mut(&mut self) -> &mut Held {
        self.held.last_mut().expect("a round")
    }

    pub(super) fn round(&self) -> &Round {
        &self.terms.rounds[self.now().round as usize - 1]
    }

    pub(super) fn format(&self) -> &Format {
        &self.round().format
    }

    pub(super) fn is_sealed(&self) -> bool {
        matches!(self.format(), Format::Sealed(_) | Format::Units(_))
    }

    /// Refuses whatever needs a lot that takes bids at `at`. The steps of a Dutch round follow
    /// each other without a gap, so their ends refuse nothing.
    pub(super) fn taking_bids(&self, at: i64) -> Result<(), Rejection> {
        if matches!((&self.state, self.format()), (State::Open, Format::Dutch(_))) {
            return Ok(());
        }
        self.clock_runs(at)
    }

    pub(super) fn clock_runs(&self, at: i64) -> Result<(), Rejection> {
        let closed_at = Timestamp::from_micros(self.deadline.unwrap_or_default());
        match self.state {
            State::Published => Err(Rejection::NotOpen { opens_at: self.opens_at() }),
            State::Paused { .. } => Err(Rejection::Paused {}),
            State::Open if self.deadline.is_none_or(|deadline| at < deadline) => Ok(()),
            State::Open
            | State::RoundOver
            | State::Drawing
            | State::Provisional { .. }
            | State::RunnerUp { .. }
            | State::Closed(_) => Err(Rejection::Closed { closed_at }),
        }
    }

    pub(super) fn opens_at(&self) -> Option<Timestamp> {
        match &self.terms.rounds[0].pace {
            Pace::Timed(timed) => timed.opens_at,
            Pace::Stepped(stepped) => stepped.opens_at,
            Pace::Hammer => None,
        }
    }

    /// When something is due on its own.
    pub(super) fn due_at(&self) -> Option<i64> {
        match self.state {
            State::Published => self.opens_at().map(Timestamp::micros),
            State::Open => self.deadline,
            State::RoundOver => self.next_opens_at(),
            State::Drawing => self.draw.as_ref().map(|draw| draw.until),
            State::Provisional { answer_by } => Some(answer_by),
            State::Paused { .. } | State::RunnerUp { .. } | State::Closed(_) => None,
        }
    }

    /// The deadline with which a round opens at `at`.
    pub(super) fn first_deadline(pace: &Pace, at: i64) -> Option<i64> {
        match pace {
            Pace::Hammer => None,
            Pace::Stepped(stepped) => Some(at + stepped.every_ms.micros()),
            Pace::Timed(timed) => match timed.closes {
                Closes::At(closes_at) => Some(closes_at.micros()),
                Closes::AfterOpeningMs(length) => Some(at + length.micros()),
                Closes::AfterFirstBidMs(_) => None,
            },
        }
    }

    pub(super) fn end(&mut self, at: i64, result: LotResult) {
        self.state = State::Closed(result);
        self.deadline = Some(at);
        self.calls = 0;
        self.now_mut().awaited.clear();
    }
}

impl Taken {
    /// An open bid of this amount; the round's clock and increment are set where it is recorded.
    pub(super) fn plain(paddle: u32, bid_id: BidId, amount: Units) -> Self {
        Self {
            paddle,
            bid_id,
            amount,
            is_open: true,
            royalty: None,
            schedule: Vec::new(),
            clock: 0,
            increment: 0,
            is_struck: false,
        }
    }
}
