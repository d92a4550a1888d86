//! A lot: its frozen terms, where it stands, and the order book of its round. Bids come here.

mod desk;
mod english;
mod phase;
mod sealed;

use std::collections::BTreeMap;

use gavel_proto::terms::{Closes, Terms};
use gavel_proto::view::PricePoint;
use gavel_proto::{
    Bid, Direction, Event, Format, LotId, Money, Pace, Paddle, Reason, Rejection, Timestamp,
};
use serde::Serialize;

use super::roster::Roster;
pub(super) use english::EnglishBook;
pub(super) use phase::Phase;
pub(super) use sealed::SealedBook;

/// A lot of the session. Only the session's thread touches it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Lot {
    pub(super) id: LotId,
    pub(super) terms: Terms,
    pub(super) reserve: Option<Money>,
    pub(super) phase: Phase,
    pub(super) book: Book,
    barred: BTreeMap<Paddle, Reason>,
}

/// The order book of the round that runs: each format has its own.
#[derive(Debug, Clone, Serialize)]
pub(super) enum Book {
    English(EnglishBook),
    Sealed(SealedBook),
}

/// What a book may know of its lot.
#[derive(Clone, Copy)]
struct Standing<'a> {
    id: LotId,
    terms: &'a Terms,
    reserve: Option<Money>,
    closes_at: Option<Timestamp>,
}

impl Lot {
    pub(super) fn new(id: LotId, terms: Terms) -> Self {
        let book = match &terms.round().format {
            Format::English(_) => Book::English(EnglishBook::new(&terms)),
            Format::Sealed(_) => Book::Sealed(SealedBook::default()),
        };
        Self { id, terms, reserve: None, phase: Phase::Published, book, barred: BTreeMap::new() }
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
        paddle: Paddle,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        self.phase.accepting(at, self.opens_at())?;
        let member = roster.member(paddle)?;
        if let Some(reason) = self.barred.get(&paddle) {
            return Err(Rejection::Disqualified { reason: reason.clone() });
        }
        member.may_bid(self.owed(bid))?;
        match &self.book {
            Book::English(book) => book.decide(self.standing(), at, paddle, bid),
            Book::Sealed(book) => book.decide(self.standing(), paddle, bid),
        }
    }

    /// The most that the bidder would owe; nothing in a reverse lot, where the bidder is paid.
    fn owed(&self, bid: &Bid) -> Option<Money> {
        if self.terms.direction == Direction::Reverse {
            return None;
        }
        match &self.book {
            Book::English(book) => Some(book.offered(bid.offer)),
            Book::Sealed(_) => match bid.offer {
                gavel_proto::Offer::Amount(amount) => Some(amount),
                gavel_proto::Offer::Maximum(_) | gavel_proto::Offer::AskingAtMost(_) => None,
            },
        }
    }

