//! A published leaf betrays nothing: what is secret is hashed with a salt that nobody has.

use std::collections::BTreeSet;

use gavel_engine::durable::{Piece, Reader, Record, Salts, entry_leaf, sealed};

use super::author::Author;
use super::sale::{ENVELOPE, KEY, SESSION, held};

/// Sequences of the two envelopes with the same amount.
const EQUAL: [usize; 2] = [18, 19];

/// The records of the short sale, with salts as a house draws them.
fn records() -> Vec<Record> {
    let data = tempfile::tempdir().expect("a data folder");
    held(data.path(), KEY, Salts::from_system()).0.close();
    let folder = Author::folder(data.path(), SESSION);
    let session = SESSION.parse().expect("a session's name");
    let mut reader = Reader::open(&folder, &session).expect("a journal");
    let mut records = Vec::new();
    while let Some(piece) = reader.piece() {
        if let Piece::Record(record) = piece.expect("a clean journal") {
            records.push(record);
        }
    }
    records
}

fn secret(record: &Record) -> String {
    String::from_utf8(record.secret_part().expect("a secret").to_vec()).expect("JSON")
}

/// The secret part around its salt.
fn around_the_salt(secret: &str) -> (&str, &str, &str) {
    let (before, rest) = secret.split_once(r#""salt":""#).expect("a salt");
    let (salt, behind) = rest.split_once('"').expect("the end of a salt");
    assert_eq!(salt.len(), 32);
    (before, salt, behind)
}

#[test]
fn the_same_secret_twice_has_two_hashes() {
    let [one, other] = [records(), records()];
    assert_eq!(one.len(), other.len());
    let mut hashes = BTreeSet::new();
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.public_part(), other.public_part(), "the room hears the same");
        let [mine, yours] = [one, other].map(secret);
        let [mine, yours] = [&mine, &yours].map(|secret| around_the_salt(secret));
        assert_eq!((mine.0, mine.2), (yours.0, yours.2), "everything but the salt is the same");
        assert!(hashes.insert(one.sealed()) && hashes.insert(other.sealed()));
    }
    let [seventh, eighth] = EQUAL.map(|seq| &one[seq - 1]);
    for record in [seventh, eighth] {
        assert!(secret(record).contains(ENVELOPE));
        assert!(!String::from_utf8_lossy(record.public_part()).contains(ENVELOPE));
    }
    assert_ne!(seventh.sealed(), eighth.sealed());
}

/// Whoever knows everything about an envelope but its amount and its salt tries every amount.
#[test]
fn an_amount_cannot_be_guessed_from_its_leaf() {
    let records = records();
    let record = &records[EQUAL[0] - 1];
    let whole = secret(record);
    let (before, salt, behind) = around_the_salt(&whole);
    let other = secret(&records[EQUAL[1] - 1]);
    let guess = |salt: Option<&str>, amount: &str| {
        let salt = salt.map(|salt| format!(r#""salt":"{salt}""#)).unwrap_or_default();
        let secret = format!("{before}{salt}{}", behind.replace(ENVELOPE, amount));
        entry_leaf(&sealed(secret.as_bytes()), record.public_part()) == record.leaf()
    };
    let amounts: Vec<String> = (1..=1_000).map(|n| (n * 1_000_000).to_string()).collect();
    assert!(amounts.iter().any(|amount| amount == ENVELOPE), "the amount is among the guesses");
    let zeros = "0".repeat(32);
    for salt in [None, Some(zeros.as_str()), Some(around_the_salt(&other).1)] {
        let hit = amounts.iter().find(|amount| guess(salt, amount));
        assert_eq!(hit, None, "guessed without the salt");
    }
    let hits: Vec<&String> = amounts.iter().filter(|amount| guess(Some(salt), amount)).collect();
    assert_eq!(hits, [ENVELOPE], "with the salt the hash holds the house to the amount");
}
