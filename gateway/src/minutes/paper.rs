//! The paper that both formats are printed from: headings, rows, tables, in one language.

use serde::Serialize;

/// A document in one language, from its letterhead to its last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Paper {
    /// The language, as in BCP 47: `vi` or `en`.
    pub(super) language: &'static str,
    /// What the document is called.
    pub(super) title: String,
    /// What stands at the foot of every page, before its number.
    pub(super) foot: String,
    /// The word before the number of a page.
    pub(super) page: &'static str,
    /// The document itself.
    pub(super) blocks: Vec<Block>,
}

/// A piece of a document. Every text is literal: no character of it means anything to a format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    /// The country and its motto, as every official paper begins.
    Letterhead {
        /// The country.
        country: String,
        /// The motto.
        motto: String,
    },
    /// The title of the document.
    Title {
        /// The title.
        text: String,
        /// What it is of.
        of: String,
    },
    /// A heading that begins a page.
    Chapter {
        /// The heading.
        text: String,
    },
    /// A heading.
    Heading {
        /// The heading.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The paragraph.
        text: String,
    },
    /// A remark in small letters.
    Note {
        /// The remark.
        text: String,
    },
    /// Labels with their values.
    Pairs {
        /// The pairs, in order.
        pairs: Vec<Pair>,
    },
    /// A table.
    Table(Table),
    /// What stands on one page, if a page can hold it: nobody signs a page without the result.
    Together {
        /// The blocks, in order.
        blocks: Vec<Block>,
    },
    /// Places to sign at.
    Signatures {
        /// What stands below every role: that somebody signs here.
        hint: String,
        /// The places, in order.
        places: Vec<Place>,
    },
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Pair {
    /// The label.
    pub(super) label: String,
    /// The value.
    pub(super) value: String,
    /// How loud the value is.
    pub(super) weight: Weight,
}

/// How loud something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Weight {
    /// As everything else.
    Plain,
    /// Bold: what a reader looks for first.
    Strong,
    /// In letters of one width: hashes and names of files.
    Code,
}

/// A table. Its head is repeated on every page that it runs over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    /// The columns, from left to right.
    pub(super) columns: Vec<Column>,
    /// The rows, each with as many cells as there are columns.
    pub(super) rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Column {
    /// What stands above it.
    pub(super) label: String,
    /// Its width, in percent of the table's; all columns together make 100.
    pub(super) percent: u32,
    /// To which side its cells lean.
    pub(super) align: Align,
}

/// To which side a cell leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// Its cells.
    pub(super) cells: Vec<String>,
    /// Whether it counts.
    pub(super) standing: Standing,
}

/// Whether a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Standing {
    /// It counts.
    Valid,
    /// It stays in the record, struck through (rule book 9).
    Struck,
}

/// A place to sign at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    /// Who signs here.
    pub(super) role: String,
    /// The name, as far as the journal knows it.
    pub(super) name: String,
}
