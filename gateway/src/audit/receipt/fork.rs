//! Two heads of one size: whoever signed both told two histories.

use std::collections::BTreeMap;
use std::fmt;

use gavel_proto::Hash;
use gavel_proto::wire::Receipt;

use super::judge::Judged;

/// Two signed heads of one journal and one size with different roots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fork {
    origin: String,
    size: u64,
    roots: [Hash; 2],
    /// The places of the two receipts, from 1.
    numbers: [usize; 2],
}

impl fmt::Display for Fork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, roots: [one, other], numbers: [first, second] } = self;
        write!(
            f,
            "forked: the house signed two histories of {origin}: {size} entries under {one} \
             (receipt {first}) and under {other} (receipt {second}); keep both as evidence"
        )
    }
}

/// The forks among these receipts, of those whose signatures hold.
pub(crate) fn forks(judged: &[Judged]) -> Vec<Fork> {
    let mut heads: BTreeMap<(&str, u64), (usize, Hash)> = BTreeMap::new();
    let mut forks = Vec::new();
    for (number, judged) in (1..).zip(judged).filter(|(_, judged)| judged.is_signed) {
        let Receipt { origin, size, root, .. } = &judged.receipt;
        let (first, known) = *heads.entry((origin.as_str(), *size)).or_insert((number, *root));
        if known != *root {
            forks.push(Fork {
                origin: origin.clone(),
                size: *size,
                roots: [known, *root],
                numbers: [first, number],
            });
        }
    }
    forks
}
