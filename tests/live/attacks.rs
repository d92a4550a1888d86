//! The attack list: each attack is refused, each stands in the access log with why, and no token
//! and no ticket stands there. (A page of another site is in `tests/browser`.)

use serde_json::{Value, json};

use super::client::{Client, Gone};
use super::forger::{Forger, http, ticket};
use super::hall::Hall;
use super::house::{House, SESSION, Server, gavel};
use super::lots::bid;

/// The header `{"alg":"none","typ":"JWT"}`.
const NONE: &str = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
/// The header `{"alg":"RS256","typ":"JWT"}`.
const RS256: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9";

/// What the access log of a server says once it has gone, word for word without its colours.
fn logged(server: &mut Server, secrets: &[&str]) -> String {
    server.terminate();
    let all = server.ended().complaints;
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        assert!(!all.contains(secret), "a secret stands in the log: {all}");
    }
    all.lines().filter(|line| line.contains("access")).collect::<Vec<_>>().join("\n")
}

/// Comes with tokens that nobody must take: each is refused in `hello`, ends its connection with
/// this code, gets no ticket, and is logged twice with why.
async fn refused_with(close: u16, why: &str, forge: impl Fn(&Forger) -> Vec<String>) {
    let house = House::of_record();
    let mut server = house.serve(&[]);
    let tokens = forge(&Forger::of(&house));
    for token in &tokens {
        let mut stranger = Client::connect(&server.address).await;
        let answer = stranger.hello(token).await;
        assert_eq!(answer["error"]["code"], 1006, "{answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(why), "{answer}");
        assert_eq!(stranger.closed().await, Some(close));
        assert_eq!(ticket(&server.address, token).await, (401, String::new()));
    }
    let secrets: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let log = logged(&mut server, &secrets);
    assert_eq!(log.matches(why).count(), 2 * tokens.len(), "{log}");
    assert!(log.contains("127.0.0.1"), "from where: {log}");
}

macro_rules! refused {
    ($($(#[$about:meta])* $name:ident: $close:literal, $why:literal, $forge:expr;)*) => {
        $($(#[$about])* #[tokio::test] async fn $name() { refused_with($close, $why, $forge).await; })*
    };
}

fn claiming(claims: &Value) -> impl Fn(&Forger) -> Vec<String> {
    move |forger| vec![forger.sign(claims)]
}

refused! {
    a_token_signed_by_nobody: 3501, "not signed with EdDSA",
        |forger| vec![forger.renamed(NONE, ""), forger.renamed(NONE, "AAAA")];
    /// Everybody knows the public key: as a secret it must open nothing.
    a_public_key_as_a_secret: 3501, "not signed with EdDSA", |forger| {
        let (pem, bytes) = forger.public();
        vec![Forger::confused(pem.as_bytes()), Forger::confused(&bytes)]
    };
    another_algorithm_over_the_same_signature: 3501, "not signed with EdDSA", |forger| {
        let token = forger.sign(&Forger::claims());
        vec![forger.renamed(RS256, token.rsplit('.').next().unwrap())]
    };
    an_expired_token: 3503, "expired at 2001-09-09T01:46:40.000000Z",
        claiming(&Forger::but("exp", json!(1_000_000_000)));
    a_token_that_does_not_hold_yet: 3501, "only from 2096-10-02T07:06:39.000000Z on",
        claiming(&Forger::but("nbf", json!(3_999_999_999_u64)));
    an_expiry_in_words: 3501, "of another type",
        claiming(&Forger::but("exp", json!("4000000000")));
    a_token_for_nobody_in_particular: 3501, "missing field `aud`",
        claiming(&Forger::but("aud", Value::Null));
    a_token_for_another_house: 3501, "another audience",
        claiming(&Forger::but("aud", json!("elsewhere")));
    a_token_without_an_id: 3501, "missing field `jti`",
        claiming(&Forger::but("jti", Value::Null));
    a_paddle_that_calls_itself_auctioneer: 3501, "do not fit together",
        claiming(&Forger::but("role", json!("auctioneer")));
    the_clocks_own_role: 3501, "do not fit together",
        claiming(&Forger::but("role", json!("clock")));
    a_key_that_nobody_knows: 3501, "signing key that is not known", |forger| {
        // {"alg":"EdDSA","kid":"x"}
        vec![forger.renamed("eyJhbGciOiJFZERTQSIsImtpZCI6IngifQ", "AAAA")]
    };
    a_token_without_end: 3501, "longer than 4096 bytes",
        |forger| vec![forger.sign(&Forger::but("sub", json!("x".repeat(4_096))))];
}

#[tokio::test]
async fn a_command_of_another_role() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    let second = hall.house.token(SESSION, &["second-officer", "--name", "Chi"]);
    let mut second = Client::join(&hall.server.address, &second).await;
    let supervisor = hall.house.token(SESSION, &["supervisor", "--name", "Dũng"]);
    let mut supervisor = Client::join(&hall.server.address, &supervisor).await;
    let id = "019ab2c4-0000-7000-8000-000000000001";
    let confirm = json!({ "lot": 1, "bid_id": id });
    for error in [
        bidder.refused("hammer", json!({ "lot": 1 })).await,
        second.refused("hammer", json!({ "lot": 1 })).await,
        supervisor.refused("hammer", json!({ "lot": 1 })).await,
        supervisor.refused("confirm_void", confirm.clone()).await,
    ] {
        assert_eq!(error["code"], 1012, "{error}");
    }
    // What a second officer is there for reaches the session.
    let error = second.refused("confirm_void", confirm).await;
    assert_eq!(error["data"]["name"], "unknown_bid", "{error}");
    let log = logged(&mut hall.server, &[]);
    assert_eq!(log.matches("its role may not ask that").count(), 4, "{log}");
    for words in ["paddle-7", "second officer", "Dũng"] {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[tokio::test]
async fn the_lot_of_another_session() {
    let mut hall = Hall::open().await;
    let other = hall.house.token("other", &["bidder", "--paddle", "7"]);
    let mut visitor = Client::connect(&hall.server.address).await;
    visitor.hello(&other).await;
    let error = visitor.refused("subscribe", json!({ "session": SESSION })).await;
    assert_eq!(error["code"], 1008, "{error}");
    let error = visitor.refused("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(error["data"]["name"], "unknown_lot", "{error}");
    hall.goes_on().await;
    let log = logged(&mut hall.server, &[&other]);
    assert!(log.contains("asked for the session s"), "{log}");
}

#[tokio::test]
async fn the_bid_of_another_paddle() {
    let mut hall = Hall::open().await;
    let (mut owner, mut thief) = (hall.bidder(7).await, hall.bidder(8).await);
    let offer = bid(1, "amount", "100000000");
    let id = json!({ "bid_id": offer["bid_id"] });
    owner.accepted("bid", offer.clone()).await;
    let told = thief.accepted("bid.get", id.clone()).await;
    assert_eq!(told["verdict"], "unknown", "as if there were none: {told}");
    assert_eq!(thief.refused("receipt.get", id.clone()).await["code"], 1013);
    assert_eq!(hall.observer.refused("receipt.get", id.clone()).await["code"], 1013);
    let error = thief.refused("bid", offer).await;
    assert_eq!(error["data"]["name"], "bid_id_reused", "{error}");
    assert_eq!(owner.accepted("bid.get", id).await["verdict"], "accepted");
    let log = logged(&mut hall.server, &[]);
    assert_eq!(log.matches("asked for another paddle's bid").count(), 3, "{log}");
    assert!(log.contains("sent another bid under a used id"), "{log}");
}

#[tokio::test]
async fn the_same_bid_id_with_another_amount() {
    let mut hall = Hall::open().await;
    let mut bidder = hall.bidder(7).await;
    let mut offer = bid(1, "amount", "100000000");
    let first = bidder.accepted("bid", offer.clone()).await;
    offer["amount"] = json!("200000000");
    let error = bidder.refused("bid", offer.clone()).await;
    assert_eq!(error["code"], 2003, "{error}");
    offer["amount"] = json!("100000000");
    assert_eq!(
        bidder.accepted("bid", offer).await["seq"],
        first["seq"],
        "the first verdict stands"
    );
    let log = logged(&mut hall.server, &[]);
    assert_eq!(log.matches("sent another bid under a used id").count(), 1, "{log}");
}

#[tokio::test]
async fn a_revoked_token() {
    let mut hall = Hall::open().await;
    let token = hall.house.paddle(7);
    let mut bidder = Client::join(&hall.server.address, &token).await;
    let (status, waiting) = ticket(&hall.server.address, &token).await;
    assert_eq!(status, 200);
    let revoked =
        gavel(&["token", "revoke", &token, "--data", hall.house.data()]).output().unwrap();
    assert!(revoked.status.success(), "{}", String::from_utf8_lossy(&revoked.stderr));
    assert_eq!(bidder.closed().await, Some(3504), "an open connection ends");
    let mut again = Client::connect(&hall.server.address).await;
    assert_eq!(again.hello(&token).await["error"]["code"], 1006);
    assert_eq!(again.closed().await, Some(3504));
    assert_eq!(ticket(&hall.server.address, &token).await.0, 401);
    let mut late = Client::connect(&hall.server.address).await;
    assert_eq!(late.refused("hello", json!({ "ticket": waiting })).await["code"], 1006);
    assert_eq!(late.closed().await, Some(3504), "a ticket is worth what its token is");
    hall.bidder(7).await;
    hall.goes_on().await;
    let log = logged(&mut hall.server, &[&token, &waiting]);
    assert_eq!(log.matches("it was revoked").count(), 4, "{log}");
}

/// A token that expires while its bearer is there: the connection ends with a code of its own.
#[tokio::test]
async fn a_token_that_expires_in_the_middle() {
    let mut hall = Hall::open().await;
    let welcome = Client::connect(&hall.server.address).await.hello(&hall.house.paddle(9)).await;
    let now = welcome["result"]["at"].as_str().unwrap();
    let now = chrono::DateTime::parse_from_rfc3339(now).unwrap().timestamp();
    let token = Forger::of(&hall.house).sign(&Forger::but("exp", json!(now + 3)));
    let mut bidder = Client::connect(&hall.server.address).await;
    bidder.hello(&token).await;
    assert_eq!(bidder.closed().await, Some(3503));
    hall.goes_on().await;
    assert!(logged(&mut hall.server, &[&token]).contains("it expired at"));
}

#[tokio::test]
async fn a_replayed_ticket() {
    let mut hall = Hall::open().await;
    let address = hall.server.address.clone();
    let token = hall.house.paddle(7);
    let (_, in_address) = ticket(&address, &token).await;
    let path = format!("/ws?ticket={in_address}");
    let mut bidder = Client::knock(&address, &path, None).await.unwrap();
    let error = bidder.refused("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(error["code"], 1005, "hello comes first all the same: {error}");
    let welcome = bidder.accepted("hello", json!({})).await;
    assert_eq!(welcome["paddle"], 7, "{welcome}");
    bidder.accepted("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(Client::knock(&address, &path, None).await.err(), Some(401));
    let (_, in_hello) = ticket(&address, &token).await;
    let hello = json!({ "ticket": in_hello });
    let mut second = Client::connect(&address).await;
    assert_eq!(second.accepted("hello", hello.clone()).await["paddle"], 7);
    let mut third = Client::connect(&address).await;
    assert_eq!(third.refused("hello", hello).await["code"], 1006);
    assert_eq!(third.closed().await, Some(3501));
    assert_eq!(Client::knock(&address, "/ws?ticket=none", None).await.err(), Some(401));
    let log = logged(&mut hall.server, &[&token, &in_address, &in_hello]);
    assert_eq!(log.matches("used already").count(), 2, "{log}");
    assert!(log.contains("unknown or too old"), "{log}");
    assert_eq!(log.matches("admitted by ticket").count(), 2, "{log}");
}

/// Two answers to who somebody is are none.
#[tokio::test]
async fn a_token_and_a_ticket_at_once() {
    let mut hall = Hall::open().await;
    let token = hall.house.paddle(7);
    let (_, one) = ticket(&hall.server.address, &token).await;
    for hello in [json!({ "token": token, "ticket": one }), json!({})] {
        let mut stranger = Client::connect(&hall.server.address).await;
        assert_eq!(stranger.refused("hello", hello).await["code"], 1006);
        assert_eq!(stranger.closed().await, Some(3501));
    }
    let log = logged(&mut hall.server, &[&token, &one]);
    assert_eq!(log.matches("with a token, with a ticket or with a session").count(), 2, "{log}");
}

#[tokio::test]
async fn a_token_in_an_address() {
    let mut hall = Hall::open().await;
    let token = hall.house.paddle(7);
    let path = format!("/ws?token={token}");
    assert_eq!(Client::knock(&hall.server.address, &path, None).await.err(), Some(400));
    let log = logged(&mut hall.server, &[&token]);
    assert!(log.contains("does not belong into an address"), "{log}");
}

/// A browser says which page asks; a program says nothing.
#[tokio::test]
async fn a_page_of_another_origin() {
    let mut hall = Hall::open_with(|house| {
        house.serve(&["--session", "other", "--allow-origin", "https://sale.example"])
    })
    .await;
    let address = hall.server.address.clone();
    let own = format!("http://{address}");
    for origin in [&own, "https://sale.example"] {
        let opened = Client::knock(&address, "/ws", Some(origin)).await;
        assert!(opened.is_ok(), "{origin}: {:?}", opened.err());
    }
    let longer = format!("{own}0");
    let origins = ["null", "http://evil.example", "https://sale.example.evil.example", &longer];
    for origin in origins {
        assert_eq!(Client::knock(&address, "/ws", Some(origin)).await.err(), Some(403), "{origin}");
        let head = format!("POST /ticket HTTP/1.1\r\nOrigin: {origin}\r\nContent-Length: 0");
        assert_eq!(http(&address, &head).await.0, 403, "{origin}");
    }
    hall.goes_on().await;
    let log = logged(&mut hall.server, &[]);
    assert_eq!(log.matches("refused a page").count(), 2 * origins.len(), "{log}");
    assert!(log.contains("http://evil.example"), "{log}");
}

/// What a stranger writes cannot write lines of the log.
#[tokio::test]
async fn a_subject_with_a_line_of_its_own() {
    let mut hall = Hall::open().await;
    let claims = Forger::but("sub", json!("paddle-7\n2026-11-23 INFO access: admitted"));
    let token = Forger::of(&hall.house).sign(&claims);
    let mut bidder = Client::join(&hall.server.address, &token).await;
    bidder.refused("hammer", json!({ "lot": 1 })).await;
    let log = logged(&mut hall.server, &[&token]);
    assert!(!log.lines().any(|line| line.starts_with("2026-11-23 INFO access")), "{log}");
    assert!(log.contains("its role may not ask that"), "{log}");
}

/// One who was sent away is gone before anything more is heard of them.
#[tokio::test]
async fn a_request_behind_a_refused_hello() {
    let mut hall = Hall::open().await;
    let mut stranger = Client::connect(&hall.server.address).await;
    let hello = stranger.send("hello", json!({ "token": "a.b.c" })).await;
    let request = stranger.send("bid", bid(1, "amount", "100000000")).await;
    assert_eq!(stranger.answer(hello).await.unwrap()["error"]["code"], 1006);
    match stranger.answer(request).await {
        Ok(answer) => assert_eq!(answer["error"]["code"], 1005, "{answer}"),
        Err(gone) => assert_eq!(gone, Gone(Some(3501))),
    }
    hall.goes_on().await;
}
