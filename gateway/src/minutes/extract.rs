//! From the entries of a journal to what the minutes say: a fold, without a clock and a language.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::durable::Head;
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::view::{Forfeit, ReportedFault};
use gavel_proto::{
    By, Command, Event, Fault, LotId, Officer, Paddle, Reason, SessionId, Text, Timestamp,
};

use super::lot::LotFold;
use super::record::{Deposit, Member, Minutes};

/// Why there are no minutes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MinutesError {
    /// The journal is empty.
    #[error("the session has not begun: its journal holds no entry to make minutes of")]
    NotBegun,
    /// No such lot.
    #[error("there is no lot {lot} in this session: {}", known(*.published))]
    UnknownLot {
        /// The number that was asked for.
        lot: LotId,
        /// How many lots were published; they are numbered from 1.
        published: usize,
    },
}

fn known(published: usize) -> String {
    match published {
        0 => "no lot was published yet".to_owned(),
        1 => "name lot 1, or leave the number out for the whole session".to_owned(),
        last => format!("name one of 1 to {last}, or leave the number out for the whole session"),
    }
}

/// The minutes so far: entries are taken one by one, and what the minutes say is all that is kept
/// of them.
#[derive(Default)]
pub struct Extract {
    name: Option<(SessionId, Text, Timestamp)>,
    /// The stamp of the last entry.
    known_until: Timestamp,
    auctioneers: BTreeSet<Officer>,
    clerks: BTreeSet<Officer>,
    roster: BTreeMap<Paddle, Member>,
    forfeits: Vec<Forfeit>,
    faults: Vec<ReportedFault>,
    /// Lot `n` stands at index `n - 1`.
    lots: Vec<LotFold>,
}

impl Extract {
    /// Takes the next entry of a journal up.
    ///
    /// # Panics
    /// If it records what cannot have happened: then the journal is no session's.
    pub fn take(&mut self, entry: &Entry) {
        self.known_until = entry.at;
        match &entry.outcome {
            Outcome::Accepted(events) => {
                self.officer(&entry.by);
                for event in events {
                    self.happened(entry, event);
                }
            }
            Outcome::Refused(rejection) => {
                let lot = asked_of(&entry.command).and_then(|lot| self.find(lot));
                if let Some(lot) = lot {
                    lot.refused(entry, rejection);
                }
            }
        }
    }

    /// The minutes of the session, or of one lot of it, whose journal has this head.
    ///
    /// # Errors
    /// [`MinutesError::NotBegun`], then [`MinutesError::UnknownLot`].
    pub fn finish(mut self, head: Head, only: Option<LotId>) -> Result<Minutes, MinutesError> {
        let Some((session, title, begun_at)) = self.name else {
            return Err(MinutesError::NotBegun);
        };
        let published = self.lots.len();
        let is_asked = |lot: LotId| only.is_none_or(|only| only == lot);
        let lots: Vec<_> =
            self.lots.into_iter().filter(|lot| is_asked(lot.id())).map(LotFold::finish).collect();
        match only {
            Some(lot) if lots.is_empty() => {
                return Err(MinutesError::UnknownLot { lot, published });
            }
            Some(_) | None => {}
        }
        self.forfeits.retain(|forfeit| forfeit.lot.is_none_or(is_asked));
        self.faults.retain(|fault| fault.lots.iter().copied().any(is_asked));
        Ok(Minutes {
            session,
            title,
            begun_at,
            known_until: self.known_until,
            head,
            auctioneers: self.auctioneers.into_iter().collect(),
            clerks: self.clerks.into_iter().collect(),
            roster: self.roster.into_values().collect(),
            forfeits: self.forfeits,
            faults: self.faults,
            lots,
        })
    }

    fn officer(&mut self, by: &By) {
        match by {
            By::Auctioneer { officer } => {
                self.auctioneers.insert(officer.clone());
            }
            By::Clerk { officer } => {
                self.clerks.insert(officer.clone());
            }
            By::Clock
            | By::Observer
            | By::Bidder { .. }
            | By::SecondOfficer { .. }
            | By::Auditor { .. }
            | By::Supervisor { .. } => {}
        }
    }

