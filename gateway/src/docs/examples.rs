//! One example of everything that can be asked and of everything that can happen.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// Examples by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Parameters of each method.
    pub params: BTreeMap<String, Value>,
    /// Fields of each event.
    pub events: BTreeMap<String, Value>,
}

static EXAMPLES: LazyLock<Examples> = LazyLock::new(|| {
    serde_json::from_str(include_str!("examples.json")).expect("invariant: examples are JSON")
});

/// The examples that the documents and the page show.
///
/// # Panics
/// Never: they are part of the program.
#[must_use]
pub fn examples() -> &'static Examples {
    &EXAMPLES
}
