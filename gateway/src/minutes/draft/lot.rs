//! The pages of one lot: terms, course, result, signatures, and the extract of the journal.

use std::collections::BTreeSet;

use gavel_proto::terms::{LeaderBids, Replacement};
use gavel_proto::{By, Direction, Format, LotResult, Money, Officer, Paddle, Reserve};

use super::{column, heading, names, note, pair, paragraph, registered, strong, tables, valid};
use crate::minutes::paper::{Align, Block, Pair, Place, Table};
use crate::minutes::record::{Deposit, Ending, LotRecord, Minutes};
use crate::minutes::words::{Words, paddles};

pub(super) fn blocks(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let title = format!("{} {}. {}", labels.lot, lot.lot, words.text(&lot.terms.title));
    let mut blocks = vec![
        Block::Chapter { text: title },
        heading(labels.property_and_terms),
        Block::Pairs { pairs: terms(lot, words) },
        heading(labels.course),
        Block::Pairs { pairs: course(minutes, lot, words) },
    ];
    match (&lot.terms.round().format, &lot.opening) {
        (Format::English(_), _) => blocks.extend(tables::bids(lot, words)),
        (Format::Sealed(_), Some(opening)) => blocks.extend(tables::envelopes(lot, opening, words)),
        (Format::Sealed(_), None) => {}
    }
    blocks.extend(tables::calls(lot, words));
    blocks.extend(tables::pauses(lot, words));
    blocks.extend(tables::barred(lot, words));
    let mut result = outcome(lot, words);
    result.extend(signatures(minutes, lot, words));
    blocks.push(Block::Together { blocks: result });
    blocks.extend(extract(lot, words));
    blocks
}

fn terms(lot: &LotRecord, words: &dyn Words) -> Vec<Pair> {
    let (labels, terms) = (words.labels(), &lot.terms);
    let amount =
        |label: &'static str| move |amount| pair(label, &words.amount(amount, &lot.terms.currency));
    let opening = match terms.direction {
        Direction::Forward => labels.opening_price,
        Direction::Reverse => labels.highest_opening,
    };
    let reserve = match lot.reserve {
        Reserve::None => labels.reserve_none,
        Reserve::NotMet | Reserve::Met => labels.reserve_secret,
    };
    let mut pairs = vec![strong(labels.property, words.text(&terms.title))];
    pairs.extend(
        Some(words.text(&terms.summary))
            .filter(|summary| !summary.trim().is_empty())
            .map(|summary| pair(labels.description, summary)),
    );
    pairs.push(pair(labels.format, words.format(terms)));
    pairs.extend(terms.opening.map(amount(opening)));
    pairs.push(pair(labels.reserve, reserve));
    match &terms.round().format {
        Format::English(english) => {
            let increment = words.increment(&english.increment, &terms.currency);
            pairs.push(pair(labels.increment, &increment));
            pairs.extend(terms.grid.map(amount(labels.grid)));
            let soft_close = english.soft_close.map(|soft| words.soft_close(soft));
            pairs.extend(soft_close.map(|soft| pair(labels.soft_close, &soft)));
            if english.leader_bids == LeaderBids::Accepted {
                pairs.push(pair(labels.leader_bids, labels.leader_bids_accepted));
            }
        }
        Format::Sealed(sealed) => {
            pairs.extend(terms.grid.map(amount(labels.grid)));
            pairs.extend(sealed.ceiling.map(amount(labels.ceiling)));
            pairs.extend(sealed.floor.map(amount(labels.floor)));
            let replacement = match sealed.replacement {
                Replacement::Allowed => labels.replacement_allowed,
                Replacement::Refused => labels.replacement_refused,
            };
            pairs.push(pair(labels.replacement, replacement));
        }
    }
    pairs.push(pair(labels.pace, &words.pace(&terms.round().pace)));
    pairs
}