    fn happened(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::SessionCreated { session, title } => {
                self.name = Some((session.clone(), title.clone(), entry.at));
            }
            Event::BidderAdmitted { paddle, limit: _ } => {
                let deposit = Deposit::Awaited;
                let member = Member { paddle: *paddle, deposit, excluded: None, absent: None };
                self.roster.insert(*paddle, member);
            }
            Event::DepositConfirmed { paddle } => {
                self.member(*paddle).deposit = Deposit::Confirmed;
            }
            Event::BidderExcluded { paddle, reason } => {
                self.member(*paddle).excluded = Some(Reason::clone(reason));
            }
            Event::BidderAbsent { paddle, reason } => {
                self.member(*paddle).absent = Some(Reason::clone(reason));
            }
            Event::DepositForfeited { paddle, lot, case } => self.forfeits.push(Forfeit {
                paddle: *paddle,
                lot: *lot,
                case: *case,
                seq: entry.seq,
            }),
            Event::FaultReported { lots, fault } => self.faults.push(ReportedFault {
                seq: entry.seq,
                at: entry.at,
                lots: lots.clone(),
                fault: Fault::clone(fault),
            }),
            Event::LotPublished { lot, terms, reserve } => {
                self.lots.push(LotFold::new(entry, *lot, terms, *reserve));
            }
            // The desk alone hears of a reserve, its owner alone of a repeated bid; a signing key is
            // for whoever checks heads, and no part of the sale; a word to the room decides nothing.
            Event::ReserveSet { .. }
            | Event::BidRepeated { .. }
            | Event::SigningKeySet { .. }
            | Event::Announced { .. } => {}
            Event::LotOpened { lot, .. }
            | Event::BidAccepted { lot, .. }
            | Event::PriceChanged { lot, .. }
            | Event::StandingRecomputed { lot, .. }
            | Event::AskingStepped { lot, .. }
            | Event::TurnBegan { lot, .. }
            | Event::SidesChanged { lot, .. }
            | Event::IncrementChanged { lot, .. }
            | Event::DeadlineMoved { lot, .. }
            | Event::LotPaused { lot, .. }
            | Event::LotResumed { lot, .. }
            | Event::Called { lot, .. }
            | Event::RoundEnded { lot, .. }
            | Event::EnvelopesOpened { lot, .. }
            | Event::BidderLeft { lot, .. }
            | Event::BidWithdrawn { lot, .. }
            | Event::VoidAsked { lot, .. }
            | Event::BidVoided { lot, .. }
            | Event::Draw { lot, .. }
            | Event::LotProvisional { lot, .. }
            | Event::ResultRefused { lot, .. }
            | Event::RunnerUpAsked { lot, .. }
            | Event::MinutesUnsigned { lot, .. }
            | Event::BidderDisqualified { lot, .. }
            | Event::LotClosed { lot, .. } => self.lot(*lot).happened(entry, event),
        }
    }

    fn member(&mut self, paddle: Paddle) -> &mut Member {
        let member = self.roster.get_mut(&paddle);
        member.expect("invariant: what is recorded of a paddle follows its admission")
    }

    fn lot(&mut self, lot: LotId) -> &mut LotFold {
        self.find(lot).expect("invariant: what happens to a lot follows its publication")
    }

    fn find(&mut self, lot: LotId) -> Option<&mut LotFold> {
        self.lots.get_mut((lot.0 as usize).wrapping_sub(1))
    }
}

/// The lot whose record a refused bid may stand in.
fn asked_of(command: &Command) -> Option<LotId> {
    match command {
        Command::Bid(bid) | Command::BidFor { bid, .. } => Some(bid.lot),
        // A slip of the desk, which changed nothing and which nobody heard of.
        Command::CreateSession { .. }
        | Command::SignWith { .. }
        | Command::Admit { .. }
        | Command::ConfirmDeposit { .. }
        | Command::Exclude { .. }
        | Command::RecordAbsence { .. }
        | Command::Announce { .. }
        | Command::Publish { .. }
        | Command::Open { .. }
        | Command::Pause { .. }
        | Command::Resume { .. }
        | Command::SetIncrement { .. }
        | Command::Call { .. }
        | Command::Hammer { .. }
        | Command::Pass { .. }
        | Command::Withdraw { .. }
        | Command::Disqualify { .. }
        | Command::Leave { .. }
        | Command::WithdrawBid { .. }
        | Command::Void { .. }
        | Command::ConfirmVoid { .. }
        | Command::Draw { .. }
        | Command::Commit { .. }
        | Command::Reveal { .. }
        | Command::SellerAnswers { .. }
        | Command::RefuseResult { .. }
        | Command::RunnerUpAnswers { .. }
        | Command::RecordUnsigned { .. }
        | Command::ReportFault { .. }
        | Command::Tick { .. } => None,
    }
}
