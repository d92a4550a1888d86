//! The bidders: each in turn bids the asking price, and takes the time until it is answered.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::{interval_at, sleep, sleep_until};
use uuid::Uuid;

use crate::house::House;
use crate::socket::{RETRY, Socket, join, number};

/// How often each of them bids.
const PERIOD: Duration = Duration::from_secs(1);

/// How long answers took, the shortest first.
pub(crate) struct Acks(Vec<Duration>);

/// So many bidders bid for so long, spread over the second: on a thread of their own, where nobody's
/// answer waits until this program has read what the crowd was told.
pub(crate) async fn bid(house: &Arc<House>, bidders: u32, long: Duration) -> Acks {
    let house = Arc::clone(house);
    let bidding = tokio::task::spawn_blocking(move || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(bid_here(&house, bidders, long))
    });
    bidding.await.expect("bidders who bid to the end")
}

async fn bid_here(house: &House, bidders: u32, long: Duration) -> Acks {
    let mut lines = Vec::new();
    for paddle in 1..=bidders {
        lines.push(come_in(house, paddle).await);
    }
    let mut bidding = JoinSet::new();
    for (turn, line) in (0..).zip(lines) {
        bidding.spawn(pace(line, PERIOD * turn / bidders, long));
    }
    let (acks, last): (Vec<_>, Vec<_>) = bidding.join_all().await.into_iter().unzip();
    let last = last.into_iter().max().unwrap_or_default();
    house.last.store(last, Ordering::Relaxed);
    let mut acks = acks.concat();
    acks.sort_unstable();
    Acks(acks)
}

/// A bidder comes in, again and again until it works.
pub(crate) async fn come_in(house: &House, paddle: u32) -> Socket {
    loop {
        if let Some(line) = join(house, paddle, &house.bidder(paddle)).await {
            return line;
        }
        sleep(RETRY).await;
    }
}

/// How long each answer took, and the sequence that the last of them bears.
async fn pace(mut line: Socket, offset: Duration, long: Duration) -> (Vec<Duration>, u64) {
    let start = tokio::time::Instant::now() + offset;
    let end = start + long;
    let mut turns = interval_at(start, PERIOD);
    let (mut asked, mut acks, mut last) = (None, Vec::new(), 0);
    loop {
        tokio::select! {
            text = line.next() => {
                let text = text.expect("a bidder is never cut");
                if let Some((id, at)) = asked && number(&text, "{\"id\":") == Some(id) {
                    acks.push(Instant::elapsed(&at));
                    last = number(&text, "\"seq\":").expect("a bid that was taken");
                    asked = None;
                }
            }
            _ = turns.tick(), if asked.is_none() => {
                let bid_id = Uuid::now_v7();
                let bid = json!({ "lot": 1, "bid_id": bid_id, "asking_at_most": "999999999999999" });
                let at = Instant::now();
                let id = line.send("bid", bid).await.expect("a bidder is never cut");
                asked = Some((id, at));
            }
            () = sleep_until(end), if asked.is_none() => return (acks, last),
        }
    }
}

impl Acks {
    /// The time within which so many of a thousand were answered.
    fn within(&self, of_thousand: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * of_thousand / 1_000).copied().unwrap_or_default()
    }

    /// The 99th percentile of these in hundredths of that of others.
    pub(crate) fn against(&self, others: &Self) -> String {
        let (ours, theirs) = (self.within(990).as_micros(), others.within(990).as_micros().max(1));
        format!("p99 {} %", ours * 100 / theirs)
    }
}

impl fmt::Display for Acks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [half, most, all] = [500, 990, 1_000].map(|many| self.within(many));
        write!(f, "{} bids answered: p50 {half:.2?}, p99 {most:.2?}, max {all:.2?}", self.0.len())
    }
}
