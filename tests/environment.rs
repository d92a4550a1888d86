//! What the environment asks of a program of the tests.

use std::env;

/// What it says under this name; nothing where it says nothing.
pub(crate) fn said(name: &str) -> Option<String> {
    env::var(name).ok().filter(|text| !text.is_empty())
}

/// The same as a number.
///
/// # Panics
/// Where it is none.
pub(crate) fn number(name: &str) -> Option<u64> {
    said(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
