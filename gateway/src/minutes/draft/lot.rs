//! The pages of one lot: terms, course, result, signatures, and the extract of the journal.

use gavel_proto::Paddle;

use super::{column, heading, names, note, pair, paragraph, result, round, section, terms, valid};
use crate::minutes::paper::{Align, Block, Pair, Table};
use crate::minutes::record::{Ending, LotRecord, Minutes};
use crate::minutes::words::{Words, paddles};

pub(super) fn blocks(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let title = format!("{} {}. {}", labels.lot, lot.lot, words.text(&lot.terms.title));
    let mut blocks = vec![
        Block::Chapter { text: title },
        heading(labels.property_and_terms),
        Block::Pairs { pairs: terms::terms(lot, words) },
        heading(labels.course),
        Block::Pairs { pairs: course(minutes, lot, words) },
    ];
    blocks.extend(section(labels.before, round::course(lot, &lot.before, words)));
    if lot.rounds.is_empty() {
        blocks.push(paragraph(labels.not_opened));
    }
    for held in &lot.rounds {
        blocks.extend(round::round(lot, held, words));
    }
    // One line that says what the result says is left to the result.
    if 1 < lot.after.len() {
        blocks.extend(section(labels.after, round::course(lot, &lot.after, words)));
    }
    blocks.push(Block::Together { blocks: result::blocks(minutes, lot, words) });
    blocks.extend(extract(lot, words));
    blocks
}

fn course(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    let closed_at = |ending: &Ending| words.moment(ending.closed_at);
    let ended = lot.ending().map_or_else(|| labels.not_yet.to_owned(), closed_at);
    let mut pairs = vec![
        pair(labels.auctioneer, &names(&lot.auctioneers)),
        pair(labels.published, &words.moment(lot.published_at)),
        pair(labels.ended, &ended),
    ];
    match lot.bidders() {
        Some(bidders) => {
            let silent: Vec<Paddle> =
                minutes.present().into_iter().filter(|paddle| !bidders.contains(paddle)).collect();
            let bidders: Vec<Paddle> = bidders.into_iter().collect();
            pairs.push(pair(labels.bid_here, &paddles(&bidders)));
            pairs.push(pair(labels.silent_here, &paddles(&silent)));
        }
        None => pairs.push(pair(labels.bid_here, labels.still_sealed)),
    }
    pairs
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
            row.facts.iter().map(|fact| words.fact(fact, &lot.terms)).collect();
        let (seq, at) = (row.seq.to_string(), words.microsecond(row.at));
        valid(vec![seq, at, words.hand(&row.by), facts.join(". ")])
    });
    let title = format!("{} ({} {})", labels.extract, labels.lot, lot.lot);
    let table = Table { columns, rows: rows.collect() };
    vec![Block::Chapter { text: title }, note(labels.extract_note), Block::Table(table)]
}
