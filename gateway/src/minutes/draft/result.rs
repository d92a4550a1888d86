//! The result of a lot, and the places to sign at: what stands on the page that is signed.

use gavel_proto::terms::Profile;
use gavel_proto::{Award, By, LotResult, Money, Officer, Royalty};

use super::{column, heading, pair, paragraph, strong, valid};
use crate::minutes::paper::{Align, Block, Pair, Place, Table};
use crate::minutes::record::{LotRecord, Minutes};
use crate::minutes::words::{Words, capital};

/// The result names its lot again: it stands on the page that is signed.
pub(super) fn blocks(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let mut blocks = outcome(lot, words);
    if lot.ending().is_some() {
        blocks.extend(signatures(minutes, lot, words));
    }
    blocks
}

fn outcome(lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let name = format!("{}. {}", lot.lot, words.text(&lot.terms.title));
    let mut pairs = vec![pair(labels.lot, &name)];
    let Some(ending) = lot.ending() else {
        pairs.push(pair(labels.result, labels.not_ended));
        return vec![heading(labels.outcome), Block::Pairs { pairs }];
    };
    pairs.push(pair(labels.result, &words.ending(ending, &lot.terms)));
    let mut behind = Vec::new();
    match &ending.result {
        LotResult::Sold { paddle, price, royalty } => {
            pairs.extend(payment(lot, *price, royalty.as_ref(), words));
            let winner = words.hand(&By::Bidder { paddle: *paddle });
            pairs.push(strong(winner_label(lot, words), &winner));
        }
        LotResult::Allotted { awards, total } => {
            let currency = &lot.terms.currency;
            let total = vec![
                strong(labels.total, &words.amount(*total, currency)),
                pair(labels.in_words, &words.spelled(*total, currency)),
            ];
            let table = Block::Table(allotted(lot, awards, words));
            behind.extend([table, Block::Pairs { pairs: total }]);
        }
        LotResult::Passed | LotResult::Failed { .. } | LotResult::Withdrawn { .. } => {}
    }
    let pairs = Block::Pairs { pairs };
    [heading(labels.outcome), pairs].into_iter().chain(behind).collect()
}

fn payment(
    lot: &LotRecord,
    price: Money,
    royalty: Option<&Royalty>,
    words: &dyn Words,
) -> Vec<Pair> {
    let (labels, currency) = (words.labels(), &lot.terms.currency);
    let figures = words.amount(price, currency);
    let spelled = pair(labels.in_words, &words.spelled(price, currency));
    match royalty {
        Some(royalty) => vec![
            strong(labels.royalty, &capital(&words.royalty(royalty, currency))),
            pair(labels.value, &figures),
            spelled,
        ],
        None => vec![strong(labels.price, &figures), spelled],
    }
}

fn allotted(lot: &LotRecord, awards: &[Award], words: &dyn Words) -> Table {
    let (labels, currency) = (words.labels(), &lot.terms.currency);
    let columns = vec![
        column(winner_label(lot, words), 25, Align::Right),
        column(labels.quantity, 17, Align::Right),
        column(labels.unit_price, 27, Align::Right),
        column(labels.pays, 31, Align::Right),
    ];
    let rows = together(awards).into_iter().map(|award| {
        valid(vec![
            award.paddle.to_string(),
            words.count(award.quantity),
            words.amount(award.unit_price, currency),
            words.amount(award.pays, currency),
        ])
    });
    Table { columns, rows: rows.collect() }
}

/// What a bidder gets at one price in one row, in the order in which it was served first.
fn together(awards: &[Award]) -> Vec<Award> {
    let mut rows: Vec<Award> = Vec::new();
    for award in awards {
        let same =
            |row: &&mut Award| row.paddle == award.paddle && row.unit_price == award.unit_price;
        match rows.iter_mut().find(same) {
            Some(row) => {
                row.quantity += award.quantity;
                row.pays = row.pays.plus(award.pays);
            }
            None => rows.push(award.clone()),
        }
    }
    rows
}

/// What the law calls who gets the lot, or what an agreement makes of him.
fn winner_label(lot: &LotRecord, words: &dyn Words) -> &'static str {
    match lot.terms.profile {
        Profile::PropertyAuction => words.labels().winner,
        Profile::NegotiatedCompetition => words.labels().invited,
    }
}

fn signatures(minutes: &Minutes, lot: &LotRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let place = |role: &str, name: String| Place { role: role.to_owned(), name };
    let only = |officers: &[Officer]| match officers {
        [officer] => officer.to_string(),
        _ => String::new(),
    };
    let mut places = vec![
        place(labels.auctioneer, only(&lot.auctioneers)),
        place(labels.clerk, only(&minutes.clerks)),
    ];
    let winners = lot.winners().into_iter();
    places.extend(
        winners.map(|paddle| place(winner_label(lot, words), words.hand(&By::Bidder { paddle }))),
    );
    places.push(place(labels.seller, String::new()));
    places.push(place(labels.witness, String::new()));
    let hint = labels.sign_here.to_owned();
    vec![heading(labels.signatures), paragraph(labels.closing), Block::Signatures { hint, places }]
}
