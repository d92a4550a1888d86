//! What the clients do in doubt, where a house answers as a script says: a lost line, a gap, a house
//! that is busy when a bid is sent again, a close that is final.

use serde_json::{Value, json};

use super::python;
use crate::browser::driver::Browser;
use crate::live::hall::Hall;

const SCRIPT: &str = include_str!("doubts.js");

#[test]
fn the_python_client_guesses_nothing() {
    let ran = python("tests/clients/doubts.py").output().expect("the house of doubts runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[tokio::test]
async fn the_javascript_client_guesses_nothing() {
    let hall = Hall::open().await;
    let browser = Browser::start().await;
    let page = browser.open(&format!("http://{}/", hall.server.address)).await;
    let told = page.script(SCRIPT, Value::Null).await;
    assert_eq!(told["pushed"], json!([6, 8, 9]), "{told}");
    assert_eq!(told["outcomes"], json!(["accepted", 12, "unknown", "stopped", 3501]), "{told}");
    let states = told["states"].as_array().unwrap().iter().map(ToString::to_string);
    let states: Vec<String> = states.collect();
    let [sent, unknown, accepted] = ["sent", "unknown", "accepted"];
    let expected = [("b", sent), ("b", unknown), ("b", accepted), ("c", sent), ("c", unknown)];
    assert_eq!(states, expected.map(|bid| json!(bid).to_string()), "{told}");
    assert_eq!(told["undecided"], json!(["c"]), "{told}");
    let asked = |wanted: &str| -> Vec<&Value> {
        let all = told["asked"].as_array().unwrap().iter();
        all.filter(|asked| asked[0] == wanted).map(|asked| &asked[1]).collect()
    };
    let since: Vec<&Value> = asked("subscribe").iter().map(|params| &params["since"]).collect();
    assert_eq!(since, [&Value::Null, &json!(6), &Value::Null, &json!(9)], "{told}");
    let bid = json!({ "lot": 1, "amount": "100", "bid_id": "b", "seen": 9 });
    assert_eq!(asked("bid")[..3], [&bid; 3], "{told}");
    browser.end().await;
}
