//! What the minutes say, in no language: plain data, taken from the journal alone.

use gavel_proto::{
    By, Envelope, LotId, LotResult, Money, Officer, Paddle, Reason, Reserve, Seq, SessionId, Terms,
    Text, Timestamp,
};

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
    /// The sequence of that entry: how many entries the journal has.
    pub entries: Seq,
    /// What the whole journal hashes to.
    pub head: String,
    /// The auctioneers behind the session's commands.
    pub auctioneers: Vec<Officer>,
    /// The clerks behind the session's commands.
    pub clerks: Vec<Officer>,
    /// Everybody who registered, by paddle.
    pub roster: Vec<Member>,
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
}

/// Whether a deposit came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deposit {
    /// A clerk confirmed it.
    Confirmed,
    /// Nobody confirmed it: its bidder did not come.
    Awaited,
}

/// One lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotRecord {
    /// Its number.
    pub lot: LotId,
    /// Its terms, frozen at publication.
    pub terms: Terms,
    /// Whether it has a reserve, and whether the room heard that it was met.
    pub reserve: Reserve,
    /// When it was published.
    pub published_at: Timestamp,
    /// When bidding opened.
    pub opened_at: Option<Timestamp>,
    /// The auctioneers whose commands this lot obeyed.
    pub auctioneers: Vec<Officer>,
    /// Bids in the open that moved the price, in order.
    pub bids: Vec<BidRow>,
    /// The envelopes as they were opened; absent while they are sealed, and in an English round.
    pub opening: Option<Opening>,
    /// The times when its clock stood still, in order.
    pub pauses: Vec<Pause>,
    /// The calls, in order, those that a bid set back included.
    pub calls: Vec<CallRow>,
    /// Paddles that were barred from the lot.
    pub barred: Vec<Barred>,
    /// How it ended; absent if it has not.
    pub ending: Option<Ending>,
    /// The extract of the journal that belongs to the lot.
    pub log: Vec<LogRow>,
}

/// A bid that the room heard of: what it did to the price. A maximum stands here only as the
/// price it produced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidRow {
    /// Its place in the journal.
    pub seq: Seq,
    /// When it was taken.
    pub at: Timestamp,
    /// Who bid.
    pub bidder: Paddle,
    /// The price that it produced.
    pub price: Money,
    /// Who led then.
    pub leader: Paddle,
    /// Why it no longer counts: it stays in the record, struck through (rule book 9).
    pub struck: Option<Reason>,
}

/// The opening of the envelopes (L43).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// When bidding ended.
    pub closed_at: Timestamp,
    /// Every live envelope, in the order in which they came.
    pub envelopes: Vec<EnvelopeRow>,
}

/// An opened envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeRow {
    /// Its place in the journal.
    pub seq: Seq,
    /// When it was handed in.
    pub at: Timestamp,
    /// Whose, what it says, and why it does not count.
    pub envelope: Envelope,
}

/// A pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub from: Timestamp,
    /// Until when; absent while it lasts, and where the lot ended in it.
    pub until: Option<Timestamp>,
    /// What the official said.
    pub reason: Reason,
}

/// A call of the price (L41).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// When.
    pub at: Timestamp,
    /// 1, 2 or 3.
    pub call: u8,
    /// The price that was called, with its bidder; absent if nobody had bid.
    pub standing: Option<(Paddle, Money)>,
}

/// A paddle that was barred from a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barred {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub paddle: Paddle,
    /// What the official said.
    pub reason: Reason,
}

/// How a lot ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// As of when.
    pub closed_at: Timestamp,
    /// How.
    pub result: LotResult,
    /// The best bid that stood; absent if there was none that counts.
    pub best: Option<(Paddle, Money)>,
    /// Among whom the lot was drawn, where equal envelopes led (L42); empty where it was not.
    pub drawn_among: Vec<Paddle>,
}

/// One line of the extract: an entry of the journal, as far as the room heard of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the journal.
    pub seq: Seq,
    /// The engine's stamp, to the microsecond.
    pub at: Timestamp,
    /// Whose hand it came from.
    pub by: By,
    /// What came of it, in order.
    pub facts: Vec<Fact>,
}

/// What the room heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The lot was published.
    Published {
        /// Whether it has a reserve.
        reserve: Reserve,
    },
    /// Bidding opened.
    Opened {
        /// When it ends; absent while no deadline runs.
        closes_at: Option<Timestamp>,
        /// The least first bid; absent in a sealed round.
        asking: Option<Money>,
    },
    /// A bid moved the price.
    Price {
        /// The price now.
        price: Money,
        /// Who leads now.
        leader: Paddle,
        /// The least next bid.
        asking: Money,
        /// Whether the reserve is met.
        reserve: Reserve,
    },
    /// The deadline moved, or began to run.
    Deadline {
        /// When bidding ends now.
        closes_at: Timestamp,
    },
    /// The clock stopped.
    Paused {
        /// What the official said.
        reason: Reason,
    },
    /// The clock went on.
    Resumed {
        /// When bidding ends now; absent while no deadline runs.
        closes_at: Option<Timestamp>,
    },
    /// The price was called.
    Called {
        /// 1, 2 or 3.
        call: u8,
    },
    /// An envelope was handed in that was opened later.
    EnvelopeIn,
    /// The envelopes were opened.
    EnvelopesOpened {
        /// How many.
        count: usize,
    },
    /// A paddle was barred.
    Barred {
        /// Whom.
        paddle: Paddle,
        /// What the official said.
        reason: Reason,
    },
    /// The lot ended.
    Ended {
        /// As of when.
        closed_at: Timestamp,
        /// How.
        result: LotResult,
    },
    /// A bid was refused on a ground that the room knew.
    BidRefused {
        /// The ground.
        ground: Ground,
    },
    /// The hammer was refused, because equal envelopes lead.
    Tied {
        /// Among whom the lot must be drawn.
        paddles: Vec<Paddle>,
    },
}

/// Why a bid was refused, where the room could know it too. What concerns the bidder alone (a
/// deposit, a limit, a maximum) is not told here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Bidding had not opened.
    NotOpen,
    /// The lot was paused.
    Paused,
    /// Bidding was over.
    Closed {
        /// Since when.
        closed_at: Timestamp,
    },
    /// The paddle was barred from the lot.
    Barred {
        /// What the official said.
        reason: Reason,
    },
    /// The amount lay between two steps.
    OffGrid {
        /// The step.
        grid: Money,
    },
    /// Too little.
    BelowAsking {
        /// The least next bid.
        asking: Money,
    },
}

impl Opening {
    /// How many envelopes count, and how many do not.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let valid = self.envelopes.iter().filter(|row| row.envelope.fault.is_none()).count();
        (valid, self.envelopes.len() - valid)
    }
}
