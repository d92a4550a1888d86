//! Tables: rows of wrapped cells between hairlines, the head again on every sheet.

use super::{Flow, HAIRLINE};
use crate::minutes::paper::{Align, Column, Row, Standing, Table};
use crate::minutes::pdf::face::{Cut, Length, Run, Type};
use crate::minutes::pdf::lines::lines;
use crate::minutes::pdf::sheet::{BOTTOM, LEFT, Mark, RIGHT};

const CELL: Type = Type { cut: Cut::Regular, size: 9_500, leading: 12_500 };
const HEAD: Type = Type { cut: Cut::Bold, ..CELL };
/// Between a cell's edge and its text: to the sides, and above and below.
const SIDE: Length = 4_000;
const ABOVE: Length = 2_500;
/// How high above the base line a text is struck through.
const STRIKE: Length = 2_800;

/// A row whose cells are broken into lines.
struct Broken {
    cells: Vec<Vec<Run>>,
    height: Length,
}

impl Flow<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.head(&table.columns);
        for row in &table.rows {
            let broken = self.broken(CELL, &table.columns, &row.cells);
            if BOTTOM < self.y + broken.height {
                self.turn();
                self.head(&table.columns);
            }
            self.row(&table.columns, CELL, broken, row);
        }
        self.y += 4_000;
    }

    fn head(&mut self, columns: &[Column]) {
        let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        let broken = self.broken(HEAD, columns, &labels);
        let (top, bottom) = (self.y, self.y + broken.height);
        self.sheet.marks.push(Mark::Tint { left: LEFT, top, right: RIGHT, bottom });
        self.rule((LEFT, top), (RIGHT, top), HAIRLINE);
        let head = Row { cells: labels, standing: Standing::Valid };
        self.row(columns, HEAD, broken, &head);
    }

    /// A cell is one paragraph, whatever was written into it.
    fn broken(&self, style: Type, columns: &[Column], cells: &[String]) -> Broken {
        let cells: Vec<Vec<Run>> = columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| {
                let text = cell.lines().collect::<Vec<_>>().join(" ");
                lines(self.typeface, style, &text, width(column) - 2 * SIDE)
            })
            .collect();
        let tallest = cells.iter().map(Vec::len).max().unwrap_or_default();
        let height = style.leading * Length::try_from(tallest).unwrap_or_default() + 2 * ABOVE;
        Broken { cells, height }
    }

    fn row(&mut self, columns: &[Column], style: Type, broken: Broken, row: &Row) {
        let (top, bottom) = (self.y, self.y + broken.height);
        let mut left = LEFT;
        self.rule((left, top), (left, bottom), HAIRLINE);
        for (column, runs) in columns.iter().zip(broken.cells) {
            let right = left + width(column);
            self.y = top + ABOVE;
            for run in runs {
                let x = match column.align {
                    Align::Left => left + SIDE,
                    Align::Right => right - SIDE - run.width,
                };
                let (end, strike) = (x + run.width, self.y + style.leading * 3 / 4 - STRIKE);
                self.print(x, style, run);
                if row.standing == Standing::Struck {
                    self.rule((x, strike), (end, strike), HAIRLINE);
                }
                self.y += style.leading;
            }
            self.rule((right, top), (right, bottom), HAIRLINE);
            left = right;
        }
        self.rule((LEFT, bottom), (left, bottom), HAIRLINE);
        self.y = bottom;
    }
}

fn width(column: &Column) -> Length {
    (RIGHT - LEFT) * Length::from(column.percent) / 100
}
