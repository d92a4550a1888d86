//! `gavel replay`: an auditor reads a journal, and finds the one digit that was changed.

use std::fs;
use std::path::PathBuf;

use gavel_engine::pure::Session;
use serde_json::Value;

use super::vault::{SESSION as KEPT, Vault, closed_sale};
use super::{Outcome, found, refused, run, well};
use crate::live::hall::Hall;
use crate::live::house::{House, SESSION};
use crate::live::lots::bid;

/// Bytes of a segment's header, and of a record before its parts (`docs/JOURNAL.md`).
const HEADER: usize = 4_096;
const PREFIX: usize = 16;

/// A house whose session holds two bids, and the sequence of the first; the server has gone.
async fn audited() -> (House, u64) {
    let mut hall = Hall::open().await;
    let first = hall.bidder(7).await.accepted("bid", bid(1, "amount", "120000000")).await;
    hall.bidder(8).await.accepted("bid", bid(1, "maximum", "180000000")).await;
    hall.server.terminate();
    hall.desk.closed().await;
    hall.observer.closed().await;
    hall.server.ended();
    (hall.house.off_the_record(), first["seq"].as_u64().expect("a sequence"))
}

fn replay(house: &House, more: &[&str]) -> Outcome {
    run(&[&["replay", SESSION, "--data", house.data()], more].concat())
}

/// The state that a replay ended in.
fn state(outcome: &Outcome) -> String {
    outcome.out.rsplit("state ").next().unwrap_or_default()[..64].to_owned()
}

#[tokio::test]
async fn a_journal_that_nobody_touched_is_folded_and_verified() {
    let (house, _) = audited().await;
    let folded = replay(&house, &[]);
    well(&folded, &["folded 12 entries in ", " a second); state "]);
    let verified = replay(&house, &["--verify"]);
    well(&verified, &["verified 12 entries"]);
    assert_eq!(state(&verified), state(&folded), "one state, however it was reached");
    well(
        &run(&["verify", SESSION, "--data", house.data()]),
        &["decisions … ok", "signatures … ok"],
    );

    let entries = replay(&house, &["--entries", "--until", "3"]);
    let lines: Vec<Value> =
        entries.out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let order: Vec<u64> = lines.iter().filter_map(|entry| entry["seq"].as_u64()).collect();
    assert_eq!(order, [1, 2, 3]);
}

#[test]
fn any_prefix_is_a_state_of_its_own() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let mut session = Session::default();
    for entry in &entries {
        session.apply(entry);
        if ![1, 17, 40, entries.len() as u64].contains(&entry.seq) {
            continue;
        }
        let until = entry.seq.to_string();
        let told = vault.run(&["replay", KEPT, "--until", &until]);
        well(&told, &[format!("folded {until} entries"), session.digest().to_string()]);
        // As it stood at a time: with all that is stamped with it.
        let next = entries.iter().find(|next| next.seq == entry.seq + 1);
        let is_last = next.is_none_or(|next| entry.at < next.at);
        let at = vault.run(&["replay", KEPT, "--at", &entry.at.to_string(), "--verify"]);
        assert_eq!(at.code, Some(0), "{}", at.err);
        let state = |text: &str| {
            let told = text.rsplit("state ").next().unwrap_or_default();
            told.split([';', '\n']).next().unwrap_or_default().to_owned()
        };
        assert_eq!(state(&at.out) == state(&told.out), is_last, "{} and {}", at.out, told.out);
    }
    let far = vault.run(&["replay", KEPT, "--until", "1000000"]);
    well(&far, &[session.digest().to_string()]);
}

#[test]
fn a_timeline_is_read_by_people() {
    let vault = Vault::of(&closed_sale());
    let told = vault.run(&["replay", KEPT, "--timeline"]);
    well(
        &told,
        &[
            "2026-11-23 ",
            "clerk Trần Văn Bình: admits paddle 9 with a limit of 777888999",
            "paddle 7: bids 1,000,000,000 VND on lot 1 → lot 1 at 1,000,000,000 VND, paddle 7 leads",
            "at most 1,777,666,555 VND (a maximum)",
            "with a reserve of 900,800,701 VND",
            "REFUSED: ",
            "auctioneer Nguyễn Thị An: lets the hammer fall on lot 1 → lot 1 SOLD to paddle 10",
            "the house: names the key that signs → the journal is signed with auction.example/",
        ],
    );
    let one = vault.run(&["replay", KEPT, "--timeline", "--lot", "2"]);
    well(&one, &["publishes lot 2"]);
    assert!(!one.out.contains("publishes lot 1"), "{}", one.out);
    assert!(one.err.contains("│ 2 ") && !one.err.contains("│ 1 "), "{}", one.err);
}

#[tokio::test]
async fn a_changed_digit_is_damage() {
    let (house, seq) = audited().await;
    change_a_digit(&house, Checksum::Left);
    for more in [&[][..], &["--verify"]] {
        found(&replay(&house, more), &[&format!("sequence {seq} "), "checksum"]);
    }
    found(&run(&["verify", SESSION, "--data", house.data()]), &["bytes: ", "checksum"]);
}

#[tokio::test]
async fn a_digit_changed_with_care_is_a_divergence() {
    let (house, seq) = audited().await;
    change_a_digit(&house, Checksum::Recomputed);
    let told = replay(&house, &["--verify"]);
    // Recorded and decided side by side.
    found(&told, &[&format!("sequence {seq} diverges"), "130000000", "recorded:", "decided:"]);
    // A timeline is held to the signed heads, which find it without deciding anything; a fold alone
    // hashes nothing.
    let told = replay(&house, &["--timeline"]);
    found(&told, &["a head that is not that of the entries before it"]);
    well(&replay(&house, &[]), &["folded "]);
    let told = run(&["verify", SESSION, "--data", house.data()]);
    found(&told, &["heads: forked: gavel.localhost/s signed another history", "decisions: "]);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let (house, _) = audited().await;
    let data = ["--data", house.data()];
    refused(&run(&[&["replay", "winter"][..], &data].concat()), &["no session winter"]);
    refused(&run(&[&["replay", "../s"][..], &data].concat()), &["no session name"]);
    refused(&run(&["replay", "s", "--data", "/no/such/folder"]), &["/no/such/folder"]);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Checksum {
    Left,
    Recomputed,
}

/// Makes 130,000,000 of the 120,000,000 that the first bid offered, in its command alone.
fn change_a_digit(house: &House, checksum: Checksum) {
    let path: PathBuf = house.path().join("sessions/s/00000000000000000001.gavel");
    let mut bytes = fs::read(&path).expect("a segment");
    let mut at = HEADER;
    loop {
        let number = |at: usize| u32::from_le_bytes(*bytes[at..].first_chunk().unwrap()) as usize;
        let (public, secret) = (number(at), number(at + 4));
        assert!(0 < public, "the bid is in the journal");
        let body = at + PREFIX..at + PREFIX + public + secret;
        let text = String::from_utf8_lossy(&bytes[body.clone()]);
        if let Some(offset) = text.find(r#""amount":"120000000""#) {
            bytes[body.start + offset + r#""amount":"1"#.len()] = b'3';
            if checksum == Checksum::Recomputed {
                // Over the lengths, the flags and both parts: everything but the checksum itself.
                let head = crc32c::crc32c(&bytes[at..at + 12]);
                let sum = crc32c::crc32c_append(head, &bytes[body]);
                bytes[at + 12..at + PREFIX].copy_from_slice(&sum.to_le_bytes());
            }
            break;
        }
        at = body.end;
    }
    fs::write(path, bytes).expect("a segment");
}
