//! The course of a round: who might bid, what was bid or opened, what else happened.

use super::{column, draw, heading, note, pair, paragraph, section, valid};
use crate::minutes::paper::{Align, Block, Column, Pair, Row, Standing, Table};
use crate::minutes::record::{BidRow, EnvelopeRow, LotRecord, Note, Opening, RoundRecord, Struck};
use crate::minutes::words::{Words, capital};
use gavel_proto::terms::{Format, OpenTo};

pub(super) fn round(lot: &LotRecord, round: &RoundRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let mut blocks = vec![
        heading(&words.held(round, &lot.terms)),
        Block::Pairs { pairs: facts(lot, round, words) },
    ];
    match (round.is_sealed(&lot.terms), &round.opening) {
        (true, Some(opening)) => blocks.extend(envelopes(lot, opening, words)),
        (true, None) => blocks.push(paragraph(labels.still_sealed)),
        (false, _) => blocks.extend(bids(lot, round, words)),
    }
    blocks.extend(section(labels.notes, course(lot, &round.notes, words)));
    for drawing in &round.draws {
        blocks.extend(draw::blocks(drawing, words));
    }
    blocks
}

fn facts(lot: &LotRecord, round: &RoundRecord, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    let mut pairs = vec![pair(labels.opened, &words.moment(round.opened_at))];
    let is_open_to_all = match round.admits(&lot.terms) {
        OpenTo::Everybody => true,
        OpenTo::Bidders
        | OpenTo::Best(_)
        | OpenTo::WithinBasisPoints(_)
        | OpenTo::Tied
        | OpenTo::LastWindow
        | OpenTo::AllButLeader
        | OpenTo::LeaderOf(_) => false,
    };
    if !is_open_to_all {
        pairs.push(pair(labels.admitted, &words.admitted(round)));
    }
    let asking = round.asking.map(|asking| words.amount(asking, &lot.terms.currency));
    pairs.extend(asking.map(|asking| pair(labels.first_asking, &asking)));
    pairs.extend(round.closes_at.map(|at| pair(labels.due, &words.moment(at))));
    let ended = round.ended_at.map_or_else(|| labels.not_yet.to_owned(), |at| words.moment(at));
    pairs.push(pair(labels.ended, &ended));
    pairs
}

/// Facts with their times: of a round, of what came before it, of what came after.
pub(super) fn course(lot: &LotRecord, notes: &[Note], words: &dyn Words) -> Table {
    let labels = words.labels();
    let columns = vec![
        column(labels.time, 21, Align::Left),
        column(labels.hand, 22, Align::Left),
        column(labels.happened, 57, Align::Left),
    ];
    let rows = notes.iter().map(|note| {
        let fact = words.fact(&note.fact, &lot.terms);
        valid(vec![words.second(note.at), words.hand(&note.by), fact])
    });
    Table { columns, rows: rows.collect() }
}

fn bids(lot: &LotRecord, round: &RoundRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    if round.bids.is_empty() {
        return vec![paragraph(labels.no_bids)];
    }
    let sides = round.bids.iter().any(|bid| bid.side.is_some());
    let royalties = lot.terms.royalty.is_some();
    let mut columns = vec![
        column(labels.number, 6, Align::Right),
        column(labels.time, 21, Align::Left),
        column(labels.bidder, 10, Align::Right),
        column(labels.channel, 12, Align::Left),
    ];
    columns.extend(match (sides, royalties) {
        (true, _) => {
            vec![column(labels.side, 24, Align::Left), column(labels.offer, 27, Align::Right)]
        }
        (false, true) => vec![
            column(labels.royalty, 24, Align::Left),
            column(labels.value, 17, Align::Right),
            column(labels.leader, 10, Align::Right),
        ],
        (false, false) => {
            vec![column(labels.price, 35, Align::Right), column(labels.leader, 16, Align::Right)]
        }
    });
    let row = |(number, bid): (usize, &BidRow)| {
        let mut cells = vec![
            number.to_string(),
            words.second(bid.at),
            bid.bidder.to_string(),
            words.channel(bid.channel).to_owned(),
        ];
        cells.extend(bid.side.map(|side| words.side(side).to_owned()));
        if royalties && !sides {
            let structure = bid.royalty.as_ref();
            let structure = structure.map(|it| capital(&words.royalty(it, &lot.terms.currency)));
            cells.push(structure.unwrap_or_else(|| "—".to_owned()));
        }
        cells.push(words.amount(bid.price, &lot.terms.currency));
        cells.extend(bid.leader.map(|leader| leader.to_string()));
        Row { cells, standing: standing(bid.struck.as_ref()) }
    };
    let rows = (1..).zip(&round.bids).map(row).collect();
    let mut blocks = vec![heading(labels.bids), Block::Table(Table { columns, rows })];
    blocks.extend(struck(round.bids.iter().map(|bid| bid.struck.as_ref()), words));
    // Only an English round takes a maximum.
    if let Format::English(_) = lot.terms.round(round.round).format {
        blocks.push(note(labels.bids_note));
    }
    blocks
}

fn envelopes(lot: &LotRecord, opening: &Opening, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let mut blocks = vec![heading(labels.envelopes), paragraph(&words.opening(opening))];
    let any_schedule = opening.envelopes.iter().any(|row| !row.envelope.schedule.is_empty());
    let any_royalty = opening.envelopes.iter().any(|row| row.envelope.royalty.is_some());
    let mut columns = vec![
        column(labels.number, 6, Align::Right),
        column(labels.handed_in, 21, Align::Left),
        column(labels.paddle, 9, Align::Right),
    ];
    columns.extend(match (any_schedule, any_royalty) {
        (true, _) => contents(labels.schedule, labels.total),
        (false, true) => contents(labels.royalty, labels.value),
        (false, false) => vec![column(labels.offer, 32, Align::Right)],
    });
    columns.push(column(
        labels.validity,
        if any_schedule || any_royalty { 18 } else { 32 },
        Align::Left,
    ));
    let row = |(number, row): (usize, &EnvelopeRow)| {
        let (envelope, currency) = (&row.envelope, &lot.terms.currency);
        let mut cells = vec![number.to_string(), words.second(row.at), envelope.paddle.to_string()];
        if any_schedule {
            cells.push(words.schedule(&envelope.schedule, currency));
        } else if any_royalty {
            let structure = envelope.royalty.as_ref();
            let structure = structure.map(|it| capital(&words.royalty(it, currency)));
            cells.push(structure.unwrap_or_else(|| "—".to_owned()));
        }
        cells.push(words.amount(envelope.amount, currency));
        cells.push(words.validity(envelope.fault).to_owned());
        Row { cells, standing: standing(row.struck.as_ref()) }
    };
    let rows: Vec<Row> = (1..).zip(&opening.envelopes).map(row).collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { columns, rows }));
        blocks.extend(struck(opening.envelopes.iter().map(|row| row.struck.as_ref()), words));
    }
    blocks
}

/// What an amount is made of, and what it comes to.
fn contents(of: &str, amount: &str) -> Vec<Column> {
    vec![column(of, 27, Align::Left), column(amount, 19, Align::Right)]
}

fn standing(struck: Option<&Struck>) -> Standing {
    struck.map_or(Standing::Valid, |_| Standing::Struck)
}

/// Why rows of a table are struck through, by their numbers.
fn struck<'a>(rows: impl Iterator<Item = Option<&'a Struck>>, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let notes = (1..).zip(rows).filter_map(|(number, struck): (usize, _)| {
        let why = words.struck(struck?);
        Some(note(&format!("{} {number}. {}: {why}", labels.number, labels.struck)))
    });
    notes.collect()
}
