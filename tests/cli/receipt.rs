//! `gavel receipt check`: a bidder, or a lawyer, holds the house to what it said.

use std::fs;

use gavel_engine::durable::{Head, Signers};
use gavel_proto::wire::{Decided, Receipt};
use gavel_proto::{Hash, SessionId};
use serde_json::{Value, json};

use super::vault::{SESSION, Vault, closed_sale, signer, verifier};
use super::{Outcome, found, refused, well};

/// Checks what stands in this file with the key 7.
fn check(vault: &Vault, receipts: &Value, more: &[&str]) -> Outcome {
    fs::write(vault.file("receipts.json"), receipts.to_string()).unwrap();
    let (file, key) = (vault.file("receipts.json"), verifier(7).to_string());
    vault.run(&[&["receipt", "check", &file, "--key", &key], more].concat())
}

fn value(receipt: &Receipt) -> Value {
    serde_json::to_value(receipt).unwrap()
}

/// The same receipt under another head that the house signed.
fn under(receipt: &Receipt, size: u64, root: Hash) -> Receipt {
    let signature = signer(7).checkpoint(Head { size, root }, None).signature;
    Receipt { size, root, signature, proof: None, ..receipt.clone() }
}

#[test]
fn a_receipt_proves_as_much_as_it_holds() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let whole = vault.receipt(&entries, 0);
    let told = check(&vault, &value(&whole), &[]);
    well(
        &told,
        &["receipt 1", &whole.bid_id.to_string(), "accepted: proven, under the signed head"],
    );
    let leaf = Receipt { secret: None, ..whole.clone() };
    well(&check(&vault, &value(&leaf), &[]), &["its leaf is under the signed head"]);
    let head = Receipt { proof: None, public: None, ..leaf.clone() };
    well(&check(&vault, &value(&head), &[]), &["the journal must show, or a receipt with a proof"]);
    for receipt in [&whole, &leaf, &head] {
        let told = check(&vault, &value(receipt), &["--journal", SESSION]);
        well(&told, &["; the journal says the same"]);
    }
}

#[test]
fn receipts_come_in_any_wrapping() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let two = [0, 1].map(|nth| value(&vault.receipt(&entries, nth)));
    let saved = json!({ "session": SESSION, "receipts": two });
    for wrapped in [json!(two), saved, json!([{ "receipt": two[0] }, { "receipt": two[1] }])] {
        well(&check(&vault, &wrapped, &[]), &["receipt 1: ", "receipt 2: "]);
    }
    fs::write(vault.file("lines"), format!("{}\n{}\n", two[0], two[1])).unwrap();
    let key = verifier(7).to_string();
    let lines = vault.run(&["receipt", "check", &vault.file("lines"), "--key", &key]);
    well(&lines, &["receipt 1: ", "receipt 2: "]);
    for (nothing, why) in
        [("{}", "is no receipt"), ("[]", "it is empty"), ("text", "holds no receipt")]
    {
        fs::write(vault.file("lines"), nothing).unwrap();
        refused(&vault.run(&["receipt", "check", &vault.file("lines"), "--key", &key]), &[why]);
    }
    fs::write(vault.file("lines"), [0xff, 0]).unwrap();
    let told = vault.run(&["receipt", "check", &vault.file("lines"), "--key", &key]);
    refused(&told, &["holds no receipt", "utf-8", "name the file that the page saved"]);
    refused(&vault.run(&["receipt", "check", "nowhere", "--key", &key]), &["nowhere"]);
}

#[test]
fn what_was_changed_in_a_receipt_is_named() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let good = vault.receipt(&entries, 0);
    let public = good.public.as_ref().map(|public| public.replace("1000000000", "1000000001"));
    let later = vault.receipt(&entries, 1);
    for (bad, why) in [
        (Receipt { verdict: Decided::Refused(2016), ..good.clone() }, "differ in the verdict"),
        (Receipt { root: Hash([1; 32]), ..good.clone() }, "does not fit the text"),
        (Receipt { seq: later.seq, ..good.clone() }, "is not shown to be under the signed head"),
        (Receipt { public, ..good.clone() }, "its leaf is another"),
        (Receipt { bid_id: later.bid_id, ..good.clone() }, "differ in the bid"),
    ] {
        let told = check(&vault, &value(&bad), &[]);
        found(&told, &["1 findings in 1 receipts"]);
        assert!(told.out.contains("NOT TO BE BELIEVED") && told.out.contains(why), "{}", told.out);
    }
}

