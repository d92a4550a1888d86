//! What no client should send: each has its own answer, none has a place in the order, and
//! nobody else is disturbed.

use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::client::{Client, Gone};
use super::hall::Hall;
use super::house::{House, SESSION};
use super::lots::bid;

#[tokio::test]
async fn a_request_that_is_none_gets_its_code_and_no_sequence() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    for (code, text) in [
        (1001, ""),
        (1001, "bid"),
        (1001, r#"{"id":1,"method":"time""#),
        (1001, r#"{"id":1,"method":"time"} {"id":2,"method":"time"}"#),
        (1001, r#"{"id":1,"method":"bid","params":{"lot":1,"amount":NaN}}"#),
        (1002, "17"),
        (1002, "null"),
        (1002, r#"[1,"time"]"#),
        (1002, r#"{"method":"time"}"#),
        (1002, r#"{"id":1}"#),
        (1002, r#"{"id":-1,"method":"time"}"#),
        (1002, r#"{"id":"1","method":"time"}"#),
        (1002, r#"{"id":1,"id":2,"method":"time"}"#),
        (1002, r#"{"id":1,"method":"time","now":true}"#),
        (1003, r#"{"id":1,"method":"sell"}"#),
        (1003, r#"{"id":1,"method":""}"#),
        (1003, r#"{"id":1,"method":"tick"}"#),
        (1003, r#"{"id":1,"method":"create_session"}"#),
        (1004, r#"{"id":1,"method":"time","params":{"zone":"UTC"}}"#),
        (1004, r#"{"id":1,"method":"time","params":[]}"#),
        (1004, r#"{"id":1,"method":"bid"}"#),
        (1004, r#"{"id":1,"method":"bid.get","params":{"bid_id":"seven"}}"#),
        (1004, r#"{"id":1,"method":"bid.get","params":["019ab2c4-0000-7000-8000-000000000001"]}"#),
        (1004, r#"{"id":1,"method":"subscribe","params":{"session":"S/../other"}}"#),
        (1004, r#"{"id":1,"method":"subscribe","params":{"session":"s","since":-1}}"#),
    ] {
        bidder.say(Message::text(text)).await;
        let error = bidder.refusal().await.unwrap();
        assert_eq!(error["code"], code, "{text}: {error}");
        assert_eq!(error["retryable"], false, "{text}: {error}");
    }
    hall.goes_on().await;
}

#[tokio::test]
async fn an_amount_that_is_none_is_refused_before_it_is_sequenced() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    for amount in [
        r#""123456789012345678901""#,
        r#""1.00001""#,
        r#""1e400""#,
        "1e400",
        "130000000",
        r#""NaN""#,
        r#""Infinity""#,
        r#""-130000000""#,
        r#""0""#,
        r#""""#,
        r#"" 130000000""#,
        r#""130,000,000""#,
        r#""130.000.000""#,
        r#""١٣٠""#,
        "null",
        "true",
        "[]",
        r#""130000000","maximum":"140000000""#,
        r#""130000000","amount":"130000000""#,
        r#""130000000","currency":"USD""#,
    ] {
        let id = "019ab2c4-0000-7000-8000-000000000001";
        let params = format!(r#"{{"lot":1,"bid_id":"{id}","amount":{amount}}}"#);
        bidder.say(Message::text(format!(r#"{{"id":1,"method":"bid","params":{params}}}"#))).await;
        let error = bidder.refusal().await.unwrap();
        assert_eq!(error["code"], 1004, "{amount}: {error}");
    }
    hall.goes_on().await;
}

#[tokio::test]
async fn a_frame_that_is_not_for_us_ends_its_connection_alone() {
    let mut hall = Hall::open().await;
    let not_utf8 = Frame::message(vec![b'{', 0xff, 0xfe], OpCode::Data(Data::Text), true);
    for (code, message) in [
        (1009, Message::text(" ".repeat(64 * 1024 + 1))),
        (1009, Message::text(" ".repeat(4 * 1024 * 1024))),
        (1003, Message::binary(r#"{"id":1,"method":"time"}"#)),
        (1007, Message::Frame(not_utf8)),
    ] {
        let mut bidder = hall.bidder(7).await;
        bidder.say(message).await;
        assert_eq!(bidder.closed().await, Some(code));
    }
    let mut bidder = hall.bidder(7).await;
    let request = format!(r#"{{"id":1,"method":"time"{}}}"#, " ".repeat(64 * 1024 - 24));
    bidder.say(Message::text(request)).await;
    assert!(bidder.answer(1).await.is_ok(), "a message of exactly the limit is taken");
    hall.goes_on().await;
}

#[tokio::test]
async fn hello_comes_first_and_once() {
    let mut hall = Hall::open().await;
    let mut stranger = Client::connect(&hall.server.address).await;
    let error = stranger.refused("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(error["code"], 1005, "{error}");
    let error = stranger.refused("subscribe", json!({ "session": SESSION })).await;
    assert_eq!(error["code"], 1005, "{error}");
    let welcome = stranger.hello(&hall.house.paddle(7)).await;
    assert_eq!(welcome["result"]["paddle"], 7, "{welcome}");
    let again = stranger.hello(&hall.house.paddle(8)).await;
    assert_eq!(again["error"]["code"], 1007, "{again}");
    hall.goes_on().await;
}

#[tokio::test]
async fn a_token_that_does_not_check_out_ends_the_connection() {
    let mut hall = Hall::open().await;
    let elsewhere = House::new().paddle(7);
    let mut forged = hall.house.paddle(7);
    forged.replace_range(..2, "eX");
    for token in ["", "a.b.c", &elsewhere, &forged] {
        let mut stranger = Client::connect(&hall.server.address).await;
        let answer = stranger.hello(token).await;
        assert_eq!(answer["error"]["code"], 1006, "{answer}");
        assert_eq!(stranger.closed().await, Some(3501));
    }
    hall.goes_on().await;
}

#[tokio::test]
async fn a_role_asks_what_it_may_and_nothing_else() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    let clerk = hall.house.token(SESSION, &["clerk", "--name", "Bình"]);
    let mut clerk = Client::join(&hall.server.address, &clerk).await;
    let auditor = hall.house.token(SESSION, &["auditor", "--name", "Chi"]);
    let mut auditor = Client::join(&hall.server.address, &auditor).await;
    let pause = || json!({ "lot": 1, "reason": "because I can" });
    for error in [
        bidder.refused("pause", pause()).await,
        bidder.refused("admit", json!({ "paddle": 10 })).await,
        clerk.refused("pause", pause()).await,
        clerk.refused("bid", bid(1, "amount", "100000000")).await,
        auditor.refused("admit", json!({ "paddle": 10 })).await,
        hall.observer.refused("hammer", json!({ "lot": 1 })).await,
        hall.observer.refused("bid", bid(1, "amount", "100000000")).await,
        hall.desk.refused("bid", bid(1, "amount", "100000000")).await,
    ] {
        assert_eq!(error["code"], 1012, "{error}");
    }
    hall.goes_on().await;
}

#[tokio::test]
async fn a_token_opens_its_own_session_alone() {
    let mut hall = Hall::open().await;
    let other = hall.house.token("other", &["bidder", "--paddle", "7"]);
    let mut visitor = Client::connect(&hall.server.address).await;
    assert_eq!(visitor.hello(&other).await["result"]["session"], "other");
    let error = visitor.refused("subscribe", json!({ "session": SESSION })).await;
    assert_eq!(error["code"], 1008, "{error}");
    let error = visitor.refused("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(error["data"]["name"], "unknown_lot", "the bid went to the visitor's own session");
    let nowhere = hall.house.token("nowhere", &["observer"]);
    let mut lost = Client::connect(&hall.server.address).await;
    assert_eq!(lost.hello(&nowhere).await["error"]["code"], 1008);
    hall.goes_on().await;
}

#[tokio::test]
async fn a_websocket_without_the_subprotocol_is_not_opened() {
    let mut hall = Hall::open().await;
    match connect_async(format!("ws://{}/ws", hall.server.address)).await {
        Err(Error::Http(answer)) => assert_eq!(answer.status(), 400),
        opened => panic!("opened without a subprotocol: {opened:?}"),
    }
    hall.goes_on().await;
}

/// Far too fast is a matter of time, and a slow machine may take a flood for a crowd: so the
/// flood comes again until it is cut.
#[tokio::test]
async fn who_asks_too_fast_is_told_so_and_then_cut() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    let mut codes = Vec::new();
    let cut = 'floods: loop {
        for _ in 0..300 {
            bidder.send("no such thing", json!({})).await;
        }
        for _ in 0..300 {
            match bidder.refusal().await {
                Ok(error) => codes.push(error),
                Err(gone) => break 'floods gone,
            }
        }
    };
    assert_eq!(cut, Gone(Some(3502)));
    let told = codes.iter().find(|error| error["code"] == 1009).expect("a warning before the cut");
    assert_eq!(told["retryable"], true);
    assert!(told["data"]["retry_after_ms"].is_u64(), "{told}");
    hall.goes_on().await;
}
