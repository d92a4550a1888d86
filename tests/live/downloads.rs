//! What a visitor downloads: as slowly as the line is, but not for ever.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Duration, sleep, timeout};

use super::house::{House, PATIENCE};
use super::web::until_metric;

/// More than a slow line and the house's own system hold: what is behind it waits in the house.
const LARGE: &[u8] = b"GET /docs/asyncapi.json HTTP/1.1\r\nhost: sale\r\n\r\n";
const LEAST_BYTES: usize = 220_000;
/// What a slow reader takes at once, and how long it rests then.
const PIECE_BYTES: usize = 2_048;
const REST: Duration = Duration::from_millis(50);

/// Asks for much, over a line that holds little.
async fn ask(address: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
    stream.write_all(LARGE).await.unwrap();
    stream
}

/// The visit is over long before the answer is: it was under way, and something of it is taken.
#[tokio::test]
async fn a_download_that_moves_is_not_cut() {
    let house = House::new();
    let set = ["limits.visit_timeout_ms=200", "limits.header_timeout_ms=150"];
    let server = house.serve(set.map(|set| ["--set", set]).as_flattened());
    let mut stream = ask(&server.address).await;
    let slowly = async {
        let mut bytes = Vec::new();
        let mut piece = [0; PIECE_BYTES];
        loop {
            let read = stream.read(&mut piece).await.unwrap();
            if read == 0 {
                return bytes;
            }
            bytes.extend(&piece[..read]);
            sleep(REST).await;
        }
    };
    let bytes = timeout(PATIENCE, slowly).await.expect("the house hangs up behind the answer");
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
    assert!(LEAST_BYTES < body.len(), "{} bytes go through at once", body.len());
    serde_json::from_str::<Value>(body).expect("all of the document");
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_cut() {
    let house = House::new();
    // The visit itself would last for a day.
    let set = ["limits.visit_timeout_ms=86400000", "limits.write_timeout_ms=300"];
    let metrics = ["--metrics-listen", "127.0.0.1:0"];
    let server = house.serve(&[&metrics, set.map(|set| ["--set", set]).as_flattened()].concat());
    let metrics = server.metrics_address();
    let mut stream = ask(&server.address).await;
    stream.read_exact(&mut [0; 16]).await.unwrap();
    until_metric(&metrics, "gavel_visitors 0").await;
    drop(stream);
}
