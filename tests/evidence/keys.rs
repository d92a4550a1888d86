//! Which key signs: a key that leaves signs once more beside the next one, and whoever was given
//! one of them can follow.

use std::path::PathBuf;
use std::process::Command;

use gavel_engine::durable::Salts;
use gavel_proto::{LotId, Offer};
use tempfile::TempDir;

use super::author::{Author, Keys, verifier};
use super::findings::{CHECKER, clean, found};
use super::sale::{KEY, SESSION, ask, opened};
use crate::sale::{auctioneer, bid, bidder, money, reason};

/// A journal that key 7 began, and which goes on with key 8; the first of these keys signs beside
/// the second, or not.
fn changed(leaving: Option<u8>) -> (TempDir, PathBuf) {
    let data = tempfile::tempdir().expect("a data folder");
    opened(data.path(), KEY, Salts::from_seed(1)).close();
    let mut author = Author::open(data.path(), SESSION, Keys(8, leaving), Salts::from_seed(2));
    ask(&mut author, 80, bidder(7), bid(1, 1, Offer::Amount(money("100000000"))));
    author.write();
    ask(&mut author, 90, bidder(8), bid(1, 2, Offer::Amount(money("110000000"))));
    let lot = LotId(1);
    let why = reason("a question");
    ask(&mut author, 95, auctioneer(), gavel_proto::Command::Pause { lot, reason: why });
    author.close();
    let folder = Author::folder(data.path(), SESSION);
    (data, folder)
}

#[test]
fn either_key_is_enough_where_the_old_one_signed_beside_the_new_one() {
    let (_data, folder) = changed(Some(KEY));
    for key in [KEY, 8] {
        clean(&folder, &verifier(key));
    }
    found("a key of nobody", &folder, &verifier(9), None, ["name"; 2]);
}

#[test]
fn a_key_that_came_without_the_old_one_must_be_given_out_anew() {
    let (_data, folder) = changed(None);
    found("a new key", &folder, &verifier(KEY), None, ["sequence 13", "sequence 13"]);
    clean(&folder, &verifier(8));
}

#[test]
fn the_strangers_ed25519_is_that_of_the_rfc() {
    let said = Command::new("python3").arg(format!("{CHECKER}/vectors.py")).output();
    let said = said.expect("python3 runs; `.ci/packages` installs it");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}
