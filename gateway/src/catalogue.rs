//! What a sale offers, as a file says it: one lot, or a session of several, in TOML or JSON.

mod item;

use std::fmt;
use std::ops::Range;
use std::path::Path;

use gavel_proto::terms::Text;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

pub use item::Item;

/// What a sale offers: a title, if the file holds a session, and its lots in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// What the session is called; absent where the file holds one lot alone.
    pub title: Option<Text>,
    /// The lots, in the order of the file; at least one.
    pub lots: Vec<Item>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As TOML 1.0.
    Toml,
    /// As JSON.
    Json,
}

impl Notation {
    /// By the name of the file: `.json`, or TOML.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        if path.extension().is_some_and(|ending| ending == "json") {
            Self::Json
        } else {
            Self::Toml
        }
    }
}

/// Where a file cannot be read, why, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What stands there, and what is expected.
    pub reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, reason } = self;
        write!(f, "line {line}, column {column}: {reason}")
    }
}

impl std::error::Error for Unreadable {}

/// A file of a session.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Session {
    title: Text,
    lots: Vec<Item>,
}

/// What tells a session from a lot: it has lots.
#[derive(Deserialize)]
struct Shape {
    lots: Option<IgnoredAny>,
}

impl Catalogue {
    /// Reads a file's text. Its terms are well formed then, and may still be full of faults.
    ///
    /// # Errors
    /// The first place that cannot be read.
    pub fn read(text: &str, notation: Notation) -> Result<Self, Unreadable> {
        let shape: Shape = parse(text, notation)?;
        if shape.lots.is_none() {
            return Ok(Self { title: None, lots: vec![parse(text, notation)?] });
        }
        let Session { title, lots } = parse(text, notation)?;
        if lots.is_empty() {
            let reason = "a session sells at least one lot; write it under [[lots]]".into();
            return Err(Unreadable { line: 1, column: 1, reason });
        }
        Ok(Self { title: Some(title), lots })
    }
}

fn parse<T: DeserializeOwned>(text: &str, notation: Notation) -> Result<T, Unreadable> {
    match notation {
        Notation::Toml => toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let (line, column) = place(text, &span);
            Unreadable { line, column, reason: advised(text, &span, error.message()) }
        }),
        Notation::Json => serde_json::from_str(text).map_err(|error| Unreadable {
            line: error.line(),
            column: error.column(),
            reason: without_place(&error.to_string()),
        }),
    }
}

/// The line and the column where `span` begins.
fn place(text: &str, span: &Range<usize>) -> (usize, usize) {
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// What went wrong, and where TOML has a trap, what to write.
fn advised(text: &str, span: &Range<usize>, message: &str) -> String {
    let written = text.get(span.clone()).unwrap_or_default();
    if written.parse::<toml::value::Datetime>().is_ok() {
        return format!("a time is written in quotes and with its zone: \"{written}\"");
    }
    if message == "duplicate key" {
        return format!("`{written}` stands twice; write it once");
    }
    in_words(&message.replace('\n', "; "))
}

/// The JSON reader says the place at the end of its sentence; here it stands in front.
fn without_place(sentence: &str) -> String {
    in_words(sentence.rsplit_once(" at line ").map_or(sentence, |(reason, _)| reason))
}

/// The reader's sentence without the names that types have in a program.
fn in_words(sentence: &str) -> String {
    sentence
        .replace("expected u32", "expected a whole number from 0")
        .replace("expected u64", "expected a whole number from 0")
}

#[cfg(test)]
mod tests;
