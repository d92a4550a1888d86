//! One lot in the minutes: its terms, its rounds, and how it ended.

use std::collections::BTreeSet;

use gavel_proto::{
    LotId, LotResult, Money, Officer, Paddle, Reserve, Terms, Timestamp, terms::Format,
};

use super::{LogRow, Note, RoundRecord};

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
    /// The auctioneers whose commands this lot obeyed.
    pub auctioneers: Vec<Officer>,
    /// What happened before bidding opened.
    pub before: Vec<Note>,
    /// The rounds as they were held, in order.
    pub rounds: Vec<RoundRecord>,
    /// What happened when bidding was over: the seller's answer, a refusal, the end.
    pub after: Vec<Note>,
    /// How it ended: more than once where a result was refused, and then the last end counts.
    pub endings: Vec<Ending>,
    /// The extract of the journal that belongs to the lot.
    pub log: Vec<LogRow>,
}

/// How a lot ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// As of when.
    pub closed_at: Timestamp,
    /// How.
    pub result: LotResult,
    /// What stood best.
    pub best: Best,
}

/// What stood best when a lot ended, as far as the room knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Best {
    /// Nothing that counts.
    Nothing,
    /// One bid.
    Bid(Paddle, Money),
    /// Several bids together, for several units.
    Several,
}

impl LotRecord {
    /// How the lot ended, if it has: the last end counts.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        self.endings.last()
    }

    /// Whose bids the room heard of; `None`: the envelopes are sealed, or stayed so.
    #[must_use]
    pub fn bidders(&self) -> Option<BTreeSet<Paddle>> {
        let mut bidders = BTreeSet::new();
        for round in &self.rounds {
            match (round.is_sealed(&self.terms), &round.opening) {
                (true, None) => return None,
                (true, Some(opening)) => {
                    bidders.extend(opening.envelopes.iter().map(|row| row.envelope.paddle));
                }
                (false, _) => bidders.extend(round.bidders()),
            }
        }
        Some(bidders)
    }

    /// Who gets the lot, by number: nobody, the winner, or those among whom the units were shared.
    #[must_use]
    pub fn winners(&self) -> Vec<Paddle> {
        let result = self.ending().map(|ending| &ending.result);
        let winners: BTreeSet<Paddle> = match result {
            Some(LotResult::Sold { paddle, .. }) => [*paddle].into(),
            Some(LotResult::Allotted { awards, .. }) => {
                awards.iter().map(|award| award.paddle).collect()
            }
            Some(LotResult::Passed | LotResult::Failed { .. } | LotResult::Withdrawn { .. })
            | None => BTreeSet::new(),
        };
        winners.into_iter().collect()
    }

    /// Whether its prices are of units, so that no single bid stands best.
    #[must_use]
    pub fn sells_several(&self) -> bool {
        self.terms.rounds.iter().any(|round| match round.format {
            Format::Units(_) | Format::Exclusive(_) => true,
            Format::English(_) | Format::Sealed(_) | Format::Dutch(_) | Format::Turns(_) => false,
        })
    }
}
