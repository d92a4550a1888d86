//! What every answer bears, what is not answered, and how a websocket is opened and ended: all that
//! is seen below the messages.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::patiently;
use super::forger::http;
use super::house::{House, SESSION};
use super::raw;

/// Each kind of answer: the page, its parts, the client, health, a ticket, what is not there.
const ASKED: [(&str, u16); 9] = [
    ("GET / HTTP/1.1", 200),
    ("GET /ui/app.js HTTP/1.1", 200),
    ("GET /ui/style/base.css HTTP/1.1", 200),
    ("GET /ui/icon.svg HTTP/1.1", 200),
    ("GET /clients/js/gavel.js HTTP/1.1", 200),
    ("GET /healthz HTTP/1.1", 200),
    ("GET /nothing HTTP/1.1", 404),
    ("GET /ws HTTP/1.1", 400),
    ("POST /ticket HTTP/1.1\r\nContent-Length: 0", 401),
];

/// What offers compression in a handshake.
const COMPRESSION: &str =
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

#[tokio::test]
async fn every_answer_bears_the_headers_that_browsers_heed() {
    let house = House::new();
    let server = house.serve(&[]);
    for (head, status) in ASKED {
        let (found, answer) = http(&server.address, head).await;
        let headers = answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
        assert_eq!(found, status, "{head}");
        assert!(headers.contains("x-content-type-options: nosniff"), "{head}: {headers}");
        // Scripts and styles live under the policy of the page that asked for them.
        let is_part = head.contains(".js ") || head.contains(".css ");
        for header in [
            "content-security-policy: default-src 'self'; object-src 'none'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'",
            "referrer-policy: no-referrer",
        ] {
            assert!(is_part || headers.contains(header), "{head}: no {header} in {headers}");
        }
        for header in ["set-cookie", "access-control", "server:", "strict-transport-security"] {
            assert!(!headers.contains(header), "{head}: {header} in {headers}");
        }
        let kind = headers.lines().find_map(|line| line.strip_prefix("content-type: "));
        let is_text = kind.is_none_or(|kind| kind.starts_with("text/"));
        assert!(!is_text || kind.is_none_or(|kind| kind.contains("utf-8")), "{head}: {kind:?}");
    }
}

#[tokio::test]
async fn a_method_that_nothing_answers_is_refused() {
    let house = House::new();
    let server = house.serve(&[]);
    for method in ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "HACK"] {
        for path in ["/", "/ticket", "/ws", "/ui/app.js"] {
            let head = format!("{method} {path} HTTP/1.1\r\nContent-Length: 0");
            let (status, answer) = http(&server.address, &head).await;
            assert!([400, 404, 405].contains(&status), "{method} {path}: {status}");
            assert!(!answer.contains("gavel/") && !answer.contains("hyper"), "{answer}");
        }
    }
    assert_eq!(http(&server.address, "GET /ui/ HTTP/1.1").await.0, 404, "a listing");
}

#[tokio::test]
async fn a_websocket_is_opened_without_compression() {
    let house = House::new();
    let server = house.serve(&[]);
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    stream.write_all(raw::handshake(&server.address, COMPRESSION).as_bytes()).await.unwrap();
    let mut answer = vec![0; 1_024];
    let read = patiently("an answer", stream.read(&mut answer)).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 101"), "{answer}");
    assert!(!answer.contains("extensions"), "{answer}");
}

#[tokio::test]
async fn a_line_on_which_nobody_answers_is_cut() {
    let house = House::new();
    let server = house.serve(&[
        "--set",
        "limits.ping_period_ms=100",
        "--set",
        "limits.hello_timeout_ms=1000",
        "--set",
        "limits.silence_timeout_ms=1000",
    ]);
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    stream.write_all(raw::handshake(&server.address, COMPRESSION).as_bytes()).await.unwrap();
    let token = house.token(SESSION, &["observer"]);
    let hello = format!(r#"{{"id":1,"method":"hello","params":{{"token":"{token}"}}}}"#);
    stream.write_all(&raw::frame(raw::FIN | raw::TEXT, hello.as_bytes())).await.unwrap();
    let mut heard = Vec::new();
    patiently("the end", stream.read_to_end(&mut heard)).await.unwrap();
    let silent = 3_003_u16.to_be_bytes();
    let is_close = |bytes: &[u8]| bytes[0] == 0x88 && bytes[2..4] == silent;
    assert!(heard.windows(4).any(is_close), "{}", String::from_utf8_lossy(&heard));
}

/// What people write is shown as text: the page has no other way.
#[test]
fn the_page_writes_no_html() {
    let signs =
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/ui").into()];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir::<std::path::PathBuf>(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "js" || ending == "html") {
                let text = std::fs::read_to_string(&path).unwrap();
                let found = signs.iter().find(|sign| text.contains(**sign));
                assert_eq!(found, None, "{}", path.display());
                read += 1;
            }
        }
    }
    assert!(50 < read, "only {read} files: has the page moved?");
}
