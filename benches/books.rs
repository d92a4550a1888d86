//! The books that the benches fill: a lot of each format, and its bids one after another. Each bid is
//! accepted; how many bidders they come from depends on the format.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use gavel_engine::pure::Session;
use gavel_proto::terms::{
    Closes, Dutch, English, Exclusive, Fills, Margin, Replacement, Round, Sealed, Stepped, Timed,
    Turns, UnitPricing, Units,
};
use gavel_proto::{By, Command, Currency, Format, LotId, Millis, Offer, Pace, Paddle, Pair, Terms};

use super::sale::{self, amount, step};

/// Longer than any bench.
const DAY: Millis = Millis(86_400_000);
const SECOND: Millis = Millis(1_000);
const DUTCH_PRICE: u32 = 1_000;
/// As many bidders as have an envelope in one lot.
const ENVELOPES: u32 = 20_000;

/// A book that takes one bid after another.
pub(crate) struct Book {
    pub(crate) name: &'static str,
    rounds: fn() -> Vec<Round>,
    /// The opening price.
    opening: u32,
    /// Licences that are sold.
    quantity: u64,
    /// Whose is the bid of this number, and what it offers.
    bid: fn(u32) -> (u32, Offer),
}

/// One of each format, and an English one of maxima.
pub(crate) const BOOKS: [Book; 7] = [
    Book {
        name: "english",
        rounds: || vec![english()],
        opening: 1,
        quantity: 1,
        bid: |number| (1 + number % 2, Offer::Amount(amount(number))),
    },
    Book {
        name: "maxima",
        rounds: || vec![english()],
        opening: 1,
        quantity: 1,
        bid: |number| (1 + number % 2, Offer::Maximum(amount(number))),
    },
    Book {
        name: "sealed",
        rounds: || vec![sealed(DAY)],
        opening: 1,
        quantity: 1,
        bid: |number| (1 + number % ENVELOPES, Offer::Amount(amount(number))),
    },
    Book {
        name: "units",
        rounds: || vec![units()],
        opening: 1,
        quantity: 100,
        bid: |number| (1 + number % ENVELOPES, schedule(2, number)),
    },
    Book {
        name: "exclusive",
        rounds: || vec![exclusive()],
        opening: 1,
        quantity: 3,
        bid: |number| match number % 4 {
            // Ahead of the three best shared bids together.
            1 => (1, Offer::Amount(amount(4 * number))),
            3 => (2, Offer::Amount(amount(4 * number))),
            _ => (3 + number / 2, schedule(1, number)),
        },
    },
    Book {
        name: "dutch",
        rounds: || vec![dutch()],
        opening: DUTCH_PRICE,
        quantity: 1,
        bid: |number| (number, Offer::AskingAtMost(amount(DUTCH_PRICE))),
    },
    Book {
        name: "turns",
        rounds: || vec![sealed(SECOND), turns()],
        opening: 1,
        quantity: 1,
        bid: |number| (1, Offer::Amount(amount(1 + number))),
    },
];

impl Book {
    /// A session with so many such lots, open, in which whoever makes the first `bids` bids may.
    pub(crate) fn open(&self, lots: u32, bids: u32) -> Session {
        let mut session = Session::default();
        let mut paddles: BTreeSet<u32> = (1..=bids).map(|number| (self.bid)(number).0).collect();
        paddles.extend([1, 2]);
        let admitted = paddles.into_iter().map(Paddle).flat_map(|paddle| {
            [Command::Admit { paddle, limit: None }, Command::ConfirmDeposit { paddle }]
        });
        let created = sale::opening().into_iter().take(1);
        sale::accept_all(&mut session, created.chain(admitted));
        for lot in (1..=lots).map(LotId) {
            let terms = Box::new(self.terms());
            let publish = Command::Publish { lot, terms, reserve: None };
            sale::accept_all(&mut session, [publish, Command::Open { lot }]);
        }
        if (self.rounds)().len() == 2 {
            begin_second_round(&mut session, lots);
        }
        session
    }

    /// Decides and records these bids on the first lot, which takes all of them.
    pub(crate) fn take(&self, session: &mut Session, numbers: RangeInclusive<u32>) {
        let at = session.at();
        for number in numbers {
            let (by, command) = self.bid(LotId(1), number);
            sale::accept_at(at, session, by, command);
        }
    }

    /// The bid of this number on a lot.
    pub(crate) fn bid(&self, lot: LotId, number: u32) -> (By, Command) {
        let (paddle, offer) = (self.bid)(number);
        sale::offered(lot, number, Paddle(paddle), offer)
    }

    fn terms(&self) -> Terms {
        let terms = Terms::new(sale::text(), Currency::vnd(), (self.rounds)());
        Terms { opening: Some(amount(self.opening)), quantity: self.quantity, ..terms }
    }
}

/// Two bidders hand in envelopes, the first the worse one, and the round of envelopes ends.
fn begin_second_round(session: &mut Session, lots: u32) {
    let end = sale::AT.after(SECOND);
    for lot in (1..=lots).map(LotId) {
        for paddle in [1, 2] {
            let envelope = Offer::Amount(amount(paddle));
            let (by, command) = sale::offered(lot, u32::MAX - paddle, Paddle(paddle), envelope);
            sale::accept(session, by, command);
        }
    }
    let ticks = (0..lots).map(|_| (By::Clock, Command::Tick { head: None }));
    let opened = (1..=lots).map(|lot| (sale::desk(), Command::Open { lot: LotId(lot) }));
    for (by, command) in ticks.chain(opened) {
        sale::accept_at(end, session, by, command);
    }
}

fn schedule(pairs: u32, number: u32) -> Offer {
    let pair = |quantity| Pair { quantity: u64::from(quantity), unit_price: amount(number) };
    Offer::Schedule((1..=pairs).map(pair).collect())
}

fn timed(length: Millis) -> Pace {
    Pace::Timed(Timed::new(Closes::AfterOpeningMs(length)))
}

const fn stepped() -> Pace {
    Pace::Stepped(Stepped { opens_at: None, opens_after_ms: None, every_ms: DAY })
}

fn english() -> Round {
    Round::new(Format::English(English::new(step())), Pace::Hammer)
}

fn sealed(length: Millis) -> Round {
    Round::new(Format::Sealed(Sealed::default()), timed(length))
}

fn units() -> Round {
    let units = Units {
        pairs: 2,
        pricing: UnitPricing::default(),
        margin: Margin::default(),
        fills: Fills::default(),
        cap: None,
        replacement: Replacement::default(),
    };
    Round::new(Format::Units(units), timed(DAY))
}

fn exclusive() -> Round {
    let exclusive = Exclusive {
        increment: step(),
        shared_opening: amount(1),
        shared_increment: step(),
        soft_close: None,
    };
    Round::new(Format::Exclusive(exclusive), Pace::Hammer)
}

/// Everybody accepts the first price, in the time for ties.
fn dutch() -> Round {
    let dutch = Dutch { decrement: amount(1), last: amount(1), tie_window_ms: Some(DAY) };
    Round::new(Format::Dutch(dutch), stepped())
}

fn turns() -> Round {
    Round::new(Format::Turns(Turns { increment: step() }), stepped())
}
