//! `gavel export`: a journal for other programs, and one for everybody that keeps every secret.

use std::fs;

use gavel_proto::{Command, LotId};
use serde_json::Value;

use super::vault::{SESSION, Vault, closed_sale, named, verifier};
use super::{refused, well};
use crate::minutes::{formats, sale};
use crate::sale::reason;

#[test]
fn every_entry_is_one_line_of_json() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let exported = vault.run(&["export", SESSION]);
    assert_eq!(exported.code, Some(0), "{}", exported.err);
    let lines: Vec<&str> = exported.out.lines().collect();
    assert_eq!(lines.len(), entries.len());
    for (line, entry) in lines.iter().zip(&entries) {
        assert_eq!(*line, serde_json::to_string(entry).unwrap());
    }
    let out = vault.file("entries.jsonl");
    well(&vault.run(&["export", SESSION, "--out", &out]), &[""; 0]);
    assert_eq!(fs::read_to_string(out).unwrap(), exported.out);
    let nowhere = vault.file("none/entries.jsonl");
    refused(
        &vault.run(&["export", SESSION, "--out", &nowhere]),
        &["none/entries.jsonl", "a folder that is there"],
    );
}

#[test]
fn a_spreadsheet_has_a_row_for_each_entry() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let exported = vault.run(&["export", SESSION, "--format", "csv"]);
    assert_eq!(exported.code, Some(0), "{}", exported.err);
    let mut table = csv::Reader::from_reader(exported.out.as_bytes());
    let columns = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), entries.len());
    let cell = |row: &csv::StringRecord, name: &str| {
        let place = columns.iter().position(|column| column == name).unwrap();
        row[place].to_owned()
    };
    for (row, entry) in rows.iter().zip(&entries) {
        assert_eq!(cell(row, "seq"), entry.seq.to_string());
        assert_eq!(cell(row, "at"), entry.at.to_string());
    }
    let bid = rows.iter().find(|row| cell(row, "command") == "bid").unwrap();
    let bid = ["role", "paddle", "lot", "offer", "amount", "outcome", "price", "leader"]
        .map(|name| cell(bid, name));
    assert_eq!(bid, ["bidder", "7", "1", "amount", "1000000000", "accepted", "1000000000", "7"]);
    let refusal = rows.iter().find(|row| cell(row, "outcome") == "refused").unwrap();
    assert!(cell(refusal, "code").starts_with('2') && !cell(refusal, "reason").is_empty());
    assert!(rows.iter().any(|row| cell(row, "result") == "sold"));
    let clerk = rows.iter().find(|row| cell(row, "role") == "clerk").unwrap();
    assert_eq!(cell(clerk, "officer"), "Trần Văn Bình");
}

#[test]
fn a_public_journal_leads_to_the_same_signed_head_and_tells_no_secret() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let public = vault.file("public");
    let published = vault.run(&["export", SESSION, "--public", "--out", &public]);
    well(&published, &["published", "without their secrets"]);
    let key = verifier(7).to_string();
    let whole = vault.run(&["verify", SESSION, "--key", &key]);
    let told = vault.run(&["verify", &public, "--key", &key]);
    well(&told, &["signatures … ok", "decisions … not checked: the secrets of sequence 1"]);
    let root = |text: &str| text.trim().rsplit("size ").next().map(str::to_owned);
    assert_eq!(root(&told.out), root(&whole.out));

    // A maximum, a reserve, a limit; an amount that was refused; officers.
    let secrets = formats::SECRETS.into_iter().chain(["777888999", "\"amount\":\"1500000000\""]);
    keeps(&vault, &public, secrets.chain(OFFICERS));

    refused(
        &vault.run(&["replay", &public]),
        &["withheld", "a public journal", "ask the exchange"],
    );
    refused(&vault.run(&["export", &public]), &["withheld"]);
    well(
        &vault.run(&["replay", &public, "--timeline"]),
        &["SOLD to paddle", "nothing was decided"],
    );
    refused(
        &vault.run(&["export", SESSION, "--public", "--out", &public]),
        &["is not an empty folder"],
    );
    refused(&vault.run(&["export", SESSION, "--public"]), &["--out"]);
}

/// What tells who was at work, and that somebody was.
const OFFICERS: [&str; 4] = ["Trần Văn Bình", "Nguyễn Thị An", "\"salt\"", "\"officer\""];

/// The journal knows each of these secrets, and the public one does not.
fn keeps<'a>(vault: &Vault, public: &str, secrets: impl Iterator<Item = &'a str>) {
    let files = fs::read_dir(public).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    let told: Vec<u8> = files.flatten().collect();
    let kept = fs::read(vault.segment()).unwrap();
    let has = |bytes: &[u8], secret: &str| {
        bytes.windows(secret.len()).any(|some| some == secret.as_bytes())
    };
    for secret in secrets {
        assert!(has(&kept, secret), "{secret} is no secret of this sale");
        assert!(!has(&told, secret), "{secret} is in the public journal");
    }
}

#[test]
fn envelopes_that_were_never_opened_stay_shut_for_good() {
    let mut sale = sale::sale();
    let reason = reason("Hết giờ");
    sale.auctioneer(5_500, Command::Withdraw { lot: LotId(6), reason });
    let vault = Vault::of(&named(sale, 6_000, 7));
    let public = vault.file("public");
    well(&vault.run(&["export", SESSION, "--public", "--out", &public]), &["published"]);
    well(&vault.run(&["verify", &public, "--key", &verifier(7).to_string()]), &["signatures … ok"]);
    // Reserves, maxima, a replaced envelope, one of a lot that was withdrawn, refused bids.
    let refused = ["\"amount\":\"105000000\"", "\"amount\":\"999000000\""];
    keeps(&vault, &public, sale::SECRETS.into_iter().chain(refused).chain(OFFICERS));
}

#[test]
fn nothing_is_published_while_a_lot_is_open() {
    let vault = Vault::of(&named(sale::sale(), 6_000, 7));
    let public = vault.file("public");
    refused(
        &vault.run(&["export", SESSION, "--public", "--out", &public]),
        &["lots not closed: 6", "how many envelopes wait"],
    );
    assert!(!vault.path().join("public").exists());
    let lines = vault.run(&["export", SESSION]).out;
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}
