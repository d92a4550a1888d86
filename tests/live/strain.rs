//! What a machine does to a server that nobody meant to harm: it stands still for half a minute,
//! has no descriptors left, no memory, a clock that is set. Bidders keep ledgers throughout.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gavel_proto::Timestamp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::client::Client;
use super::house::{House, SESSION, Server, gavel};
use super::ledgers::Ledgers;
use super::raw;
use super::web::until;
use crate::oracle::chance::Seed;

const PADDLES: u32 = 3;
/// Bids of one bidder at a time.
const BIDS: usize = 8;
/// How long a server stands still.
const STANDSTILL: Duration = Duration::from_secs(30);
/// Descriptors of a server that has few, and strangers who want one each.
const DESCRIPTORS: usize = 64;
const CROWD: usize = 2 * DESCRIPTORS;
/// What an officer does meanwhile, twice each.
const ACTS: usize = 10;
/// Room that a server gets above what it takes at rest, and the messages that some strangers begin.
const SPARE_KIB: usize = 24 * 1_024;
const STRANGERS: usize = 8;
const UNFINISHED_BYTES: u64 = 12_000_000;
/// A server that lets everybody begin such a message.
const GENEROUS: [&str; 4] =
    ["--set", "limits.message_bytes=16777216", "--set", "limits.write_buffer_bytes=16777216"];
/// By how many seconds the wall clock is set, and the most that may be seen of it.
const STEPS: [&str; 3] = ["+7200", "-7200", "+0"];
const SEEN_MICROS: i64 = 3_600 * 1_000_000;

/// A sale with an open lot in this house.
async fn open(house: House, server: &Server, seed: u64) -> Ledgers {
    let mut sale = Ledgers::open(house, PADDLES, Seed(seed));
    sale.admit(server).await;
    sale.next_lot(server).await;
    sale
}

/// A server of this house for which the shell sets a limit first.
fn limited(house: &House, limit: &str) -> Command {
    let server = gavel(&house.serving());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")]).arg(server.get_program());
    shell.args(server.get_args());
    shell
}

/// Everything is answered in the end, and the journal says what the ledgers say.
async fn end(mut sale: Ledgers, mut server: Server) {
    while sale.unanswered() != 0 {
        sale.bid(&server.address, 0, || ()).await;
    }
    sale.check(&server).await;
    server.terminate();
    assert_eq!(server.ended().status.code(), Some(0));
}

#[tokio::test]
async fn a_server_that_stood_still_for_half_a_minute_costs_no_answer() {
    let house = House::of_record();
    let server = house.serve(&[]);
    let mut sale = open(house, &server, 11).await;
    sale.bid(&server.address, BIDS, || ()).await;
    let process = server.process();
    let sent = Arc::new(AtomicUsize::new(0));
    // It stops between one bid that was sent and the next, and goes on by itself.
    let stop = move || {
        if sent.fetch_add(1, Ordering::Relaxed) == BIDS {
            process.freeze();
            std::thread::spawn(move || {
                std::thread::sleep(STANDSTILL);
                process.thaw();
            });
        }
    };
    sale.bid(&server.address, BIDS, stop).await;
    assert_eq!(sale.unanswered(), 0, "who waited was answered");
    end(sale, server).await;
}

#[tokio::test]
async fn without_a_descriptor_left_whoever_is_there_goes_on() {
    let house = House::of_record();
    let server = Server::start(
        limited(&house, &format!("ulimit -n {DESCRIPTORS}"))
            .args(["--set", "limits.header_timeout_ms=30000"]),
    );
    let mut sale = open(house, &server, 12).await;
    let officer = sale.house.token(SESSION, &["auctioneer", "--name", "An"]);
    let mut desk = Client::join(&server.address, &officer).await;
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        crowd.push(TcpStream::connect(&server.address).await.unwrap());
    }
    let descriptors = || async {
        let folder = format!("/proc/{}/fd", server.process().0);
        (DESCRIPTORS <= fs::read_dir(folder).unwrap().count()).then_some(())
    };
    until("the last descriptor to be taken", descriptors).await;
    for _ in 0..ACTS {
        desk.accepted("pause", json!({ "lot": 1, "reason": "a crowd at the door" })).await;
        desk.accepted("resume", json!({ "lot": 1 })).await;
    }
    drop(crowd);
    sale.bid(&server.address, BIDS, || ()).await;
    assert_eq!(sale.unanswered(), 0, "who comes when there is room again is answered");
    drop(desk);
    end(sale, server).await;
}

