//! One lot in the fold: what the room heard of it, and the extract of the journal that tells it.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::Entry;
use gavel_proto::{
    By, Command, Envelope, EnvelopeFault, Event, Format, LotId, LotResult, Money, Officer, Pace,
    Paddle, Rejection, Reserve, Seq, Terms, Timestamp,
};

use super::record::{
    Barred, BidRow, CallRow, Ending, EnvelopeRow, Fact, Ground, LogRow, LotRecord, Opening, Pause,
};

/// A lot so far, with what may not be told yet.
pub(super) struct LotFold {
    record: LotRecord,
    /// When each sealed envelope was handed in: told when it is opened, and not before.
    sealed: BTreeMap<Paddle, (Seq, Timestamp)>,
}

impl LotFold {
    pub(super) fn new(entry: &Entry, lot: LotId, terms: &Terms, reserve: Reserve) -> Self {
        let record = LotRecord {
            lot,
            terms: terms.clone(),
            reserve,
            published_at: entry.at,
            opened_at: None,
            auctioneers: Vec::new(),
            bids: Vec::new(),
            opening: None,
            pauses: Vec::new(),
            calls: Vec::new(),
            barred: Vec::new(),
            ending: None,
            log: Vec::new(),
        };
        let mut fold = Self { record, sealed: BTreeMap::new() };
        fold.log(entry, Fact::Published { reserve });
        fold
    }

    pub(super) fn id(&self) -> LotId {
        self.record.lot
    }

    pub(super) fn finish(self) -> LotRecord {
        let mut record = self.record;
        record.log.sort_by_key(|row| row.seq);
        let auctioneers: BTreeSet<Officer> =
            record.log.iter().filter_map(|row| auctioneer(&row.by)).collect();
        record.auctioneers = auctioneers.into_iter().collect();
        record
    }

    /// Takes up what happened to this lot.
    pub(super) fn happened(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::LotOpened { closes_at, asking, .. } => {
                self.record.opened_at = Some(opens_at(&self.record.terms).unwrap_or(entry.at));
                self.log(entry, Fact::Opened { closes_at: *closes_at, asking: *asking });
            }
            // The room hears what a bid did to the price, and of an envelope when it is opened.
            Event::BidAccepted { paddle, .. } => {
                if is_sealed(&self.record.terms) {
                    self.sealed.insert(*paddle, (entry.seq, entry.at));
                }
            }
            Event::PriceChanged { bidder, price, leader, asking, reserve, at, .. } => {
                let (seq, at, bidder, price, leader) = (entry.seq, *at, *bidder, *price, *leader);
                self.record.reserve = *reserve;
                self.record.bids.push(BidRow { seq, at, bidder, price, leader, struck: None });
                self.log(entry, Fact::Price { price, leader, asking: *asking, reserve: *reserve });
            }
            Event::DeadlineMoved { closes_at, .. } => {
                self.log(entry, Fact::Deadline { closes_at: *closes_at });
            }
            Event::LotPaused { at, reason, .. } => {
                let reason = reason.clone();
                self.record.pauses.push(Pause { from: *at, until: None, reason: reason.clone() });
                self.log(entry, Fact::Paused { reason });
            }
            Event::LotResumed { closes_at, .. } => {
                if let Some(pause) = self.record.pauses.last_mut() {
                    pause.until = Some(entry.at);
                }
                self.log(entry, Fact::Resumed { closes_at: *closes_at });
            }
            Event::Called { call, .. } => {
                let standing = self.best();
                self.record.calls.push(CallRow { at: entry.at, call: *call, standing });
                self.log(entry, Fact::Called { call: *call });
            }
            Event::EnvelopesOpened { closed_at, envelopes, .. } => {
                self.open(entry, *closed_at, envelopes);
            }
            Event::BidderDisqualified { paddle, reason, .. } => {
                let (at, paddle, reason) = (entry.at, *paddle, reason.clone());
                self.bar(paddle);
                self.record.barred.push(Barred { at, paddle, reason: reason.clone() });
                self.log(entry, Fact::Barred { paddle, reason });
            }
            Event::LotClosed { closed_at, result, .. } => self.close(entry, *closed_at, result),
            Event::SessionCreated { .. }
            | Event::BidderAdmitted { .. }
            | Event::DepositConfirmed { .. }
            | Event::LotPublished { .. }
            | Event::ReserveSet { .. }
            | Event::BidRepeated { .. } => {}
        }
    }

    /// Takes up a refusal of a bid on this lot, or of its hammer, if the room could know its ground.
    pub(super) fn refused(&mut self, entry: &Entry, rejection: &Rejection) {
        if let Command::Bid(_) = &entry.command
            && let Some(ground) = ground(rejection)
            && self.may_tell(&entry.by, &ground)
        {
            self.log(entry, Fact::BidRefused { ground });
        }
        if let Rejection::Tied { paddles } = rejection {
            self.log(entry, Fact::Tied { paddles: paddles.clone() });
        }
    }

    /// Whether the room may read that this bid was refused: before the deadline nobody learns who
    /// tries to hand in an envelope, nor that a leader tried to raise his maximum.
    fn may_tell(&self, by: &By, ground: &Ground) -> bool {
        let leader = self.record.bids.last().map(|bid| bid.leader);
        match ground {
            Ground::Closed { .. } => true,
            Ground::NotOpen | Ground::Paused | Ground::Barred { .. } => {
                !is_sealed(&self.record.terms)
            }
            Ground::OffGrid { .. } | Ground::BelowAsking { .. } => leader != by.paddle(),
        }
    }

    fn open(&mut self, entry: &Entry, closed_at: Timestamp, envelopes: &[Envelope]) {
        let mut rows = Vec::with_capacity(envelopes.len());
        for envelope in envelopes {
            let handed_in = self.sealed.get(&envelope.paddle);
            let (seq, at) = *handed_in.expect("invariant: an opened envelope was handed in");
            let by = By::Bidder { paddle: envelope.paddle };
            self.record.log.push(LogRow { seq, at, by, facts: vec![Fact::EnvelopeIn] });
            rows.push(EnvelopeRow { seq, at, envelope: envelope.clone() });
        }
        let count = rows.len();
        self.record.opening = Some(Opening { closed_at, envelopes: rows });
        self.log(entry, Fact::EnvelopesOpened { count });
    }

    fn bar(&mut self, paddle: Paddle) {
        let opened = self.record.opening.iter_mut().flat_map(|opening| &mut opening.envelopes);
        for row in opened.filter(|row| row.envelope.paddle == paddle) {
            row.envelope.fault = Some(EnvelopeFault::Disqualified);
        }
    }

    fn close(&mut self, entry: &Entry, closed_at: Timestamp, result: &LotResult) {
        let best = self.best();
        let drawn_among = match (&entry.command, best) {
            (Command::Hammer { drawn: Some(_), .. }, Some((_, price))) => self.tied(price),
            (_, _) => Vec::new(),
        };
        let result = result.clone();
        self.record.ending = Some(Ending { closed_at, result: result.clone(), best, drawn_among });
        self.log(entry, Fact::Ended { closed_at, result });
    }

    /// The best bid that stands and counts, as far as the room knows.
    fn best(&self) -> Option<(Paddle, Money)> {
        let direction = self.record.terms.direction;
        let standing = self.record.bids.iter().rev().find(|bid| bid.struck.is_none());
        let opened = self.eligible().reduce(|best, envelope| {
            if direction.beats(envelope.amount, best.amount) { envelope } else { best }
        });
        standing
            .map(|bid| (bid.leader, bid.price))
            .or(opened.map(|envelope| (envelope.paddle, envelope.amount)))
    }

    /// Whose envelopes are equal at `price`, by paddle.
    fn tied(&self, price: Money) -> Vec<Paddle> {
        let equal = self.eligible().filter(|envelope| envelope.amount == price);
        let paddles: BTreeSet<Paddle> = equal.map(|envelope| envelope.paddle).collect();
        paddles.into_iter().collect()
    }

    fn eligible(&self) -> impl Iterator<Item = &Envelope> {
        let opened = self.record.opening.iter().flat_map(|opening| &opening.envelopes);
        opened.map(|row| &row.envelope).filter(|envelope| envelope.fault.is_none())
    }

    /// Adds a fact to the line of this entry.
    fn log(&mut self, entry: &Entry, fact: Fact) {
        match self.record.log.last_mut() {
            Some(row) if row.seq == entry.seq => row.facts.push(fact),
            Some(_) | None => self.record.log.push(LogRow {
                seq: entry.seq,
                at: entry.at,
                by: entry.by.clone(),
                facts: vec![fact],
            }),
        }
    }
}

