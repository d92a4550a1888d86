//! A disk that fills up, and one that fails a call: no answer is given for what is not durable, the
//! server stops and says why, and the next one goes on.

use super::house::{House, SESSION, Server};
use super::ledgers::Ledgers;
use crate::oracle::chance::Seed;

const PADDLES: u32 = 3;
/// Bids of one bidder at a time.
const BIDS: usize = 4;

/// What fails on the thread of the session, once: the call, how, and the reason that is given. The
/// first calls are those of the recovery, on another thread. A batch is a write, a sync and a write
/// of the note.
const FAILURES: [(&str, &str); 9] = [
    ("fdatasync:error=EIO:when=2", "Input/output error"),
    ("fdatasync:error=EIO:when=3", "Input/output error"),
    ("fdatasync:error=EIO:when=6", "Input/output error"),
    ("fdatasync:error=ENOSPC:when=4", "No space left on device"),
    ("pwrite64:error=ENOSPC:when=2", "No space left on device"),
    ("pwrite64:error=ENOSPC:when=5", "No space left on device"),
    ("pwrite64:error=ENOSPC:when=8", "No space left on device"),
    ("pwrite64:error=EIO:when=3", "Input/output error"),
    ("pwrite64:error=EIO:when=6", "Input/output error"),
];

/// A sale in this house, and the server that it is held on.
async fn open(house: House, seed: u64) -> (Ledgers, Server) {
    let server = house.serve(&[]);
    let mut sale = Ledgers::open(house, PADDLES, Seed(seed));
    sale.admit(&server).await;
    sale.next_lot(&server).await;
    (sale, server)
}

/// Everybody bids until the server is gone: it went with the reason, and gave it.
async fn bid_until_it_stops(sale: &mut Ledgers, mut server: Server, reason: &str) {
    while sale.unanswered() == 0 {
        sale.bid(&server.address, BIDS, || ()).await;
    }
    let ended = server.ended();
    assert_eq!(ended.status.code(), Some(1), "{reason}: {}", ended.complaints);
    for part in [reason, &format!("sessions/{SESSION}/")] {
        assert!(ended.complaints.contains(part), "{part} is not in: {}", ended.complaints);
    }
}

/// Every bid gets its answer in the end, and every answer is in the journal.
async fn answer_all(sale: &mut Ledgers, mut server: Server) {
    while sale.unanswered() != 0 {
        sale.bid(&server.address, 0, || ()).await;
    }
    sale.bid(&server.address, BIDS, || ()).await;
    assert_eq!(sale.unanswered(), 0);
    sale.check(&server).await;
    server.terminate();
    assert_eq!(server.ended().status.code(), Some(0));
}

#[tokio::test]
async fn a_disk_that_fills_up_stops_the_house_and_costs_no_answer() {
    let house = House::on_small_disk("64k");
    let (mut sale, server) = open(house, 1).await;
    let full = "No space left on device";
    bid_until_it_stops(&mut sale, server, full).await;
    assert!(20 < sale.receipts(), "only {} bids on 64 KiB", sale.receipts());
    // What is full can be read, and says the same again.
    let server = sale.house.serve(&[]);
    sale.check(&server).await;
    sale.bid(&server.address, BIDS, || ()).await;
    bid_until_it_stops(&mut sale, server, full).await;
    sale.house.resize_disk("4m");
    let server = sale.house.serve(&[]);
    answer_all(&mut sale, server).await;
}

#[tokio::test]
async fn a_disk_that_fails_a_call_stops_the_house_and_costs_no_answer() {
    let (mut sale, mut server) = open(House::of_record(), 2).await;
    server.terminate();
    assert_eq!(server.ended().status.code(), Some(0));
    for (failure, reason) in FAILURES {
        let server = Server::start(&mut sale.house.tampered(failure));
        bid_until_it_stops(&mut sale, server, reason).await;
        let server = sale.house.serve(&[]);
        answer_all(&mut sale, server).await;
    }
}

#[tokio::test]
async fn a_recovery_on_a_failing_disk_refuses_the_start_and_harms_nothing() {
    let (mut sale, mut server) = open(House::of_record(), 3).await;
    for call in ["fsync", "fdatasync", "pwrite64"] {
        sale.bid(&server.address, BIDS, || ()).await;
        server.kill();
        let failing =
            Server::try_start(&mut sale.house.tampered(&format!("{call}:error=EIO:when=1")));
        let Err(ended) = failing else { panic!("started although {call} failed") };
        assert_ne!(ended.status.code(), Some(0), "{call}: {}", ended.complaints);
        assert!(ended.complaints.contains("Input/output error"), "{call}: {}", ended.complaints);
        server = sale.house.serve(&[]);
    }
    answer_all(&mut sale, server).await;
}
