//! What the journal says of a program's bids, against what the program was told.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rival::PROGRAM;
use crate::live::house::{House, SESSION, gavel};

/// Every bid of the program stands in the journal once, and its one outcome is the one there.
pub(super) fn check(house: &House, outcomes: &[Value]) {
    let decided = decided(house);
    let mut told = BTreeMap::new();
    for outcome in outcomes {
        let bid_id = outcome["bid_id"].as_str().expect("an id").to_owned();
        let code = outcome["code"].clone();
        let seq = if code.is_null() { &outcome["seq"] } else { &outcome["data"]["seq"] };
        let verdict = json!([outcome["verdict"], seq]);
        assert_eq!(told.insert(bid_id, verdict), None, "two outcomes: {outcome}");
    }
    assert_eq!(told, decided, "told, in the journal");
}

/// The first verdict on every bid id of the program, with its sequence.
fn decided(house: &House) -> BTreeMap<String, Value> {
    let exported = gavel(&["export", SESSION, "--data", house.data()]).output();
    let exported = String::from_utf8(exported.expect("gavel export runs").stdout).expect("UTF-8");
    let mut decided = BTreeMap::new();
    for line in exported.lines() {
        let entry: Value = serde_json::from_str(line).expect("an entry");
        let bid = &entry["command"]["bid"];
        let is_repeated = entry["outcome"]["accepted"][0]["bid_repeated"].is_object();
        if entry["by"]["paddle"] != PROGRAM || bid.is_null() || is_repeated {
            continue;
        }
        let seen = bid["seen"].as_u64().expect("what was seen");
        assert!(seen < entry["seq"].as_u64().expect("a sequence"), "{line}");
        let (verdict, _) =
            entry["outcome"].as_object().and_then(|said| said.iter().next()).expect("one");
        let bid_id = bid["bid_id"].as_str().expect("an id").to_owned();
        let verdict = json!([verdict, entry["seq"]]);
        assert_eq!(decided.insert(bid_id, verdict), None, "decided twice: {line}");
    }
    decided
}
