//! Somebody's connection: texts over a websocket, or lines over plain TCP.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsRawFd;

use mio::unix::SourceFd;
use mio::{Interest, Registry, Token};
use serde_json::{Value, json};

use super::frame::{self, Heard};
use super::{BUFFER_BYTES, PATIENCE};

/// How messages are told apart.
#[derive(Debug, Clone, Copy)]
enum Wire {
    Frames,
    Lines,
}

/// A connection. It blocks until it [listens](Line::listen).
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    wire: Wire,
    /// The beginning of a message whose end has not come: most often nothing.
    rest: Vec<u8>,
    /// The number of the last request.
    pub(crate) last: u64,
}

/// What all lines share: where they read into, and where their messages are put together.
#[derive(Debug)]
pub(crate) struct Desk {
    read: Vec<u8>,
    /// The message that is being put together.
    pub(crate) text: Vec<u8>,
    /// What one write sends.
    out: Vec<u8>,
}

impl Default for Desk {
    fn default() -> Self {
        Self { read: vec![0; BUFFER_BYTES], text: Vec::new(), out: Vec::new() }
    }
}

impl Line {
    /// A connection that speaks in lines.
    pub(crate) fn plain(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("a server that listens");
        stream.set_nodelay(true).expect("a socket");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        Self { stream, wire: Wire::Lines, rest: Vec::new(), last: 0 }
    }

    /// A websocket; `protocol` is the one to ask for, if it needs one.
    pub(crate) fn websocket(address: SocketAddr, path: &str, protocol: Option<&str>) -> Self {
        let mut line = Self::plain(address);
        let protocol = protocol.map(|name| format!("Sec-WebSocket-Protocol: {name}\r\n"));
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{}\r\n",
            protocol.unwrap_or_default()
        );
        line.stream.write_all(request.as_bytes()).expect("a server that reads");
        let status = line.next();
        assert!(status.starts_with("HTTP/1.1 101"), "no websocket at {path}: {status}");
        while !line.next().is_empty() {}
        line.wire = Wire::Frames;
        line
    }

    /// Waits for the next message.
    pub(crate) fn next(&mut self) -> String {
        loop {
            if let Some((heard, length)) = self.wire.first(&self.rest) {
                let text = match heard {
                    Heard::Message(text) => Some(String::from_utf8_lossy(text).into_owned()),
                    Heard::Close(why) => panic!("cut off: {}", String::from_utf8_lossy(why)),
                    Heard::Ping(_) | Heard::Nothing => None,
                };
                self.rest.drain(..length);
                match text {
                    Some(text) => return text,
                    None => continue,
                }
            }
            let mut chunk = [0; 4_096];
            let came = self.stream.read(&mut chunk).expect("a server that answers");
            assert!(0 < came, "a connection was lost");
            self.rest.extend_from_slice(&chunk[..came]);
        }
    }

    /// Sends one message.
    pub(crate) fn say(&mut self, text: &str) {
        let mut out = Vec::new();
        self.wire.write(text.as_bytes(), &mut out);
        self.stream.write_all(&out).expect("a server that reads what it is sent");
    }

    /// Asks gavel, and waits for the result.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let request = json!({ "id": self.last, "method": method, "params": params });
        self.say(&request.to_string());
        loop {
            let answer: Value = serde_json::from_str(&self.next()).expect("JSON");
            if answer["id"] == self.last {
                assert!(answer["result"] != Value::Null, "{method} was refused: {answer}");
                return answer["result"].clone();
            }
        }
    }

    /// From now on it does not block, and says when there is something to read.
    pub(crate) fn listen(&self, registry: &Registry, number: usize) {
        self.stream.set_nonblocking(true).expect("a socket");
        let mut source = SourceFd(&self.stream.as_raw_fd());
        registry.register(&mut source, Token(number), Interest::READABLE).expect("epoll");
    }

    /// Adds the text on the desk to what is sent next.
    pub(crate) fn add(&self, desk: &mut Desk) {
        self.wire.write(&desk.text, &mut desk.out);
        desk.text.clear();
    }

    /// Sends what was added, in one write.
    pub(crate) fn send(&mut self, desk: &mut Desk) {
        self.stream.write_all(&desk.out).expect("a server that reads what it is sent");
        desk.out.clear();
    }

    /// Reads what there is, and hands over each message where it lies.
    pub(crate) fn read(&mut self, desk: &mut Desk, mut heard: impl FnMut(&[u8])) {
        loop {
            let kept = self.rest.len();
            let came = match self.stream.read(&mut desk.read[kept..]) {
                Ok(0) => panic!("a connection was lost"),
                Ok(came) => came,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => panic!("a connection was lost: {error}"),
            };
            desk.read[..kept].copy_from_slice(&self.rest);
            let (bytes, mut at) = (&desk.read[..kept + came], 0);
            while let Some((message, length)) = self.wire.first(&bytes[at..]) {
                at += length;
                match message {
                    Heard::Message(text) => heard(text),
                    Heard::Ping(payload) => frame::write_pong(payload, &mut desk.out),
                    Heard::Close(why) => panic!("cut off: {}", String::from_utf8_lossy(why)),
                    Heard::Nothing => {}
                }
            }
            self.rest.clear();
            self.rest.extend_from_slice(&bytes[at..]);
            let is_all = bytes.len() < desk.read.len();
            if !desk.out.is_empty() {
                self.send(desk);
            }
            // The queue of the socket is empty: whatever comes now is told anew.
            if is_all {
                return;
            }
        }
    }
}

impl Wire {
    fn write(self, text: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Frames => frame::write_text(text, out),
            Self::Lines => out.extend_from_slice(text),
        }
    }

    fn first(self, bytes: &[u8]) -> Option<(Heard<'_>, usize)> {
        match self {
            Self::Frames => frame::first(bytes),
            Self::Lines => {
                let end = bytes.iter().position(|byte| *byte == b'\n')?;
                let line = &bytes[..end];
                Some((Heard::Message(line.strip_suffix(b"\r").unwrap_or(line)), end + 1))
            }
        }
    }
}
