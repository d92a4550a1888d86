//! The crowd: observers who come, listen for a while, fall asleep over it, come back or do not.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::line::{Gone, Line, Pass};
use crate::oracle::chance::{Chance, Seed};

/// Observers at once.
pub(super) const OBSERVERS: u64 = 60;
/// How long somebody stays.
const STAY_MS: (i64, i64) = (500, 40_000);
/// How long somebody sleeps who reads slowly: the house cuts whoever takes nothing for ten seconds.
const SLEEP_MS: (i64, i64) = (500, 13_000);
/// What the system takes in for whoever sleeps, so that the house notices.
const SMALL_WINDOW: u32 = 4_096;

/// How somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Awake,
    Drowsy,
}

/// One place of the crowd, taken by one observer after another until `end`.
pub(super) async fn watch(mut passes: Vec<Pass>, seed: Seed, end: Instant) {
    let mut chance = Chance::new(seed);
    let mut heard = None;
    let mut which = 0;
    while Instant::now() < end {
        // Half of them are where most is going on.
        if heard.is_none() {
            let last = u32::try_from(passes.len()).expect("a few sessions");
            which = if chance.percent(50) { 0 } else { chance.below(last) as usize };
        }
        let reading = if chance.percent(20) { Reading::Drowsy } else { Reading::Awake };
        let pass = &mut passes[which];
        pass.window = (reading == Reading::Drowsy).then_some(SMALL_WINDOW);
        let Ok(Ok(mut line)) = tokio::time::timeout_at(end, listen(pass, heard)).await else {
            heard = None;
            continue;
        };
        let stay = chance.between(STAY_MS.0, STAY_MS.1).unsigned_abs();
        let until = end.min(Instant::now() + Duration::from_millis(stay));
        let stayed = remain(&mut line, pass, &mut chance, reading, until).await;
        // Some come back to what they heard, some are somebody else.
        heard = line.seq.filter(|_| stayed.is_err() || chance.percent(50));
        if stayed.is_ok() && chance.percent(50) {
            line.leave().await;
        }
    }
}

async fn listen(pass: &mut Pass, since: Option<u64>) -> Result<Line, Gone> {
    let mut line = pass.join().await;
    line.subscribe(&pass.session, since).await?;
    Ok(line)
}

/// Reads until then; whoever sees a gap subscribes again.
async fn remain(
    line: &mut Line,
    pass: &Pass,
    chance: &mut Chance,
    reading: Reading,
    until: Instant,
) -> Result<(), Gone> {
    while Instant::now() < until {
        if reading == Reading::Drowsy {
            let millis = chance.between(SLEEP_MS.0, SLEEP_MS.1).unsigned_abs();
            sleep(Duration::from_millis(millis)).await;
        }
        let next = until.min(Instant::now() + Duration::from_secs(1));
        line.rest(next).await?;
        if line.is_behind {
            line.subscribe(&pass.session, line.seq).await?;
        }
    }
    Ok(())
}
