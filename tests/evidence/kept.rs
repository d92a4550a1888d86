//! Journals that earlier versions wrote, and this one: they stay readable for as long as there is a
//! `gavel`, and mean what they meant.

use std::fs;
use std::path::{Path, PathBuf};

use gavel_engine::durable::{Reader, Salts};
use gavel_engine::pure::{Outcome, Session};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::author::{Author, Keys, verifier};
use super::findings::{clean, ours};
use super::forger::segment;
use super::sale::KEY;
use super::winners::winners;
use crate::live::client::Client;
use crate::live::hall::Hall;
use crate::live::house::SESSION;
use crate::live::lots::{bid, english, sealed};
use crate::minutes;

/// All journals that are kept, by the version of their data folders.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/journals");
/// The version that this program writes.
const VERSION: &str = "3";

/// What was written down of a journal when it was made.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    session: String,
    key: String,
    entries: u64,
    root: String,
    /// The digest of the session's state at the end.
    state: String,
    /// Lots whose winner the stranger recomputes.
    winners: usize,
}

/// What a data folder holds, of which this is the first key.
fn record(data: &Path, session: &str, key: &str) -> Record {
    let folder = Author::folder(data, session);
    let mut reader = Reader::open(&folder, &session.parse().expect("a name")).expect("a journal");
    let mut state = Session::default();
    for entry in reader.by_ref() {
        let entry = entry.expect("an entry");
        let decided = state.decide(entry.at, &entry.by, &entry.command);
        assert_eq!(Outcome::from(decided), entry.outcome, "sequence {}", entry.seq);
        state.apply(&entry);
    }
    let told = clean(&folder, key);
    Record {
        session: session.to_owned(),
        key: key.to_owned(),
        entries: state.seq(),
        root: reader.head().root.to_string(),
        state: state.digest().to_string(),
        winners: winners(&told),
    }
}

#[test]
fn every_kept_journal_means_what_it_meant() {
    let mut read = 0;
    for version in fs::read_dir(KEPT).expect("the kept journals") {
        let version = version.expect("a version").path();
        for data in fs::read_dir(&version).into_iter().flatten() {
            let data = data.expect("a data folder").path();
            let told = fs::read(data.join("record.json")).expect("what was written down");
            let told: Record = serde_json::from_slice(&told).expect("a record");
            assert_eq!(record(&data, &told.session, &told.key), told, "{}", data.display());
            read += 1;
        }
    }
    assert!(3 <= read, "only {read} journals are kept");
}

#[test]
fn this_version_writes_what_is_kept() {
    for (name, journal) in [("law", minutes::sale::sale()), ("formats", minutes::formats::sale())] {
        let data = tempfile::tempdir().expect("a data folder");
        let keys = Keys(KEY, None);
        let session = "autumn-2026";
        let mut author = Author::open(data.path(), session, keys, Salts::from_system());
        for entry in journal.entries {
            author.enter(entry.at, entry.by, entry.command);
        }
        author.close();
        keep(name, data.path(), session, &verifier(KEY));
    }
}

/// Envelopes, a maximum, a reserve, a void, over sockets; then another key signs.
#[tokio::test]
async fn this_version_serves_what_is_kept() {
    const ORIGIN: [&str; 2] = ["--origin", "auction.example"];
    let mut hall = Hall::open_with(|house| house.serve(&ORIGIN)).await;
    let [mut seven, mut eight, mut nine] =
        [hall.bidder(7).await, hall.bidder(8).await, hall.bidder(9).await];
    let mut stranger = Client::connect(&hall.server.address).await;
    let welcome = stranger.hello(&hall.house.token(SESSION, &["observer"])).await;
    let key = welcome["result"]["key"].as_str().expect("the key that the house gives out");
    let clerk = hall.house.token(SESSION, &["clerk", "--name", "Bình"]);
    let mut clerk = Client::join(&hall.server.address, &clerk).await;
    hall.desk.accepted("publish", sealed(2, 1_500)).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    for (person, amount) in
        [(&mut seven, "250000000"), (&mut eight, "260000000"), (&mut nine, "99")]
    {
        person.accepted("bid", bid(2, "amount", amount)).await;
    }
    let mut lot = english(3);
    lot["reserve"] = "150000000".into();
    hall.desk.accepted("publish", lot).await;
    hall.desk.accepted("open", json!({ "lot": 3 })).await;
    seven.accepted("bid", bid(3, "amount", "100000000")).await;
    eight.accepted("bid", bid(3, "maximum", "180000000")).await;
    nine.refused("bid", bid(3, "amount", "120000000")).await;
    let mistaken = bid(3, "amount", "900000000");
    nine.accepted("bid", mistaken.clone()).await;
    let struck = json!({ "lot": 3, "bid_id": mistaken["bid_id"], "reason": "a slip" });
    hall.desk.accepted("void", struck.clone()).await;
    clerk.accepted("confirm_void", json!({ "lot": 3, "bid_id": mistaken["bid_id"] })).await;
    seven.accepted("bid", bid(3, "asking_at_most", "170000000")).await;
    for call in 1..=3 {
        hall.desk.accepted("call", json!({ "lot": 3, "call": call })).await;
    }
    hall.desk.accepted("hammer", json!({ "lot": 3 })).await;
    hall.observer.hear("envelopes_opened").await;
    hall.desk.accepted("hammer", json!({ "lot": 2 })).await;
    hall.server.terminate();
    hall.server.ended();

    let keys = hall.house.path().join("keys");
    fs::create_dir(keys.join("retired")).expect("a folder");
    fs::rename(keys.join("journal.pem"), keys.join("retired/first.pem")).expect("a key");
    let mut server = hall.house.serve(&ORIGIN);
    let watching = hall.house.token(SESSION, &["observer"]);
    Client::join(&server.address, &watching).await;
    server.terminate();
    server.ended();

    let folder = Author::folder(hall.house.path(), SESSION);
    ours(&folder, key, None).expect("a clean journal");
    keep("served", hall.house.path(), SESSION, key);
}

/// Checks a journal that this version wrote as one that is kept; for a new version of the format,
/// of which none is kept yet, keeps it.
fn keep(name: &str, data: &Path, session: &str, key: &str) {
    let kept = PathBuf::from(KEPT).join(VERSION).join(name);
    if kept.exists() {
        assert_ne!(record(data, session, key).entries, 0);
        return;
    }
    let [from, to] = [data, &kept].map(|data| Author::folder(data, session));
    fs::create_dir_all(&to).expect("a new folder");
    fs::copy(data.join("VERSION"), kept.join("VERSION")).expect("a version");
    let note = fs::read(from.join("acknowledged")).expect("a note");
    let end = u64::from_le_bytes(note[20..28].try_into().expect("eight bytes"));
    let bytes = fs::read(segment(&from, 1)).expect("a segment");
    let end = usize::try_from(end).expect("a short journal");
    fs::write(segment(&to, 1), &bytes[..end]).expect("a segment");
    fs::write(to.join("acknowledged"), note).expect("a note");
    let record = serde_json::to_string_pretty(&record(&kept, session, key)).expect("JSON");
    fs::write(kept.join("record.json"), record + "\n").expect("a record");
}