fn is_sealed(terms: &Terms) -> bool {
    match &terms.round().format {
        Format::Sealed(_) => true,
        Format::English(_) => false,
    }
}

/// A lot that opens by itself opened then, however late the tick came.
fn opens_at(terms: &Terms) -> Option<Timestamp> {
    match &terms.round().pace {
        Pace::Timed(timed) => timed.opens_at,
        Pace::Hammer => None,
    }
}

fn auctioneer(by: &By) -> Option<Officer> {
    match by {
        By::Auctioneer { officer } => Some(officer.clone()),
        By::Clock | By::Observer | By::Bidder { .. } | By::Clerk { .. } | By::Auditor { .. } => {
            None
        }
    }
}

/// The ground of a refused bid, if the room could know it.
fn ground(rejection: &Rejection) -> Option<Ground> {
    match rejection {
        Rejection::NotOpen { .. } => Some(Ground::NotOpen),
        Rejection::Paused {} => Some(Ground::Paused),
        Rejection::Closed { closed_at } => Some(Ground::Closed { closed_at: *closed_at }),
        Rejection::Disqualified { reason } => Some(Ground::Barred { reason: reason.clone() }),
        Rejection::OffGrid { grid, .. } => Some(Ground::OffGrid { grid: *grid }),
        Rejection::BelowAsking { asking } => Some(Ground::BelowAsking { asking: *asking }),
        // Between the house and this bidder.
        Rejection::NotOnRoster {}
        | Rejection::DepositNotConfirmed {}
        | Rejection::AboveLimit { .. }
        | Rejection::AlreadyLeading { .. }
        | Rejection::EnvelopeStands {}
        | Rejection::EnvelopeNeedsAmount {}
        | Rejection::MalformedAmount { .. }
        | Rejection::BookFull {}
        // Of a program, not of a bid.
        | Rejection::NotPermitted {}
        | Rejection::UnknownLot { .. }
        | Rejection::BidIdReused {}
        // Of no bid.
        | Rejection::SessionExists {}
        | Rejection::NoSession {}
        | Rejection::LotNumber { .. }
        | Rejection::SessionFull {}
        | Rejection::Terms { .. }
        | Rejection::AlreadyAdmitted { .. }
        | Rejection::RosterFull {}
        | Rejection::AlreadyConfirmed { .. }
        | Rejection::AlreadyOpen {}
        | Rejection::NotPaused {}
        | Rejection::NotByHammer { .. }
        | Rejection::CallOutOfTurn { .. }
        | Rejection::CallsMissing { .. }
        | Rejection::StillSealed { .. }
        | Rejection::Tied { .. }
        | Rejection::NotInDraw {}
        | Rejection::BidStands { .. }
        | Rejection::Leads { .. }
        | Rejection::NothingDue {} => None,
    }
}
