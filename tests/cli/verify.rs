//! `gavel verify`: an auditor checks a journal, and is told what does not fit and where.

use std::fs;

use gavel_engine::durable::{Head, Signers};
use gavel_proto::Hash;

use super::vault::{SESSION, Vault, closed_sale, signer, verifier};
use super::{found, refused, well};

const CHECKS: [&str; 8] =
    ["bytes", "chain", "tree", "heads", "note", "signatures", "key", "decisions"];

#[test]
fn a_journal_that_nobody_touched_checks_out() {
    let vault = Vault::of(&closed_sale());
    let key = verifier(7).to_string();
    let by_name = vault.run(&["verify", SESSION, "--key", &key]);
    well(&by_name, &CHECKS.map(|check| format!("{check} … ok")));
    well(&by_name, &["checks out: size", "root ", "which the given key vouches for"]);
    let folder = vault.file("sessions/autumn-2026");
    let by_path = vault.run(&["verify", &folder]);
    well(&by_path, &["as the journal itself says: compare it", &key]);
    let segment = vault.segment();
    well(&vault.run(&["verify", segment.to_str().unwrap(), "--key", &key]), &["decisions … ok"]);
    // The key may come in a file, and the folder may have another name.
    fs::write(vault.file("key.txt"), format!("{key}\n")).unwrap();
    fs::rename(&folder, vault.file("moved")).unwrap();
    well(
        &vault.run(&["verify", &vault.file("moved"), "--key", &vault.file("key.txt")]),
        &["checks out"],
    );
}

#[test]
fn a_flipped_bit_is_named_with_its_place() {
    let vault = Vault::of(&closed_sale());
    vault.change(|bytes| bytes[5_000] ^= 1);
    let damaged = vault.run(&["verify", SESSION]);
    found(&damaged, &["bytes", "checksum", "at byte"]);
    assert!(damaged.out.contains("heads … not reached"), "{}", damaged.out);
}

#[test]
fn a_journal_of_somebody_else_is_no_work_of_the_house() {
    let vault = Vault::of(&closed_sale());
    found(
        &vault.run(&["verify", SESSION, "--key", &verifier(8).to_string()]),
        &["was not signed with the key that was given", "keep it as evidence"],
    );
    let other = gavel_engine::durable::Signer::new(
        "other.example/autumn-2026",
        ed25519_dalek::SigningKey::from_bytes(&[7; 32]),
    );
    let other = other.unwrap().verifier().to_string();
    refused(
        &vault.run(&["verify", SESSION, "--key", &other]),
        &["other.example", "auction.example"],
    );
    refused(&vault.run(&["verify", SESSION, "--key", "nonsense"]), &["no verifier key"]);
}

#[test]
fn a_signature_that_does_not_fit_is_found() {
    let vault = Vault::of(&closed_sale());
    // Another key wrote it than the one that the journal names.
    let forged = Vault::of(&[]);
    forged.write(&closed_sale(), Signers { key: signer(8), leaving: None });
    let told = forged.run(&["verify", SESSION]);
    found(&told, &["signatures", "no signature of auction.example/autumn-2026"]);
    well(&vault.run(&["verify", SESSION]), &["signatures … ok"]);
}

#[test]
fn a_decision_that_the_rules_do_not_make_is_a_divergence() {
    let mut entries = closed_sale();
    let refused = entries.iter_mut().find(|entry| entry.outcome.events().is_empty());
    refused.unwrap().outcome = gavel_engine::pure::Outcome::Accepted(Vec::new());
    let vault = Vault::of(&entries);
    let told = vault.run(&["verify", SESSION, "--key", &verifier(7).to_string()]);
    found(&told, &["decisions", "diverges", "recorded:", "decided:"]);
    assert!(told.out.contains("signatures … ok"), "the house signed it all the same: {}", told.out);
}

#[test]
fn a_key_that_was_changed_is_vouched_for_by_the_key_before() {
    let vault = Vault::of(&closed_sale());
    let (old, new) = (verifier(7).to_string(), verifier(8).to_string());
    let last = vault.change_key(Signers { key: signer(8), leaving: Some(signer(7)) });
    for given in [&old, &new] {
        let told = vault.run(&["verify", SESSION, "--key", given]);
        well(&told, &[format!("changed at sequence {last}, co-signed by the key before")]);
        well(&told, &[&new]);
    }
}

#[test]
fn a_key_that_changed_without_the_old_one_needs_a_word_from_the_exchange() {
    let vault = Vault::of(&closed_sale());
    let last = vault.change_key(Signers { key: signer(8), leaving: None });
    let alone = format!("changed at sequence {last}");
    found(
        &vault.run(&["verify", SESSION, "--key", &verifier(7).to_string()]),
        &[&alone, "without the signature of the key before", "ask the exchange"],
    );
    well(&vault.run(&["verify", SESSION, "--key", &verifier(8).to_string()]), &["NOT co-signed"]);
    well(&vault.run(&["verify", SESSION]), &["NOT co-signed"]);
}

