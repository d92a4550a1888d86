//! A lot as the oracle keeps it: where it stands and every accepted bid.

use std::collections::BTreeMap;

use gavel_proto::terms::Closes;
use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{
    BidId, Envelope, Format, LotResult, Money, Pace, Paddle, Reason, Rejection, Reserve, Terms,
    Timestamp,
};

use super::plain::{Units, money};
use super::{english, sealed};

pub(super) struct Lot {
    pub(super) terms: Terms,
    pub(super) reserve: Option<Units>,
    pub(super) state: State,
    /// When bidding ends, or ended, in microseconds.
    pub(super) deadline: Option<i64>,
    pub(super) calls: u8,
    pub(super) was_opened: bool,
    pub(super) taken: Vec<Taken>,
    pub(super) barred: BTreeMap<u32, Reason>,
}

pub(super) enum State {
    Published,
    Open,
    Paused { since: i64 },
    Opened,
    Closed(LotResult),
}

/// An accepted bid.
pub(super) struct Taken {
    pub(super) paddle: u32,
    pub(super) bid_id: BidId,
    pub(super) amount: Units,
    pub(super) is_open: bool,
}

/// What everybody may know of a lot: the same of both houses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    phase: PhaseName,
    closes_at: Option<Timestamp>,
    calls: u8,
    price: Option<Money>,
    leader: Option<Paddle>,
    pub(super) asking: Option<Money>,
    reserve: Reserve,
    envelopes: Option<Vec<Envelope>>,
    result: Option<LotResult>,
}

impl From<LotView> for Facts {
    fn from(view: LotView) -> Self {
        Self {
            phase: view.phase,
            closes_at: view.closes_at,
            calls: view.calls,
            price: view.price,
            leader: view.leader,
            asking: view.asking,
            reserve: view.reserve,
            envelopes: view.envelopes,
            result: view.result,
        }
    }
}

impl Lot {
    pub(super) fn facts(&self) -> Facts {
        let phase = match self.state {
            State::Published => PhaseName::Published,
            State::Open if self.calls == 0 => PhaseName::Open,
            State::Open => PhaseName::Closing,
            State::Paused { .. } => PhaseName::Paused,
            State::Opened => PhaseName::RoundOver,
            State::Closed(_) => PhaseName::Closed,
        };
        let standing = if self.is_english() { english::standing(self) } else { None };
        Facts {
            phase,
            closes_at: self.deadline.map(Timestamp::from_micros),
            calls: if matches!(self.state, State::Open) { self.calls } else { 0 },
            price: standing.map(|now| money(now.price)),
            leader: standing.map(|now| Paddle(now.leader)),
            asking: self.is_english().then(|| money(english::asking(self))),
            reserve: if self.is_english() { english::reserve(self) } else { sealed::reserve(self) },
            envelopes: if self.is_english() { None } else { sealed::opened(self) },
            result: match &self.state {
                State::Closed(result) => Some(result.clone()),
                State::Published | State::Open | State::Paused { .. } | State::Opened => None,
            },
        }
    }

    pub(super) fn is_english(&self) -> bool {
        matches!(self.terms.rounds[0].format, Format::English(_))
    }

    /// Refuses whatever needs a lot that takes bids at `at`.
    pub(super) fn taking_bids(&self, at: i64) -> Result<(), Rejection> {
        let closed_at = Timestamp::from_micros(self.deadline.unwrap_or_default());
        match self.state {
            State::Published => Err(Rejection::NotOpen { opens_at: self.opens_at() }),
            State::Paused { .. } => Err(Rejection::Paused {}),
            State::Opened | State::Closed(_) => Err(Rejection::Closed { closed_at }),
            State::Open if self.deadline.is_some_and(|deadline| deadline <= at) => {
                Err(Rejection::Closed { closed_at })
            }
            State::Open => Ok(()),
        }
    }

    pub(super) fn opens_at(&self) -> Option<Timestamp> {
        match &self.terms.rounds[0].pace {
            Pace::Timed(timed) => timed.opens_at,
            Pace::Stepped(_) | Pace::Hammer => None,
        }
    }

    /// When something is due on its own.
    pub(super) fn due_at(&self) -> Option<i64> {
        match self.state {
            State::Published => self.opens_at().map(Timestamp::micros),
            State::Open => self.deadline,
            State::Paused { .. } | State::Opened | State::Closed(_) => None,
        }
    }

    /// What is due happens, as of when it was due.
    pub(super) fn settle(&mut self) {
        match (&self.state, self.due_at()) {
            (State::Published, Some(due)) => self.open(due),
            (State::Open, Some(_)) if self.is_english() => {
                self.state = State::Closed(english::result(self));
            }
            (State::Open, Some(_)) => {
                self.state = State::Opened;
                self.was_opened = true;
            }
            _ => panic!("nothing is due"),
        }
    }

    pub(super) fn open(&mut self, at: i64) {
        self.state = State::Open;
        if let Pace::Timed(timed) = &self.terms.rounds[0].pace {
            self.deadline = match timed.closes {
                Closes::At(closes_at) => Some(closes_at.micros()),
                Closes::AfterOpeningMs(length) => Some(at + length.micros()),
                Closes::AfterFirstBidMs(_) => None,
            };
        }
    }
}
