//! `gavel replay`: an auditor reads a journal, and finds the one digit that was changed.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Outcome, refused, run};
use crate::live::hall::Hall;
use crate::live::house::{House, SESSION, check};
use crate::live::lots::bid;

/// Bytes of a segment's header, and of a record before its body (`docs/JOURNAL.md`).
const HEADER: usize = 64;
const PREFIX: usize = 12;

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

#[tokio::test]
async fn a_journal_that_nobody_touched_is_folded_and_verified() {
    let (house, _) = audited().await;
    let folded = replay(&house, &[]);
    assert_eq!(folded.code, Some(0), "{}", folded.err);
    assert!(folded.out.starts_with("folded 11 entries"), "{}", folded.out);
    let verified = replay(&house, &["--verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.err);
    let state = |outcome: &Outcome| outcome.out.rsplit("state ").next().map(str::to_owned);
    assert_eq!(state(&verified), state(&folded), "one state, however it was reached");

    let entries = replay(&house, &["--entries", "--until", "3"]);
    let lines: Vec<Value> =
        entries.out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let order: Vec<u64> = lines.iter().filter_map(|entry| entry["seq"].as_u64()).collect();
    assert_eq!(order, [1, 2, 3]);
}

#[tokio::test]
async fn a_changed_digit_is_damage() {
    let (house, seq) = audited().await;
    change_a_digit(&house, Checksum::Left);
    for more in [&[][..], &["--verify"]] {
        let found = replay(&house, more);
        assert_eq!(found.code, Some(1), "{}", found.err);
        assert!(found.err.contains(&format!("sequence {seq} ")), "{}", found.err);
        assert!(found.err.contains("checksum"), "{}", found.err);
    }
    let found = check(&house.path().join("sessions").join(SESSION));
    assert_eq!(found.status.code(), Some(1));
    let told = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(told.contains("the checksum differs"), "{told}");
}

#[tokio::test]
async fn a_digit_changed_with_care_is_a_divergence() {
    let (house, seq) = audited().await;
    change_a_digit(&house, Checksum::Recomputed);
    let found = replay(&house, &["--verify"]);
    assert_eq!(found.code, Some(1), "{}", found.err);
    assert!(found.err.contains(&format!("sequence {seq} diverges")), "{}", found.err);
    assert!(found.err.contains("130000000"), "recorded and decided side by side: {}", found.err);
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
        let len = bytes[at..].first_chunk().map_or(0, |len| u32::from_le_bytes(*len)) as usize;
        assert!(0 < len, "the bid is in the journal");
        let body = at + PREFIX..at + PREFIX + len;
        let text = String::from_utf8_lossy(&bytes[body.clone()]);
        if let Some(offset) = text.find(r#""amount":"120000000""#) {
            bytes[body.start + offset + r#""amount":"1"#.len()] = b'3';
            if checksum == Checksum::Recomputed {
                // Over the length, the flags and the body: everything but the checksum itself.
                let head = crc32c::crc32c(&bytes[at..at + 8]);
                let sum = crc32c::crc32c_append(head, &bytes[body]);
                bytes[at + 8..at + PREFIX].copy_from_slice(&sum.to_le_bytes());
            }
            break;
        }
        at = body.end;
    }
    fs::write(path, bytes).expect("a segment");
}
