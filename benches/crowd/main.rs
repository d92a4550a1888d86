//! Load: a house on this machine with one hot lot, twenty bids a second by twenty bidders, and a crowd of
//! observers on as many sockets (`GAVEL_CROWD`, without it 10,000), each of them a task here.
//! Measured: bidders' acknowledgements in the quiet house, in the crowd, under attack (readers that never
//! read, half-open handshakes, heads that never end, a flood of connections from one address) and under
//! both, each against the quiet figure of the same run; whether every observer got every push in order;
//! memory of the server for each idle socket; how long all take to come back after all sockets broke at
//! once.
//! Left out: TLS; a network (everybody is on loopback, at addresses of their own, and shares the
//! processors with the server). Needs `ulimit -n` above the crowd, and a release build;
//! `GAVEL_CROWD_SERVER` names another program to compare with.

mod attack;
mod bidder;
mod house;
#[path = "../load/mod.rs"]
#[expect(dead_code, reason = "the crowd has clients of its own, a task for each")]
mod load;
mod observer;
mod socket;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use house::House;
use observer::{Crowd, Observer};

const BIDDERS: u32 = 20;
/// How long each part lasts.
const PART: Duration = Duration::from_secs(15);
/// How many handshakes are under way at once.
const COMING: usize = 128;
/// How long may pass until the last observer has the last push, and until everybody is back.
const PATIENCE: Duration = Duration::from_mins(2);

#[tokio::main]
async fn main() {
    let wanted = u32::try_from(load::setting("GAVEL_CROWD", 10_000)).expect("a crowd");
    let house = Arc::new(House::open(wanted));

    let quiet = bidder::bid(&house, BIDDERS, PART).await;
    println!("quiet      {quiet}");

    let before = house.resident_bytes();
    let crowd = gather(&house, wanted).await;
    let each = house.resident_bytes().saturating_sub(before) / u64::from(wanted);
    println!("memory     {each} bytes of the server's resident set for each of {wanted} sockets");

    let busy = bidder::bid(&house, BIDDERS, PART).await;
    println!("crowd      {busy}, {} of quiet", busy.against(&quiet));
    let told = crowd.hear_out(&house, PATIENCE).await;
    println!("crowd      {told}");

    let (attacked, held_off) = attack::under(&house, bidder::bid(&house, BIDDERS, PART)).await;
    println!("both       {attacked}, {} of quiet", attacked.against(&quiet));
    println!("both       {held_off}; {} MiB resident", house.resident_bytes() >> 20);
    println!("both       {}", crowd.hear_out(&house, PATIENCE).await);

    drop(crowd);
    let started = Instant::now();
    let (bidders, crowd) = tokio::join!(come_back(&house, BIDDERS, started), async {
        drop(gather(&house, wanted).await);
        started.elapsed()
    });
    println!(
        "storm      {BIDDERS} bidders back in {bidders:.2?}, {wanted} observers in {crowd:.2?}"
    );

    let (attacked, held_off) = attack::under(&house, bidder::bid(&house, BIDDERS, PART)).await;
    println!("attack     {attacked}, {} of quiet", attacked.against(&quiet));
    println!("attack     {held_off}; {} MiB resident", house.resident_bytes() >> 20);
}

/// Everybody connects and subscribes, again and again until it works.
async fn gather(house: &Arc<House>, wanted: u32) -> Crowd {
    let coming = Arc::new(Semaphore::new(COMING));
    let mut arriving = JoinSet::new();
    for number in 0..wanted {
        let (house, coming) = (Arc::clone(house), Arc::clone(&coming));
        arriving.spawn(async move {
            loop {
                let turn = coming.acquire().await.expect("an open semaphore");
                if let Some(observer) = Observer::come(&house, number).await {
                    return observer;
                }
                drop(turn);
                tokio::time::sleep(socket::RETRY).await;
            }
        });
    }
    Crowd::of(arriving.join_all().await)
}

/// How long the slowest bidder takes to be back.
async fn come_back(house: &Arc<House>, bidders: u32, started: Instant) -> Duration {
    let mut arriving = JoinSet::new();
    for paddle in 1..=bidders {
        let house = Arc::clone(house);
        arriving.spawn(async move { drop(bidder::come_in(&house, paddle).await) });
    }
    arriving.join_all().await;
    started.elapsed()
}
