//! What an auditor asks over HTTP: nobody else gets it, and nothing before its time.

use std::fs;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::hall::Hall;
use super::house::{PATIENCE, SESSION, gavel};
use super::lots::{bid, sealed};
use crate::contract::schemas::hold_told;

/// An answer: its status, its head, its body.
pub(crate) struct Told {
    pub(crate) status: u16,
    head: String,
    body: Vec<u8>,
}

impl Told {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What was told, held to the schema of its type.
    fn json(&self, name: &str) -> Value {
        let told = serde_json::from_slice(&self.body);
        let told = told.unwrap_or_else(|_| panic!("no JSON: {}", self.text()));
        hold_told(name, &told);
        told
    }
}

pub(crate) async fn ask(address: &str, path: &str, token: Option<&str>) -> Told {
    asked(address, path, token, "").await
}

/// Asks with `more` in the head.
async fn asked(address: &str, path: &str, token: Option<&str>, more: &str) -> Told {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let bearer =
        token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: sale\r\n{bearer}{more}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("an answer in time").unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Told { status, head, body: bytes.split_off(end + 4) }
}

fn auditor(hall: &Hall) -> String {
    hall.house.token(SESSION, &["auditor", "--name", "Giang"])
}

const PATHS: [&str; 4] = ["entries", "state?seq=1", "pack", "minutes"];

#[tokio::test]
async fn nobody_else_is_told_anything() {
    let hall = Hall::open().await;
    let address = &hall.server.address;
    let strangers = [
        (None, 401),
        (Some("rubbish".to_owned()), 401),
        (Some(hall.house.paddle(7)), 403),
        (Some(hall.house.token(SESSION, &["supervisor", "--name", "Dung"])), 403),
        (Some(hall.house.token("other", &["auditor", "--name", "Giang"])), 403),
    ];
    for path in PATHS {
        for (token, status) in &strangers {
            let told = ask(address, &format!("/audit/s/{path}"), token.as_deref()).await;
            assert_eq!(told.status, *status, "{path}: {}", told.text());
        }
        let address_with_token = format!("/audit/s/entries?token={}", auditor(&hall));
        let told = ask(address, &address_with_token, None).await;
        assert_eq!(told.status, 400, "{}", told.text());
    }
}

/// Maximum, envelope and refusal: three secrets, and even that there is something is one.
#[tokio::test]
async fn an_auditor_hears_what_the_desk_hears_until_every_lot_is_closed() {
    let mut hall = Hall::open().await;
    let (address, auditor) = (hall.server.address.clone(), auditor(&hall));
    hall.desk.accepted("publish", sealed(2, 600_000)).await;
    let opened = hall.desk.accepted("open", json!({ "lot": 2 })).await["seq"].as_u64().unwrap();
    let mut seven = hall.bidder(7).await;
    seven.accepted("bid", bid(1, "maximum", "123456789")).await;
    seven.refused("bid", bid(1, "amount", "55555")).await;
    seven.accepted("bid", bid(2, "amount", "987654321")).await;
    let entries = ask(&address, &format!("/audit/s/entries?after={opened}"), Some(&auditor)).await;
    let secrets = ["123456789", "55555", "987654321"];
    assert!(secrets.iter().all(|secret| !entries.text().contains(secret)), "{}", entries.text());
    let told = entries.json("Reel");
    assert_eq!(told["open_lots"], json!([1, 2]));
    let frames = told["frames"].as_array().unwrap();
    assert_eq!(frames.len(), 1, "the first bid alone was heard: {frames:?}");
    assert_eq!(frames[0]["events"][0]["heard_by"], "room");
    assert!(frames[0]["asked"].is_null());
    assert_eq!(told["last"], frames[0]["seq"], "the number of envelopes cannot be counted");
    for paper in ["pack", "minutes"] {
        let told = ask(&address, &format!("/audit/s/{paper}"), Some(&auditor)).await;
        assert_eq!((told.status, told.text().contains("lots not closed: 1, 2")), (409, true));
    }

    for lot in [1, 2] {
        let why = json!({ "lot": lot, "reason": "the seller left" });
        hall.desk.accepted("withdraw", why).await;
    }
    let entries = ask(&address, "/audit/s/entries", Some(&auditor)).await;
    for secret in secrets {
        assert!(entries.text().contains(secret), "{secret}: {}", entries.text());
    }
    let told = entries.json("Reel");
    let frames = told["frames"].as_array().unwrap();
    assert_eq!(frames.len() as u64, told["last"].as_u64().unwrap(), "every entry is told");
    let refused = frames.iter().find(|frame| frame["refused"].is_object()).unwrap();
    assert_eq!(refused["refused"]["code"], 2011);
    assert_eq!(refused["asked"]["by"]["paddle"], 7);
}

