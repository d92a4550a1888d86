//! A draw among equals, with everything that it takes to compute it again.

use gavel_proto::Paddle;

use super::{column, heading, note, pair, strong, valid};
use crate::minutes::paper::{Align, Block, Pair, Table, Weight};
use crate::minutes::record::DrawRecord;
use crate::minutes::words::{Words, capital, paddles};

/// Who stands for the auctioneer in a draw.
const AUCTIONEER: Paddle = Paddle(0);

pub(super) fn blocks(draw: &DrawRecord, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.hand, 18, Align::Left),
        column(labels.commitment, 41, Align::Left),
        column(labels.nonce, 41, Align::Left),
    ];
    let hands = [AUCTIONEER].into_iter().chain(draw.among.iter().copied());
    let rows = hands.map(|hand| {
        let committed = draw.committed.get(&hand);
        let revealed = draw.revealed.get(&hand);
        let commitment =
            committed.map_or_else(|| labels.no_commitment.to_owned(), ToString::to_string);
        let nonce = revealed.map_or_else(|| labels.no_nonce.to_owned(), ToString::to_string);
        valid(vec![capital(&words.drawer(hand)), commitment, nonce])
    });
    let rows = rows.collect();
    let mut pairs = vec![pair(labels.among, &paddles(&draw.among))];
    let code = |label, text: &str| Pair { weight: Weight::Code, ..pair(label, text) };
    pairs.extend(draw.head.map(|head| code(labels.draw_head, &head.to_string())));
    pairs.extend(draw.drawn.map(|(seed, _)| code(labels.seed, &seed.to_string())));
    pairs.push(match draw.drawn {
        Some((_, winner)) => strong(labels.drawn, &capital(&words.paddle(winner))),
        None => pair(labels.drawn, labels.not_drawn),
    });
    vec![
        heading(labels.drawing),
        Block::Pairs { pairs },
        Block::Table(Table { columns, rows }),
        note(labels.draw_check),
    ]
}
