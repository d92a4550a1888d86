//! Writes the paper: what the minutes say, in the words of one language.

mod lot;
mod tables;

use super::paper::{Align, Block, Column, Pair, Paper, Row, Standing, Table, Weight};
use super::record::{Deposit, LotRecord, Minutes};
use super::words::{Words, paddles};
use gavel_proto::{LotResult, Officer, Paddle};

/// The whole document in one language.
pub(super) fn draft(minutes: &Minutes, words: &dyn Words) -> Paper {
    let labels = words.labels();
    let title = words.text(&minutes.title).to_owned();
    let mut blocks = vec![
        Block::Letterhead { country: labels.country.into(), motto: labels.motto.into() },
        Block::Title { text: labels.minutes.into(), of: title.clone() },
        heading(labels.session),
        Block::Pairs { pairs: session(minutes, words) },
        note(labels.times),
        heading(labels.participants),
        Block::Pairs { pairs: participants(minutes, words) },
        heading(labels.summary),
        summary(minutes, words),
    ];
    for record in &minutes.lots {
        blocks.extend(lot::blocks(minutes, record, words));
    }
    Paper {
        language: labels.language,
        title: format!("{} – {title}", labels.minutes),
        foot: format!("{} · SHA-256 {}", minutes.session, minutes.head),
        page: labels.page,
        blocks,
    }
}

fn session(minutes: &Minutes, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    vec![
        strong(labels.session_title, words.text(&minutes.title)),
        pair(labels.session_name, minutes.session.as_str()),
        pair(labels.begun, &words.moment(minutes.begun_at)),
        pair(labels.auctioneer, &names(&minutes.auctioneers)),
        pair(labels.clerk, &names(&minutes.clerks)),
        pair(labels.journal, &words.journal(minutes)),
        Pair { weight: Weight::Code, ..pair(labels.head, &minutes.head) },
    ]
}

fn participants(minutes: &Minutes, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    vec![
        pair(labels.present, &paddles(&registered(minutes, Deposit::Confirmed))),
        pair(labels.absent, &paddles(&registered(minutes, Deposit::Awaited))),
    ]
}

fn registered(minutes: &Minutes, deposit: Deposit) -> Vec<Paddle> {
    let members = minutes.roster.iter().filter(|member| member.deposit == deposit);
    members.map(|member| member.paddle).collect()
}

fn summary(minutes: &Minutes, words: &dyn Words) -> Block {
    let labels = words.labels();
    let columns = vec![
        column(labels.lot, 8, Align::Right),
        column(labels.property, 41, Align::Left),
        column(labels.result, 17, Align::Left),
        column(labels.price, 21, Align::Right),
        column(labels.winner, 13, Align::Right),
    ];
    let row = |record: &LotRecord| {
        let (winner, price) = match record.ending.as_ref().map(|ending| &ending.result) {
            Some(LotResult::Sold { paddle, price }) => {
                (paddle.to_string(), words.amount(*price, &record.terms.currency))
            }
            Some(LotResult::Passed | LotResult::Failed | LotResult::Withdrawn { .. }) | None => {
                ("—".to_owned(), "—".to_owned())
            }
        };
        valid(vec![
            record.lot.to_string(),
            words.text(&record.terms.title).to_owned(),
            words.result(record.ending.as_ref()).to_owned(),
            price,
            winner,
        ])
    };
    Block::Table(Table { columns, rows: minutes.lots.iter().map(row).collect() })
}

fn heading(text: &str) -> Block {
    Block::Heading { text: text.to_owned() }
}

fn note(text: &str) -> Block {
    Block::Note { text: text.to_owned() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn pair(label: &str, value: &str) -> Pair {
    Pair { label: label.to_owned(), value: value.to_owned(), weight: Weight::Plain }
}

fn strong(label: &str, value: &str) -> Pair {
    Pair { weight: Weight::Strong, ..pair(label, value) }
}

fn column(label: &str, percent: u32, align: Align) -> Column {
    Column { label: label.to_owned(), percent, align }
}

fn valid(cells: Vec<String>) -> Row {
    Row { cells, standing: Standing::Valid }
}

fn names(officers: &[Officer]) -> String {
    let names: Vec<String> = officers.iter().map(ToString::to_string).collect();
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}