#[test]
fn a_receipt_of_another_house_or_key_is_for_another_key() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let good = vault.receipt(&entries, 0);
    let elsewhere = Receipt { origin: "other.example/s".into(), ..good.clone() };
    let told = check(&vault, &value(&elsewhere), &[]);
    refused(&told, &["belong to another key or journal"]);
    assert!(told.out.contains("this is a receipt of \"other.example/s\""), "{}", told.out);
    let head = Head { size: good.size, root: good.root };
    let signature = signer(8).checkpoint(head, None).signature;
    let rekeyed = Receipt { signature, ..good.clone() };
    let told = check(&vault, &value(&rekeyed), &[]);
    refused(&told, &["belong to another key"]);
    assert!(told.out.contains("ask for the verifier key that signed this"), "{}", told.out);
    // After a change of keys both are given.
    let new = verifier(8).to_string();
    well(&check(&vault, &json!([good, rekeyed]), &["--key", &new]), &["receipt 2"]);
    let winter: SessionId = "winter".parse().unwrap();
    let other = Receipt { session: winter, proof: None, ..good };
    let told = check(&vault, &value(&other), &["--journal", SESSION]);
    refused(&told, &["belong to another key or journal"]);
}

#[test]
fn the_journal_tells_which_keys_came_after_the_one_that_was_given() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let old = vault.receipt(&entries, 0);
    vault.change_key(Signers { key: signer(8), leaving: Some(signer(7)) });
    let new = vault.receipt(&entries, 1);
    let head = Head { size: new.size, root: new.root };
    let signature = signer(8).checkpoint(head, None).signature;
    let both = json!([old, Receipt { signature, ..new }]);
    refused(&check(&vault, &both, &[]), &["1 of 2 receipts belong to another key"]);
    well(
        &check(&vault, &both, &["--journal", SESSION]),
        &["receipt 2: ", "the journal says the same"],
    );
}

#[test]
fn two_heads_of_one_size_are_a_fork_without_any_journal() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let good = vault.receipt(&entries, 0);
    let other = under(&good, good.size, Hash([9; 32]));
    let told = check(&vault, &json!([good, other]), &[]);
    found(&told, &["1 findings in 2 receipts"]);
    for word in ["forked: the house signed two histories", "receipt 1", "receipt 2"] {
        assert!(told.out.contains(word), "{}", told.out);
    }
    // Who forges a head has no signature, and so there is no fork.
    let forged = Receipt { root: Hash([9; 32]), ..good.clone() };
    let told = check(&vault, &json!([good, forged]), &[]);
    assert!(!told.out.contains("forked"), "{}", told.out);
}

#[test]
fn a_journal_that_says_otherwise_than_a_receipt_is_shown() {
    let entries = closed_sale();
    let vault = Vault::of(&entries);
    let good = vault.receipt(&entries, 0);
    let forked = under(&good, 5, Hash([9; 32]));
    let told = check(&vault, &value(&forked), &["--journal", SESSION]);
    found(&told, &["keep the receipts as evidence"]);
    assert!(told.out.contains("forked: the house signed two histories"), "{}", told.out);
    let ahead = under(&good, good.size + 3, Hash([9; 32]));
    let told = check(&vault, &value(&ahead), &["--journal", SESSION]);
    found(&told, &["keep the receipts as evidence"]);
    assert!(told.out.contains("entries were taken away, or this copy is older"), "{}", told.out);
    let turned = Receipt { verdict: Decided::Refused(2016), proof: None, ..good };
    let told = check(&vault, &value(&turned), &["--journal", SESSION]);
    found(&told, &["keep the receipts as evidence"]);
    assert!(told.out.contains("says otherwise in the verdict"), "{}", told.out);
}
