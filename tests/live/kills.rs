//! A server that is killed under load, again and again: every receipt it ever gave is in the
//! journal at its place, and nothing is there twice.
//!
//! `GAVEL_KILLS=1000` kills it a thousand times; `GAVEL_SEED=<seed>` chooses other moments.

use super::house::{House, Server};
use super::ledgers::{Fuse, Ledgers};
use crate::oracle::chance::Seeds;

/// Kills, unless `GAVEL_KILLS` says how many.
const KILLS: usize = 200;
const PADDLES: u32 = 5;
/// Bids of one bidder on one server, those included that are sent again.
const BIDS: usize = 15;
/// Servers that one lot is sold on.
const SERVERS_PER_LOT: usize = 25;
/// One start in so many is killed before the server listens.
const STILLBORN: u32 = 8;

#[tokio::test]
async fn a_server_killed_under_load_keeps_every_receipt_and_decides_nothing_twice() {
    let seed = Seeds::from_environment().next().expect("a seed");
    let repeat = seed.repeat();
    let kills = std::env::var("GAVEL_KILLS").map_or(KILLS, |text| text.parse().expect("a number"));
    let house = House::of_record();
    let server = house.serve(&[]);
    let mut sale = Ledgers::open(house, PADDLES, seed);
    sale.admit(&server).await;
    let mut waiting = Some(server);
    for kill in 0..kills {
        let server = waiting.take().unwrap_or_else(|| sale.house.serve(&[]));
        if kill % SERVERS_PER_LOT == 0 {
            sale.next_lot(&server).await;
        }
        kill_within(&mut sale, server).await;
        if sale.chance.below(STILLBORN) == 0 {
            sale.house.serve_and_kill();
        }
    }

    let mut server = sale.house.serve(&[]);
    while sale.unanswered() != 0 {
        sale.bid(&server.address, 0, || ()).await;
    }
    sale.check(&server).await;
    server.terminate();
    assert_eq!(server.ended().status.code(), Some(0));
    println!("{kills} kills, {} receipts", sale.receipts());
    drop((sale, repeat));
}

/// Everybody bids, and the server is killed at some moment between a bid and an answer.
async fn kill_within(sale: &mut Ledgers, server: Server) {
    let moments = 2 * PADDLES as usize * BIDS;
    let moment = 1 + sale.chance.below(u32::try_from(moments).expect("a few moments")) as usize;
    let address = server.address.clone();
    let fuse = Fuse::of(server, moment);
    let burning = fuse.clone();
    sale.bid(&address, BIDS, move || burning.burn()).await;
    assert!(fuse.take().is_none(), "the server lived longer than {moment} moments of {moments}");
}
