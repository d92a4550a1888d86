//! Random sales of every kind, journaled in batches of every size: the stranger finds them clean,
//! and the same winners.

use gavel_engine::durable::Salts;

use super::author::{Author, Keys, verifier};
use super::findings::clean;
use super::sale::{KEY, SESSION};
use crate::oracle::chance::{Chance, Seeds};
use crate::oracle::walk::{Kind, Walk};

/// Random sales of each kind.
const SALES: usize = 2;

#[test]
fn a_stranger_comes_to_the_same_winners() {
    let (mut held, mut recomputed) = (0, 0);
    for kind in Kind::ALL {
        for seed in Seeds::from_environment().take(SALES) {
            let _repeat = seed.repeat();
            let mut chance = Chance::new(seed);
            let data = tempfile::tempdir().expect("a data folder");
            let salts = Salts::from_seed(seed.0);
            let mut author = Author::open(data.path(), SESSION, Keys(KEY, None), salts);
            for entry in Walk::unjudged(kind, seed).journal {
                if chance.percent(20) {
                    author.write_by(chance.below(20) as usize + 1);
                }
                author.enter(entry.at, entry.by, entry.command);
            }
            let sum = author.close();
            let told = clean(&Author::folder(data.path(), SESSION), &verifier(KEY));
            assert!(told.ends_with(&sum.root.to_string()), "{sum:?}: {told}");
            recomputed += winners(&told);
            held += 1;
        }
    }
    let is_one_seed = held < SALES * Kind::ALL.len();
    assert!(is_one_seed || 5 <= recomputed, "only {recomputed} winners were recomputed");
}

/// How many winners were recomputed.
pub(super) fn winners(told: &str) -> usize {
    let before = told.split_once(" winners").expect("winners").0;
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a number")
}