fn course(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    let or_not_yet =
        |at: Option<_>| at.map_or_else(|| labels.not_yet.to_owned(), |at| words.moment(at));
    let mut pairs = vec![
        pair(labels.auctioneer, &names(&lot.auctioneers)),
        pair(labels.published, &words.moment(lot.published_at)),
        pair(labels.opened, &or_not_yet(lot.opened_at)),
        pair(labels.ended, &or_not_yet(lot.ending.as_ref().map(|ending| ending.closed_at))),
    ];
    match who_bid(lot) {
        Some(bidders) => {
            let present = registered(minutes, Deposit::Confirmed);
            let silent: Vec<Paddle> =
                present.into_iter().filter(|paddle| !bidders.contains(paddle)).collect();
            let bidders: Vec<Paddle> = bidders.into_iter().collect();
            pairs.push(pair(labels.bid_here, &paddles(&bidders)));
            pairs.push(pair(labels.silent_here, &paddles(&silent)));
        }
        None => pairs.push(pair(labels.bid_here, labels.still_sealed)),
    }
    pairs
}

/// Whose bids the room heard of; `None`: the envelopes are sealed, or stayed so.
fn who_bid(lot: &LotRecord) -> Option<BTreeSet<Paddle>> {
    match &lot.terms.round().format {
        Format::English(_) => Some(lot.bids.iter().map(|bid| bid.bidder).collect()),
        Format::Sealed(_) => {
            let opening = lot.opening.as_ref()?;
            Some(opening.envelopes.iter().map(|row| row.envelope.paddle).collect())
        }
    }
}

/// The result names its lot again: it stands on the page that is signed.
fn outcome(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let (labels, currency) = (words.labels(), &lot.terms.currency);
    let name = format!("{}. {}", lot.lot, words.text(&lot.terms.title));
    let mut pairs = vec![pair(labels.lot, &name)];
    match &lot.ending {
        None => pairs.push(pair(labels.result, labels.not_ended)),
        Some(ending) => {
            pairs.push(pair(labels.result, &words.ending(ending, currency)));
            if !ending.drawn_among.is_empty() {
                pairs.push(pair(labels.draw, &words.draw(ending)));
            }
            if let Some((paddle, price)) = sold(ending) {
                pairs.push(strong(labels.price, &words.amount(price, currency)));
                pairs.push(pair(labels.in_words, &words.spelled(price, currency)));
                pairs.push(strong(labels.winner, &words.hand(&By::Bidder { paddle })));
            }
        }
    }
    vec![heading(labels.outcome), Block::Pairs { pairs }]
}

fn sold(ending: &Ending) -> Option<(Paddle, Money)> {
    match &ending.result {
        LotResult::Sold { paddle, price } => Some((*paddle, *price)),
        LotResult::Passed | LotResult::Failed | LotResult::Withdrawn { .. } => None,
    }
}

/// Places to sign at, once there is something to acknowledge.
fn signatures(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let Some(ending) = &lot.ending else {
        return Vec::new();
    };
    let place = |role: &str, name: String| Place { role: role.to_owned(), name };
    let only = |officers: &[Officer]| match officers {
        [officer] => officer.to_string(),
        _ => String::new(),
    };
    let mut places = vec![
        place(labels.auctioneer, only(&lot.auctioneers)),
        place(labels.clerk, only(&minutes.clerks)),
    ];
    if let Some((paddle, _)) = sold(ending) {
        places.push(place(labels.winner, words.hand(&By::Bidder { paddle })));
    }
    places.push(place(labels.seller, String::new()));
    places.push(place(labels.witness, String::new()));
    let hint = labels.sign_here.to_owned();
    vec![heading(labels.signatures), paragraph(labels.closing), Block::Signatures { hint, places }]
}

fn extract(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.sequence, 8, Align::Right),
        column(labels.time, 27, Align::Left),
        column(labels.hand, 20, Align::Left),
        column(labels.happened, 45, Align::Left),
    ];
    let rows = lot.log.iter().map(|row| {
        let facts: Vec<String> =
            row.facts.iter().map(|fact| words.fact(fact, &lot.terms.currency)).collect();
        let (seq, at) = (row.seq.to_string(), words.microsecond(row.at));
        valid(vec![seq, at, words.hand(&row.by), facts.join(". ")])
    });
    let title = format!("{} ({} {})", labels.extract, labels.lot, lot.lot);
    let table = Table { columns, rows: rows.collect() };
    vec![Block::Chapter { text: title }, note(labels.extract_note), Block::Table(table)]
}
