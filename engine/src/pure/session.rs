//! A session: its roster, its lots, its order. Decides what is asked, records what happened.

use gavel_proto::view::{Announcement, Forfeit};
use gavel_proto::{
    Bid, BidId, By, Channel, Command, Event, ForfeitCase, Hash, LotId, Money, Reason, Rejection,
    Reserve, Seq, SessionId, Terms, Text, Timestamp, VerifierKey, limits,
};

use super::audience::{Viewer, audience};
use super::entry::{Entry, Outcome};
use super::lot::{Asker, Lot};
use super::permit::permits;
use super::state::{Deadlines, State};
use super::verdict::{Verdict, Verdicts};

/// A session (*phiên*): what its journal adds up to.
#[derive(Debug, Default, Clone)]
pub struct Session {
    pub(super) state: State,
    pub(super) deadlines: Deadlines,
    pub(super) verdicts: Verdicts,
    /// How many lots are open.
    pub(super) open_lots: usize,
}

impl Session {
    /// Whether the session was created.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.state.name.is_some()
    }

    /// The key that the journal says its heads are signed with, and the sequence that said so:
    /// heads of that size and more are signed with it.
    #[must_use]
    pub fn key(&self) -> Option<(&VerifierKey, Seq)> {
        self.state.key.as_ref().map(|(key, since)| (key, *since))
    }

    /// The key that signed before: the first head of its successor bears its signature too.
    #[must_use]
    pub fn key_before(&self) -> Option<&VerifierKey> {
        self.state.key_before.as_ref()
    }

    /// The sequence of the last entry, 0 before the first.
    #[must_use]
    pub fn seq(&self) -> Seq {
        self.state.seq
    }

    /// The stamp of the last entry.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.state.at
    }

    /// The last entry of which the room heard something, and its stamp: the only sequence that
    /// everybody may know. 0 before the first.
    #[must_use]
    pub fn room(&self) -> (Seq, Timestamp) {
        self.state.room
    }

    /// When something is due without anybody asking: the next tick.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// Whether any lot is open, its clock running or not yet.
    #[must_use]
    pub fn has_open_lots(&self) -> bool {
        self.open_lots != 0
    }

    /// Whether the next tick needs the head of the journal: a draw takes its seed from it.
    #[must_use]
    pub fn wants_head(&self) -> bool {
        let due = self.deadlines.first().and_then(|(_, lot)| self.lot(*lot).ok());
        due.is_some_and(Lot::wants_head)
    }

    /// The first verdict on a bid id.
    #[must_use]
    pub fn verdict(&self, bid_id: BidId) -> Option<Verdict> {
        self.verdicts.get(bid_id)
    }

    /// Decides what `command` of `by` does to this session at `at`. Changes nothing.
    ///
    /// # Errors
    /// The first [`Rejection`] that applies, in the order that type declares them.
    pub fn decide(
        &self,
        at: Timestamp,
        by: &By,
        command: &Command,
    ) -> Result<Vec<Event>, Rejection> {
        if !permits(by.role(), command) {
            return Err(Rejection::NotPermitted {});
        }
        if !self.has_begun() && !matches!(command, Command::CreateSession { .. }) {
            return Err(Rejection::NoSession {});
        }
        match command {
            Command::Bid(bid) => {
                let paddle = by.paddle().ok_or(Rejection::NotPermitted {})?;
                self.decide_bid(at, Asker { paddle, channel: Channel::Online }, bid)
            }
            Command::BidFor { paddle, channel, bid } => {
                self.decide_bid(at, Asker { paddle: *paddle, channel: *channel }, bid)
            }
            Command::ReportFault { fault } => self.decide_fault(at, fault),
            Command::Tick { head } => self.decide_tick(at, *head),
            Command::CreateSession { session, title } => self.decide_create(session, title),
            Command::SignWith { key } if self.key().is_some_and(|(now, _)| now == key) => {
                Err(Rejection::NothingDue {})
            }
            Command::SignWith { key } => Ok(vec![Event::SigningKeySet { key: key.clone() }]),
            Command::Admit { paddle, limit } => {
                self.state.roster.check_admit(*paddle)?;
                Ok(vec![Event::BidderAdmitted { paddle: *paddle, limit: *limit }])
            }
            Command::ConfirmDeposit { paddle } => {
                self.state.roster.check_confirm(*paddle)?;
                Ok(vec![Event::DepositConfirmed { paddle: *paddle }])
            }
            Command::Exclude { paddle, reason } => {
                self.state.roster.check_exclude(*paddle)?;
                let out = self.state.lots.iter().flat_map(|lot| lot.excluding(at, *paddle, reason));
                let excluded = Event::BidderExcluded { paddle: *paddle, reason: reason.clone() };
                Ok([excluded].into_iter().chain(out).collect())
            }
            Command::RecordAbsence { paddle, reason } => {
                self.state.roster.check_absent(*paddle)?;
                let (paddle, reason) = (*paddle, reason.clone());
                let case = ForfeitCase::Absent;
                Ok(vec![
                    Event::BidderAbsent { paddle, reason },
                    Event::DepositForfeited { paddle, lot: None, case },
                ])
            }
            Command::Announce { message } => {
                Ok(vec![Event::Announced { message: message.clone() }])
            }
            Command::Publish { lot, terms, reserve } => {
                self.decide_publish(at, *lot, terms, *reserve)
            }
            Command::Open { lot }
            | Command::Pause { lot, .. }
            | Command::Resume { lot }
            | Command::SetIncrement { lot, .. }
            | Command::Call { lot, .. }
            | Command::Hammer { lot }
            | Command::Pass { lot }
            | Command::Withdraw { lot, .. }
            | Command::Disqualify { lot, .. }
            | Command::Leave { lot }
            | Command::WithdrawBid { lot, .. }
            | Command::Void { lot, .. }
            | Command::ConfirmVoid { lot, .. }
            | Command::Draw { lot }
            | Command::Commit { lot, .. }
            | Command::Reveal { lot, .. }
            | Command::SellerAnswers { lot, .. }
            | Command::RefuseResult { lot, .. }
            | Command::RunnerUpAnswers { lot, .. }
            | Command::RecordUnsigned { lot, .. } => {
                self.lot(*lot)?.decide(&self.state.roster, at, by, command)
            }
        }
    }

    fn decide_bid(&self, at: Timestamp, asker: Asker, bid: &Bid) -> Result<Vec<Event>, Rejection> {
        let lot = self.lot(bid.lot)?;
        // A bid that comes again is answered first: by now the lot may have closed, and
        // "closed" would be the wrong answer to a bid that stands.
        let paddle = asker.paddle;
        if let Some(first) = self.verdicts.first(paddle, bid)? {
            return Ok(vec![Event::BidRepeated { paddle, bid_id: bid.bid_id, first }]);
        }
        lot.decide_bid(&self.state.roster, at, asker, bid)
    }

    fn decide_tick(&self, at: Timestamp, head: Option<Hash>) -> Result<Vec<Event>, Rejection> {
        // One lot a tick: an entry stays small however many lots end together.
        let due = self.deadlines.first().filter(|(deadline, _)| *deadline <= at);
        let (_, lot) = due.ok_or(Rejection::NothingDue {})?;
        Ok(self.lot(*lot)?.due(&self.state.roster, at, head))
    }

    fn decide_create(&self, session: &SessionId, title: &Text) -> Result<Vec<Event>, Rejection> {
        if self.has_begun() {
            return Err(Rejection::SessionExists {});
        }
        Ok(vec![Event::SessionCreated { session: session.clone(), title: title.clone() }])
    }

    fn decide_publish(
        &self,
        at: Timestamp,
        lot: LotId,
        terms: &Terms,
        reserve: Option<Money>,
    ) -> Result<Vec<Event>, Rejection> {
        let published = u32::try_from(self.state.lots.len()).unwrap_or(u32::MAX);
        if lot.0 != published + 1 {
            return Err(Rejection::LotNumber { next: LotId(published + 1) });
        }
        if limits::LOTS_PER_SESSION <= published {
            return Err(Rejection::SessionFull {});
        }
        let faults = terms.faults(at, reserve);
        if !faults.is_empty() {
            return Err(Rejection::Terms { faults });
        }
        let public = if reserve.is_some() { Reserve::NotMet } else { Reserve::None };
        let published =
            Event::LotPublished { lot, terms: Box::new(terms.clone()), reserve: public };
        let secret = reserve.map(|reserve| Event::ReserveSet { lot, reserve });
        Ok([published].into_iter().chain(secret).collect())
    }

    pub(super) fn lot(&self, lot: LotId) -> Result<&Lot, Rejection> {
        let index = (lot.0 as usize).wrapping_sub(1);
        self.state.lots.get(index).ok_or(Rejection::UnknownLot { lot })
    }

    /// Decides a command and makes the entry that records both. Changes nothing.
    #[must_use]
    pub fn entry(&self, at: Timestamp, by: By, command: Command) -> Entry {
        let outcome = Outcome::from(self.decide(at, &by, &command));
        Entry { seq: self.state.seq + 1, at, by, command, outcome }
    }

    /// Records an entry: its place, its stamp, what happened, the verdict on its bid.
    ///
    /// # Panics
    /// If the entry is not the next one, or its stamp falls: then the journal is not this
    /// session's.
    pub fn apply(&mut self, entry: &Entry) {
        self.happen(entry);
        if let Some((bid_id, verdict)) = Verdict::of(entry) {
            self.verdicts.record(bid_id, verdict);
        }
    }

    /// Records all of an entry but the verdict on its bid.
    pub(super) fn happen(&mut self, entry: &Entry) {
        assert!(
            entry.seq == self.state.seq + 1,
            "invariant: sequence {} follows {}",
            entry.seq,
            self.state.seq
        );
        assert!(self.state.at <= entry.at, "invariant: the stamp of sequence {} falls", entry.seq);
        self.state.seq = entry.seq;
        self.state.at = entry.at;
        let events = entry.outcome.events();
        if events.iter().any(|event| Viewer::Room.hears(audience(event))) {
            self.state.room = (entry.seq, entry.at);
        }
        for event in events {
            self.evolve(event);
        }
    }

    /// Records what happened. Cannot refuse, and never looks at the time.
    fn evolve(&mut self, event: &Event) {
        match event {
            Event::SessionCreated { session, title } => {
                self.state.name = Some((session.clone(), title.clone()));
            }
            Event::SigningKeySet { key } => {
                let before = self.state.key.replace((key.clone(), self.state.seq));
                self.state.key_before = before.map(|(before, _)| before);
            }
            Event::BidderAdmitted { paddle, limit } => self.state.roster.admit(*paddle, *limit),
            Event::DepositConfirmed { paddle } => self.state.roster.confirm(*paddle),
            Event::LotPublished { lot, terms, .. } => {
                let published = Lot::new(*lot, Terms::clone(terms));
                self.deadlines.extend(published.deadline().map(|deadline| (deadline, *lot)));
                self.state.lots.push(published);
            }
            Event::BidderExcluded { paddle, reason } => {
                self.state.roster.exclude(*paddle, reason.clone());
            }
            Event::BidderAbsent { paddle, reason } => {
                self.state.roster.record_absence(*paddle, reason.clone());
            }
            Event::DepositForfeited { paddle, lot, case } => self.state.forfeits.push(Forfeit {
                paddle: *paddle,
                lot: *lot,
                case: *case,
                seq: self.state.seq,
            }),
            Event::FaultReported { lots, fault } => self.keep_fault(lots, fault),
            Event::Announced { message } => self.keep_announcement(message),
            Event::BidRepeated { .. } => {}
            Event::ReserveSet { lot, .. }
            | Event::LotOpened { lot, .. }
            | Event::BidAccepted { lot, .. }
            | Event::PriceChanged { lot, .. }
            | Event::SidesChanged { lot, .. }
            | Event::StandingRecomputed { lot, .. }
            | Event::AskingStepped { lot, .. }
            | Event::TurnBegan { lot, .. }
            | Event::IncrementChanged { lot, .. }
            | Event::DeadlineMoved { lot, .. }
            | Event::LotPaused { lot, .. }
            | Event::LotResumed { lot, .. }
            | Event::Called { lot, .. }
            | Event::RoundEnded { lot, .. }
            | Event::EnvelopesOpened { lot, .. }
            | Event::BidderDisqualified { lot, .. }
            | Event::BidderLeft { lot, .. }
            | Event::BidWithdrawn { lot, .. }
            | Event::VoidAsked { lot, .. }
            | Event::BidVoided { lot, .. }
            | Event::Draw { lot, .. }
            | Event::LotProvisional { lot, .. }
            | Event::ResultRefused { lot, .. }
            | Event::RunnerUpAsked { lot, .. }
            | Event::MinutesUnsigned { lot, .. }
            | Event::LotClosed { lot, .. } => self.evolve_lot(*lot, event),
        }
    }

    /// Keeps the latest words of the desk.
    fn keep_announcement(&mut self, message: &Reason) {
        if self.state.announcements.len() == limits::ANNOUNCEMENTS_PER_SESSION {
            self.state.announcements.remove(0);
        }
        let (seq, at, message) = (self.state.seq, self.state.at, message.clone());
        self.state.announcements.push(Announcement { seq, at, message });
    }

    fn evolve_lot(&mut self, id: LotId, event: &Event) {
        let lot = self.state.lots.get_mut((id.0 as usize).wrapping_sub(1));
        let lot = lot.expect("invariant: what happens to a lot follows its publication");
        let before = lot.deadline();
        self.open_lots -= usize::from(lot.is_open());
        lot.evolve(event);
        self.open_lots += usize::from(lot.is_open());
        let after = lot.deadline();
        if before != after {
            if let Some(gone) = before {
                self.deadlines.remove(&(gone, id));
            }
            self.deadlines.extend(after.map(|deadline| (deadline, id)));
        }
    }
}
