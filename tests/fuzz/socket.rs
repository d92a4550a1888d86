//! Bytes on a socket: handshakes, frames and messages, sound and spoilt, to a house that goes on.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bolero::{TypeGenerator, check};
use gavel_gateway::config::Config;
use gavel_gateway::server::Server;
use gavel_proto::terms::Text;
use gavel_proto::{By, Paddle};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::kept::auctioneer;
use super::spoilt::Spoilt;
use super::wire::messages;

/// How long anything may take before the house counts as stuck.
const PATIENCE: Duration = Duration::from_mins(1);

static PANICS: AtomicUsize = AtomicUsize::new(0);
/// Websockets that were opened.
static OPENED: AtomicUsize = AtomicUsize::new(0);

/// Somebody comes with a request, and, if it becomes a websocket, with frames.
#[derive(Debug, Clone, TypeGenerator)]
struct Visit {
    request: Option<Spoilt>,
    hand: Hand,
    frames: [Frame; 4],
}

/// Who says hello.
#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Hand {
    Bidder,
    Auctioneer,
}

#[derive(Debug, Clone, TypeGenerator)]
struct Frame {
    /// The first byte: a whole text, unless it is another.
    first: Option<u8>,
    /// What it says of its length, if not the truth: the second byte, and the eight behind it.
    length: Option<(u8, u64)>,
    mask: [u8; 4],
    message: Spoilt,
}

#[test]
fn whatever_comes_over_a_socket_the_house_goes_on() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The other targets run in this process too, each on a thread of its name.
        if !std::thread::current().name().is_some_and(|name| name.contains("::")) {
            PANICS.fetch_add(1, Ordering::Relaxed);
        }
        before(panic);
    }));
    let runtime = Runtime::new().unwrap();
    let (house, hellos, auditor) = {
        let _within = runtime.enter();
        House::open()
    };
    let requests = requests(house.address, &auditor);
    let sound: Vec<&str> = hellos.iter().map(String::as_str).chain(messages()).collect();
    check!().with_iterations(200).with_type::<Visit>().for_each(|visit| {
        let visited = async {
            let visit = async {
                match &visit.request {
                    Some(spoilt) => drop(ask(house.address, &spoilt.of(&requests)).await),
                    None => talk(house.address, &requests[0], &visit.frames(&hellos, &sound)).await,
                }
            };
            timeout(PATIENCE, visit).await
        };
        runtime.block_on(visited).expect("an end");
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "the house panicked");
    });
    let goes_on = async {
        let asked = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
        while !ask(house.address, asked).await.starts_with(b"HTTP/1.1 200") {}
    };
    runtime.block_on(async { timeout(PATIENCE, goes_on).await }).expect("a house that goes on");
    assert_ne!(OPENED.load(Ordering::Relaxed), 0, "no websocket was opened");
    runtime.block_on(house.close());
}

/// A house in this process.
struct House {
    address: SocketAddr,
    gone: oneshot::Sender<()>,
    running: tokio::task::JoinHandle<()>,
    _data: tempfile::TempDir,
}

impl House {
    /// Opens it, with the `hello` of each hand and the token of an auditor.
    fn open() -> (Self, [String; 2], String) {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data: data.path().to_owned(),
            ..Config::default()
        };
        config.limits.new_connections_per_second_per_address = 1_000_000;
        config.limits.new_connections_burst_per_address = 1_000_000;
        // Whoever does not go on is not waited for.
        config.limits.header_timeout_ms = 50;
        config.limits.hello_timeout_ms = 100;
        let (session, title) = ("s".parse().unwrap(), Text { vi: "s".into(), en: "s".into() });
        let server = Server::open(&config, &[(session, title)]).unwrap();
        let session = "s".parse().unwrap();
        let mint = |by: &By| server.mint(&session, by, 1_000_000);
        let hello =
            |by: By| format!(r#"{{"id":0,"method":"hello","params":{{"token":"{}"}}}}"#, mint(&by));
        let hellos = [hello(By::Bidder { paddle: Paddle(7) }), hello(auctioneer())];
        let auditor = mint(&By::Auditor { officer: "Bình".to_owned().try_into().unwrap() });
        let address = server.address();
        let (gone, going) = oneshot::channel();
        let running = tokio::spawn(async move {
            server.run(async { drop(going.await) }).await.expect("a house that goes on");
        });
        (Self { address, gone, running, _data: data }, hellos, auditor)
    }

