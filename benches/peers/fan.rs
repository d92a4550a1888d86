//! A round of fan-out: each side in turn, to each number of listeners, one event at a time and eight.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::again;
use crate::load::Pace;
use crate::load::bids::Bids;
use crate::load::figures::Hundredths;
use crate::load::hearing::Crowd;
use crate::load::house::House;
use crate::load::line::Line;
use crate::load::server::{Server, free};
use crate::samples::Samples;

/// Who tells everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Gavel,
    Tuned,
    First,
    Node,
    Nchan,
}

pub(crate) const SIDES: [Side; 5] =
    [Side::Gavel, Side::Tuned, Side::First, Side::Node, Side::Nchan];
pub(crate) const LISTENERS: [u64; 2] = [5_000, 10_000];
/// Events under way at once.
pub(crate) const PACES: [usize; 2] = [1, 8];

/// What a side came to with so many listeners and so many events under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Hundredths of a microsecond of processor time for each delivery.
    pub(crate) cpu: Samples,
    pub(crate) deliveries_per_second: Samples,
    pub(crate) last_p50_micros: Samples,
}

/// The figures of everybody.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) told: BTreeMap<(u64, usize, Side), Figures>,
    /// Hundredths of a KiB of the server's memory for each idle listener.
    pub(crate) kib: BTreeMap<Side, Samples>,
}

impl Side {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gavel => "gavel",
            Self::Tuned => "tokio-tungstenite, tuned",
            Self::First => "tokio-tungstenite, first",
            Self::Node => "node ws",
            Self::Nchan => "nginx, nchan",
        }
    }
}

/// One sample of everything.
pub(crate) fn round(results: &mut Results, long: Duration) {
    for listeners in LISTENERS {
        for side in SIDES {
            if side == Side::Gavel {
                let house = House::open(1, 1);
                let bids = Bids { run: 1, lots: 1 };
                let say = |number, out: &mut Vec<u8>| bids.write(0, number, out);
                let room = Room { side, server: house.server(), listeners };
                room.take(results, house.bidder(0), &|| house.observer(), &say, long);
                continue;
            }
            let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
            let address = free();
            let server = Server::start(&mut command(side, address.port(), folder.path()), address);
            let room = Room { side, server: &server, listeners };
            let listener = || Line::websocket(address, "/sub", None);
            if side == Side::Nchan {
                // The channel is made by the first who listens.
                room.take(results, Line::plain(address), &listener, &post, long);
            } else {
                let speaker = Line::websocket(address, "/pub", None);
                room.take(results, speaker, &listener, &event, long);
            }
        }
    }
}

struct Room<'a> {
    side: Side,
    server: &'a Server,
    listeners: u64,
}

impl Room<'_> {
    fn take(
        &self,
        results: &mut Results,
        speaker: Line,
        listener: &dyn Fn() -> Line,
        say: &dyn Fn(u64, &mut Vec<u8>),
        long: Duration,
    ) {
        let Self { side, server, listeners } = *self;
        let before = server.resident_bytes();
        let lines = (0..listeners).map(|_| listener()).collect();
        let grown = server.resident_bytes().saturating_sub(before);
        let kib = Hundredths::of(grown, listeners * 1_024);
        results.kib.entry(side).or_default().add(kib.0);
        let mut crowd = Crowd::new(speaker, lines);
        for under_way in PACES {
            let heard = crowd.hear(say, Pace::UnderWay(under_way), server, long);
            let figures = results.told.entry((listeners, under_way, side)).or_default();
            figures.cpu.add(heard.cpu_each().0);
            figures.deliveries_per_second.add(heard.rate());
            figures.last_p50_micros.add(heard.last.micros(0.5));
            let (name, cpu) = (side.name(), heard.cpu_each());
            println!("  {name:<26} {listeners:>5} × {under_way}: {cpu} us each, {kib} KiB");
        }
    }
}

/// What serves on that side.
fn command(side: Side, port: u16, folder: &Path) -> Command {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/peers");
    let address = format!("127.0.0.1:{port}");
    let mut command = match side {
        Side::Node => Command::new("node"),
        Side::Nchan => Command::new("/usr/sbin/nginx"),
        Side::Gavel | Side::Tuned | Side::First => again(),
    };
    match side {
        Side::Node => {
            command.arg(files.join("sockets.js")).arg(port.to_string());
            command.env("NODE_PATH", "/usr/share/nodejs");
        }
        Side::Nchan => {
            let settings = include_str!("nchan.conf").replace("PORT", &port.to_string());
            fs::write(folder.join("nginx.conf"), settings).expect("settings are written");
            command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
        }
        Side::First => {
            command.args(["serve-first", &address]);
        }
        Side::Gavel | Side::Tuned => {
            command.args(["serve-tuned", &address]);
        }
    }
    command
}

/// An event as long as gavel's push of a bid.
fn event(number: u64, out: &mut Vec<u8>) {
    write!(
        out,
        "{{\"session\":\"bench\",\"seq\":{number},\"prev\":{number},\"at\":\
         \"2026-11-23T09:00:01.000000Z\",\"events\":[{{\"price_changed\":{{\"lot\":1,\"bid_id\":\
         \"00000001-0000-7000-8000-{number:012x}\",\"bidder\":1,\"price\":\"100000123\",\"leader\":1,\
         \"asking\":\"100000124\",\"reserve\":\"none\",\"at\":\"2026-11-23T09:00:01.000000Z\"}}}}]}}"
    )
    .expect("a vector takes all");
}

/// The same, posted.
fn post(number: u64, out: &mut Vec<u8>) {
    let mut text = Vec::new();
    event(number, &mut text);
    let length = text.len();
    write!(out, "POST /pub HTTP/1.1\r\nHost: bench\r\nContent-Length: {length}\r\n\r\n")
        .expect("a vector takes all");
    out.extend_from_slice(&text);
}
