//! Health and metrics, as a load balancer and a monitor see them.

use std::net::TcpListener;

use serde_json::json;

use super::client::Client;
use super::hall::Hall;
use super::house::{House, Server};
use super::lots::bid;
use super::web::{get, try_get, until, until_metric};

#[tokio::test]
async fn what_is_counted_is_shown_apart_from_the_sale() {
    let hall = Hall::open_with(|house| house.serve(&["--metrics-listen", "127.0.0.1:0"])).await;
    let metrics = hall.server.metrics_address();
    let mut seven = hall.bidder(7).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    seven.refused("bid", bid(1, "amount", "100000000")).await;
    until_metric(&metrics, "gavel_connections 3").await;
    until_metric(&metrics, "gavel_bids_total{verdict=\"accepted\"} 1").await;
    until_metric(&metrics, "gavel_bids_total{verdict=\"refused\"} 1").await;
    until_metric(&metrics, "gavel_bid_ack_seconds_count 2").await;
    until_metric(&metrics, "gavel_sessions 1").await;
    drop(seven);
    until_metric(&metrics, "gavel_connections 2").await;

    let page = get(&metrics, "/metrics").await;
    assert!(page.text.contains("application/openmetrics-text"), "{}", page.text);
    for name in ["paddle", "lot=", "session=", "user", "127.0.0.1"] {
        assert!(!page.text.contains(name), "a label names somebody: {}", page.text);
    }
    assert_eq!(get(&hall.server.address, "/metrics").await.status, 404, "not where the sale is");
    for address in [&metrics, &hall.server.address] {
        for path in ["/healthz", "/healthz/live", "/healthz/ready"] {
            assert_eq!(get(address, path).await.status, 200, "{path}");
        }
    }
}

/// The disk takes its time, so that there is a start to look at.
#[tokio::test]
async fn a_house_that_is_starting_lives_and_is_not_ready() {
    let house = House::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = port.local_addr().unwrap().to_string();
    drop(port);
    let mut command = house.tampered("fsync:delay_enter=500000");
    command.args(["--metrics-listen", &metrics]);
    let starting = tokio::task::spawn_blocking(move || Server::start(&mut command));
    let ready = until("an answer", || try_get(&metrics, "/healthz/ready")).await;
    assert_eq!(ready.status, 503);
    assert!(ready.text.contains("starting"), "{}", ready.text);
    assert_eq!(get(&metrics, "/healthz/live").await.status, 200);
    until("readiness", || async {
        (get(&metrics, "/healthz/ready").await.status == 200).then_some(())
    })
    .await;
    drop(starting.await.unwrap());
}

#[tokio::test]
async fn readiness_goes_first_and_the_sale_goes_on_until_the_delay_is_over() {
    let set = ["--set", "limits.drain_delay_ms=600000", "--metrics-listen", "127.0.0.1:0"];
    let mut hall = Hall::open_with(|house| house.serve(&set)).await;
    let metrics = hall.server.metrics_address();
    hall.server.terminate();
    for address in [&metrics, &hall.server.address] {
        let draining = until("the end of readiness", || async {
            let reply = get(address, "/healthz/ready").await;
            (reply.status != 200).then_some(reply)
        })
        .await;
        assert_eq!(draining.status, 503);
        assert!(draining.text.contains("draining"), "{}", draining.text);
        assert_eq!(get(address, "/healthz/live").await.status, 200);
    }
    let mut late = Client::join(&hall.server.address, &hall.house.paddle(7)).await;
    late.accepted("bid", bid(1, "amount", "100000000")).await;
    hall.observer.hear("price_changed").await;
    hall.desk.accepted("pause", json!({ "lot": 1, "reason": "a new server" })).await;
}
