//! What stops a sale from outside its rules: the lots pause by themselves, the desk reads a report,
//! and the room is told why (rule book 9).

use std::time::Duration;

use serde_json::json;

use super::client::Client;
use super::hall::Hall;
use super::house::Server;
use super::lots::bid;

/// What the room hears of the pause.
async fn assert_paused(observer: &mut Client, cause: &str) {
    let (_, paused) = observer.hear("lot_paused").await;
    assert_eq!(paused["fault"], cause, "{paused}");
    assert!(paused["reason"].as_str().is_some_and(|reason| reason.contains("sự cố")), "{paused}");
}

#[tokio::test]
async fn bidders_who_vanish_at_once_stop_the_sale() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let (eight, nine) = (hall.bidder(8).await, hall.bidder(9).await);
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    drop((seven, eight, nine));

    let (seq, reported) = hall.desk.hear("fault_reported").await;
    assert_eq!(reported["lots"], json!([1]));
    let fault = &reported["fault"];
    assert_eq!(fault["cause"], "bidders_vanished", "{fault}");
    assert_eq!(fault["vanished"], json!([7, 8, 9]), "{fault}");
    assert_eq!((&fault["connected"], &fault["in_flight"]), (&json!([]), &json!([])));
    assert_paused(&mut hall.observer, "bidders_vanished").await;
    assert!(!hall.observer.has_read("fault_reported"), "the report is for the desk");

    let mut seven = hall.bidder(7).await;
    let error = seven.refused("bid", bid(1, "maximum", "200000000")).await;
    assert_eq!(error["data"]["name"], "paused", "{error}");
    let snapshot = hall.desk.subscribe(None).await["snapshot"].take();
    assert_eq!(snapshot["faults"][0]["seq"], seq);
    assert_eq!(snapshot["lots"][0]["pause_fault"], "bidders_vanished");
    hall.desk.accepted("resume", json!({ "lot": 1 })).await;
    seven.accepted("bid", bid(1, "maximum", "200000000")).await;
}

#[tokio::test]
async fn bidders_who_take_leave_stop_nothing() {
    let mut hall = Hall::open().await;
    for paddle in [7, 8, 9] {
        hall.bidder(paddle).await.leave().await;
    }
    // A paddle that comes and goes behind them shows that all of them have been counted.
    let mut seven = hall.bidder(7).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    hall.observer.hear("price_changed").await;
    assert!(!hall.observer.has_read("lot_paused"));
}

/// A sync that takes five seconds, where two are borne.
#[tokio::test]
async fn a_journal_that_stalls_stops_the_sale_and_the_report_says_what_was_in_flight() {
    let mut hall = Hall::open_with(|house| {
        let mut slow = house.tampered("fdatasync:delay_exit=5000000:when=12");
        Server::start(slow.args(["--set", "limits.fault_stall_ms=2000"]))
    })
    .await;
    let mut seven = hall.bidder(7).await;
    let (mut last, mut most) = (json!(null), 100_000_000);
    let error = loop {
        let offer = bid(1, "maximum", &most.to_string());
        let answer = seven.ask("bid", offer.clone()).await;
        if answer["error"].is_object() {
            break answer["error"].clone();
        }
        last = json!([offer["bid_id"], answer["result"]["seq"]]);
        most += 10_000_000;
    };
    assert_eq!(error["data"]["name"], "paused", "{error}");
    let (_, reported) = hall.desk.hear("fault_reported").await;
    let fault = &reported["fault"];
    assert_eq!(fault["cause"], "journal_stalled", "{fault}");
    assert_eq!(fault["connected"], json!([7]), "{fault}");
    let [bid_id, seq] = [&last[0], &last[1]];
    let caught = json!({ "lot": 1, "paddle": 7, "bid_id": bid_id, "stage": { "unanswered": seq } });
    // Whoever has that answer may bid again before the fault is reported.
    let [first, later @ ..] = fault["in_flight"].as_array().expect("a list").as_slice() else {
        panic!("{fault}")
    };
    assert_eq!(first, &caught);
    assert!(later.iter().all(|bid| bid["stage"] == "waiting"), "{fault}");
    assert_paused(&mut hall.observer, "journal_stalled").await;
}

#[tokio::test]
async fn a_house_that_stood_still_gives_the_time_back() {
    let set = ["--set", "limits.fault_stall_ms=1000"];
    let mut hall = Hall::open_with(|house| house.serve(&set)).await;
    hall.server.process().freeze();
    tokio::time::sleep(Duration::from_secs(4)).await;
    hall.server.process().thaw();
    let (_, reported) = hall.desk.hear("fault_reported").await;
    assert_eq!(reported["fault"]["cause"], "house_stalled", "{reported}");
    assert_paused(&mut hall.observer, "house_stalled").await;
    hall.desk.accepted("resume", json!({ "lot": 1 })).await;
}
