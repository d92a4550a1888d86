//! Journals whose every checksum, number and signature is right, and whose entries hold nonsense:
//! whoever has the key can write them. No command stops without a word, and each names a place.

use std::fs;
use std::path::Path;

use gavel_engine::durable::Salts;
use gavel_engine::durable::memory::Chance;
use serde_json::{Value, json};

use super::author::{Author, signer, verifier};
use super::forger::{Forger, Record};
use super::receipts::receipt;
use super::sale::{KEY, SESSION, held, hold};
use crate::live::house::gavel;

/// Journals that are tried, each with every command.
const JOURNALS: u64 = 60;

/// A value that nobody expects where it stands.
fn nonsense(chance: &mut Chance) -> Value {
    let deep = |levels| (0..levels).fold(Value::Null, |inner, _| json!([inner]));
    match chance.below(14) {
        0 => json!(0),
        1 => json!(u64::MAX),
        2 => json!(u32::MAX),
        3 => json!(-1),
        4 => json!(1.5),
        5 => json!("999999999999999999"),
        6 => json!("0.0001"),
        7 => json!("9".repeat(100_000)),
        8 => deep(100),
        9 => json!("9999-12-31T23:59:59.999999Z"),
        10 => json!("0000-01-01T00:00:00.000000Z"),
        11 => json!({}),
        12 => json!([]),
        _ => Value::Null,
    }
}

