//! Journals that somebody with a hex editor and much patience has changed: both find each of them,
//! at its place.

use std::fs;
use std::path::{Path, PathBuf};

use gavel_engine::durable::Salts;
use tempfile::TempDir;

use super::author::{Author, signer, verifier};
use super::findings::{BOTH, clean, found, theirs};
use super::forger::{BEGINS, Forger, segment};
use super::sale::{KEY, SESSION, held, hold};
use crate::live::house::gavel;

/// A data folder with the short sale in it.
fn sale(key: u8, salts: u64) -> (TempDir, PathBuf) {
    let data = tempfile::tempdir().expect("a data folder");
    hold(data.path(), key, salts);
    let folder = Author::folder(data.path(), SESSION);
    (data, folder)
}

/// A forgery of the short sale is found by both, who say where: each in its words.
#[track_caller]
fn forged(what: &str, words: [&str; 2], forge: impl FnOnce(&mut Forger)) {
    let (_data, folder) = sale(KEY, 1);
    let mut desk = Forger::at(&folder);
    forge(&mut desk);
    desk.put_back_with_note();
    found(what, &folder, &verifier(KEY), None, words);
}

#[test]
fn what_nobody_touched_is_clean() {
    let (_data, folder) = sale(KEY, 1);
    let told = clean(&folder, &verifier(KEY));
    assert!(told.starts_with("clean: 23 entries, 2 winners recomputed, 6 heads"), "{told}");
    let desk = Forger::at(&folder);
    desk.put_back_with_note();
    assert_eq!(clean(&folder, &verifier(KEY)), told, "taken apart and put together");
    desk.put_back_in_two(13);
    assert_eq!(clean(&folder, &verifier(KEY)), told, "in two segments");
}

#[test]
fn a_public_journal_has_the_same_heads_and_keeps_its_secrets() {
    let (_data, folder) = sale(KEY, 1);
    let whole = clean(&folder, &verifier(KEY));
    let mut desk = Forger::at(&folder);
    desk.withhold();
    desk.put_back_with_note();
    let told = clean(&folder, &verifier(KEY));
    assert_eq!(told, whole.replace("2 winners", "1 winners"), "envelopes were opened to all");
    let bytes = fs::read(segment(&folder, 1)).expect("a segment");
    for secret in ["170000000", "salt", "deposit", "reserve_set"] {
        let is_there = bytes.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        assert!(!is_there, "{secret} is in the public journal");
    }
    desk.entry(14).secret[31] ^= 1;
    desk.put_back_with_note();
    found("a changed hash", &folder, &verifier(KEY), None, ["sequence 17"; 2]);
}

