//! A websocket by hand, byte by byte: what no library would send, and what the server says to it.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::house::PATIENCE;

/// The frames of a message: the opcodes of RFC 6455, section 5.2.
pub(super) const CONTINUATION: u8 = 0;
pub(super) const TEXT: u8 = 1;
pub(super) const CLOSE: u8 = 8;
pub(super) const PING: u8 = 9;
pub(super) const PONG: u8 = 10;
/// The bit of a message's last frame.
pub(super) const FIN: u8 = 0x80;
/// The bit of a frame that is masked, as every frame of a client must be.
const MASKED: u8 = 0x80;
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

/// A frame as it goes over the wire: `head` is the opcode with its bits.
pub(super) fn frame(head: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = headed(head, payload.len() as u64, MASKED);
    frame.extend(MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// The same without a mask.
pub(super) fn unmasked(head: u8, payload: &[u8]) -> Vec<u8> {
    [headed(head, payload.len() as u64, 0), payload.to_vec()].concat()
}

/// The head of a frame that says it is so long.
pub(super) fn headed(head: u8, length: u64, masked: u8) -> Vec<u8> {
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ 0..=125), _) => vec![head, masked | short],
        (_, Ok(length)) => [&[head, masked | 0x7e][..], &length.to_be_bytes()].concat(),
        (_, Err(_)) => [&[head, masked | 0x7f][..], &length.to_be_bytes()].concat(),
    }
}

/// The head of a masked frame that says it is so long, whatever comes behind it.
pub(super) fn boasting(head: u8, length: u64) -> Vec<u8> {
    [headed(head, length, MASKED), MASK.to_vec()].concat()
}

/// The request that opens a websocket, with `more` lines of its head.
pub(super) fn handshake(address: &str, more: &str) -> String {
    format!(
        "GET /ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\
         Sec-WebSocket-Protocol: gavel.v1.json\r\n\r\n"
    )
}

/// A websocket that was opened by hand.
pub(super) struct Raw(TcpStream);

impl Raw {
    /// Opens one, and says hello.
    pub(super) async fn join(address: &str, token: &str) -> Self {
        let mut raw = Self::open(address).await;
        let hello = json!({ "id": 1, "method": "hello", "params": { "token": token } });
        raw.send(&frame(FIN | TEXT, hello.to_string().as_bytes())).await;
        assert_eq!(raw.answer().await["id"], 1);
        raw
    }

    async fn open(address: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("a server that listens");
        stream.write_all(handshake(address, "").as_bytes()).await.expect("the head goes out");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("the head of the answer"));
        }
        let head = String::from_utf8(head).expect("a head is text").to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        // The answer to this key, as section 1.3 of RFC 6455 has it.
        assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        Self(stream)
    }

    /// Puts bytes on the wire. A server that has gone is noticed by the next read.
    pub(super) async fn send(&mut self, bytes: &[u8]) {
        drop(self.0.write_all(bytes).await);
    }

    /// The next frame: its first byte and its payload; nothing if the connection is over.
    pub(super) async fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        timeout(PATIENCE, self.read()).await.expect("waited for a frame")
    }

    async fn read(&mut self) -> Option<(u8, Vec<u8>)> {
        let head = self.0.read_u8().await.ok()?;
        let length = match self.0.read_u8().await.ok()? {
            126 => self.0.read_u16().await.ok()?.into(),
            127 => self.0.read_u64().await.ok()?,
            short => short.into(),
        };
        let mut payload = vec![0; usize::try_from(length).expect("a message that fits")];
        self.0.read_exact(&mut payload).await.ok()?;
        Some((head, payload))
    }

    /// The next text, as JSON.
    pub(super) async fn answer(&mut self) -> Value {
        loop {
            let (head, payload) = self.next().await.expect("an answer");
            if head == FIN | TEXT {
                return serde_json::from_slice(&payload).expect("JSON");
            }
        }
    }

    /// Reads on until the server closes: its code; nothing where it hangs up without a word.
    pub(super) async fn closed(&mut self) -> Option<u16> {
        loop {
            let (head, payload) = self.next().await?;
            if head == FIN | CLOSE {
                assert_eq!(self.next().await, None, "nothing comes behind a close");
                return Some(u16::from_be_bytes([payload[0], payload[1]]));
            }
        }
    }
}
