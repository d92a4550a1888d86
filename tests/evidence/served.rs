//! A house in whose own folder somebody has written who has its key: what cannot have happened is
//! named at its place, and nothing goes on from it.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::author::{Author, signer};
use super::forger::{Forger, segment};
use super::hostile::spoiled;
use super::sale::{KEY, SESSION, hold};
use crate::live::house::{House, Server, gavel};
use crate::live::review::ask;

/// Journals that a house is started with.
const JOURNALS: u64 = 30;

/// A bid on a lot that was never published, at sequence 12, with every checksum and signature right.
fn forge(data: &Path) {
    let mut desk = Forger::at(&Author::folder(data, SESSION));
    desk.entry(12).replace(r#""lot":1"#, r#""lot":9"#);
    desk.sign(&signer(KEY));
    desk.put_back_with_note();
}

/// A server of this house that was not started yet.
fn server(house: &House) -> Command {
    gavel(&house.serving())
}

fn journal(data: &Path) -> Vec<u8> {
    fs::read(segment(&Author::folder(data, SESSION), 1)).expect("a segment")
}

#[test]
fn a_house_does_not_start_from_what_cannot_have_happened() {
    let house = House::new();
    hold(house.path(), KEY, 1);
    forge(house.path());
    let evidence = journal(house.path());
    let ended = Server::try_start(&mut server(&house)).err().expect("it does not start");
    assert_eq!(ended.status.code(), Some(2), "{}", ended.complaints);
    for words in [
        "session sale",
        "sequence 12 holds what cannot have happened",
        "follows its publication",
        "nothing was changed: keep a copy",
        "gavel verify",
        "a backup",
    ] {
        assert!(ended.complaints.contains(words), "no {words:?}: {}", ended.complaints);
    }
    assert!(!ended.complaints.contains("panicked"), "{}", ended.complaints);
    assert_eq!(journal(house.path()), evidence, "the evidence is left as it was");
}

#[test]
fn a_house_starts_from_a_spoiled_journal_or_names_the_place() {
    let mut refused = 0;
    for seed in 0..JOURNALS {
        let house = House::new();
        spoiled(house.path(), seed);
        let evidence = journal(house.path());
        let complaints = match Server::try_start(&mut server(&house)) {
            Ok(mut server) => {
                server.terminate();
                server.ended().complaints
            }
            Err(ended) => {
                assert_eq!(ended.status.code(), Some(2), "seed {seed}: {}", ended.complaints);
                let is_placed = ended.complaints.contains("sequence ");
                assert!(is_placed, "seed {seed} names no place: {}", ended.complaints);
                assert_eq!(journal(house.path()), evidence, "seed {seed}: it was changed");
                refused += 1;
                ended.complaints
            }
        };
        assert!(!complaints.contains("panicked"), "seed {seed}: {complaints}");
    }
    assert!(JOURNALS / 4 < refused, "only {refused} were refused");
}

/// The journal is exchanged under a house that runs.
#[tokio::test]
async fn an_auditor_hears_at_which_sequence_the_film_breaks() {
    let house = House::new();
    hold(house.path(), KEY, 1);
    let server = house.serve(&[]);
    let auditor = house.token(SESSION, &["auditor", "--name", "Giang"]);
    let told = ask(&server.address, "/audit/sale/state?seq=23", Some(&auditor)).await;
    assert_eq!(told.status, 200, "{}", told.text());
    forge(house.path());
    for path in ["entries", "state?seq=23", "minutes", "pack"] {
        let told = ask(&server.address, &format!("/audit/sale/{path}"), Some(&auditor)).await;
        assert_eq!(told.status, 500, "{path}: {}", told.text());
        let words =
            ["session sale", "sequence 12 holds", "follows its publication", "gavel verify"];
        for words in words {
            assert!(told.text().contains(words), "{path}, no {words:?}: {}", told.text());
        }
    }
    let told = ask(&server.address, "/audit/sale/state?seq=11", Some(&auditor)).await;
    assert_eq!(told.status, 200, "what stands before it is shown: {}", told.text());
}
