//! Real auctions with their recorded outcomes: the rules come from their definitions, and every
//! file of these kinds must come out right, not only the ones that stand in `tests/data`.

pub(crate) mod ebay;
mod onchain;
mod paddles;
mod swiss;
mod tsuchiura;

use std::path::{Path, PathBuf};

use gavel_proto::{LotResult, Money, Timestamp};
use serde::de::DeserializeOwned;

/// 0 on the clock of every recorded auction.
const BEGIN: Timestamp = Timestamp::from_micros(1_000_000_000_000_000);

/// The folder with sets that may not be copied, if the run names one.
fn given_folder() -> Option<PathBuf> {
    std::env::var_os("GAVEL_RECORDS").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Every auction of a set that stands in `tests/data`.
fn copied<T: DeserializeOwned>(set: &str) -> Vec<T> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data");
    read(&folder, set)
}

/// The copied auctions of a set, then those of the given folder if it has that set too.
fn all<T: DeserializeOwned>(set: &str) -> Vec<T> {
    let mut auctions = copied(set);
    if let Some(folder) = given_folder().filter(|folder| file(folder, set).exists()) {
        auctions.extend(read::<T>(&folder, set));
    }
    auctions
}

/// Every auction of a set that only the given folder has.
pub(crate) fn given<T: DeserializeOwned>(set: &str) -> Vec<T> {
    let Some(folder) = given_folder() else {
        panic!("{set} may not be copied into this repository: set GAVEL_RECORDS to its folder");
    };
    read(&folder, set)
}

fn file(folder: &Path, set: &str) -> PathBuf {
    folder.join(format!("{set}.jsonl"))
}

fn read<T: DeserializeOwned>(folder: &Path, set: &str) -> Vec<T> {
    let file = file(folder, set);
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", file.display()));
    let auctions: Vec<T> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(!auctions.is_empty(), "{} is empty", file.display());
    auctions
}

/// The recorded time `ms` on the clock of the session.
fn at(ms: i64) -> Timestamp {
    Timestamp::from_micros(BEGIN.micros() + ms * 1_000)
}

/// `units` of the minor unit of a currency with so many decimals.
fn amount(units: i64, decimals: u32) -> Money {
    Money::new(units, decimals).expect("a recorded amount is positive")
}

/// Winner and price of a lot that was sold.
fn sold(result: Option<&LotResult>) -> (gavel_proto::Paddle, Money) {
    match result {
        Some(LotResult::Sold { paddle, price, .. }) => (*paddle, *price),
        other => panic!("not sold: {other:?}"),
    }
}
