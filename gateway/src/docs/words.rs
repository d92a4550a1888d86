//! The words of the page: written in English where they are used, and in Vietnamese in one file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::language::Language;

/// English sentences, each with its Vietnamese.
pub(super) static VIETNAMESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("words/vi.toml")).expect("invariant: the words are TOML")
});

/// An English sentence in the language of the reader; as it is where nobody translated it.
pub(super) fn say(language: Language, english: &str) -> &str {
    match language {
        Language::En => english,
        Language::Vi => VIETNAMESE.get(english).map_or(english, String::as_str),
    }
}
