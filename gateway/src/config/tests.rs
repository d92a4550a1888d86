//! The layers, their faults, and the page of defaults.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::{Config, Layers, Limits, Named, default_page, environment, settings};

/// Layers with a file of this text.
fn file(text: &str) -> (Layers, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gavel.toml");
    fs::write(&path, text).unwrap();
    (Layers { file: Some(path), ..Layers::default() }, folder)
}

fn named(key: &str, value: &str) -> Named {
    Named { key: key.into(), value: value.into() }
}

/// Each fault as it is shown.
fn faults(layers: &Layers) -> Vec<String> {
    layers.read().unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(text: &str, words: &[&[&str]]) {
    let (layers, _folder) = file(text);
    let faults = faults(&layers);
    assert_eq!(faults.len(), words.len(), "{faults:#?}");
    for words in words {
        let is_named = |fault: &String| words.iter().all(|word| fault.contains(word));
        assert!(faults.iter().any(is_named), "{words:?} are not in one of {faults:#?}");
    }
}

#[test]
fn the_page_of_defaults_reads_back_as_the_defaults() {
    let (layers, _folder) = file(&default_page());
    assert_eq!(layers.read(), Ok(Config::default()));
    for (name, setting) in settings() {
        let is_there = default_page().lines().any(|line| {
            let line = line.trim_start_matches("# ");
            line.starts_with(&format!("{} = ", setting.key))
        });
        assert!(is_there, "{name} is not on the page");
    }
}

#[test]
fn every_key_of_the_configuration_is_in_the_list() {
    let table = toml::Table::try_from(Config::default()).unwrap();
    let limits = table["limits"].as_table().unwrap();
    let names: Vec<String> = settings().map(|(name, _)| name).collect();
    for key in limits.keys() {
        assert!(names.contains(&format!("limits.{key}")), "{key}");
    }
    for key in table.keys().filter(|key| *key != "limits") {
        assert!(names.contains(key), "{key}");
    }
    assert_eq!(Limits::SETTINGS.len(), limits.len());
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let (mut layers, _folder) = file("listen = \"127.0.0.1:1\"\n[limits]\nconnections = 1\n");
    let port = |layers: &Layers| layers.read().unwrap().listen.port();
    assert_eq!(port(&layers), 1);
    assert_eq!(layers.read().unwrap().limits.connections, 1);
    layers.environment.push(("GAVEL_LISTEN".into(), "127.0.0.1:2".into()));
    layers.environment.push(("GAVEL_LIMITS_CONNECTIONS".into(), "2".into()));
    layers.environment.push(("GAVEL_DATA".into(), "2027".into()));
    assert_eq!(port(&layers), 2);
    assert_eq!(layers.read().unwrap().limits.connections, 2);
    assert_eq!(layers.read().unwrap().data, PathBuf::from("2027"), "a number may be a name");
    layers.flags.push(named("listen", "127.0.0.1:3"));
    layers.flags.push(named("limits.connections", "3"));
    assert_eq!(port(&layers), 3);
    assert_eq!(layers.read().unwrap().limits.connections, 3);
}

#[test]
fn every_fault_is_named_at_once_with_its_key_and_its_remedy() {
    refused(
        "listen = \"here\"\nlsten = \"127.0.0.1:1\"\nlog_format = \"xml\"\n[limits]\n\
         connections = -1\nbidders = 5\nhello_timeout_ms = \"10 s\"\n[tls]\ncert = \"x\"\n",
        &[
            &["listen (in ", "socket address", "listen = \"127.0.0.1:8080\""],
            &["lsten (in ", "no such key", "gavel config default"],
            &["log_format (in ", "xml", "log_format = \"text\""],
            &["limits.connections (in ", "connections = 20000"],
            &["limits.bidders (in ", "no such key"],
            &["limits.hello_timeout_ms (in ", "hello_timeout_ms = 10000"],
            &["tls (in ", "no such key"],
        ],
    );
}

#[test]
fn limits_that_contradict_each_other_are_named_with_both_keys() {
    refused(
        "[limits]\nrequests_per_second = 100\nhello_timeout_ms = 70000\nresume_pushes = 5000\n\
         ping_period_ms = 60000\nnew_connections_per_second_per_address = 5000\n\
         header_timeout_ms = 40000\nshutdown_notice_ms = 6000\nmessage_bytes = 5000000\n",
        &[
            &["limits.requests_per_second: is 100", "limits.request_burst", "which is 40"],
            &["limits.hello_timeout_ms: is 70000", "limits.silence_timeout_ms"],
            &["limits.resume_pushes: is 5000", "limits.backlog_pushes"],
            &["limits.resume_pushes: is 5001", "limits.outbox_messages"],
            &["limits.ping_period_ms", "limits.silence_timeout_ms"],
            &["limits.new_connections_per_second_per_address", "burst"],
            &["limits.header_timeout_ms", "limits.visit_timeout_ms"],
            &["limits.shutdown_notice_ms", "limits.drain_timeout_ms"],
            &["limits.message_bytes", "limits.write_buffer_bytes"],
        ],
    );
}

#[test]
fn a_limit_of_nothing_or_of_far_too_much_is_refused() {
    refused(
        "[limits]\nconnections = 0\noutbox_messages = 100000001\nmessage_bytes = 100\n",
        &[
            &["limits.connections: is 0", "at least 1"],
            &["limits.outbox_messages", "100000000"],
            &["limits.message_bytes", "4096"],
        ],
    );
}

#[test]
fn a_file_that_is_missing_or_no_toml_is_named() {
    let layers = Layers { file: Some("/nowhere/gavel.toml".into()), ..Layers::default() };
    let missing = faults(&layers).join("\n");
    assert!(missing.contains("/nowhere/gavel.toml: cannot be read"), "{missing}");
    refused("listen = \n", &[&["gavel.toml", "line 1", "gavel config default"]]);
}

#[test]
fn a_certificate_must_be_readable_and_have_its_key() {
    refused("tls_cert = \"cert.pem\"\n", &[&["tls_key: is missing", "set both"]]);
    refused("tls_key = \"key.pem\"\n", &[&["tls_cert: is missing", "set both"]]);
    refused(
        "tls_cert = \"/nowhere/cert.pem\"\ntls_key = \"/nowhere/key.pem\"\n",
        &[&["tls_cert, tls_key: /nowhere/cert.pem cannot be read", "PEM"]],
    );
}

#[test]
fn what_is_wrong_in_the_environment_or_an_argument_is_named_by_it() {
    let environment = vec![
        ("GAVEL_LIMITS_CONECTIONS".into(), "5".into()),
        ("GAVEL_LIMITS_CONNECTIONS".into(), "many".into()),
        ("GAVEL_RECORDS".into(), "somebody else's".into()),
    ];
    let flags = vec![named("limits.nothing", "5"), named("log", "gavel=loud")];
    let faults = faults(&Layers { file: None, environment, flags });
    assert_eq!(faults.len(), 4, "{faults:#?}");
    assert!(faults[0].starts_with("GAVEL_LIMITS_CONECTIONS: "), "{faults:#?}");
    assert!(
        faults[1].starts_with("limits.connections (GAVEL_LIMITS_CONNECTIONS): "),
        "{faults:#?}"
    );
    assert!(faults[2].starts_with("limits.nothing (command line): "), "{faults:#?}");
    assert!(faults[3].starts_with("log: is no filter"), "{faults:#?}");
}

#[test]
fn names_in_the_environment_are_told_apart() {
    let mut names: Vec<String> = environment().into_iter().map(|(name, _)| name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(names.contains(&"GAVEL_LIMITS_REQUESTS_PER_SECOND".to_owned()));
}

/// `docs/OPERATIONS.md` has a row for every key, with its default, and for no other.
#[test]
fn the_reference_names_every_key_with_its_default() {
    let page = include_str!("../../../docs/OPERATIONS.md");
    let (_, section) = page.split_once("\n## Configuration\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows: Vec<Vec<&str>> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let table = toml::Table::try_from(Config::default()).unwrap();
    let expected: Vec<(String, String)> = settings()
        .map(|(name, setting)| {
            let limits = table["limits"].as_table().unwrap();
            let section = if name.starts_with("limits.") { limits } else { &table };
            let value = section.get(setting.key).map_or("unset".to_owned(), ToString::to_string);
            (name, value)
        })
        .collect();
    let documented: Vec<(String, String)> =
        rows.iter().map(|row| (row[1].to_owned(), row[2].to_owned())).collect();
    assert_eq!(documented, expected);
}
