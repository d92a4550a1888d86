//! The order book of the round that runs: each format has its own, this is where they part.

use gavel_proto::{
    BallotCount, Bid, Envelope, EnvelopeFault, Event, Format, Increment, LotResult, Money, Paddle,
    Rejection, Sides, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::dutch::DutchBook;
use super::english::EnglishBook;
use super::envelopes::Envelopes;
use super::exclusive::ExclusiveBook;
use super::record::Placed;
use super::sealed::{self, SealedBook};
use super::turns::TurnsBook;
use super::units::{self, UnitsBook};
use super::{Asker, Ranked, Standing};

/// The order book of a round.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) enum Book {
    English(EnglishBook),
    Sealed(SealedBook),
    Units(UnitsBook),
    Exclusive(ExclusiveBook),
    Dutch(DutchBook),
    Turns(TurnsBook),
}

impl Book {
    /// The book of a round that begins with what the rounds before it left standing.
    pub(super) fn begin(
        lot: Standing<'_>,
        carried: &[Ranked],
        closes_at: Option<Timestamp>,
    ) -> Self {
        match &lot.round.format {
            Format::English(_) => Self::English(EnglishBook::begin(lot, carried, closes_at)),
            Format::Sealed(_) => Self::Sealed(SealedBook::default()),
            Format::Units(_) => Self::Units(UnitsBook::default()),
            Format::Exclusive(_) => Self::Exclusive(ExclusiveBook::begin(closes_at)),
            Format::Dutch(_) => Self::Dutch(DutchBook::begin(lot)),
            Format::Turns(_) => Self::Turns(TurnsBook::begin(lot, carried)),
        }
    }

    /// The book as it was when the round began, to be folded anew without a struck bid.
    pub(super) fn anew(
        &self,
        lot: Standing<'_>,
        carried: &[Ranked],
        closes_at: Option<Timestamp>,
    ) -> Self {
        match self {
            Self::English(book) => Self::English(book.anew(lot, carried, closes_at)),
            Self::Sealed(_) => Self::Sealed(SealedBook::default()),
            Self::Units(_) => Self::Units(UnitsBook::default()),
            Self::Exclusive(_) => Self::Exclusive(ExclusiveBook::begin(closes_at)),
            Self::Dutch(book) => Self::Dutch(book.anew()),
            Self::Turns(book) => Self::Turns(book.anew(carried)),
        }
    }

