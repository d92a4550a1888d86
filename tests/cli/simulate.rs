//! `gavel simulate`: a script in, the entries of the journal out.

use std::fs;

use serde_json::{Value, json};

use super::{Outcome, finish, refused, run};
use crate::live::house::gavel;
use crate::live::lots::english;

const DESK: &str = r#"{"role":"auctioneer","officer":"An"}"#;

/// A line of a script: so many seconds past nine.
fn line(second: u32, by: &str, command: &Value) -> String {
    let by: Value = serde_json::from_str(by).expect("a hand");
    let at = format!("2026-11-23T09:00:{second:02}Z");
    json!({ "at": at, "by": by, "command": command }).to_string()
}

/// A sale of one lot, timed: ten seconds from its opening.
fn sale() -> Vec<String> {
    let mut lot = english(1);
    lot["terms"]["rounds"][0]["pace"] =
        json!({ "timed": { "closes": { "after_opening_ms": 10_000 } } });
    let seven = r#"{"role":"bidder","paddle":7}"#;
    let bid = |id: u32, amount: &str| {
        let bid_id = format!("019ab2c4-0000-7000-8000-{id:012}");
        json!({ "bid": { "lot": 1, "bid_id": bid_id, "amount": amount } })
    };
    let title = json!({ "vi": "Phiên thử", "en": "A trial" });
    vec![
        line(0, DESK, &json!({ "create_session": { "session": "s", "title": title } })),
        line(0, DESK, &json!({ "publish": lot })),
        line(0, DESK, &json!({ "admit": { "paddle": 7 } })),
        line(1, DESK, &json!({ "confirm_deposit": { "paddle": 7 } })),
        line(2, DESK, &json!({ "open": { "lot": 1 } })),
        line(3, seven, &bid(1, "99")),
        line(4, seven, &bid(2, "120000000")),
    ]
}

fn simulate(script: &[String]) -> Outcome {
    finish(&mut gavel(&["simulate", "-"]), &script.join("\n"))
}

#[test]
fn a_script_becomes_entries_and_a_table() {
    let played = simulate(&sale());
    assert_eq!(played.code, Some(0), "{}", played.err);
    let entries: Vec<Value> =
        played.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let order: Vec<u64> = entries.iter().filter_map(|entry| entry["seq"].as_u64()).collect();
    assert_eq!(order, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(entries[5]["outcome"]["refused"]["below_asking"]["asking"], "100000000");
    assert_eq!(entries[7]["by"]["role"], "clock");
    assert_eq!(entries[7]["at"], "2026-11-23T09:00:12.000000Z");
    let sold = json!({ "sold": { "paddle": 7, "price": "120000000" } });
    assert_eq!(entries[7]["outcome"]["accepted"][0]["lot_closed"]["result"], sold);
    assert!(played.err.contains("120000000 VND"), "{}", played.err);
}

#[test]
fn a_file_is_played_like_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sale.jsonl");
    fs::write(&path, sale().join("\n\n")).unwrap();
    let played = run(&["simulate", path.to_str().unwrap()]);
    assert_eq!(played.code, Some(0), "{}", played.err);
    assert_eq!(played.out, simulate(&sale()).out, "same script, same entries");
    refused(&run(&["simulate", "no such file"]), &["no such file"]);
    refused(&run(&["simulate"]), &["SCRIPT"]);
}

#[test]
fn a_bad_line_stops_the_script_with_its_number_and_reason() {
    let open = &sale()[4];
    for (bad, reason) in [
        ("{".to_owned(), "EOF"),
        (open.replace("\"lot\"", "\"lots\""), "unknown field `lots`"),
        (open.replace("\"open\"", "\"sell\""), "unknown variant `sell`"),
        (open.replace("\"at\"", "\"when\""), "unknown field `when`"),
        (open.replace("2026-11-23T", "yesterday "), "no RFC 3339 time"),
        (line(3, DESK, &json!({ "admit": { "paddle": 9, "limit": "1e400" } })), "digits"),
    ] {
        let mut script = sale();
        script[4] = bad;
        let stopped = simulate(&script);
        refused(&stopped, &["line 5", reason]);
        assert_eq!(stopped.out.lines().count(), 4, "what was played before it stands");
    }
}

#[test]
fn time_does_not_fall() {
    let mut script = sale();
    script.push(line(3, DESK, &json!({ "admit": { "paddle": 8 } })));
    refused(&simulate(&script), &["line 8", "time falls from 2026-11-23T09:00:04"]);
}
