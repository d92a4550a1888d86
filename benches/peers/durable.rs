//! A round of durable bids: each side in turn, each load after the other.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;

use crate::again;
use crate::load::Pace;
use crate::load::asking::{Askers, Service, Verdict};
use crate::load::bids::Bids;
use crate::load::house::House;
use crate::load::line::Line;
use crate::load::server::{Server, free};
use crate::postgres::Postgres;
use crate::samples::Samples;

/// Who takes bids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Gavel,
    Redis,
    Postgres,
    Floor,
}

/// How many connections, and how many bids are under way on each.
pub(crate) type Load = (u32, usize);

pub(crate) const IDLE: Load = (1, 1);
pub(crate) const BUSY: Load = (64, 1);
pub(crate) const PIPELINED: Load = (64, 8);
pub(crate) const LOADS: [Load; 3] = [IDLE, BUSY, PIPELINED];
pub(crate) const SIDES: [Side; 4] = [Side::Gavel, Side::Redis, Side::Postgres, Side::Floor];
const BIDDERS: u32 = 64;

/// What a side came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    pub(crate) bids_per_second: Samples,
    pub(crate) p50_micros: Samples,
    pub(crate) p99_micros: Samples,
    /// Hundredths of a microsecond of processor time for each bid.
    pub(crate) cpu: Samples,
}

/// The figures of every side under every load.
pub(crate) type Results = BTreeMap<(Load, Side), Figures>;

impl Side {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gavel => "gavel",
            Self::Redis => "Redis, appendfsync always",
            Self::Postgres => "PostgreSQL 15",
            Self::Floor => "floor",
        }
    }
}

/// One sample of everything.
pub(crate) fn round(results: &mut Results, long: Duration) {
    for side in SIDES {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let address = free();
        match side {
            Side::Gavel => {
                let house = House::open(BIDDERS, 1);
                for (run, load) in (1..).zip(LOADS) {
                    let lines = (0..load.0 as usize).map(|number| house.bidder(number)).collect();
                    let bids = Bids { run, lots: 1 };
                    take(results, side, load, &bids, lines, house.server(), long);
                }
            }
            Side::Redis => {
                let mut command = Command::new("redis-server");
                command.args(["--bind", "127.0.0.1", "--port", &address.port().to_string()]);
                command.args(["--save", "", "--appendonly", "yes", "--appendfsync", "always"]);
                command.args(["--auto-aof-rewrite-percentage", "0", "--dir"]).arg(data.path());
                let server = Server::start(&mut command, address);
                let redis = Redis::prepare(address);
                for load in LOADS {
                    let lines = (0..load.0).map(|_| Line::plain(address)).collect();
                    take(results, side, load, &redis, lines, &server, long);
                }
            }
            Side::Floor => {
                let mut command = again();
                command.args(["serve-floor", &address.to_string()]).arg(data.path());
                let server = Server::start(&mut command, address);
                for load in LOADS {
                    let lines = (0..load.0).map(|_| Line::websocket(address, "/", None)).collect();
                    take(results, side, load, &Floor, lines, &server, long);
                }
            }
            Side::Postgres => {
                fs::create_dir(data.path().join("pg")).expect("a folder");
                let postgres = Postgres::start(&data.path().join("pg"), address.port());
                for load in [IDLE, BUSY] {
                    let ran = postgres.load(load.0, long);
                    let figures = results.entry((load, side)).or_default();
                    figures.bids_per_second.add(ran.bids_per_second);
                    figures.p50_micros.add(ran.p50_micros);
                    figures.p99_micros.add(ran.p99_micros);
                    figures.cpu.add(ran.cpu.0);
                    tell(side, load, figures);
                }
                postgres.stop();
            }
        }
    }
}

fn take<S: Service>(
    results: &mut Results,
    side: Side,
    load: Load,
    service: &S,
    lines: Vec<Line>,
    server: &Server,
    long: Duration,
) {
    let asked = Askers::new(service, lines).ask(Pace::UnderWay(load.1), server, long);
    assert_eq!(asked.refused, 0, "{}: a bid at the asking price is not refused", side.name());
    let figures = results.entry((load, side)).or_default();
    figures.bids_per_second.add(asked.rate());
    figures.p50_micros.add(asked.latency.micros(0.5));
    figures.p99_micros.add(asked.latency.micros(0.99));
    figures.cpu.add(asked.cpu_each().0);
    tell(side, load, figures);
}

fn tell(side: Side, (connections, each): Load, figures: &Figures) {
    let rate = figures.bids_per_second.median();
    println!("  {:<26} {connections:>3} × {each}: {rate} bids a second", side.name());
}

/// A script that does what `place_bid` does, by its digest.
struct Redis {
    digest: String,
}

impl Redis {
    fn prepare(address: SocketAddr) -> Self {
        let script = include_str!("place_bid.lua");
        let mut line = Line::plain(address);
        let length = script.len();
        line.say(&format!("*3\r\n$6\r\nSCRIPT\r\n$4\r\nLOAD\r\n${length}\r\n{script}\r\n"));
        let head = line.next();
        assert_eq!(head, "$40", "Redis takes the script");
        Self { digest: line.next() }
    }
}

impl Service for Redis {
    fn ask(&self, line: usize, _: u64, out: &mut Vec<u8>) {
        let digest = &self.digest;
        write!(out, "EVALSHA {digest} 2 lot:1 bids:1 {line} 999999999999999\r\n")
            .expect("a vector takes all");
    }

    fn verdict(&self, _: u64, message: &[u8]) -> Option<Verdict> {
        let is_accepted = message.starts_with(b":") && message != b":0";
        Some(if is_accepted { Verdict::Accepted } else { Verdict::Refused })
    }
}

struct Floor;

impl Service for Floor {
    fn ask(&self, line: usize, number: u64, out: &mut Vec<u8>) {
        write!(out, "bid 1 {line} {number}").expect("a vector takes all");
    }

    fn verdict(&self, _: u64, message: &[u8]) -> Option<Verdict> {
        Some(if message.starts_with(b"+") { Verdict::Accepted } else { Verdict::Refused })
    }
}
