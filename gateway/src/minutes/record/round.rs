//! One round in the minutes: who might bid, what was bid, what was opened, what was drawn.

use std::collections::BTreeMap;

use gavel_proto::{
    BallotCount, BidId, By, Channel, Envelope, Hash, Money, Officer, Paddle, Reason, Royalty, Seq,
    SideName, Terms, Timestamp,
    terms::{Format, OpenTo},
};

use super::Note;

/// A round as it was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundRecord {
    /// Its place in the programme, from 1.
    pub round: u32,
    /// Which time it was held, from 1.
    pub time: u32,
    /// When it opened.
    pub opened_at: Timestamp,
    /// The least first bid; absent in a sealed round.
    pub asking: Option<Money>,
    /// When it was to end; absent while no deadline ran.
    pub closes_at: Option<Timestamp>,
    /// Who might bid; absent: everybody on the roster.
    pub open_to: Option<Vec<Paddle>>,
    /// Who might not, in a round that was open to all but the leader.
    pub closed_to: Option<Paddle>,
    /// Bids in the open, in order.
    pub bids: Vec<BidRow>,
    /// The envelopes as they were opened; absent while they are sealed, and in an open round.
    pub opening: Option<Opening>,
    /// What else happened, in order.
    pub notes: Vec<Note>,
    /// Draws among equals: another follows where a struck bid ended one.
    pub draws: Vec<DrawRecord>,
    /// As of when it was over; absent while it runs.
    pub ended_at: Option<Timestamp>,
}

/// A bid that the room heard of. In an English round it stands here with the price that it
/// produced, so that a maximum is not told; in a round of turns or of two sides with its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidRow {
    /// Its place in the journal.
    pub seq: Seq,
    /// When it was taken.
    pub at: Timestamp,
    /// Its own id.
    pub bid_id: BidId,
    /// Who bid.
    pub bidder: Paddle,
    /// How it came.
    pub channel: Channel,
    /// The price.
    pub price: Money,
    /// What the price is made of, if it is a royalty.
    pub royalty: Option<Royalty>,
    /// Who led then; absent in a round of two sides.
    pub leader: Option<Paddle>,
    /// On which side it stands, in a round of two sides.
    pub side: Option<SideName>,
    /// Why it no longer counts: it stays in the record, struck through (rule book 9).
    pub struck: Option<Struck>,
}

/// Why a bid no longer counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Struck {
    /// Two officers struck it.
    Voided {
        /// What was said.
        reason: Reason,
        /// Who asked for it.
        asked_by: Option<Officer>,
        /// Who confirmed it.
        confirmed_by: By,
    },
    /// Its bidder was barred.
    Barred {
        /// What the official said.
        reason: Reason,
    },
    /// Its bidder took it back.
    Withdrawn,
}

/// The opening of the envelopes (L43).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// When bidding ended.
    pub closed_at: Timestamp,
    /// What was announced.
    pub count: BallotCount,
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
    /// Whose, what it says, and why it did not count when it was opened.
    pub envelope: Envelope,
    /// Why it does not count any more.
    pub struck: Option<Struck>,
}

/// A draw among equals (L42). Paddle 0 is the auctioneer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawRecord {
    /// Among whom, by number.
    pub among: Vec<Paddle>,
    /// What was committed to.
    pub committed: BTreeMap<Paddle, Hash>,
    /// The nonces that were revealed.
    pub revealed: BTreeMap<Paddle, Hash>,
    /// The journal's head, fixed before any nonce was known.
    pub head: Option<Hash>,
    /// The seed and who was drawn; absent where the draw was not finished.
    pub drawn: Option<(Hash, Paddle)>,
}

impl RoundRecord {
    /// Whether bids come in envelopes.
    #[must_use]
    pub fn is_sealed(&self, terms: &Terms) -> bool {
        is_sealed(&terms.round(self.round).format)
    }

    /// Who bid in the open. What two officers struck is as if it had not been.
    pub(super) fn bidders(&self) -> impl Iterator<Item = Paddle> {
        let is_void = |bid: &&BidRow| matches!(bid.struck, Some(Struck::Voided { .. }));
        self.bids.iter().filter(move |bid| !is_void(bid)).map(|bid| bid.bidder)
    }

    /// Who the terms let in, other than everybody.
    #[must_use]
    pub fn admits(&self, terms: &Terms) -> OpenTo {
        terms.round(self.round).open_to
    }
}

/// Whether a round of this format takes envelopes.
pub(in crate::minutes) fn is_sealed(format: &Format) -> bool {
    match format {
        Format::Sealed(_) | Format::Units(_) => true,
        Format::English(_) | Format::Exclusive(_) | Format::Dutch(_) | Format::Turns(_) => false,
    }
}
