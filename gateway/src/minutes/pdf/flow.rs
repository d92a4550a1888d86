//! Lets a paper flow over sheets: block by block, from the top of one to the top of the next.

mod table;

use super::face::{Cut, Length, Run, Type, Typeface};
use super::lines::lines;
use super::sheet::{BOTTOM, LEFT, Mark, RIGHT, Sheet, TOP};
use crate::minutes::paper::{Block, Pair, Paper, Place, Weight};

pub(super) const BODY: Type = Type { cut: Cut::Regular, size: 11_000, leading: 15_000 };
const STRONG: Type = Type { cut: Cut::Bold, ..BODY };
const CODE: Type = Type { cut: Cut::Regular, size: 9_000, leading: 15_000 };
const NOTE: Type = Type { cut: Cut::Italic, size: 9_000, leading: 12_000 };
const MOTTO: Type = Type { cut: Cut::Bold, size: 11_500, leading: 16_000 };
const TITLE: Type = Type { cut: Cut::Bold, size: 17_000, leading: 22_000 };
const SUBTITLE: Type = Type { cut: Cut::Italic, size: 12_500, leading: 17_000 };
const CHAPTER: Type = Type { cut: Cut::Bold, size: 14_000, leading: 18_000 };
const HEADING: Type = Type { cut: Cut::Bold, size: 11_500, leading: 15_000 };
const FOOT: Type = Type { cut: Cut::Regular, size: 7_500, leading: 10_000 };

/// Thin, as between the rows of a table, and less thin, as below a chapter.
const HAIRLINE: Length = 500;
const LINE: Length = 1_000;
/// The labels of pairs, and the gap between them and their values.
const LABELS: Length = 148_000;
const GUTTER: Length = 10_000;
/// Places to sign at that stand side by side, and how high each is.
const PLACES: usize = 3;
const PLACE: Length = 122_000;

/// A paper under the press.
pub(super) struct Flow<'a> {
    typeface: &'a Typeface,
    sheets: Vec<Sheet>,
    sheet: Sheet,
    /// Where the next thing begins.
    y: Length,
}

/// The sheets of a paper, each with its foot.
pub(super) fn sheets(typeface: &Typeface, paper: &Paper) -> Vec<Sheet> {
    let mut flow = Flow::new(typeface);
    flow.blocks(&paper.blocks);
    flow.sheets.push(flow.sheet);
    let count = flow.sheets.len();
    for (number, sheet) in (1_usize..).zip(&mut flow.sheets) {
        foot(typeface, sheet, paper, &format!("{} {number}/{count}", paper.page));
    }
    flow.sheets
}

fn foot(typeface: &Typeface, sheet: &mut Sheet, paper: &Paper, number: &str) {
    let (rule, y) = (BOTTOM + 14_000, BOTTOM + 25_000);
    sheet.marks.push(Mark::Rule { from: (LEFT, rule), to: (RIGHT, rule), width: HAIRLINE });
    sheet.marks.push(Mark::Text { x: LEFT, y, run: typeface.run(FOOT, &paper.foot) });
    let run = typeface.run(FOOT, number);
    sheet.marks.push(Mark::Text { x: RIGHT - run.width, y, run });
}

