//! The floor of a durable bid: bare websockets on one thread, which writes what a round of its loop
//! brought to a zero-filled file, with one write that syncs, before anybody is answered.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

const LISTENER: Token = Token(usize::MAX);
const JOURNAL_BYTES: usize = 64 << 20;
const BLOCK: usize = 4_096;
const RECORD: usize = 128;
/// What a round may bring.
const ROUND_BYTES: usize = 1 << 20;
/// `O_DIRECT | O_DSYNC` of Linux on `x86_64`.
const DIRECT_AND_SYNCED: i32 = 0o40000 | 0o10000;

/// Blocks that were written once already, so that no write has to find new ones.
struct Journal {
    file: File,
    /// More than a round, so that one begins at a block's edge somewhere in it.
    buffer: Vec<u8>,
    edge: usize,
    used: usize,
    at: usize,
}

impl Journal {
    fn create(path: &Path) -> std::io::Result<Self> {
        let mut zeros = File::create(path)?;
        for _ in 0..JOURNAL_BYTES / ROUND_BYTES {
            zeros.write_all(&vec![0; ROUND_BYTES])?;
        }
        zeros.sync_all()?;
        let file = File::options().write(true).custom_flags(DIRECT_AND_SYNCED).open(path)?;
        let buffer = vec![0; ROUND_BYTES + BLOCK];
        let edge = buffer.as_ptr().align_offset(BLOCK);
        Ok(Self { file, buffer, edge, used: 0, at: 0 })
    }

    fn add(&mut self, seq: u64, request: &[u8]) {
        let from = self.edge + self.used;
        let record = &mut self.buffer[from..from + RECORD];
        record.fill(0);
        record[..8].copy_from_slice(&seq.to_le_bytes());
        record[8..8 + request.len()].copy_from_slice(request);
        self.used += RECORD;
    }

    /// Everything added is on the disk when this returns.
    fn write(&mut self) -> std::io::Result<()> {
        let whole = self.used.next_multiple_of(BLOCK);
        self.buffer[self.edge + self.used..self.edge + whole].fill(0);
        if JOURNAL_BYTES < self.at + whole {
            self.at = 0;
        }
        let blocks = &self.buffer[self.edge..self.edge + whole];
        self.file.write_all_at(blocks, self.at as u64)?;
        (self.at, self.used) = (self.at + whole, 0);
        Ok(())
    }
}

struct Bidder {
    stream: TcpStream,
    rest: Vec<u8>,
    out: Vec<u8>,
    is_websocket: bool,
}

/// Serves until it is killed.
pub(crate) fn serve(address: SocketAddr, folder: &Path) -> std::io::Result<()> {
    let mut journal = Journal::create(&folder.join("floor.journal"))?;
    let mut poll = Poll::new()?;
    let mut listener = TcpListener::bind(address)?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let (mut bidders, mut events) = (Vec::<Option<Bidder>>::new(), Events::with_capacity(1_024));
    let (mut seq, mut answered) = (0, Vec::new());
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    stream.set_nodelay(true)?;
                    let token = Token(bidders.len());
                    poll.registry().register(&mut stream, token, Interest::READABLE)?;
                    let (rest, out) = (Vec::new(), Vec::new());
                    bidders.push(Some(Bidder { stream, rest, out, is_websocket: false }));
                }
                continue;
            }
            let place = event.token().0;
            let Some(bidder) = &mut bidders[place] else { continue };
            if !bidder.read() {
                bidders[place] = None;
            } else if bidder.bid(&mut seq, &mut journal) {
                answered.push(place);
            }
        }
        if 0 < journal.used {
            journal.write()?;
        }
        for place in answered.drain(..) {
            if let Some(bidder) = &mut bidders[place] {
                bidder.stream.write_all(&bidder.out)?;
                bidder.out.clear();
            }
        }
    }
}

impl Bidder {
    /// Reads what there is; false once the other side is gone.
    fn read(&mut self) -> bool {
        let mut chunk = [0; 4_096];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return false,
                Ok(came) => self.rest.extend_from_slice(&chunk[..came]),
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
    }

    /// Journals what was bid; whether there is something to answer.
    fn bid(&mut self, seq: &mut u64, journal: &mut Journal) -> bool {
        if !self.is_websocket {
            return self.shake_hands();
        }
        let mut at = 0;
        // A bid is a short masked frame: two bytes of head, four of the key.
        while let [_, short, frame @ ..] = &self.rest[at..] {
            let length = usize::from(short & 0x7f);
            let (Some(key), Some(masked)) = (frame.get(..4), frame.get(4..4 + length)) else {
                break;
            };
            let mut request = [0; 125];
            for (place, byte) in masked.iter().enumerate() {
                request[place] = byte ^ key[place % 4];
            }
            *seq += 1;
            journal.add(*seq, &request[..length.min(RECORD - 8)]);
            let answer = format!("+{seq}");
            self.out.extend([0x81, u8::try_from(answer.len()).expect("a number is short")]);
            self.out.extend_from_slice(answer.as_bytes());
            at += 6 + length;
        }
        self.rest.drain(..at);
        !self.out.is_empty()
    }

    fn shake_hands(&mut self) -> bool {
        let head = String::from_utf8_lossy(&self.rest);
        if !head.ends_with("\r\n\r\n") {
            return false;
        }
        let key = head.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let accept = derive_accept_key(key.unwrap_or_default().as_bytes());
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        self.out.extend_from_slice(answer.as_bytes());
        self.rest.clear();
        self.is_websocket = true;
        true
    }
}
