//! One lot in the fold: what the room heard of it, and the extract of the journal that tells it.

mod close;
mod ground;
mod round;

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::Entry;
use gavel_proto::{
    BidId, By, Command, Event, FaultCause, LotId, Money, Officer, Paddle, Reason, Rejection,
    Reserve, Seq, Terms, Timestamp,
};

use super::record::{After, Fact, LogRow, LotRecord, Note, Struck, Told, is_sealed};
use ground::ground;

/// A lot so far, with what may not be told yet.
pub(super) struct LotFold {
    record: LotRecord,
    /// When each sealed envelope of the round was handed in: told when it is opened, and not
    /// before.
    sealed: BTreeMap<Paddle, (Seq, Timestamp)>,
    /// The amount of the bid that was taken last; told where the format tells it.
    amount: Option<Money>,
    /// Price and leader, as the room heard them.
    standing: Option<(Paddle, Money)>,
    /// Who asked that a bid be struck: told when it is.
    voids_asked: BTreeMap<BidId, Officer>,
    /// Whether the seller is asked.
    awaits_seller: bool,
}

impl LotFold {
    pub(super) fn new(entry: &Entry, lot: LotId, terms: &Terms, reserve: Reserve) -> Self {
        let record = LotRecord {
            lot,
            terms: terms.clone(),
            reserve,
            published_at: entry.at,
            auctioneers: Vec::new(),
            before: Vec::new(),
            rounds: Vec::new(),
            after: Vec::new(),
            endings: Vec::new(),
            log: Vec::new(),
        };
        let mut fold = Self {
            record,
            sealed: BTreeMap::new(),
            amount: None,
            standing: None,
            voids_asked: BTreeMap::new(),
            awaits_seller: false,
        };
        fold.tell(entry, Fact::Published { reserve });
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
            Event::LotOpened { .. } => self.open(entry, event),
            // The room hears what a bid did to the price, and of an envelope when it is opened.
            Event::BidAccepted { paddle, amount, .. } => {
                self.amount = *amount;
                if self.is_sealed() {
                    self.sealed.insert(*paddle, (entry.seq, entry.at));
                }
            }
            Event::PriceChanged { .. } => self.price(entry, event),
            Event::SidesChanged { sides, bid_id, .. } => self.sides(entry, sides, *bid_id),
            Event::StandingRecomputed { price, leader, reserve, closes_at, .. } => {
                self.standing = leader.zip(*price);
                self.record.reserve = *reserve;
                let (best, closes_at) = (self.standing, *closes_at);
                self.tell(entry, Fact::Recomputed { best, closes_at });
                if closes_at.is_some() {
                    self.round().ended_at = None;
                }
            }
            Event::AskingStepped { asking, .. } => {
                self.tell(entry, Fact::Stepped { asking: *asking });
            }
            Event::TurnBegan { paddle, asking, closes_at, .. } => {
                let (paddle, asking, closes_at) = (*paddle, *asking, *closes_at);
                self.tell(entry, Fact::Turn { paddle, asking, closes_at });
            }
            Event::IncrementChanged { increment, asking, .. } => {
                let increment = increment.clone();
                self.tell(entry, Fact::Increment { increment, asking: *asking });
            }
            Event::DeadlineMoved { closes_at, .. } => {
                // When all have committed it is the clock of the draw, not of the round.
                if !matches!(entry.command, Command::Commit { .. }) {
                    self.tell(entry, Fact::Deadline { closes_at: *closes_at });
                }
            }
            Event::LotPaused { at, reason, fault, .. } => {
                self.tell(entry, paused(*at, reason, *fault));
            }
            Event::LotResumed { closes_at, .. } => {
                self.tell(entry, Fact::Resumed { closes_at: *closes_at });
            }
            Event::Called { call, .. } => {
                let standing = self.standing;
                self.tell(entry, Fact::Called { call: *call, standing });
            }
            Event::RoundEnded { closed_at, tied, .. } => {
                self.round().ended_at = Some(*closed_at);
                let (closed_at, tied) = (*closed_at, tied.clone());
                self.tell(entry, Fact::RoundEnded { closed_at, tied });
            }
            Event::EnvelopesOpened { closed_at, envelopes, count, .. } => {
                self.open_envelopes(entry, *closed_at, envelopes, *count);
            }
            Event::BidderLeft { paddle, .. } => self.tell(entry, Fact::Left { paddle: *paddle }),
            Event::BidWithdrawn { paddle, .. } => {
                self.strike(|bid| bid.bidder == *paddle, *paddle, &Struck::Withdrawn);
                self.tell(entry, Fact::Withdrawn { paddle: *paddle });
            }
            Event::BidderDisqualified { paddle, reason, .. } => {
                let (paddle, reason) = (*paddle, reason.clone());
                let struck = Struck::Barred { reason: reason.clone() };
                self.strike(|bid| bid.bidder == paddle, paddle, &struck);
                self.tell(entry, Fact::Barred { paddle, reason });
            }
            Event::VoidAsked { bid_id, officer, .. } => {
                self.voids_asked.insert(*bid_id, officer.clone());
            }
            Event::BidVoided { bid_id, paddle, reason, .. } => {
                self.void(entry, *bid_id, *paddle, reason);
            }
            Event::Draw { step, .. } => self.draw(entry, step),
            Event::LotProvisional { closed_at, paddle, price, answer_by, .. } => {
                self.ask_seller(entry, *closed_at, (*paddle, *price), *answer_by);
            }
            Event::ResultRefused { paddle, price, reason, .. } => {
                let (paddle, price, reason) = (*paddle, *price, reason.clone());
                self.tell(entry, After::ResultRefused { paddle, price, reason });
            }
            Event::RunnerUpAsked { paddle, price, .. } => {
                self.ask_runner_up(entry, *paddle, *price);
            }
            Event::MinutesUnsigned { paddle, reason, .. } => {
                let (paddle, reason) = (*paddle, reason.clone());
                self.tell(entry, After::Unsigned { paddle, reason });
            }
            Event::LotClosed { closed_at, result, .. } => self.end(entry, *closed_at, result),
            Event::SessionCreated { .. }
            | Event::SigningKeySet { .. }
            | Event::BidderAdmitted { .. }
            | Event::DepositConfirmed { .. }
            | Event::BidderExcluded { .. }
            | Event::BidderAbsent { .. }
            | Event::Announced { .. }
            | Event::DepositForfeited { .. }
            | Event::LotPublished { .. }
            | Event::ReserveSet { .. }
            | Event::FaultReported { .. }
            | Event::BidRepeated { .. } => {}
        }
    }

    /// Takes up a refusal of a bid on this lot, if the room could know its ground.
    pub(super) fn refused(&mut self, entry: &Entry, rejection: &Rejection) {
        let bidder = if let Command::BidFor { paddle, .. } = &entry.command {
            Some(*paddle)
        } else {
            entry.by.paddle()
        };
        let Some(ground) = ground(rejection) else {
            return;
        };
        let leads = bidder.is_some() && self.standing.map(|(leader, _)| leader) == bidder;
        let is_told = (!self.is_sealed() || ground.is_told_of_envelopes())
            && (!leads || ground.is_told_of_leaders());
        if is_told {
            self.tell(entry, Fact::BidRefused { bidder, ground });
        }
    }

    /// Whether envelopes are taken in the round that runs, or in the first.
    fn is_sealed(&self) -> bool {
        let round = self.record.rounds.last().map_or(1, |round| round.round);
        is_sealed(&self.record.terms.round(round).format)
    }

    /// Adds a fact to the line of this entry, and to the course of its round or its aftermath.
    fn tell(&mut self, entry: &Entry, fact: impl Into<Fact>) {
        let fact = fact.into();
        let note = || Note { at: entry.at, by: entry.by.clone(), fact: fact.clone() };
        match (fact.told(), self.record.rounds.last_mut()) {
            (Told::Course, Some(round)) => round.notes.push(note()),
            (Told::Course, None) => self.record.before.push(note()),
            (Told::Aftermath, _) => self.record.after.push(note()),
            (Told::Apart, _) => {}
        }
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

/// Why the clock stopped: an auctioneer's reason, or a fault.
fn paused(since: Timestamp, reason: &Reason, fault: Option<FaultCause>) -> Fact {
    let reason = || Fact::Paused { reason: reason.clone() };
    fault.map_or_else(reason, |cause| Fact::Stopped { cause, since })
}

fn auctioneer(by: &By) -> Option<Officer> {
    match by {
        By::Auctioneer { officer } => Some(officer.clone()),
        By::Clock
        | By::Observer
        | By::Bidder { .. }
        | By::Clerk { .. }
        | By::SecondOfficer { .. }
        | By::Auditor { .. }
        | By::Supervisor { .. } => None,
    }
}
