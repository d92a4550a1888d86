//! The configuration as a page: every key with its default, and its name in the environment.

use std::fmt::Write;

use toml::{Table, Value};

use super::{Config, LIMITS, settings, variable};

/// A commented TOML file with every key at its default; it reads back as the defaults.
pub(crate) fn default_page() -> String {
    let table = Table::try_from(Config::default());
    let table = table.expect("invariant: the defaults can be written");
    let limits = table.get(LIMITS).and_then(Value::as_table);
    let limits = limits.expect("invariant: the defaults have limits");
    let mut page = String::from(
        "# The configuration of gavel, every key at its default. Flags win over the environment\n\
         # (`gavel config env`), and the environment wins over this file.\n",
    );
    let mut is_in_limits = false;
    for (name, setting) in settings() {
        let in_limits = name.starts_with(LIMITS) && name != LIMITS;
        if in_limits && !is_in_limits {
            page.push_str("\n[limits]\n");
            is_in_limits = true;
        }
        let value = if in_limits { limits.get(setting.key) } else { table.get(setting.key) };
        line(&mut page, setting.about, setting.key, value);
    }
    page
}

fn line(page: &mut String, about: &[&str], key: &str, value: Option<&Value>) {
    page.push('\n');
    for line in about {
        page.push('#');
        page.push_str(line);
        page.push('\n');
    }
    let written = match value {
        Some(value) => writeln!(page, "{key} = {value}"),
        None => writeln!(page, "# {key} = \"…\""),
    };
    written.expect("invariant: a text takes what is written");
}

/// Every key, and its name in the environment.
pub(crate) fn environment() -> Vec<(String, String)> {
    settings().map(|(name, _)| (variable(&name), name)).collect()
}