#[tokio::test]
async fn the_state_at_a_sequence_is_what_the_desk_saw_then() {
    let mut hall = Hall::open().await;
    let (address, auditor) = (hall.server.address.clone(), auditor(&hall));
    let first = hall.bidder(7).await.accepted("bid", bid(1, "amount", "100000000")).await;
    let second = hall.bidder(8).await.accepted("bid", bid(1, "amount", "120000000")).await;
    let price_at = async |seq: &Value| {
        let path = format!("/audit/s/state?seq={seq}");
        ask(&address, &path, Some(&auditor)).await.json("SessionView")["lots"][0]["price"].clone()
    };
    assert_eq!(price_at(&json!(first["seq"].as_u64().unwrap() - 1)).await, Value::Null);
    assert_eq!(price_at(&first["seq"]).await, "100000000");
    assert_eq!(price_at(&second["seq"]).await, "120000000");
    let later = second["seq"].as_u64().unwrap() + 1;
    let told = ask(&address, &format!("/audit/s/state?seq={later}"), Some(&auditor)).await;
    assert_eq!(told.status, 404, "{}", told.text());
    let told = ask(&address, "/audit/s/state?seq=first", Some(&auditor)).await;
    assert_eq!(told.status, 400, "{}", told.text());
    hall.goes_on().await;
}

#[tokio::test]
async fn pack_and_minutes_are_those_of_the_command_line() {
    let mut hall = Hall::open().await;
    let (address, auditor) = (hall.server.address.clone(), auditor(&hall));
    let why = json!({ "lot": 1, "reason": "the seller left" });
    let closed = hall.desk.accepted("withdraw", why).await;
    hall.observer.until(closed["seq"].as_u64().unwrap()).await;
    // The last head is signed when nothing has come for a moment.
    let pack = super::web::until("the pack", || async {
        let told = ask(&address, "/audit/s/pack", Some(&auditor)).await;
        (told.status == 200).then_some(told)
    })
    .await;
    assert!(pack.head.contains("filename=\"s.tar\""), "{}", pack.head);
    let path = hall.house.path().join("taken-home.tar");
    fs::write(&path, &pack.body).unwrap();
    let verified = gavel(&["verify", path.to_str().unwrap()]).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));

    // To a browser it goes packed, in chunks; the last one says that it is whole.
    let packed = "accept-encoding: gzip, deflate, br\r\n";
    let packed = asked(&address, "/audit/s/pack", Some(&auditor), packed).await;
    assert!(packed.head.contains("content-encoding"), "{}", packed.head);
    assert!(packed.body.ends_with(b"\r\n0\r\n\r\n"), "{}", packed.head);

    let minutes = ask(&address, "/audit/s/minutes?language=vi&lot=1", Some(&auditor)).await;
    assert_eq!(minutes.status, 200, "{}", minutes.text());
    let told =
        gavel(&["minutes", "s", "1", "--language", "vi", "--data", hall.house.data()]).output();
    let told = told.unwrap();
    assert_eq!(minutes.text(), String::from_utf8_lossy(&told.stdout));
    let printed = ask(&address, "/audit/s/minutes?format=pdf", Some(&auditor)).await;
    assert!(printed.body.starts_with(b"%PDF"));
    let told = ask(&address, "/audit/s/minutes?lot=9", Some(&auditor)).await;
    assert_eq!(told.status, 404, "{}", told.text());
    let told = ask(&address, "/audit/s/minutes?format=doc", Some(&auditor)).await;
    assert_eq!(told.status, 400, "{}", told.text());
}
