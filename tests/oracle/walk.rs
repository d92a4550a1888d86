//! A random walk through one sale: both houses are asked the same and must answer the same.

use gavel_engine::pure::{Entry, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{Bid, By, Command, LotId, Money, Offer, Paddle, Timestamp};

use super::chance::{Chance, Seed};
use super::house::{Answer, House};
use super::lot::Facts;
use super::plain::units;
use super::terms;
use crate::sale;

/// Which lots a sale has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    English,
    Sealed,
}

/// Commands of one sale after its lots are published.
const LENGTH: usize = 240;
const LOTS: u32 = 2;
/// Paddles that bid: 1 to 5 are admitted at first, 6 and 9 perhaps later.
const PADDLES: [u32; 12] = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 9];
const BEGIN: Timestamp = Timestamp::from_micros(1_000_000_000);

/// A walk, and what it left behind.
pub(crate) struct Walk {
    pub(crate) timeline: Timeline,
    /// Every entry of the session, ticks too.
    pub(crate) journal: Vec<Entry>,
    /// Random commands in it: neither ticks in time nor what prepared the sale.
    pub(crate) asked: usize,
    chance: Chance,
    house: House,
    at: Timestamp,
    ids: u128,
    bids: Vec<(u32, Bid)>,
}

impl Walk {
    /// Walks through one sale of lots of this kind, comparing at every step.
    pub(crate) fn through(kind: Kind, seed: Seed) -> Self {
        let mut walk = Self {
            timeline: Timeline::default(),
            journal: Vec::new(),
            asked: 0,
            chance: Chance::new(seed),
            house: House::default(),
            at: BEGIN,
            ids: 0,
            bids: Vec::new(),
        };
        let created = walk.timeline.enter(BEGIN, sale::auctioneer(), sale::create());
        walk.journal.push(created);
        walk.prepare(kind);
        for _ in 0..LENGTH {
            let is_over = walk.house.is_over();
            walk.wait();
            let (by, command) = walk.draw();
            walk.ask(by, command);
            walk.asked += 1;
            if is_over && walk.chance.percent(20) {
                break;
            }
        }
        walk
    }

    /// Admits and publishes through both houses.
    fn prepare(&mut self, kind: Kind) {
        for number in 1..=5 {
            let paddle = Paddle(number);
            let limit = self.chance.percent(20).then(|| sale::money("300"));
            self.ask(sale::auctioneer(), Command::Admit { paddle, limit });
            if number < 5 || self.chance.percent(50) {
                self.ask(sale::auctioneer(), Command::ConfirmDeposit { paddle });
            }
        }
        for lot in 1..=LOTS {
            let (terms, reserve) = terms::draw(&mut self.chance, kind, self.at);
            self.ask(sale::auctioneer(), sale::publish(lot, terms, reserve));
            if self.chance.percent(95) {
                self.ask(sale::auctioneer(), Command::Open { lot: LotId(lot) });
            }
        }
    }

    /// Asks both houses and compares the answers and all lots.
    fn ask(&mut self, by: By, command: Command) {
        let entry = self.timeline.enter(self.at, by, command);
        let at = entry.at.micros();
        let answer = self.house.ask(entry.seq, at, &entry.by, &entry.command);
        assert_eq!(Answer::from(&entry), answer, "engine, oracle: {entry:?}");
        let view = self.timeline.session().view(Viewer::Room);
        let lots = view.expect("the session exists").lots;
        let facts: Vec<Facts> = lots.into_iter().map(Facts::from).collect();
        assert_eq!(facts, self.house.facts(), "engine, oracle, after {entry:?}");
        self.journal.push(entry);
    }

    /// Goes on in time; mostly the clock ticks in time.
    fn wait(&mut self) {
        let due = self.house.next_due().filter(|due| self.at.micros() <= *due);
        let now = self.at.micros();
        let next = match (self.chance.below(40), due) {
            (0, Some(due)) => due,
            (1, Some(due)) => now.max(due - 1),
            (9..=14, _) => now,
            (7, _) => now + 1,
            (8, _) => now + self.chance.between(0, 15_000_000),
            _ => now + self.chance.between(0, 1_500_000),
        };
        self.at = Timestamp::from_micros(next);
        if self.chance.percent(96) {
            self.house.pass(next);
            self.journal.extend(self.timeline.pass(self.at));
        }
    }

    fn draw(&mut self) -> (By, Command) {
        let lot = self.lot();
        match self.chance.below(100) {
            0..72 => self.draw_bid(lot),
            72 => (By::Clock, Command::Tick { head: None }),
            73 => (By::Observer, self.draw_desk(lot)),
            _ => (sale::auctioneer(), self.draw_desk(lot)),
        }
    }

