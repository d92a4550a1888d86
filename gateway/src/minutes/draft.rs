//! Writes the paper: what the minutes say, in the words of one language.

mod draw;
mod fault;
mod lot;
mod result;
mod round;
mod terms;

use super::paper::{Align, Block, Column, Pair, Paper, Row, Standing, Table, Weight};
use super::record::{LotRecord, Member, Minutes};
use super::words::{Words, capital, paddles};
use gavel_proto::{LotResult, Officer, Reason};

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
    ];
    blocks.extend(members(labels.excluded, minutes, words, |member| member.excluded.as_ref()));
    blocks.extend(members(labels.not_come, minutes, words, |member| member.absent.as_ref()));
    blocks.extend(forfeits(minutes, words));
    blocks.extend(fault::faults(minutes, words));
    blocks.extend([heading(labels.summary), summary(minutes, words)]);
    for record in &minutes.lots {
        blocks.extend(lot::blocks(minutes, record, words));
    }
    Paper {
        language: labels.language,
        title: format!("{} – {title}", labels.minutes),
        foot: format!("{} · SHA-256 {}", minutes.session, minutes.head.root),
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
        Pair { weight: Weight::Code, ..pair(labels.head, &minutes.head.root.to_string()) },
    ]
}

fn participants(minutes: &Minutes, words: &dyn Words) -> Vec<Pair> {
    let labels = words.labels();
    vec![
        pair(labels.present, &paddles(&minutes.present())),
        pair(labels.unconfirmed, &paddles(&minutes.unconfirmed())),
    ]
}

/// Those of whom the desk recorded something, with the reason.
fn members(
    title: &str,
    minutes: &Minutes,
    words: &dyn Words,
    reason: impl Fn(&Member) -> Option<&Reason>,
) -> Vec<Block> {
    let labels = words.labels();
    let columns =
        vec![column(labels.paddle, 14, Align::Right), column(labels.reason, 86, Align::Left)];
    let rows = minutes.roster.iter().filter_map(|member| {
        Some(valid(vec![member.paddle.to_string(), reason(member)?.to_string()]))
    });
    section(title, Table { columns, rows: rows.collect() })
}

fn forfeits(minutes: &Minutes, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    let columns = vec![
        column(labels.paddle, 12, Align::Right),
        column(labels.lot, 14, Align::Left),
        column(labels.case, 60, Align::Left),
        column(labels.evidence, 14, Align::Right),
    ];
    let rows = minutes.forfeits.iter().map(|forfeit| {
        let lot =
            forfeit.lot.map_or_else(|| labels.whole_session.to_owned(), |lot| lot.to_string());
        let case = words.case(forfeit.case).to_owned();
        valid(vec![forfeit.paddle.to_string(), lot, case, forfeit.seq.to_string()])
    });
    let mut blocks = section(labels.forfeits, Table { columns, rows: rows.collect() });
    if !blocks.is_empty() {
        blocks.push(note(labels.forfeits_note));
    }
    blocks
}

fn summary(minutes: &Minutes, words: &dyn Words) -> Block {
    let labels = words.labels();
    let columns = vec![
        column(labels.lot, 8, Align::Right),
        column(labels.property, 41, Align::Left),
        column(labels.result, 17, Align::Left),
        column(labels.price, 21, Align::Right),
        column(labels.paddle, 13, Align::Right),
    ];
    let row = |record: &LotRecord| {
        let result = record.ending().map(|ending| &ending.result);
        let currency = &record.terms.currency;
        let price = match result {
            Some(LotResult::Sold { price, royalty: Some(royalty), .. }) => {
                let structure = capital(&words.royalty(royalty, currency));
                format!("{structure} ({}: {})", labels.value, words.amount(*price, currency))
            }
            Some(
                LotResult::Sold { price, royalty: None, .. }
                | LotResult::Allotted { total: price, .. },
            ) => words.amount(*price, currency),
            Some(LotResult::Passed | LotResult::Failed { .. } | LotResult::Withdrawn { .. })
            | None => "—".to_owned(),
        };
        valid(vec![
            record.lot.to_string(),
            words.text(&record.terms.title).to_owned(),
            words.result(result, record.terms.profile).to_owned(),
            price,
            paddles(&record.winners()),
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

/// A heading with its table; nothing where there is nothing to tell.
fn section(title: &str, table: Table) -> Vec<Block> {
    if table.rows.is_empty() { Vec::new() } else { vec![heading(title), Block::Table(table)] }
}

fn names(officers: &[Officer]) -> String {
    let names: Vec<String> = officers.iter().map(ToString::to_string).collect();
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}
