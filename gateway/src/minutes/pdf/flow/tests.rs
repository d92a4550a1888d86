//! What stands on which sheet.

use super::sheets;
use crate::minutes::paper::{Align, Block, Column, Paper, Row, Standing, Table};
use crate::minutes::pdf::face::Typeface;
use crate::minutes::pdf::sheet::{BOTTOM, HEIGHT, LEFT, Mark, RIGHT, Sheet, TOP};

fn print(blocks: Vec<Block>) -> Vec<Sheet> {
    let (title, foot) = (String::new(), "autumn-2026".to_owned());
    let paper = Paper { language: "vi", title, foot, page: "Trang", blocks };
    sheets(&Typeface::new(), &paper)
}

/// The texts of a sheet, line by line.
fn texts(sheet: &Sheet) -> Vec<&str> {
    let texts = sheet.marks.iter().filter_map(|mark| match mark {
        Mark::Text { run, .. } => Some(run.text.as_str()),
        Mark::Rule { .. } | Mark::Tint { .. } => None,
    });
    texts.collect()
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn table(rows: usize, standing: Standing) -> Block {
    let column = |label: &str, align| Column { label: label.to_owned(), percent: 50, align };
    let row = |number: usize| Row { cells: vec![number.to_string(), "a\nb".to_owned()], standing };
    Block::Table(Table {
        columns: vec![column("TT", Align::Right), column("Nội dung", Align::Left)],
        rows: (1..=rows).map(row).collect(),
    })
}

#[test]
fn every_character_is_literal() {
    let title = r#"#[evil] *x* $y$ <b> &amp; \ ffi "q""#;
    let sheets = print(vec![paragraph(title)]);
    assert_eq!(texts(&sheets[0]), [title, "autumn-2026", "Trang 1/1"]);
}

#[test]
fn a_long_table_has_its_head_on_every_sheet_and_loses_no_row() {
    let sheets = print(vec![table(100, Standing::Valid)]);
    assert!(2 < sheets.len(), "{} sheets", sheets.len());
    for sheet in &sheets {
        assert_eq!(texts(sheet)[..2], ["TT", "Nội dung"]);
    }
    let cells = sheets.iter().flat_map(texts).filter(|text| text.parse::<usize>().is_ok());
    assert!(cells.eq((1..=100).map(|number: usize| number.to_string())));
}

#[test]
fn a_row_that_no_longer_counts_has_a_rule_through_every_text() {
    let rules = |standing| {
        let sheets = print(vec![table(3, standing)]);
        sheets[0].marks.iter().filter(|mark| matches!(mark, Mark::Rule { .. })).count()
    };
    assert_eq!(rules(Standing::Struck), rules(Standing::Valid) + 6);
}

#[test]
fn a_heading_stands_on_the_sheet_of_what_it_heads() {
    for lines in 30..60 {
        let mut blocks = vec![paragraph("một"); lines];
        blocks.push(Block::Heading { text: "Chữ ký".to_owned() });
        blocks.push(paragraph("hai"));
        blocks.push(Block::Signatures { hint: String::new(), places: Vec::new() });
        let sheets = print(blocks);
        let holds = |word| sheets.iter().position(|sheet| texts(sheet).contains(&word));
        assert_eq!(holds("Chữ ký"), holds("hai"), "after {lines} lines");
    }
}

#[test]
fn what_is_signed_stands_on_the_sheet_of_the_signatures() {
    let together = || Block::Together { blocks: vec![paragraph("đầu"), paragraph("cuối")] };
    for lines in 30..60 {
        let mut blocks = vec![paragraph("một"); lines];
        blocks.push(together());
        let sheets = print(blocks);
        let holds = |word| sheets.iter().position(|sheet| texts(sheet).contains(&word));
        assert_eq!(holds("đầu"), holds("cuối"), "after {lines} lines");
    }
    let long = Block::Together { blocks: vec![paragraph("một"); 100] };
    let sheets = print(vec![paragraph("một"), long]);
    assert_eq!(texts(&sheets[0])[1], "một", "what no sheet can hold begins where it may");
}

#[test]
fn everything_stands_inside_the_margins() {
    let sentence = "Chuyển nhượng toàn bộ quyền sở hữu bằng sáng chế tại Việt Nam. ";
    let sheets = print(vec![
        Block::Chapter { text: "w".repeat(300) },
        paragraph(&sentence.repeat(100)),
        table(50, Standing::Valid),
    ]);
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        if let Mark::Text { x, y, run } = mark {
            assert!(LEFT <= *x && *x + run.width <= RIGHT, "{:?} stands out", run.text);
            assert!(TOP < *y && *y < HEIGHT - 30_000, "{:?} stands out", run.text);
            assert!(*y < BOTTOM || run.size < 8_000, "{:?} stands in the foot", run.text);
        }
    }
}