    fn draw_desk(&mut self, lot: LotId) -> Command {
        let paddle = Paddle(self.chance.one_of(&PADDLES));
        let reason = sale::reason("rain");
        match self.chance.below(27) {
            0..3 => Command::Pause { lot, reason },
            3..8 => Command::Resume { lot },
            8..15 => {
                let call = self.next_call(lot);
                Command::Call { lot, call }
            }
            15..19 => Command::Hammer { lot },
            19 => Command::Pass { lot },
            20 if self.chance.percent(10) => Command::Withdraw { lot, reason },
            20 | 21 => Command::Disqualify { lot, paddle, reason },
            22 => Command::Admit { paddle, limit: None },
            23 | 24 => Command::ConfirmDeposit { paddle },
            25 => Command::Open { lot },
            _ => sale::create(),
        }
    }

    /// Mostly a lot that has not ended.
    fn lot(&mut self) -> LotId {
        let any = LotId(1 + self.chance.below(LOTS));
        let other = LotId(LOTS + 1 - any.0);
        match self.chance.below(40) {
            0 => LotId(LOTS + 5),
            1..5 => any,
            _ if self.phase(any) == Some(PhaseName::Closed) => other,
            _ => any,
        }
    }

    fn phase(&self, lot: LotId) -> Option<PhaseName> {
        self.view(lot).map(|view| view.phase)
    }

    /// Mostly the call that is due.
    fn next_call(&mut self, lot: LotId) -> u8 {
        let made = self.view(lot).map_or(0, |view| view.calls);
        let random = u8::try_from(self.chance.below(6)).expect("small");
        if self.chance.percent(90) { made + 1 } else { random }
    }

    fn draw_bid(&mut self, lot: LotId) -> (By, Command) {
        if self.chance.percent(8) && !self.bids.is_empty() {
            let (paddle, bid) = self.chance.one_of(&self.bids);
            return (sale::bidder(paddle), Command::Bid(bid));
        }
        if !self.chance.percent(97) {
            self.ids = self.ids.saturating_sub(3);
        }
        self.ids += 1;
        let amount = self.amount(lot);
        let offer = match self.chance.below(10) {
            0..4 => Offer::Amount(amount),
            4..9 => Offer::Maximum(amount),
            _ => Offer::AskingAtMost(amount),
        };
        let is_sealed = self.view(lot).is_some_and(|view| view.asking.is_none());
        let offer =
            if is_sealed && self.chance.percent(95) { Offer::Amount(amount) } else { offer };
        let paddle = self.chance.one_of(&PADDLES);
        let Command::Bid(bid) = sale::bid(lot.0, self.ids, offer) else {
            panic!("a bid is a bid");
        };
        self.bids.push((paddle, bid.clone()));
        (sale::bidder(paddle), Command::Bid(bid))
    }

    /// Near the asking price, in the currency's units; now and then far off.
    fn amount(&mut self, lot: LotId) -> Money {
        let view = self.view(lot);
        let decimals = view.as_ref().map_or(0, |view| view.terms.currency.decimals);
        let minor = 10_i64.pow(4 - decimals);
        let asking = view.and_then(|view| view.asking);
        let near = asking
            .map_or(100 * minor, |asking| i64::try_from(units(asking)).unwrap_or(i64::MAX / 4));
        let off = match self.chance.below(20) {
            0..6 if asking.is_some() => 0,
            // Envelopes lie close together, so that many are equal.
            0..17 if asking.is_none() => self.chance.between(-2, 3),
            0..12 => self.chance.between(-6, 12),
            12..18 => self.chance.between(-40, 60),
            18 => self.chance.between(0, 1_000),
            _ => return self.odd_amount(decimals),
        };
        let near = (near / minor + off).max(1);
        Money::new(near, decimals).expect("an amount")
    }

    /// One digit too fine; now and then the largest amount, or the one above it.
    fn odd_amount(&mut self, decimals: u32) -> Money {
        match self.chance.below(50) {
            0 => sale::money("999999999999999999"),
            1 => sale::money("1000000000000000000"),
            _ => Money::new(self.chance.between(1_001, 9_999), 4.min(decimals + 1))
                .expect("an amount"),
        }
    }

    fn view(&self, lot: LotId) -> Option<LotView> {
        let view = self.timeline.session().view(Viewer::Room)?;
        view.lots.into_iter().find(|view| view.lot == lot)
    }
}