    async fn close(self) {
        drop(self.gone);
        self.running.await.expect("a house that ends well");
    }
}

/// Sound requests, the handshake of a websocket among them.
fn requests(address: SocketAddr, auditor: &str) -> Vec<String> {
    let handshake = format!(
        "GET /ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Origin: http://{address}\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: gavel.v1.json\r\n\r\n"
    );
    let other = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /ui/app.js HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /sessions HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, br\r\n\r\n",
        "GET /hall/s HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /ui/../../Cargo.toml HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /ticket HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x.y.z\r\nContent-Length: 2\r\n\r\n{}",
        "POST /ticket HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "GET /ws?ticket=00112233 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
    ];
    let audited = [
        "entries?after=0",
        "entries?after=18446744073709551615",
        "state?seq=2",
        "minutes?lot=1&language=vi&format=pdf",
        "pack",
    ]
    .map(|asked| {
        format!(
            "GET /audit/s/{asked} HTTP/1.1\r\nHost: {address}\r\n\
             Authorization: Bearer {auditor}\r\n\r\n"
        )
    });
    [handshake].into_iter().chain(other.map(str::to_owned)).chain(audited).collect()
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpSocket::new_v4().unwrap().connect(address).await.unwrap()
}

/// Sends a request, and hears the house out.
async fn ask(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = connect(address).await;
    let mut answer = Vec::new();
    let (mut from, mut to) = stream.split();
    // The house may hang up on what it hears first.
    let (_, _) = tokio::join!(to.write_all(request), from.read_to_end(&mut answer));
    answer
}

/// Opens a websocket, sends these frames and no more, and hears the house out.
async fn talk(address: SocketAddr, handshake: &str, frames: &[u8]) {
    let mut stream = connect(address).await;
    let mut answer = [0; 1_024];
    let read = match stream.write_all(handshake.as_bytes()).await {
        Ok(()) => stream.read(&mut answer).await.unwrap_or(0),
        Err(_) => 0,
    };
    // On a slow machine the handshake may come too late to be one.
    if !answer[..read].starts_with(b"HTTP/1.1 101") {
        return;
    }
    OPENED.fetch_add(1, Ordering::Relaxed);
    let (mut from, mut to) = stream.split();
    let sending = async {
        if to.write_all(frames).await.is_ok() {
            drop(to.shutdown().await);
        }
    };
    let mut heard = Vec::new();
    let ((), _) = tokio::join!(sending, from.read_to_end(&mut heard));
}

impl Visit {
    /// A `hello`, and what comes behind it.
    fn frames(&self, hellos: &[String], messages: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let hello = hellos[self.hand as usize].as_bytes();
        frame(&mut bytes, 0x81, None, [1, 2, 3, 4], hello);
        for Frame { first, length, mask, message } in &self.frames {
            frame(&mut bytes, first.unwrap_or(0x81), *length, *mask, &message.of(messages));
        }
        bytes
    }
}

/// Appends a frame (RFC 6455, 5.2), masked as a client's must be.
fn frame(into: &mut Vec<u8>, first: u8, said: Option<(u8, u64)>, mask: [u8; 4], body: &[u8]) {
    into.push(first);
    match (said, body.len()) {
        (Some((second, length)), _) => {
            into.push(second);
            into.extend(length.to_be_bytes());
        }
        (None, length @ ..126) => into.push(0x80 | u8::try_from(length).expect("short")),
        (None, length) => {
            into.push(0x80 | 0x7e);
            into.extend(u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes());
        }
    }
    into.extend(mask);
    into.extend(body.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
}
