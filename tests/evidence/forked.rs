//! Two histories that begin alike: each is clean by itself, and two receipts tell that there are
//! two.

use std::path::{Path, PathBuf};

use gavel_engine::durable::receipt::Reach;
use gavel_engine::durable::{Salts, Verifier};
use gavel_proto::Offer;
use gavel_proto::wire::Receipt;
use tempfile::TempDir;

use super::author::{Author, Keys, verifier};
use super::findings::{BOTH, clean, found};
use super::forger::Forger;
use super::receipts::receipt;
use super::sale::{KEY, SESSION, ask, opened};
use crate::sale::{bid, bidder, money};

/// One history, and the heads that were signed in it.
struct History {
    _data: TempDir,
    folder: PathBuf,
    heads: Vec<String>,
}

/// A history that goes on, behind an open lot, with this amount.
fn history(amount: &str) -> History {
    let data = tempfile::tempdir().expect("a data folder");
    opened(data.path(), KEY, Salts::from_seed(1)).close();
    let keys = Keys(KEY, None);
    let mut author = Author::open(data.path(), SESSION, keys, Salts::from_seed(2));
    ask(&mut author, 80, bidder(7), bid(1, 1, Offer::Amount(money(amount))));
    ask(&mut author, 90, bidder(8), bid(1, 2, Offer::Amount(money("180000000"))));
    author.write();
    let heads = author.heads.iter().map(|head| head.text.clone()).collect();
    author.close();
    let folder = Author::folder(data.path(), SESSION);
    History { _data: data, folder, heads }
}

/// Whether two receipts prove by themselves that two histories were told.
fn is_fork(one: &Receipt, other: &Receipt) -> bool {
    one.origin == other.origin && one.size == other.size && one.root != other.root
}

#[test]
fn two_receipts_of_one_size_tell_a_fork() {
    let [one, other] = ["100000000", "120000000"].map(history);
    let key: Verifier = verifier(KEY).parse().expect("a key");
    for history in [&one, &other] {
        clean(&history.folder, &verifier(KEY));
    }
    let [mine, yours] =
        [&one, &other].map(|history| receipt(&history.folder, &history.heads, 11, 12));
    for receipt in [&mine, &yours] {
        let proven = key.check_receipt(receipt).expect("a good receipt");
        assert_eq!(proven.reach, Reach::Verdict, "each is a whole proof by itself");
    }
    assert_eq!((mine.seq, mine.at, mine.bid_id), (yours.seq, yours.at, yours.bid_id));
    assert!(is_fork(&mine, &yours), "one key signed both: {mine:?} {yours:?}");
    let again = receipt(&one.folder, &one.heads, 12, 12);
    assert!(!is_fork(&mine, &again), "two receipts of one history");

    let mixed = Receipt { root: yours.root, signature: yours.signature.clone(), ..mine.clone() };
    assert!(key.check_receipt(&mixed).is_err(), "a leaf is under the head of its own history");
    let before = Receipt { verdict: gavel_proto::wire::Decided::Refused(2016), ..mine };
    assert!(key.check_receipt(&before).is_err(), "the verdict is in the entry");
}

#[test]
fn a_head_of_one_history_does_not_fit_the_other_journal() {
    let [one, other] = ["100000000", "120000000"].map(history);
    let last = |history: &History| history.heads.last().expect("a head").clone();
    for (history, elsewhere) in [(&one, &other), (&other, &one)] {
        for (whose, check) in BOTH {
            let own = check(&history.folder, &verifier(KEY), Some(&last(history)));
            assert!(own.is_ok(), "{whose}: {own:?}");
        }
        let words = ["another history", "another history"];
        found("a fork", &history.folder, &verifier(KEY), Some(&last(elsewhere)), words);
    }
    assert_eq!(common(&one.folder, &other.folder), 10, "up to the bid they are the same");
}

/// Records at the beginning of two journals that are the same, byte for byte.
fn common(one: &Path, other: &Path) -> usize {
    let [one, other] = [one, other].map(|folder| {
        let records = Forger::at(folder).records;
        let entries = records.into_iter().filter(|record| !record.is_head());
        entries.map(|record| (record.public, record.secret)).collect::<Vec<_>>()
    });
    one.iter().zip(&other).take_while(|(one, other)| one == other).count()
}