#[tokio::test]
async fn a_server_that_runs_out_of_memory_costs_no_answer() {
    let house = House::of_record();
    let one_arena = "export MALLOC_ARENA_MAX=1";
    let server = Server::start(limited(&house, one_arena).args(GENEROUS));
    let mut sale = open(house, &server, 13).await;
    sale.bid(&server.address, BIDS, || ()).await;
    let ceiling = format!("{one_arena}; ulimit -v {}", virtual_kib(&server) + SPARE_KIB);
    drop(server);
    let mut server = Server::start(limited(&sale.house, &ceiling).args(GENEROUS));
    sale.bid(&server.address, BIDS, || ()).await;
    assert_eq!(sale.unanswered(), 0);
    let address = server.address.clone();
    let mut crowd = JoinSet::new();
    for _ in 0..STRANGERS {
        crowd.spawn(fill(address.clone()));
    }
    while sale.unanswered() == 0 {
        sale.bid(&address, BIDS, || ()).await;
    }
    let ended = server.ended();
    assert_ne!(ended.status.code(), Some(0), "{}", ended.complaints);
    assert!(ended.complaints.contains("memory allocation of"), "{}", ended.complaints);
    let server = sale.house.serve(&[]);
    end(sale, server).await;
}

/// Begins a message and does not end it, until the server is gone.
async fn fill(address: String) {
    let mut stream = TcpStream::connect(&address).await.expect("a server that listens");
    let mut bytes = raw::handshake(&address, "").into_bytes();
    bytes.extend(raw::boasting(raw::FIN | raw::TEXT, UNFINISHED_BYTES + 1));
    // The server may be gone before it has heard all of this.
    if stream.write_all(&bytes).await.is_ok() {
        let mut rest = tokio::io::repeat(b'x').take(UNFINISHED_BYTES);
        drop(tokio::io::copy(&mut rest, &mut stream).await);
        drop(stream.read_to_end(&mut Vec::new()).await);
    }
}

/// The address space that a server took so far, in KiB.
fn virtual_kib(server: &Server) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process().0)).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).expect("a peak");
    line.split_whitespace().next().expect("a number").parse().expect("a number")
}

#[tokio::test]
async fn a_wall_clock_that_is_set_moves_nothing() {
    let house = House::of_record();
    let set = house.path().join("clock");
    fs::write(&set, "+0").unwrap();
    let faked = |house: &House| {
        let mut server = gavel(&house.serving());
        server.env("LD_PRELOAD", faketime()).env("FAKETIME_TIMESTAMP_FILE", &set);
        server.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        server
    };
    let server = Server::start(&mut faked(&house));
    let mut sale = open(house, &server, 14).await;
    let before = now(&sale, &server).await;
    for step in STEPS {
        fs::write(&set, step).unwrap();
        sale.bid(&server.address, BIDS, || ()).await;
        assert_eq!(sale.unanswered(), 0);
        let seen = now(&sale, &server).await.micros() - before.micros();
        assert!((0..SEEN_MICROS).contains(&seen), "{step}: the house's clock moved by {seen}");
    }
    drop(server);
    // Who starts on a wrong clock has wrong times, and whoever comes after does not fall behind them.
    fs::write(&set, STEPS[0]).unwrap();
    let server = Server::start(&mut faked(&sale.house));
    sale.bid(&server.address, BIDS, || ()).await;
    drop(server);
    let server = sale.house.serve(&[]);
    sale.bid(&server.address, BIDS, || ()).await;
    assert_eq!(sale.unanswered(), 0);
    end(sale, server).await;
}

/// The library that answers a program's questions about the time.
fn faketime() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").expect("libraries").flatten();
    let libraries = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    libraries.into_iter().find(|path| path.exists()).expect("`.ci/packages` installs faketime")
}

/// What the house says that the time is.
async fn now(sale: &Ledgers, server: &Server) -> Timestamp {
    let token = sale.house.token(SESSION, &["observer"]);
    let mut anybody = Client::join(&server.address, &token).await;
    let answer: Value = anybody.accepted("time", json!({})).await;
    serde_json::from_value(answer["at"].clone()).expect("a time")
}