#[test]
fn a_changed_record_does_not_fit_the_next_head() {
    forged("a changed amount", ["sequence 17"; 2], |desk| {
        desk.entry(14).replace("170000000", "171000000");
    });
    forged("another hand", ["sequence 9"; 2], |desk| {
        desk.entry(5).replace(r#""officer":"auctioneer""#, r#""officer":"Auctioneer""#);
    });
    forged("another leader", ["sequence 12", "sequence 13"], |desk| {
        desk.entry(12).replace(r#""leader":8"#, r#""leader":9"#);
    });
    forged("a later stamp", ["sequence 5"; 2], |desk| desk.entry(4).replace(":50.", ":51."));
}

/// Whoever signs a history of his own gets as far as this: what it says cannot be folded.
#[test]
fn a_history_that_cannot_have_happened_is_told_of() {
    let (data, folder) = sale(KEY, 1);
    let mut desk = Forger::at(&folder);
    desk.entry(12).replace(r#""lot":1"#, r#""lot":9"#);
    desk.sign(&signer(KEY));
    desk.put_back_with_note();
    let data = data.path().to_str().expect("a plain name");
    for (command, words) in [("replay", "sequence 12 holds"), ("minutes", "verify")] {
        let told = gavel(&[command, SESSION, "--data", data]).output().expect("gavel runs");
        let complaints = String::from_utf8_lossy(&told.stderr);
        assert_eq!(told.status.code(), Some(1), "{command}: {complaints}");
        for words in [words, "cannot have happened", "follows its publication"] {
            assert!(complaints.contains(words), "{command}: no {words} in {complaints}");
        }
    }
}

#[test]
fn records_that_were_dropped_swapped_or_put_in_are_noticed() {
    let drop = |desk: &mut Forger| {
        let place = desk.place(6);
        desk.records.remove(place);
    };
    forged("a dropped record", ["sequence 6"; 2], drop);
    forged("a dropped record, renumbered", ["sequence 8"; 2], |desk| {
        drop(desk);
        desk.renumber();
    });
    let swap = |desk: &mut Forger| {
        let place = desk.place(6);
        desk.records.swap(place, place + 1);
    };
    forged("two swapped records", ["sequence 6"; 2], swap);
    forged("two swapped records, renumbered", ["sequence 9"; 2], |desk| {
        swap(desk);
        desk.renumber();
    });
    let put_in = |desk: &mut Forger| {
        let place = desk.place(6);
        let mut copy = desk.records[place].clone();
        copy.renumber(7);
        desk.records.insert(place + 1, copy);
    };
    forged("a record put in", ["sequence 8"; 2], put_in);
    forged("a record put in, renumbered", ["sequence 7", "sequence 10"], |desk| {
        put_in(desk);
        desk.renumber();
    });
}

#[test]
fn batches_that_were_dropped_or_swapped_are_noticed() {
    forged("a dropped batch", ["sequence 9"; 2], |desk| {
        let batch = desk.place(9) - 1..desk.place(13) - 1;
        desk.records.drain(batch);
    });
    forged("two swapped batches", ["sequence 9"; 2], |desk| {
        let [first, second, third] = [9, 13, 17].map(|seq| desk.place(seq) - 1);
        desk.records[first..third].rotate_left(second - first);
    });
}

#[test]
fn an_end_that_was_cut_off_is_told_by_the_note_or_by_a_kept_head() {
    let data = tempfile::tempdir().expect("a data folder");
    let (author, heads) = held(data.path(), KEY, Salts::from_seed(1));
    author.close();
    let folder = Author::folder(data.path(), SESSION);
    let mut desk = Forger::at(&folder);
    let behind = desk.place(17) - 1;
    desk.records.truncate(behind);
    desk.put_back();
    found("a cut end", &folder, &verifier(KEY), None, ["23"; 2]);
    desk.put_back_with_note();
    clean(&folder, &verifier(KEY));
    for (whose, check) in BOTH {
        for kept in &heads[..4] {
            let checked = check(&folder, &verifier(KEY), Some(kept));
            assert!(checked.is_ok(), "{whose}: {checked:?}");
        }
    }
    for kept in &heads[4..] {
        let words = ["here are fewer", "has lost what is behind 16"];
        found("a cut end", &folder, &verifier(KEY), Some(kept), words);
    }
}

#[test]
fn a_head_that_was_replaced_is_found_at_its_place() {
    forged("an older head", ["sequence 13"; 2], |desk| {
        desk.head_before(13).public = desk.head_before(9).public.clone();
    });
    forged("another signature", ["sequence 13"; 2], |desk| {
        let [ninth, thirteenth] = [9, 13].map(|seq| {
            let text = String::from_utf8(desk.head_before(seq).public.clone());
            text.expect("a checkpoint").split_once("\n\n").expect("signatures").1.to_owned()
        });
        desk.head_before(13).replace(&thirteenth, &ninth);
    });
    forged("a head of another key", ["sequence 13"; 2], |desk| {
        let mut other = desk.clone();
        other.sign(&signer(9));
        desk.head_before(13).public = other.head_before(13).public.clone();
    });
}

/// A head that is not there takes nothing from the history: the next one covers it all. The page
/// says that it is due, so the stranger misses it.
#[test]
fn a_head_that_was_left_out_is_missed_by_the_stranger() {
    let (_data, folder) = sale(KEY, 1);
    let mut desk = Forger::at(&folder);
    let place = desk.place(13) - 1;
    desk.records.remove(place);
    desk.records[place].flags |= BEGINS;
    desk.put_back_with_note();
    let missed = theirs(&folder, &verifier(KEY), None).expect_err("a head is missing");
    assert!(missed.contains("sequence 13: a batch without the head before it"), "{missed}");
}

#[test]
fn a_history_that_was_signed_with_another_key_is_not_the_houses() {
    forged("a changed record and every head anew", ["sequence 5"; 2], |desk| {
        desk.entry(14).replace("170000000", "171000000");
        desk.sign(&signer(9));
    });
    let (_data, folder) = sale(9, 1);
    found("another house's journal", &folder, &verifier(KEY), None, ["name"; 2]);
}

#[test]
fn a_segment_of_another_run_does_not_go_on_from_this_one() {
    let [one, other] = [1, 2].map(|salts| sale(KEY, salts));
    let kept = String::from_utf8(Forger::at(&one.1).head_before(9).public.clone());
    for (_, folder) in [&one, &other] {
        Forger::at(folder).put_back_in_two(13);
        clean(folder, &verifier(KEY));
    }
    let take = |first, from: &Path, to: &Path| {
        fs::copy(segment(from, first), segment(to, first)).expect("a segment");
    };
    take(13, &other.1, &one.1);
    let wrong =
        ["sequence 13", "00000000000000000013.gavel: sale does not go on so behind 12 entries"];
    found("the second segment of another run", &one.1, &verifier(KEY), None, wrong);
    take(1, &other.1, &one.1);
    clean(&one.1, &verifier(KEY));
    let kept = kept.expect("a checkpoint");
    let words = ["another history", "another history"];
    found("both segments of another run", &one.1, &verifier(KEY), Some(&kept), words);
    fs::remove_file(segment(&one.1, 1)).expect("a segment");
    let words = ["sequence 1 is missing", "sale does not go on so behind 0 entries"];
    found("a missing segment", &one.1, &verifier(KEY), None, words);
}

/// Whoever has the key can write what he likes, if nobody kept a head; but not who won.
#[test]
fn a_house_that_signs_another_winner_is_found_by_the_bids() {
    let (_data, folder) = sale(KEY, 1);
    let mut desk = Forger::at(&folder);
    let kept = String::from_utf8(desk.head_before(21).public.clone()).expect("a checkpoint");
    desk.entry(20).replace(r#""sold":{"paddle":8"#, r#""sold":{"paddle":9"#);
    desk.sign(&signer(KEY));
    desk.put_back_with_note();
    let words = ["sequence 20 is decided otherwise", "lot 1 was sold to {'paddle': 9"];
    found("another winner", &folder, &verifier(KEY), None, words);
    let words = ["another history", "another history"];
    found("another history", &folder, &verifier(KEY), Some(&kept), words);
}
