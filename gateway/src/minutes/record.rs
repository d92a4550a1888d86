//! What the minutes say, in no language: plain data, taken from the journal alone.

mod fact;
mod lot;
mod round;

use gavel_engine::durable::Head;
use gavel_proto::view::{Forfeit, ReportedFault};
use gavel_proto::{Officer, Paddle, Reason, SessionId, Text, Timestamp};

pub(super) use fact::{After, Fact, Ground, LogRow, Note, Told};
pub(super) use lot::{Best, Ending, LotRecord};
pub(super) use round::{BidRow, DrawRecord, EnvelopeRow, Opening, RoundRecord, Struck, is_sealed};

/// The minutes (*biên bản*) of a session, or of one lot of it (rule book 10; L44, O4).
///
/// They are read by the room, so they hold what the room heard, with the roster and the officers:
/// no maximum, no reserve, no envelope that was not opened, no refusal on a private ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The session's name.
    pub session: SessionId,
    /// What the session is called.
    pub title: Text,
    /// When its first entry was stamped.
    pub begun_at: Timestamp,
    /// When the last entry that these minutes know was stamped.
    pub known_until: Timestamp,
    /// The head of the journal's tree: how many entries it has, and the one hash that stands for
    /// all of them.
    pub head: Head,
    /// The auctioneers behind the session's commands.
    pub auctioneers: Vec<Officer>,
    /// The clerks behind the session's commands.
    pub clerks: Vec<Officer>,
    /// Everybody who registered, by paddle.
    pub roster: Vec<Member>,
    /// The deposits that are forfeited, in order: those of these lots, and of the session.
    pub forfeits: Vec<Forfeit>,
    /// The faults that stopped any of these lots, in order.
    pub faults: Vec<ReportedFault>,
    /// The lots these minutes are of, by number.
    pub lots: Vec<LotRecord>,
}

/// Somebody who registered for the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The number on the paddle.
    pub paddle: Paddle,
    /// Whether the deposit came, without which nobody takes part.
    pub deposit: Deposit,
    /// Why this paddle was excluded (L38.4); absent unless it was.
    pub excluded: Option<Reason>,
    /// How it is known that this bidder did not come (L39); absent unless it was recorded.
    pub absent: Option<Reason>,
}

/// Whether a deposit came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deposit {
    /// A clerk confirmed it.
    Confirmed,
    /// Nobody confirmed it.
    Awaited,
}

impl Minutes {
    /// Who took part, as far as the desk recorded it: the deposit is here, and nobody recorded
    /// that this bidder is excluded or did not come.
    #[must_use]
    pub fn present(&self) -> Vec<Paddle> {
        let is_present = |member: &&Member| {
            member.deposit == Deposit::Confirmed
                && member.excluded.is_none()
                && member.absent.is_none()
        };
        self.roster.iter().filter(is_present).map(|member| member.paddle).collect()
    }

    /// Who registered without a deposit that anybody confirmed, and of whom nothing else is known.
    #[must_use]
    pub fn unconfirmed(&self) -> Vec<Paddle> {
        let is_unconfirmed = |member: &&Member| {
            member.deposit == Deposit::Awaited
                && member.excluded.is_none()
                && member.absent.is_none()
        };
        self.roster.iter().filter(is_unconfirmed).map(|member| member.paddle).collect()
    }
}
