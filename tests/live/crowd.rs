//! The crowd: observers wait where bidders find a seat, accounts have limits, and whoever does not read
//! is in nobody's way.

use serde_json::json;
use tokio::net::TcpSocket;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;

use futures_util::{SinkExt, StreamExt};

use super::client::Client;
use super::hall::Hall;
use super::house::SESSION;
use super::lots::{bid, english};
use super::web::{get, until, until_metric};

async fn hall(set: &[&str]) -> Hall {
    let mut more = vec!["--metrics-listen", "127.0.0.1:0"];
    for set in set {
        more.extend(["--set", set]);
    }
    Hall::open_with(|house| house.serve(&more)).await
}

#[tokio::test]
async fn observers_wait_for_a_seat_and_bidders_find_one() {
    // The desk has one of the two that are kept, the observer of the hall one of the room's.
    let mut hall = hall(&["limits.connections=4", "limits.reserved_connections=2"]).await;
    let watching = hall.house.token(SESSION, &["observer"]);
    let second = Client::join(&hall.server.address, &watching).await;
    let mut third = Client::connect(&hall.server.address).await;
    let error = third.refused("hello", json!({ "token": watching })).await;
    assert_eq!((&error["code"], &error["retryable"]), (&json!(1015), &json!(true)), "{error}");
    let wait = error["data"]["retry_after_ms"].as_u64();
    assert!((5_000..15_000).contains(&wait.unwrap()), "not everybody at once: {error}");
    assert_eq!(third.closed().await, Some(3004));

    let mut seven = hall.bidder(7).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    drop(second);
    until("a seat", || async { Client::try_join(&hall.server.address, &watching).await.ok() })
        .await;
    hall.goes_on().await;
}

#[tokio::test]
async fn who_has_not_said_hello_has_a_visitors_place() {
    let hall = hall(&["limits.visitors=2"]).await;
    let watching = hall.house.token(SESSION, &["observer"]);
    until_metric(&hall.server.metrics_address(), "gavel_visitors 0").await;
    let mut first = Client::connect(&hall.server.address).await;
    let _second = Client::connect(&hall.server.address).await;
    let refused = Client::knock(&hall.server.address, "/ws", None).await;
    assert_eq!(refused.err(), Some(503), "two are on their way");
    first.hello(&watching).await;
    until("a place", || async { Client::knock(&hall.server.address, "/ws", None).await.ok() })
        .await;
}

#[tokio::test]
async fn an_account_has_so_many_connections_and_one_rate() {
    let hall = hall(&[
        "limits.connections_per_account=2",
        "limits.requests_per_second_per_account=1",
        "limits.request_burst_per_account=6",
    ])
    .await;
    let token = hall.house.paddle(7);
    let mut lines = [
        Client::join(&hall.server.address, &token).await,
        Client::join(&hall.server.address, &token).await,
    ];
    let mut third = Client::connect(&hall.server.address).await;
    assert_eq!(third.refused("hello", json!({ "token": token })).await["code"], 1016);
    assert_eq!(third.closed().await, Some(3004));
    // Two asked to subscribe, which counts too.
    for asked in 0..20 {
        lines[asked % 2].send("time", json!({})).await;
    }
    let refusal = lines[0].refusal().await.expect("a line that stands");
    assert_eq!(refusal["code"], 1009, "{refusal}");
    let wait = refusal["data"]["retry_after_ms"].as_u64().unwrap();
    assert!((1..=1_000).contains(&wait), "{refusal}");
    let mut eight = hall.bidder(8).await;
    eight.accepted("bid", bid(1, "amount", "100000000")).await;
}

/// A reader with a small window that never reads what is pushed holds up nobody, is told nothing
/// more at some time, and is cut.
#[tokio::test]
async fn who_never_reads_is_cut_and_nobody_waits_for_it() {
    let mut hall = hall(&[
        "limits.outbox_messages=8",
        "limits.resume_pushes=7",
        "limits.write_timeout_ms=300",
        "limits.requests_per_second=100000",
        "limits.request_burst=100000",
        "limits.requests_per_second_per_account=100000",
        "limits.request_burst_per_account=100000",
        "limits.request_bytes_per_second=10000000",
    ])
    .await;
    let watching = hall.house.token(SESSION, &["observer"]);
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let stream = socket.connect(hall.server.address.parse().unwrap()).await.unwrap();
    let mut request = format!("ws://{}/ws", hall.server.address).into_client_request().unwrap();
    let protocol = HeaderValue::from_static("gavel.v1.json");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let (mut deaf, _) = client_async(request, stream).await.unwrap();
    for (method, params) in
        [("hello", json!({ "token": watching })), ("subscribe", json!({ "session": SESSION }))]
    {
        let request = json!({ "id": 1, "method": method, "params": params });
        deaf.send(Message::text(request.to_string())).await.unwrap();
        deaf.next().await.unwrap().unwrap();
    }
    let mut lot = english(2);
    lot["terms"]["summary"]["vi"] = json!("x".repeat(4_000));
    let metrics = hall.server.metrics_address();
    let closed = "gavel_connections_closed_total{code=\"3001\"} 1";
    // Its window and the system's buffers fill up first.
    for number in 2.. {
        if get(&metrics, "/metrics").await.text.contains(closed) {
            break;
        }
        lot["lot"] = json!(number);
        let published = hall.desk.accepted("publish", lot.clone()).await;
        hall.observer.until(published["seq"].as_u64().unwrap()).await;
    }
}