    /// Decides what `bid` does to this book. Changes nothing.
    ///
    /// # Errors
    /// The first [`Rejection`] that applies, in the order that type declares them.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        match self {
            Self::English(book) => book.decide(lot, at, asker, bid),
            Self::Sealed(book) => book.decide(lot, at, asker, bid),
            Self::Units(book) => book.decide(lot, at, asker, bid),
            Self::Exclusive(book) => book.decide(lot, at, asker, bid),
            Self::Dutch(book) => book.decide(lot, at, asker, bid),
            Self::Turns(book) => book.decide(lot, at, asker, bid),
        }
    }

    /// Refuses a bid out of turn, in a round of turns.
    ///
    /// # Errors
    /// [`Rejection::NotInRound`] or [`Rejection::NotYourTurn`].
    pub(super) fn check_turn(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        paddle: Paddle,
    ) -> Result<(), Rejection> {
        let Self::Turns(book) = self else {
            return Ok(());
        };
        book.check_turn(lot, at, paddle)
    }

    /// Records an accepted bid. Cannot refuse.
    pub(super) fn place(&mut self, lot: Standing<'_>, placed: &Placed) {
        match self {
            Self::English(book) => book.place(lot, placed),
            Self::Sealed(book) => book.place(placed),
            Self::Units(book) => book.place(placed),
            Self::Exclusive(book) => book.place(lot, placed),
            Self::Dutch(book) => book.place(placed),
            Self::Turns(book) => book.place(placed),
        }
    }

    /// Who stands at how much in this round, best first, the earliest among equals.
    pub(super) fn ranking(&self, lot: Standing<'_>) -> Vec<Ranked> {
        let direction = lot.terms.direction;
        match self {
            Self::English(book) => book.ranking(direction),
            Self::Sealed(book) => book.ranking(direction),
            Self::Dutch(book) => book.ranking(),
            Self::Turns(book) => book.ranking(direction),
            Self::Units(_) | Self::Exclusive(_) => Vec::new(),
        }
    }

    /// Whether equal bids at the top are drawn by lot; in the other formats the earliest leads.
    pub(super) const fn draws_ties(&self) -> bool {
        match self {
            Self::Sealed(_) | Self::Dutch(_) => true,
            Self::English(_) | Self::Units(_) | Self::Exclusive(_) | Self::Turns(_) => false,
        }
    }

    /// What the winner pays.
    pub(super) fn price(&self, lot: Standing<'_>, winner: &Ranked) -> Money {
        match self {
            Self::Sealed(book) => book.price(lot, winner),
            Self::English(_)
            | Self::Units(_)
            | Self::Exclusive(_)
            | Self::Dutch(_)
            | Self::Turns(_) => winner.amount,
        }
    }

    /// What reaches the reserve or does not: the leader's maximum where there is one.
    pub(in crate::pure) fn best(&self, lot: Standing<'_>) -> Option<Money> {
        let direction = lot.terms.direction;
        match self {
            Self::English(book) => book.maximum(),
            Self::Sealed(book) => book.ranking(direction).first().map(|best| best.amount),
            Self::Dutch(book) => book.best().map(|best| best.amount),
            Self::Turns(book) => book.best(direction).map(|best| best.amount),
            Self::Exclusive(book) => book.both().value(),
            Self::Units(book) => {
                let eligible = book.envelopes.eligible();
                let prices = eligible.flat_map(|envelope| &envelope.schedule);
                prices.map(|pair| pair.unit_price).reduce(|one, two| direction.better(one, two))
            }
        }
    }

    /// The least next bid of anybody; absent in a sealed round. In a round of turns, that of the
    /// one whose turn it is.
    pub(in crate::pure) fn asking(&self, lot: Standing<'_>) -> Option<Money> {
        match self {
            Self::English(book) => Some(book.asking()),
            Self::Dutch(book) => Some(book.asking()),
            Self::Turns(book) => book.turn().and_then(|paddle| book.asking(lot, paddle)),
            Self::Exclusive(book) => Some(book.both().asking_exclusive(lot)),
            Self::Sealed(_) | Self::Units(_) => None,
        }
    }

    /// The price and who leads, in the open.
    pub(in crate::pure) fn standing(&self, lot: Standing<'_>) -> Option<Ranked> {
        match self {
            Self::English(book) => book.best(),
            Self::Dutch(book) => book.best(),
            Self::Turns(book) => book.best(lot.terms.direction),
            Self::Sealed(_) | Self::Units(_) | Self::Exclusive(_) => None,
        }
    }

    /// Whether the round sells more than one unit, and so has no single winner.
    pub(super) const fn sells_several(&self) -> bool {
        match self {
            Self::Units(_) | Self::Exclusive(_) => true,
            Self::English(_) | Self::Sealed(_) | Self::Dutch(_) | Self::Turns(_) => false,
        }
    }

    /// How a lot of several units ends; nothing in a lot of one.
    pub(super) fn several(&self, lot: Standing<'_>) -> Option<LotResult> {
        match self {
            Self::Units(book) => book.result(lot),
            Self::Exclusive(book) => book.both().result(),
            Self::English(_) | Self::Sealed(_) | Self::Dutch(_) | Self::Turns(_) => None,
        }
    }

    /// Whether the auctioneer lets the hammer fall although the clock ended the round: until then
    /// an acceptance can be taken back (L50).
    pub(super) const fn awaits_hammer(&self) -> bool {
        matches!(self, Self::Dutch(_))
    }

    /// Whether the book itself knows what holds when the tick of a step comes late.
    pub(super) const fn steps_late(&self) -> bool {
        matches!(self, Self::Dutch(_))
    }

    /// The envelopes of a sealed round.
    pub(in crate::pure) const fn envelopes(&self) -> Option<&Envelopes> {
        match self {
            Self::Sealed(book) => Some(&book.envelopes),
            Self::Units(book) => Some(&book.envelopes),
            Self::English(_) | Self::Exclusive(_) | Self::Dutch(_) | Self::Turns(_) => None,
        }
    }

    /// The envelopes as they are opened, each with what is wrong with it; absent in the open.
    pub(super) fn opening(
        &self,
        lot: Standing<'_>,
        is_barred: impl Fn(Paddle) -> bool,
    ) -> Option<Vec<Envelope>> {
        match self {
            Self::Sealed(book) => Some(
                book.envelopes
                    .opening(|paddle, amount, _| sealed::fault(lot, amount, is_barred(paddle))),
            ),
            Self::Units(book) => Some(
                book.envelopes
                    .opening(|paddle, _, schedule| units::fault(lot, schedule, is_barred(paddle))),
            ),
            Self::English(_) | Self::Exclusive(_) | Self::Dutch(_) | Self::Turns(_) => None,
        }
    }

    pub(super) fn open(&mut self, opened: Vec<Envelope>, count: BallotCount) {
        match self {
            Self::Sealed(book) => book.envelopes.open(opened, count),
            Self::Units(book) => book.envelopes.open(opened, count),
            Self::English(_) | Self::Exclusive(_) | Self::Dutch(_) | Self::Turns(_) => {
                panic!("invariant: only envelopes are opened")
            }
        }
    }

    /// Strikes an opened envelope; the books of rounds in the open are folded anew instead.
    pub(super) fn strike_envelope(&mut self, paddle: Paddle, fault: EnvelopeFault) {
        match self {
            Self::Sealed(book) => book.envelopes.strike(paddle, fault),
            Self::Units(book) => book.envelopes.strike(paddle, fault),
            Self::English(_) | Self::Exclusive(_) | Self::Dutch(_) | Self::Turns(_) => {}
        }
    }

    /// What is due when a step of the round's own clock ends; nothing if the round is over.
    pub(super) fn due(&self, lot: Standing<'_>, deadline: Timestamp) -> Option<Event> {
        match self {
            Self::Dutch(book) => book.due(lot, deadline),
            Self::Turns(book) => book.due(lot, deadline),
            Self::English(_) | Self::Sealed(_) | Self::Units(_) | Self::Exclusive(_) => None,
        }
    }

    /// Records a step of the round's own clock.
    pub(super) fn step(&mut self, event: &Event) {
        match (self, event) {
            (Self::Dutch(book), Event::AskingStepped { asking, .. }) => book.step(*asking),
            (Self::Turns(book), Event::TurnBegan { paddle, .. }) => book.begin_turn(*paddle),
            (_, _) => {}
        }
    }

    /// When the round ends, as far as its bids say so; else as the lot has it.
    pub(super) fn closes_at(&self, lot: Standing<'_>) -> Option<Timestamp> {
        match self {
            Self::English(book) => book.deadline().closes_at(lot.held.paused),
            Self::Exclusive(book) => book.deadline().closes_at(lot.held.paused),
            Self::Sealed(_) | Self::Units(_) | Self::Dutch(_) | Self::Turns(_) => lot.closes_at,
        }
    }

    /// Until when a Dutch round that was accepted `before` goes on from its price, now that nobody
    /// accepts it any more (L50).
    pub(super) fn resumes(
        &self,
        before: &Self,
        lot: Standing<'_>,
        from: Timestamp,
    ) -> Option<Timestamp> {
        let (Self::Dutch(now), Self::Dutch(before)) = (self, before) else {
            return None;
        };
        (now.leader().is_none() && before.leader().is_some()).then(|| from.after(lot.every()))
    }

    /// Who bid in the last window of a soft close that came to its cap.
    pub(super) fn last_window(&self, lot: Standing<'_>) -> Vec<Paddle> {
        let (Self::English(book), Format::English(english)) = (self, &lot.round.format) else {
            return Vec::new();
        };
        book.deadline().last_window(english.soft_close)
    }

    /// Until how many bidders are left the round lasts, if it does.
    pub(super) fn until_left(&self, lot: Standing<'_>) -> Option<u32> {
        let (Self::English(_), Format::English(english)) = (self, &lot.round.format) else {
            return None;
        };
        english.until_left
    }

    /// The asking price under this increment, in a round whose increment can be changed.
    pub(super) fn asking_under(&self, lot: Standing<'_>, increment: &Increment) -> Option<Money> {
        let Self::English(book) = self else {
            return None;
        };
        Some(book.asking_under(lot, increment))
    }

    /// Records a new increment.
    pub(super) fn set_increment(&mut self, increment: &Increment, asking: Money) {
        if let Self::English(book) = self {
            book.set_increment(increment.clone(), asking);
        }
    }

    /// Which increment holds now: 0 for that of the terms.
    pub(super) fn increment_number(&self) -> usize {
        let Self::English(book) = self else {
            return 0;
        };
        book.increment_number()
    }

    /// Whose turn it is, in a round of turns.
    pub(in crate::pure) fn turn(&self) -> Option<Paddle> {
        let Self::Turns(book) = self else {
            return None;
        };
        book.turn()
    }

    /// What this paddle in particular is asked, in a round of turns.
    pub(in crate::pure) fn own_asking(&self, lot: Standing<'_>, paddle: Paddle) -> Option<Money> {
        let Self::Turns(book) = self else {
            return None;
        };
        book.asking(lot, paddle)
    }

    /// Who leads in the open, where several may win: the exclusive bidder, if he is ahead.
    pub(super) fn leader(&self) -> Option<Paddle> {
        let Self::Exclusive(book) = self else {
            return None;
        };
        book.both().leader()
    }

    /// Both sides, where one exclusive licence stands against several.
    pub(in crate::pure) fn sides(&self, lot: Standing<'_>) -> Option<Sides> {
        let Self::Exclusive(book) = self else {
            return None;
        };
        Some(book.both().sides(lot))
    }

    /// The increment that holds now, in an English round.
    pub(in crate::pure) fn increment(&self) -> Option<&Increment> {
        match self {
            Self::English(book) => Some(book.increment()),
            Self::Sealed(_)
            | Self::Units(_)
            | Self::Exclusive(_)
            | Self::Dutch(_)
            | Self::Turns(_) => None,
        }
    }
}