    /// When something is due on this lot without anybody asking.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::Published => self.opens_at(),
            Phase::Open { closes_at, .. } => *closes_at,
            Phase::Paused { .. } | Phase::Opened { .. } | Phase::Closed { .. } => None,
        }
    }

    /// What is due on this lot at `at`, as of its deadline.
    pub(super) fn due(&self, at: Timestamp) -> Vec<Event> {
        let Some(deadline) = self.deadline().filter(|deadline| *deadline <= at) else {
            return Vec::new();
        };
        if self.phase == Phase::Published {
            return vec![self.opened(deadline)];
        }
        vec![match &self.book {
            Book::English(book) => Event::LotClosed {
                lot: self.id,
                closed_at: deadline,
                result: book.result(self.reserve),
            },
            Book::Sealed(book) => Event::EnvelopesOpened {
                lot: self.id,
                closed_at: deadline,
                envelopes: book.opening(&self.terms, &self.barred),
            },
        }]
    }

    /// The opening of this lot as of `at`.
    fn opened(&self, at: Timestamp) -> Event {
        let closes_at = match &self.terms.round().pace {
            Pace::Hammer => None,
            Pace::Timed(timed) => match timed.closes {
                Closes::At(closes_at) => Some(closes_at),
                Closes::AfterOpeningMs(length) => Some(at.after(length)),
                Closes::AfterFirstBidMs(_) => None,
            },
        };
        let asking = match &self.book {
            Book::English(book) => Some(book.asking()),
            Book::Sealed(_) => None,
        };
        Event::LotOpened { lot: self.id, closes_at, asking }
    }

    fn opens_at(&self) -> Option<Timestamp> {
        match &self.terms.round().pace {
            Pace::Timed(timed) => timed.opens_at,
            Pace::Hammer => None,
        }
    }

    fn standing(&self) -> Standing<'_> {
        Standing {
            id: self.id,
            terms: &self.terms,
            reserve: self.reserve,
            closes_at: self.phase.closes_at(),
        }
    }

    /// Records what happened to this lot. Cannot refuse, and never looks at the time.
    pub(super) fn evolve(&mut self, event: &Event) {
        match event {
            Event::ReserveSet { reserve, .. } => self.reserve = Some(*reserve),
            Event::LotOpened { closes_at, .. } | Event::LotResumed { closes_at, .. } => {
                self.phase = Phase::Open { closes_at: *closes_at, calls: 0 };
            }
            Event::BidAccepted { .. } => match &mut self.book {
                Book::English(book) => book.place(&self.terms, self.reserve, event),
                Book::Sealed(book) => book.place(event),
            },
            Event::PriceChanged { bidder, price, leader, asking, at, .. } => {
                self.phase.set_calls(0);
                let point = PricePoint { at: *at, bidder: *bidder, price: *price, leader: *leader };
                if let Book::English(book) = &mut self.book {
                    book.set_price(point, *asking);
                }
            }
            Event::DeadlineMoved { closes_at, .. } => self.phase.set_deadline(*closes_at),
            Event::LotPaused { at, reason, .. } => {
                let closes_at = self.phase.closes_at();
                self.phase = Phase::Paused { closes_at, at: *at, reason: reason.clone() };
            }
            Event::Called { call, .. } => self.phase.set_calls(*call),
            Event::EnvelopesOpened { closed_at, envelopes, .. } => {
                self.phase = Phase::Opened { closed_at: *closed_at };
                if let Book::Sealed(book) = &mut self.book {
                    book.open(envelopes.clone());
                }
            }
            Event::BidderDisqualified { paddle, reason, .. } => {
                self.barred.insert(*paddle, reason.clone());
                if let Book::Sealed(book) = &mut self.book {
                    book.disqualify(*paddle);
                }
            }
            Event::LotClosed { closed_at, result, .. } => {
                self.phase = Phase::Closed { closed_at: *closed_at, result: result.clone() };
                match &mut self.book {
                    Book::English(book) => book.close(),
                    Book::Sealed(book) => book.close(),
                }
            }
            Event::SessionCreated { .. }
            | Event::BidderAdmitted { .. }
            | Event::DepositConfirmed { .. }
            | Event::LotPublished { .. }
            | Event::BidRepeated { .. } => {}
        }
    }
}

impl Standing<'_> {
    /// What an accepted bid at `at` does to the deadline: the first bid may start it, a late one
    /// moves it (soft close), never to earlier than it was.
    fn deadline_after(&self, at: Timestamp, is_first: bool) -> Option<Event> {
        let round = self.terms.round();
        let moved = match (self.closes_at, &round.pace) {
            (None, Pace::Timed(timed)) => match timed.closes {
                Closes::AfterFirstBidMs(length) if is_first => Some(at.after(length)),
                Closes::AfterFirstBidMs(_) | Closes::At(_) | Closes::AfterOpeningMs(_) => None,
            },
            (Some(closes_at), Pace::Timed(_)) => {
                let Format::English(english) = &round.format else {
                    return None;
                };
                let soft = english.soft_close?;
                let is_late = closes_at.micros_since(at) < soft.window_ms.micros();
                let moved = at.after(soft.extension_ms);
                (is_late && closes_at < moved).then_some(moved)
            }
            (None | Some(_), Pace::Hammer) => None,
        };
        moved.map(|closes_at| Event::DeadlineMoved { lot: self.id, closes_at })
    }
}
