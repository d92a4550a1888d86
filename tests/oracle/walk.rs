//! A random walk through one sale: both houses are asked the same and must answer the same.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{Bid, By, Command, LotId, Paddle, Timestamp};

use super::chance::{Chance, Seed};
use super::judge::Judge;
use super::offers::whole;
use super::terms;
use crate::sale;

/// Which lots a sale has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    English,
    EnglishReverse,
    Sealed,
    SecondPrice,
    Units,
    Exclusive,
    Dutch,
    Turns,
    Programme,
    /// English lots whose bids and results are undone more often than not.
    After,
    /// Envelopes that lie so close together that lots are drawn.
    Draws,
    Royalty,
}

impl Kind {
    pub(crate) const ALL: [Self; 12] = [
        Self::English,
        Self::EnglishReverse,
        Self::Sealed,
        Self::SecondPrice,
        Self::Units,
        Self::Exclusive,
        Self::Dutch,
        Self::Turns,
        Self::Programme,
        Self::After,
        Self::Draws,
        Self::Royalty,
    ];
}

/// Commands of one sale after its lots are published.
const LENGTH: usize = 240;
pub(super) const LOTS: u32 = 2;
/// Paddles that bid: 1 to 5 are admitted at first, 6 and 9 perhaps later.
pub(super) const PADDLES: [u32; 12] = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 9];
const BEGIN: Timestamp = Timestamp::from_micros(1_000_000_000);

/// A walk, and what it left behind.
pub(crate) struct Walk {
    pub(crate) timeline: Timeline,
    /// Every entry of the session, ticks too.
    pub(crate) journal: Vec<Entry>,
    /// Random commands in it: neither ticks in time nor what prepared the sale.
    pub(crate) asked: usize,
    pub(super) chance: Chance,
    pub(super) kind: Kind,
    /// What every nonce of this walk is made of.
    pub(super) secret: u64,
    pub(super) bids: Vec<(u32, Bid)>,
    pub(super) ids: u128,
    /// Who compares, if anybody does.
    judge: Option<Judge>,
    pub(super) at: Timestamp,
    lots: Vec<LotView>,
    /// What each lot was worth lately.
    near: BTreeMap<LotId, i64>,
}

impl Walk {
    /// Walks through one sale of lots of this kind, comparing at every step.
    pub(crate) fn through(kind: Kind, seed: Seed) -> Self {
        Self::with(Some(Judge::default()), kind, seed)
    }

    /// The same walk, while nobody compares: what is wrong is left for others to find.
    pub(crate) fn unjudged(kind: Kind, seed: Seed) -> Self {
        Self::with(None, kind, seed)
    }

    fn with(judge: Option<Judge>, kind: Kind, seed: Seed) -> Self {
        let mut walk = Self {
            timeline: Timeline::default(),
            journal: Vec::new(),
            asked: 0,
            chance: Chance::new(seed),
            kind,
            secret: seed.0,
            bids: Vec::new(),
            ids: 0,
            judge,
            at: BEGIN,
            lots: Vec::new(),
            near: BTreeMap::new(),
        };
        let created = walk.timeline.enter(BEGIN, sale::auctioneer(), sale::create());
        walk.journal.push(created);
        walk.prepare();
        let mut ended = 0;
        for _ in 0..LENGTH {
            walk.wait();
            let (by, command) = walk.draw();
            walk.ask(walk.at, by, command);
            walk.asked += 1;
            ended += usize::from(walk.lots.iter().all(|lot| lot.phase == PhaseName::Closed));
            if ended == 8 {
                break;
            }
        }
        walk
    }

    /// Admits and publishes through both houses.
    fn prepare(&mut self) {
        for number in 1..=5 {
            let paddle = Paddle(number);
            let limit = self.chance.percent(20).then(|| sale::money("300"));
            self.ask(self.at, sale::auctioneer(), Command::Admit { paddle, limit });
            if number < 5 || self.chance.percent(50) {
                self.ask(self.at, sale::auctioneer(), Command::ConfirmDeposit { paddle });
            }
        }
        for lot in 1..=LOTS {
            let (terms, reserve) = terms::draw(&mut self.chance, self.kind, self.at);
            self.ask(self.at, sale::auctioneer(), sale::publish(lot, terms, reserve));
            if self.chance.percent(95) {
                self.ask(self.at, sale::auctioneer(), Command::Open { lot: LotId(lot) });
            }
        }
    }

    /// Asks both houses, and has the answers and all lots compared.
    fn ask(&mut self, at: Timestamp, by: By, command: Command) {
        let entry = self.timeline.enter(at, by, command);
        let view = self.timeline.session().view(Viewer::Desk).expect("the session exists");
        if let Some(judge) = &mut self.judge {
            judge.compare(&entry, &view);
        }
        self.lots = view.lots;
        self.journal.push(entry);
    }

    /// Goes on in time; mostly the clock ticks in time.
    fn wait(&mut self) {
        let due = self.timeline.session().next_deadline().map(Timestamp::micros);
        let due = due.filter(|due| self.at.micros() <= *due);
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
            self.pass();
        }
    }

    /// Ticks, each at its deadline, until nothing is due in either house.
    fn pass(&mut self) {
        let session = |walk: &Self| walk.timeline.session().next_deadline();
        while let Some(due) = session(self).filter(|due| *due <= self.at) {
            let now = self.timeline.session();
            let head = now.wants_head().then(|| now.digest());
            self.ask(due, By::Clock, Command::Tick { head });
        }
        let due = self.judge.as_ref().and_then(|judge| judge.house.next_due());
        assert!(due.is_none_or(|due| self.at.micros() < due), "due in the oracle alone: {due:?}");
    }

    pub(super) fn view(&self, lot: LotId) -> Option<LotView> {
        self.lots.get((lot.0 as usize).wrapping_sub(1)).cloned()
    }

    /// What a lot is worth now: what is asked for, or what its envelopes said.
    pub(super) fn near(&mut self, lot: LotId, view: &LotView) -> i64 {
        let opened = view.envelopes.iter().flatten().filter(|envelope| envelope.fault.is_none());
        let opened = opened.map(|envelope| envelope.amount).next();
        let opened = opened.filter(|_| view.terms.quantity == 1);
        let seen = view.asking.or(opened);
        let near = self.near.entry(lot).or_insert(100);
        if let Some(seen) = seen {
            *near = whole(seen, view);
        }
        *near
    }
}