/// Changes one value somewhere in this one.
fn spoil(value: &mut Value, chance: &mut Chance) {
    let stops = chance.below(6) == 0;
    match value {
        Value::Object(fields) if !fields.is_empty() && !stops => {
            let name = fields.keys().nth(chance.below(fields.len())).expect("a field").clone();
            if chance.below(12) == 0 {
                fields.remove(&name);
            } else {
                spoil(fields.get_mut(&name).expect("a field"), chance);
            }
        }
        Value::Array(list) if !list.is_empty() && !stops => {
            let place = chance.below(list.len());
            match chance.below(6) {
                0 => drop(list.remove(place)),
                1 => list.push(list[place].clone()),
                _ => spoil(&mut list[place], chance),
            }
        }
        Value::Number(number) if chance.below(2) == 0 => {
            *value = json!(number.as_u64().unwrap_or_default() + 1);
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => *value = nonsense(chance),
    }
}

/// Changes one value in one part of an entry, mostly what happened, and not its number.
fn spoil_record(record: &mut Record, chance: &mut Chance) {
    let part = if chance.below(2) == 0 { &mut record.public } else { &mut record.secret };
    let mut value: Value = serde_json::from_slice(part).expect("JSON");
    let inner = ["heard", "outcome", "command"].into_iter().find(|name| value.get(name).is_some());
    match inner.filter(|_| chance.below(4) != 0) {
        Some(name) => spoil(&mut value[name], chance),
        None => spoil(&mut value, chance),
    }
    *part = serde_json::to_vec(&value).expect("JSON");
}

/// Puts the events of another entry where these stood: of a lot that is not there yet, or is over.
fn transplant(desk: &mut Forger, from: usize, to: usize) {
    let Record { public, secret, .. } = desk.entry(from).clone();
    let place = desk.entry(to);
    (place.public, place.secret) = (public, secret);
    place.renumber(to);
}

/// A sale of 23 entries that somebody with the key has spoiled.
pub(super) fn spoiled(data: &Path, seed: u64) {
    hold(data, KEY, 1);
    let mut chance = Chance::from_seed(seed);
    let mut desk = Forger::at(&Author::folder(data, SESSION));
    match chance.below(4) {
        0 => {
            let [from, to] = [(); 2].map(|()| 1 + chance.below(23));
            transplant(&mut desk, from, to);
        }
        _ => spoil_record(desk.entry(1 + chance.below(23)), &mut chance),
    }
    desk.sign(&signer(KEY));
    desk.put_back_with_note();
}

#[test]
fn no_command_panics_at_a_spoiled_journal_and_each_names_a_place() {
    let mut noticed = 0;
    for seed in 0..JOURNALS {
        let data = tempfile::tempdir().expect("a data folder");
        spoiled(data.path(), seed);
        let data = data.path().to_str().expect("a plain name");
        let (pack, public) = (format!("{data}/pack.tar"), format!("{data}/public"));
        let commands: [&[&str]; 9] = [
            &["replay", SESSION],
            &["replay", SESSION, "--verify"],
            &["replay", SESSION, "--timeline"],
            &["verify", SESSION],
            &["export", SESSION],
            &["export", SESSION, "--format", "csv"],
            &["export", SESSION, "--public", "--out", &public],
            &["pack", SESSION, "--out", &pack],
            &["minutes", SESSION, "--language", "en"],
        ];
        for command in commands {
            let output = gavel(&[command, &["--data", data]].concat()).output().expect("it runs");
            let said = String::from_utf8_lossy(&output.stderr);
            let code = output.status.code();
            assert!(matches!(code, Some(0..=2)), "seed {seed}, {command:?}: {code:?}, {said}");
            assert!(!said.contains("panicked"), "seed {seed}, {command:?}: {said}");
            let names =
                ["sequence ", "lots not closed", "the session has not begun", "names no key"];
            let is_placed = code == Some(0) || names.iter().any(|name| said.contains(name));
            assert!(is_placed, "seed {seed}, {command:?} names no place: {said}");
            noticed += u64::from(command[0] == "verify" && code == Some(1));
        }
    }
    // Another stamp of the first entry is as good as that which stood there, and so are others.
    assert!(JOURNALS.div_ceil(4) * 3 <= noticed, "only {noticed} were noticed");
}

#[test]
fn nonsense_deeper_than_a_reader_goes_is_refused_at_its_place() {
    let data = tempfile::tempdir().expect("a data folder");
    hold(data.path(), KEY, 1);
    let folder = Author::folder(data.path(), SESSION);
    let mut desk = Forger::at(&folder);
    let deep = format!("{{\"seq\":5,\"at\":{}{}}}", "[".repeat(400_000), "]".repeat(400_000));
    desk.entry(5).public = deep.into_bytes();
    desk.sign(&signer(KEY));
    desk.put_back_with_note();
    let data = data.path().to_str().expect("a plain name");
    for command in ["replay", "verify", "export", "minutes"] {
        let output = gavel(&[command, SESSION, "--data", data]).output().expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        assert!(said.contains("sequence 5"), "{command}: {said}");
    }
}

/// Two receipts that the house gave for its sale: of the second bid and of the second envelope, under the
/// head over all of it.
fn receipts(data: &Path) -> String {
    let (author, heads) = held(data, KEY, Salts::from_seed(1));
    let size = author.close().entries;
    let folder = Author::folder(data, SESSION);
    let [bid, envelope] = [12, 18].map(|seq| receipt(&folder, &heads, seq, size));
    json!([bid, envelope]).to_string()
}

#[test]
fn receipts_hold_a_spoiled_journal_to_what_the_house_signed() {
    let honest = tempfile::tempdir().expect("a data folder");
    let file = honest.path().join("receipts.json");
    fs::write(&file, receipts(honest.path())).expect("receipts");
    let leaves = |data: &Path| Forger::at(&Author::folder(data, SESSION)).leaves();
    let [file, key] = [file.to_str().expect("a plain name"), &verifier(KEY)];
    let mut found = 0;
    for seed in 0..JOURNALS {
        let data = tempfile::tempdir().expect("a data folder");
        spoiled(data.path(), seed);
        let folder = data.path().to_str().expect("a plain name");
        let check =
            ["receipt", "check", file, "--key", key, "--journal", SESSION, "--data", folder];
        let told = gavel(&check).output().expect("it runs");
        let said = String::from_utf8_lossy(&[told.stdout, told.stderr].concat()).into_owned();
        assert!(!said.contains("panicked"), "seed {seed}: {said}");
        let is_same = leaves(honest.path()) == leaves(data.path());
        assert_eq!(told.status.code(), Some(i32::from(!is_same)), "seed {seed}: {said}");
        let names = ["sequence ", "forked: the house signed two histories", "keep the receipts"];
        assert!(is_same || names.iter().any(|name| said.contains(name)), "seed {seed}: {said}");
        found += u64::from(!is_same);
    }
    assert!(JOURNALS / 2 < found, "only {found} were spoiled");
}