impl<'a> Flow<'a> {
    fn new(typeface: &'a Typeface) -> Self {
        Self { typeface, sheets: Vec::new(), sheet: Sheet::default(), y: TOP }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if let Block::Heading { .. } = block {
                self.keep(self.opening_height(&blocks[index..]));
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Letterhead { country, motto } => self.letterhead(country, motto),
            Block::Title { text, of } => {
                self.centred(TITLE, text);
                self.centred(SUBTITLE, of);
                self.y += 10_000;
            }
            Block::Chapter { text } => self.chapter(text),
            Block::Heading { text } => {
                if self.y != TOP {
                    self.y += 12_000;
                }
                self.paragraph(HEADING, text);
                self.y += 3_000;
            }
            Block::Paragraph { text } => {
                self.paragraph(BODY, text);
                self.y += 4_000;
            }
            Block::Note { text } => {
                self.y += 4_000;
                self.paragraph(NOTE, text);
                self.y += 4_000;
            }
            Block::Pairs { pairs } => {
                for pair in pairs {
                    self.pair(pair);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Together { blocks } => {
                self.keep(self.height(blocks));
                self.blocks(blocks);
            }
            Block::Signatures { hint, places } => self.signatures(hint, places),
        }
    }

    /// How high these blocks are, tried on a sheet of their own; nothing, if none can hold them.
    fn height(&self, blocks: &[Block]) -> Length {
        let mut trial = Flow::new(self.typeface);
        trial.y += HEADING.leading;
        trial.blocks(blocks);
        if trial.sheets.is_empty() { trial.y - TOP } else { 0 }
    }

    /// How much of what follows a heading must stand on the same sheet: the paragraphs behind it,
    /// and the beginning of the first block that is none.
    fn opening_height(&self, blocks: &[Block]) -> Length {
        let mut height = 0;
        for block in blocks {
            match block {
                Block::Heading { .. } => height += 12_000 + HEADING.leading,
                Block::Paragraph { text } => {
                    let count = lines(self.typeface, BODY, text, RIGHT - LEFT).len();
                    height += BODY.leading * Length::try_from(count).unwrap_or(Length::MAX) + 4_000;
                }
                Block::Pairs { .. } | Block::Table(_) => return height + 3 * BODY.leading,
                Block::Signatures { .. } => return height + PLACE,
                Block::Together { .. }
                | Block::Letterhead { .. }
                | Block::Title { .. }
                | Block::Chapter { .. }
                | Block::Note { .. } => return height,
            }
        }
        height
    }

    /// Goes on with a new sheet, unless `height` still fits on this one.
    fn keep(&mut self, height: Length) {
        if BOTTOM < self.y + height && self.y != TOP {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.sheets.push(std::mem::take(&mut self.sheet));
        self.y = TOP;
    }

    /// Prints a line whose top is where the flow stands.
    fn print(&mut self, x: Length, style: Type, run: Run) {
        let y = self.y + style.leading * 3 / 4;
        self.sheet.marks.push(Mark::Text { x, y, run });
    }

    fn rule(&mut self, from: (Length, Length), to: (Length, Length), width: Length) {
        self.sheet.marks.push(Mark::Rule { from, to, width });
    }

    fn letterhead(&mut self, country: &str, motto: &str) {
        self.centred(MOTTO, country);
        self.centred(MOTTO, motto);
        let half = self.typeface.run(MOTTO, motto).width / 2;
        let (middle, y) = (LEFT.midpoint(RIGHT), self.y + 2_000);
        self.rule((middle - half, y), (middle + half, y), LINE);
        self.y += 26_000;
    }

    fn centred(&mut self, style: Type, text: &str) {
        self.centred_between(style, text, LEFT, RIGHT);
    }

    fn centred_between(&mut self, style: Type, text: &str, left: Length, right: Length) {
        for run in lines(self.typeface, style, text, right - left) {
            self.print(left + (right - left - run.width) / 2, style, run);
            self.y += style.leading;
        }
    }

    fn chapter(&mut self, text: &str) {
        if self.y != TOP {
            self.turn();
        }
        self.paragraph(CHAPTER, text);
        let y = self.y + 3_000;
        self.rule((LEFT, y), (RIGHT, y), LINE);
        self.y += 10_000;
    }

    fn paragraph(&mut self, style: Type, text: &str) {
        for run in lines(self.typeface, style, text, RIGHT - LEFT) {
            self.keep(style.leading);
            self.print(LEFT, style, run);
            self.y += style.leading;
        }
    }

    fn pair(&mut self, pair: &Pair) {
        let style = match pair.weight {
            Weight::Plain => BODY,
            Weight::Strong => STRONG,
            Weight::Code => CODE,
        };
        let column = LEFT + LABELS + GUTTER;
        let mut labels = lines(self.typeface, BODY, &pair.label, LABELS).into_iter();
        let mut values = lines(self.typeface, style, &pair.value, RIGHT - column).into_iter();
        loop {
            let (label, value) = (labels.next(), values.next());
            if label.is_none() && value.is_none() {
                break;
            }
            self.keep(BODY.leading);
            for (x, run) in [(LEFT, label), (column, value)] {
                if let Some(run) = run {
                    self.print(x, BODY, run);
                }
            }
            self.y += BODY.leading;
        }
        self.y += 3_000;
    }

    fn signatures(&mut self, hint: &str, places: &[Place]) {
        for row in places.chunks(PLACES) {
            self.keep(PLACE);
            let top = self.y;
            let count = Length::try_from(row.len()).unwrap_or(1);
            let width = (RIGHT - LEFT) / Length::try_from(PLACES).unwrap_or(1);
            let mut left = LEFT.midpoint(RIGHT) - width * count / 2;
            for place in row {
                let (inner, right) = (left + 4_000, left + width - 4_000);
                self.y = top + 10_000;
                self.centred_between(STRONG, &place.role, inner, right);
                self.centred_between(NOTE, hint, inner, right);
                self.y = top + PLACE - 2 * BODY.leading;
                self.centred_between(BODY, &place.name, inner, right);
                left += width;
            }
            self.y = top + PLACE;
        }
    }
}

#[cfg(test)]
mod tests;
