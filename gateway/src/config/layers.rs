//! The layers of a configuration: flags over environment over file over defaults.
//!
//! Each value is tried alone on the defaults, so that every one that does not fit is named, and
//! not only the first.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::check::check;
use super::fault::{ConfigError, Fault};
use super::{Config, LIMITS, settings, variable};

/// The variable that names the file.
const FILE: &str = "GAVEL_CONFIG";

/// A key by its whole name, and what it was set to, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The key.
    pub(crate) key: String,
    /// What it was set to.
    pub(crate) value: String,
}

/// Where a configuration comes from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layers {
    /// The TOML file.
    pub(crate) file: Option<PathBuf>,
    /// The environment.
    pub(crate) environment: Vec<(String, String)>,
    /// What the command line says.
    pub(crate) flags: Vec<Named>,
}

/// The defaults, and what was laid over them so far.
struct Laid {
    defaults: Table,
    table: Table,
    faults: Vec<Fault>,
}

impl Layers {
    /// The layers of this process: `file` as the command line names it, or else the environment.
    pub(crate) fn of_process(file: Option<PathBuf>, flags: Vec<Named>) -> Self {
        let file = file.or_else(|| std::env::var_os(FILE).map(PathBuf::from));
        let text = |(key, value): (OsString, OsString)| {
            Some((key.into_string().ok()?, value.into_string().ok()?))
        };
        Self { file, environment: std::env::vars_os().filter_map(text).collect(), flags }
    }

    /// Lays the layers over each other, and checks what comes out.
    ///
    /// # Errors
    /// [`ConfigError`] with every fault; nothing was opened.
    pub(crate) fn read(&self) -> Result<Config, ConfigError> {
        let defaults = Table::try_from(Config::default());
        let defaults = defaults.expect("invariant: the defaults can be written");
        let mut laid = Laid { table: defaults.clone(), defaults, faults: Vec::new() };
        if let Some(path) = &self.file {
            laid.file(path);
        }
        laid.environment(&self.environment);
        for Named { key, value } in &self.flags {
            laid.words(key, value, &format!("{key} (command line)"));
        }
        let config: Config = laid.table.try_into().expect("invariant: each value was tried");
        let mut faults = laid.faults;
        faults.extend(check(&config));
        if faults.is_empty() { Ok(config) } else { Err(ConfigError(faults)) }
    }
}

impl Laid {
    fn file(&mut self, path: &Path) {
        let name = path.display().to_string();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let remedy = "name a file that is there, or leave --config and GAVEL_CONFIG out";
                self.faults.push(Fault::new(name, format!("cannot be read: {error}"), remedy));
                return;
            }
        };
        let table: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let remedy = "`gavel config default` shows how it is written";
                let what = format!("is no TOML: {}", error.to_string().trim_end());
                self.faults.push(Fault::new(name, what, remedy));
                return;
            }
        };
        for (key, value) in table {
            if let (LIMITS, Value::Table(limits)) = (key.as_str(), &value) {
                for (key, value) in limits {
                    let key = format!("{LIMITS}.{key}");
                    self.value(&key, value.clone(), &format!("{key} (in {name})"));
                }
            } else {
                self.value(&key, value, &format!("{key} (in {name})"));
            }
        }
    }

    fn environment(&mut self, environment: &[(String, String)]) {
        let known: Vec<(String, String)> =
            settings().map(|(key, _)| (variable(&key), key)).collect();
        let prefix = variable(LIMITS) + "_";
        for (variable, value) in environment {
            if let Some((_, key)) = known.iter().find(|(name, _)| name == variable) {
                self.words(key, value, &format!("{key} ({variable})"));
            } else if variable.starts_with(&prefix) {
                let remedy = "`gavel config env` lists what can be set; unset it";
                self.faults.push(Fault::new(variable, "there is no such limit", remedy));
            }
        }
    }

    /// Sets a key to what stands in an argument or the environment: TOML if it reads as that and
    /// fits, and else a text.
    fn words(&mut self, key: &str, words: &str, place: &str) {
        let text = Value::String(words.to_owned());
        let literal = format!("value = {words}")
            .parse()
            .ok()
            .and_then(|mut table: Table| table.remove("value").filter(|_| table.is_empty()));
        let fitting = literal.filter(|value| self.tried(key, value.clone()).is_ok());
        self.value(key, fitting.unwrap_or(text), place);
    }

    fn value(&mut self, key: &str, value: Value, place: &str) {
        if !settings().any(|(name, _)| name == key) {
            let remedy = "`gavel config default` lists every key; correct it, or leave it out";
            return self.faults.push(Fault::new(place, "there is no such key", remedy));
        }
        match self.tried(key, value.clone()) {
            Ok(()) => put(&mut self.table, key, value),
            Err(what) => {
                let shown = self.shown(key);
                let remedy = format!("write it as `gavel config default` does{shown}");
                self.faults.push(Fault::new(place, what, remedy));
            }
        }
    }

    /// Whether the defaults are a configuration with this value instead of theirs.
    fn tried(&self, key: &str, value: Value) -> Result<(), String> {
        let mut table = self.defaults.clone();
        put(&mut table, key, value);
        table.try_into::<Config>().map(drop).map_err(|error| error.message().to_owned())
    }

    fn shown(&self, key: &str) -> String {
        let (section, name) = key.split_once('.').unwrap_or(("", key));
        let table = self.defaults.get(section).and_then(Value::as_table).unwrap_or(&self.defaults);
        table.get(name).map(|value| format!(": {name} = {value}")).unwrap_or_default()
    }
}

/// Puts a value under its whole name.
fn put(table: &mut Table, key: &str, value: Value) {
    let Some((section, key)) = key.split_once('.') else {
        table.insert(key.to_owned(), value);
        return;
    };
    let section = table.get_mut(section).and_then(Value::as_table_mut);
    section.expect("invariant: the defaults have this section").insert(key.to_owned(), value);
}