#[test]
fn a_head_that_somebody_kept_holds_the_house_to_its_history() {
    let vault = Vault::of(&closed_sale());
    let entries = closed_sale().len() as u64;
    let kept = |size: u64, root: Hash| {
        let checkpoint = signer(7).checkpoint(Head { size, root }, None);
        fs::write(vault.file("kept.txt"), checkpoint.text).unwrap();
        vault.run(&["verify", SESSION, "--head", &vault.file("kept.txt")])
    };
    found(&kept(4, Hash([1; 32])), &["forked: the house signed two histories", "4 entries"]);
    found(&kept(entries + 1, Hash([1; 32])), &["entries were taken away, or this copy is older"]);
    let told = vault.run(&["verify", SESSION]);
    let root = told.out.trim().rsplit(' ').next().unwrap().parse().unwrap();
    well(&kept(entries, root), &["kept head … ok"]);
}

#[test]
fn what_is_no_journal_says_what_to_name_instead() {
    let vault = Vault::of(&closed_sale());
    refused(&vault.run(&["verify", "winter"]), &["no session winter", "--data"]);
    refused(&vault.run(&["verify", "no/such"]), &["no such file or folder"]);
    refused(&vault.run(&["verify", &vault.file("")]), &["is a data folder", "sessions"]);
    refused(&vault.run(&["verify", &vault.file("sessions")]), &["holds no segment"]);
    refused(&vault.run(&["verify", &vault.file("VERSION")]), &["is not a gavel file"]);
}

#[test]
fn a_journal_of_a_newer_version_is_left_to_its_program() {
    let vault = Vault::of(&closed_sale());
    vault.change(|bytes| {
        bytes[8] = 9;
        let sum = crc32c::crc32c(&bytes[..60]);
        bytes[60..64].copy_from_slice(&sum.to_le_bytes());
    });
    for target in [SESSION.to_owned(), vault.file("sessions/autumn-2026")] {
        refused(&vault.run(&["verify", &target]), &["version 9", "run the program that wrote it"]);
    }
    let told = vault.run(&["verify", SESSION]);
    for check in ["signatures", "key", "decisions"] {
        let line = format!("{check} … not reached");
        assert!(told.out.contains(&line), "nothing was read: {}", told.out);
    }
}

#[test]
fn segments_that_are_missing_or_of_others_are_named() {
    let vault = Vault::of(&closed_sale());
    let late = vault.journal().join("00000000000000000900.gavel");
    fs::copy(vault.segment(), &late).unwrap();
    found(&vault.run(&["verify", SESSION]), &["chain", "is missing", "next one begins with 900"]);
    fs::remove_file(late).unwrap();
    let winter = vault.path().join("sessions/winter");
    fs::create_dir(&winter).unwrap();
    fs::copy(vault.segment(), winter.join("00000000000000000001.gavel")).unwrap();
    found(&vault.run(&["verify", "winter"]), &["belongs to session \"autumn-2026\""]);
    fs::remove_file(vault.segment()).unwrap();
    found(
        &vault.run(&["verify", SESSION]),
        &["is missing", "put the file 00000000000000000001.gavel"],
    );
}

/// Whatever reads a journal says the same of one that cannot be read, with the same exit code.
#[test]
fn a_journal_that_cannot_be_read_is_told_by_every_command() {
    let vault = Vault::of(&closed_sale());
    let segment = vault.segment();
    let (pack, out) = (vault.file("pack.tar"), vault.file("export"));
    fs::remove_file(&segment).unwrap();
    fs::create_dir(&segment).unwrap();
    for command in [
        &["verify", SESSION][..],
        &["replay", SESSION],
        &["minutes", SESSION],
        &["export", SESSION, "--out", &out],
        &["pack", SESSION, "--out", &pack],
    ] {
        let words = ["00000000000000000001.gavel: Is a directory", "put back what belongs there"];
        refused(&vault.run(command), &words);
    }
}

#[test]
fn a_torn_tail_is_told_and_a_lost_one_is_damage() {
    let vault = Vault::of(&closed_sale());
    let end = fs::read(vault.journal().join("acknowledged")).unwrap();
    let end = u64::from_le_bytes(*end[20..].first_chunk().unwrap());
    vault.change(|bytes| bytes.truncate(usize::try_from(end).unwrap() - 3));
    found(&vault.run(&["verify", SESSION]), &["the segment ends inside a record"]);
    fs::remove_file(vault.journal().join("acknowledged")).unwrap();
    well(
        &vault.run(&["verify", SESSION]),
        &["a torn batch", "there is none, so the journal alone"],
    );
}
