//! What a buyer gets: which right, where, in what field, for how long, and on which papers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::hash::Hash;
use crate::limits;

/// The rights in a technology that a lot sells (Technology Transfer Law 07/2017, art. 4 to 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// Which right.
    pub grant: Grant,
    /// Where it holds: 1 to 200 characters in each language.
    pub territory: Text,
    /// The field of use: 1 to 200 characters in each language.
    pub field: Text,
    /// For how long: 1 to 200 characters in each language.
    pub term: Text,
}

/// Which right in a technology is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// The ownership itself.
    Ownership,
    /// To use it, and nobody else may.
    ExclusiveLicence,
    /// To use it, as others may.
    Licence,
}

/// A paper or picture that belongs to a lot, fixed by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is: 1 to 200 characters in each language.
    pub title: Text,
    /// Where it lies: an address that begins with `https://`, at most 500 characters.
    pub address: String,
    /// SHA-256 of its bytes: a paper that was changed after publication is another one.
    pub sha256: Hash,
}

impl Rights {
    /// Whether every text can be read by a person.
    pub(super) fn fits(&self) -> bool {
        [&self.territory, &self.field, &self.term].into_iter().all(is_line)
    }
}

impl Document {
    /// Whether it is named, and lies where a browser may go.
    pub(super) fn fits(&self) -> bool {
        let visible = |byte: u8| byte.is_ascii_graphic();
        is_line(&self.title)
            && self.address.len() <= limits::ADDRESS_BYTES
            && self.address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
            && self.address.bytes().all(visible)
    }
}

fn is_line(text: &Text) -> bool {
    [&text.vi, &text.en]
        .into_iter()
        .all(|words| (1..=limits::TITLE_CHARS).contains(&words.trim().chars().count()))
}
