//! From the entries of a journal to what the minutes say: a fold, without a clock and a language.

use std::collections::{BTreeMap, BTreeSet};

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{By, Command, Event, LotId, Paddle, SessionId, Text, Timestamp};

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

/// Takes the minutes of the session, or of one lot of it, from its journal, whose hash is `head`.
///
/// # Errors
/// [`MinutesError::NotBegun`], then [`MinutesError::UnknownLot`].
pub fn extract(
    entries: &[Entry],
    head: String,
    only: Option<LotId>,
) -> Result<Minutes, MinutesError> {
    let mut fold = Fold::default();
    for entry in entries {
        fold.take(entry);
    }
    let (Some((session, title, begun_at)), Some(last)) = (fold.name, entries.last()) else {
        return Err(MinutesError::NotBegun);
    };
    let published = fold.lots.len();
    let is_asked = |lot: LotId| only.is_none_or(|only| only == lot);
    let lots: Vec<_> =
        fold.lots.into_iter().filter(|lot| is_asked(lot.id())).map(LotFold::finish).collect();
    match only {
        Some(lot) if lots.is_empty() => return Err(MinutesError::UnknownLot { lot, published }),
        Some(_) | None => {}
    }
    let member = |(paddle, deposit)| Member { paddle, deposit };
    Ok(Minutes {
        session,
        title,
        begun_at,
        known_until: last.at,
        entries: last.seq,
        head,
        auctioneers: fold.auctioneers.into_iter().collect(),
        clerks: fold.clerks.into_iter().collect(),
        roster: fold.roster.into_iter().map(member).collect(),
        lots,
    })
}

/// The minutes so far.
#[derive(Default)]
struct Fold {
    name: Option<(SessionId, Text, Timestamp)>,
    auctioneers: BTreeSet<gavel_proto::Officer>,
    clerks: BTreeSet<gavel_proto::Officer>,
    roster: BTreeMap<Paddle, Deposit>,
    /// Lot `n` stands at index `n - 1`.
    lots: Vec<LotFold>,
}

impl Fold {
    fn take(&mut self, entry: &Entry) {
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

    fn officer(&mut self, by: &By) {
        match by {
            By::Auctioneer { officer } => {
                self.auctioneers.insert(officer.clone());
            }
            By::Clerk { officer } => {
                self.clerks.insert(officer.clone());
            }
            By::Clock | By::Observer | By::Bidder { .. } | By::Auditor { .. } => {}
        }
    }

    fn happened(&mut self, entry: &Entry, event: &Event) {
        match event {
            Event::SessionCreated { session, title } => {
                self.name = Some((session.clone(), title.clone(), entry.at));
            }
            Event::BidderAdmitted { paddle, limit: _ } => {
                self.roster.insert(*paddle, Deposit::Awaited);
            }
            Event::DepositConfirmed { paddle } => {
                self.roster.insert(*paddle, Deposit::Confirmed);
            }
            Event::LotPublished { lot, terms, reserve } => {
                self.lots.push(LotFold::new(entry, *lot, terms, *reserve));
            }
            // The desk alone hears of a reserve, and its owner alone of a repeated bid.
            Event::ReserveSet { .. } | Event::BidRepeated { .. } => {}
            Event::LotOpened { lot, .. }
            | Event::BidAccepted { lot, .. }
            | Event::PriceChanged { lot, .. }
            | Event::DeadlineMoved { lot, .. }
            | Event::LotPaused { lot, .. }
            | Event::LotResumed { lot, .. }
            | Event::Called { lot, .. }
            | Event::EnvelopesOpened { lot, .. }
            | Event::BidderDisqualified { lot, .. }
            | Event::LotClosed { lot, .. } => self.lot(*lot).happened(entry, event),
        }
    }

    fn lot(&mut self, lot: LotId) -> &mut LotFold {
        self.find(lot).expect("invariant: what happens to a lot follows its publication")
    }

    fn find(&mut self, lot: LotId) -> Option<&mut LotFold> {
        self.lots.get_mut((lot.0 as usize).wrapping_sub(1))
    }
}

/// The lot whose record a refusal of this command may stand in.
fn asked_of(command: &Command) -> Option<LotId> {
    match command {
        Command::Bid(bid) => Some(bid.lot),
        Command::Hammer { lot, .. } => Some(*lot),
        // A slip of the desk, which changed nothing and which nobody heard of.
        Command::CreateSession { .. }
        | Command::Admit { .. }
        | Command::ConfirmDeposit { .. }
        | Command::Publish { .. }
        | Command::Open { .. }
        | Command::Pause { .. }
        | Command::Resume { .. }
        | Command::Call { .. }
        | Command::Pass { .. }
        | Command::Withdraw { .. }
        | Command::Disqualify { .. }
        | Command::Tick {} => None,
    }
}
