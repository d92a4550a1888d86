//! The course of a lot, table by table: bids, envelopes, calls, pauses, disqualifications.

use super::{column, heading, note, paragraph, valid};
use crate::minutes::paper::{Align, Block, Row, Standing, Table};
use crate::minutes::record::{BidRow, LotRecord, Opening};
use crate::minutes::words::Words;

pub(super) fn bids(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    if lot.bids.is_empty() {
        return vec![heading(labels.bids), paragraph(labels.no_bids)];
    }
    let columns = vec![
        column(labels.number, 8, Align::Right),
        column(labels.time, 26, Align::Left),
        column(labels.bidder, 18, Align::Right),
        column(labels.price, 30, Align::Right),
        column(labels.leader, 18, Align::Right),
    ];
    let row = |(number, bid): (usize, &BidRow)| {
        let price = words.amount(bid.price, &lot.terms.currency);
        let standing = if bid.struck.is_some() { Standing::Struck } else { Standing::Valid };
        let cells = vec![
            number.to_string(),
            words.second(bid.at),
            bid.bidder.to_string(),
            price,
            bid.leader.to_string(),
        ];
        Row { cells, standing }
    };
    let rows = (1..).zip(&lot.bids).map(row).collect();
    let struck = (1..).zip(&lot.bids).filter_map(|(number, bid): (usize, _)| {
        let reason = bid.struck.as_ref()?;
        Some(note(&format!("{} {number}. {}: {reason}", labels.number, labels.struck)))
    });
    let mut blocks = vec![heading(labels.bids), Block::Table(Table { columns, rows })];
    blocks.extend(struck);
    blocks.push(note(labels.bids_note));
    blocks
}

pub(super) fn envelopes(lot: &LotRecord, opening: &Opening, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let mut blocks = vec![heading(labels.envelopes), paragraph(&words.opening(opening))];
    let columns = vec![
        column(labels.number, 8, Align::Right),
        column(labels.handed_in, 26, Align::Left),
        column(labels.paddle, 12, Align::Right),
        column(labels.offer, 26, Align::Right),
        column(labels.validity, 28, Align::Left),
    ];
    let rows: Vec<Row> = (1..)
        .zip(&opening.envelopes)
        .map(|(number, row): (usize, _)| {
            valid(vec![
                number.to_string(),
                words.second(row.at),
                row.envelope.paddle.to_string(),
                words.amount(row.envelope.amount, &lot.terms.currency),
                words.validity(row.envelope.fault).to_owned(),
            ])
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks
}

pub(super) fn calls(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.call, 8, Align::Right),
        column(labels.time, 26, Align::Left),
        column(labels.leader, 18, Align::Right),
        column(labels.price, 48, Align::Right),
    ];
    let rows = lot.calls.iter().map(|call| {
        let (leader, price) = call.standing.map_or_else(
            || ("—".to_owned(), "—".to_owned()),
            |(paddle, price)| (paddle.to_string(), words.amount(price, &lot.terms.currency)),
        );
        valid(vec![call.call.to_string(), words.second(call.at), leader, price])
    });
    section(labels.calls, Table { columns, rows: rows.collect() })
}

pub(super) fn pauses(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.from, 26, Align::Left),
        column(labels.until, 26, Align::Left),
        column(labels.reason, 48, Align::Left),
    ];
    let rows = lot.pauses.iter().map(|pause| {
        let until = pause.until.map_or_else(|| "—".to_owned(), |at| words.second(at));
        valid(vec![words.second(pause.from), until, pause.reason.to_string()])
    });
    section(labels.pauses, Table { columns, rows: rows.collect() })
}

pub(super) fn barred(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.time, 26, Align::Left),
        column(labels.paddle, 14, Align::Right),
        column(labels.reason, 60, Align::Left),
    ];
    let rows = lot.barred.iter().map(|barred| {
        let (at, paddle) = (words.second(barred.at), barred.paddle.to_string());
        valid(vec![at, paddle, barred.reason.to_string()])
    });
    section(labels.barred, Table { columns, rows: rows.collect() })
}

/// A heading with its table; nothing where there is nothing to tell.
fn section(title: &str, table: Table) -> Vec<Block> {
    if table.rows.is_empty() { Vec::new() } else { vec![heading(title), Block::Table(table)] }
}
