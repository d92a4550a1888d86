//! The door: crowds, half-open handshakes and slow senders, and a sale that goes on.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Duration, sleep, timeout};

use super::client::Client;
use super::hall::Hall;
use super::house::PATIENCE;
use super::lots::bid;
use super::web::{Reply, get, try_get, until, until_metric};

/// Of each kind of bad caller.
const CROWD: usize = 150;

async fn hall(set: &[&str]) -> (Hall, String) {
    let mut more = vec!["--metrics-listen", "127.0.0.1:0"];
    for set in set {
        more.extend(["--set", set]);
    }
    let hall = Hall::open_with(|house| house.serve(&more)).await;
    let metrics = hall.server.metrics_address();
    (hall, metrics)
}

async fn connect(address: &str) -> TcpStream {
    TcpStream::connect(address).await.expect("a server that listens takes a connection")
}

/// The server has hung up.
async fn ended(stream: &mut TcpStream) {
    let end = timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await;
    drop(end.expect("waited for the server to hang up"));
}

#[tokio::test]
async fn half_open_handshakes_and_slow_senders_are_gone_while_bids_are_answered() {
    let (hall, metrics) = hall(&["limits.header_timeout_ms=400"]).await;
    let mut seven = hall.bidder(7).await;
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        crowd.push(tokio::spawn(half_open(hall.server.address.clone())));
        crowd.push(tokio::spawn(slow(hall.server.address.clone())));
    }
    for step in 0..10 {
        let amount = (100_000_000 + step * 10_000_000).to_string();
        seven.accepted("bid", bid(1, "amount", &amount)).await;
        seven = Client::join(&hall.server.address, &hall.house.paddle([8, 7][step % 2])).await;
    }
    for one in crowd {
        one.await.unwrap();
    }
    until_metric(&metrics, "gavel_visitors 0").await;
}

async fn half_open(address: String) {
    ended(&mut connect(&address).await).await;
}

/// Sends a head that never ends, a byte now and then.
async fn slow(address: String) {
    let mut stream = connect(&address).await;
    drop(stream.write_all(b"GET / HTTP/1.1\r\nx: ").await);
    while stream.write_all(b"x").await.is_ok() {
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_address_has_so_many_connections() {
    // Two are the desk and the observer.
    let (mut hall, metrics) = hall(&["limits.connections_per_address=4"]).await;
    let mut seven = hall.bidder(7).await;
    let eight = hall.bidder(8).await;
    let refused = get(&hall.server.address, "/").await;
    assert_eq!(refused.status, 429);
    assert!(refused.text.contains("retry-after: 1"), "{}", refused.text);
    until_metric(&metrics, "gavel_connections_refused_total{reason=\"address_too_many\"} 1").await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    drop(eight);
    until("a place", || async {
        try_get(&hall.server.address, "/").await.filter(|reply| reply.status == 200)
    })
    .await;
    hall.goes_on().await;
}

#[tokio::test]
async fn new_connections_of_an_address_have_a_rate() {
    let set = [
        "limits.new_connections_per_second_per_address=1",
        "limits.new_connections_burst_per_address=10",
    ];
    let (mut hall, metrics) = hall(&set).await;
    let refused = until("a refusal", || async {
        try_get(&hall.server.address, "/").await.filter(|reply| reply.status != 200)
    })
    .await;
    assert_eq!(refused.status, 429);
    let page = get(&metrics, "/metrics").await.text;
    assert!(page.contains("{reason=\"address_too_fast\"}"), "{page}");
    hall.goes_on().await;
}

#[tokio::test]
async fn visitors_cannot_crowd_out_bidders_and_leave_in_the_end() {
    let set = ["limits.visitors=3", "limits.header_timeout_ms=1500"];
    let (mut hall, metrics) = hall(&set).await;
    let mut seven = hall.bidder(7).await;
    until_metric(&metrics, "gavel_visitors 0").await;
    let mut crowd = Vec::new();
    for _ in 0..3 {
        crowd.push(connect(&hall.server.address).await);
    }
    let refused = Reply::read(&mut connect(&hall.server.address).await).await;
    assert_eq!(refused.map(|reply| reply.status), Some(503));
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    for one in &mut crowd {
        ended(one).await;
    }
    until("a place", || async {
        try_get(&hall.server.address, "/").await.filter(|reply| reply.status == 200)
    })
    .await;
    hall.goes_on().await;
}

#[tokio::test]
async fn a_visit_has_an_end_and_a_websocket_is_none() {
    let set = ["limits.visit_timeout_ms=700", "limits.header_timeout_ms=600"];
    let (mut hall, _metrics) = hall(&set).await;
    let mut visitor = connect(&hall.server.address).await;
    let (mut reads, mut writes) = visitor.split();
    let keep_asking = async {
        let request = b"GET /healthz HTTP/1.1\r\nhost: sale\r\n\r\n";
        while writes.write_all(request).await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let hear_out = async {
        let mut answers = Vec::new();
        drop(reads.read_to_end(&mut answers).await);
        answers
    };
    let answers = timeout(PATIENCE, async {
        tokio::select! {
            answers = hear_out => answers,
            () = keep_asking => panic!("hung up without the last answer"),
        }
    });
    let answers = answers.await.expect("waited for the end of the visit");
    assert!(answers.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&answers));
    hall.goes_on().await;
}
