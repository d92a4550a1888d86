//! `gavel rehearse`: a crowd that is not there yet, so that an operator knows before the sale what
//! the house will hold.

mod bidder;
mod desk;
mod hall;
mod line;
mod observer;
mod pace;
mod passes;
mod progress;
mod report;
mod tally;

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;
use clap::Args;
use gavel_proto::{Paddle, SessionId};
use serde::Serialize;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep_until, timeout};

use super::entrance::Entrance;
use super::serve::told_to_stop;
use super::{Failure, session_name};
use crate::calendar::REHEARSAL;
use desk::Stage;
use hall::Hall;
use pace::Pace;
use passes::{Passes, Source};
use progress::Progress;
use report::Report;

/// How long everybody has to come in, beside the time that the arrivals take.
const GATHERING: Duration = Duration::from_secs(20);
/// How long the last answers and pushes may take.
const LAST_WORDS: Duration = Duration::from_secs(15);

/// Try a running house with a crowd of bidders and observers, and say whether it held
#[derive(Debug, Args)]
pub(super) struct Rehearse {
    /// Where the house listens, without TLS
    #[arg(long, env = "GAVEL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the house is reached, instead of --listen: `wss://auction.example`
    #[arg(long, value_name = "ADDRESS")]
    url: Option<Uri>,
    /// The PEM file of who issued the house's certificate, instead of those that the system trusts
    #[arg(long, value_name = "FILE", requires = "url")]
    ca: Option<PathBuf>,
    /// The session to rehearse in: its name begins with "rehearsal", so that no sale is held there
    #[arg(long, value_parser = session_name, default_value = REHEARSAL)]
    session: SessionId,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    crowd: Crowd,
    #[command(flatten)]
    demands: Demands,
    /// Write the report as JSON too
    #[arg(long)]
    json: Option<PathBuf>,
}

/// Who comes, and what they do.
#[derive(Debug, Clone, Copy, Default, Serialize, Args)]
struct Crowd {
    /// Bidders, each with a paddle and a connection
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    bidders: u32,
    /// Observers, each with a connection
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    observers: u32,
    /// Observers more who never read what they are sent
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    slow_readers: u32,
    /// Lots that are open at once
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    lots: u32,
    /// Bids a second, of all bidders together
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    bids_per_second: u32,
    /// How long bidding lasts
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    seconds: u32,
    /// How often everybody is cut off at once, and comes back
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    storms: u32,
    /// Connections a second, until everybody is here
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    arrivals_per_second: u32,
}

/// What the house must give to have held. That nothing is lost, comes twice or out of order, is
/// always asked for.
#[derive(Debug, Clone, Copy, Args)]
struct Demands {
    /// How long 99 of 100 answers may take, from the moment on that a bid is due
    #[arg(long, default_value_t = 250)]
    max_ack_p99_ms: u64,
    /// How long 99 of 100 deliveries may take, from the moment on that a bid is due
    #[arg(long, default_value_t = 500)]
    max_delivery_p99_ms: u64,
}

impl Rehearse {
    /// Exit code 0: the house held; 1: it did not, and why; 2: it could not be tried.
    pub(super) fn run(self) -> Result<(), Failure> {
        let seconds = u64::from(self.crowd.seconds);
        let passes = self.source.passes(&self.session, self.crowd.bidders, seconds)?;
        let runtime = Runtime::new().map_err(|error| Failure::refused(&error))?;
        let report = runtime.block_on(self.rehearse(passes))?;
        println!("{}", report.text());
        if let Some(file) = &self.json {
            let json = serde_json::to_string_pretty(&report);
            let written = json.map_err(Into::into).and_then(|json| fs::write(file, json + "\n"));
            written.map_err(|error| Failure::refused(&format!("{}: {error}", file.display())))?;
        }
        if report.held {
            println!("The house held. · Hệ thống chịu được tải.");
            return Ok(());
        }
        let shortfalls = report.shortfalls.join("; ");
        Err(Failure::found(&format!("the house did not hold: {shortfalls}")))
    }

    async fn rehearse(&self, passes: Passes) -> Result<Report, Failure> {
        let entrance = match &self.url {
            Some(url) => Entrance::to(url, self.ca.as_deref())?,
            None => self.listen.into(),
        };
        let Crowd { lots, bids_per_second, bidders, .. } = self.crowd;
        let paddles: Vec<Paddle> = passes.bidders.iter().map(|(paddle, _)| *paddle).collect();
        let (auctioneer, lots) = (&passes.auctioneer, u64::from(lots));
        let stage = desk::set(&entrance, &self.session, auctioneer, &paddles, lots).await?;
        let most = stage.requests_per_second.saturating_mul(bidders.into());
        if most < bids_per_second.into() {
            let sentence = format!(
                "{bidders} bidders may send {most} requests a second together: bring more \
                 --bidders, or fewer --bids-per-second"
            );
            return Err(Failure::refused(&sentence));
        }
        let hall = Hall::new(entrance, self.session.clone());
        let over = watch::Sender::new(false);
        let mut people = JoinSet::new();
        let stopped = told_to_stop();
        tokio::pin!(stopped);
        let played = tokio::select! {
            played = self.play(&hall, passes, stage, &over, &mut people) => Some(played),
            () = &mut stopped => None,
        };
        over.send_replace(true);
        let everybody = async { while people.join_next().await.is_some() {} };
        drop(timeout(LAST_WORDS, everybody).await);
        let Some(pace) = played else {
            return Err(Failure::refused(&"stopped before the end; its lots are withdrawn"));
        };
        let mut counts = hall.tally.counts();
        counts.behind = people.len() as u64;
        let answered = counts.accepted + counts.refused.values().sum::<u64>();
        counts.unanswered = pace.bids().saturating_sub(answered);
        Ok(Report::new(self.crowd, self.demands, &counts))
    }

    /// Lets everybody come and bid, until the last bid is answered.
    async fn play(
        &self,
        hall: &Arc<Hall>,
        passes: Passes,
        stage: Stage,
        over: &watch::Sender<bool>,
        people: &mut JoinSet<()>,
    ) -> Pace {
        let crowd = self.crowd;
        let lots = Arc::new(stage.lots);
        let desk = desk::keep(Arc::clone(hall), passes.auctioneer, lots.clone(), over.subscribe());
        people.spawn(desk);
        let mut arrivals = interval(Duration::from_secs(1) / crowd.arrivals_per_second);
        for (number, (_, token)) in (0..).zip(passes.bidders) {
            arrivals.tick().await;
            people.spawn(bidder::bid(Arc::clone(hall), token, number, lots.clone()));
        }
        for _ in 0..crowd.observers {
            arrivals.tick().await;
            people.spawn(observer::listen(Arc::clone(hall), passes.observer.clone()));
        }
        for _ in 0..crowd.slow_readers {
            arrivals.tick().await;
            let over = over.subscribe();
            people.spawn(observer::stare(Arc::clone(hall), passes.observer.clone(), over));
        }
        let expected = 1 + u64::from(crowd.bidders) + u64::from(crowd.observers);
        let mut progress = Progress::new(2 * u64::from(crowd.seconds));
        watch_until(hall, &mut progress, Instant::now() + GATHERING, || {
            hall.tally.counts().here == expected
        })
        .await;
        let (rate, seconds) = (u64::from(crowd.bids_per_second), u64::from(crowd.seconds));
        let start = Instant::now();
        let pace = Pace::new(start, (rate, seconds), (crowd.bidders.into(), lots.len() as u64));
        hall.begin(pace);
        let length = Duration::from_secs(seconds);
        for storm in 1..=crowd.storms {
            let at = start + length * storm / (crowd.storms + 1);
            watch_until(hall, &mut progress, at, || false).await;
            hall.storm();
        }
        watch_until(hall, &mut progress, start + length, || false).await;
        watch_until(hall, &mut progress, start + length + LAST_WORDS, || {
            let counts = hall.tally.counts();
            counts.accepted + counts.refused.values().sum::<u64>() == pace.bids()
        })
        .await;
        progress.done();
        pace
    }
}

/// Shows how it goes until it `is_done`, or the time has come.
async fn watch_until(
    hall: &Hall,
    progress: &mut Progress,
    end: Instant,
    is_done: impl Fn() -> bool,
) {
    while !is_done() {
        let next = Instant::now() + progress::PERIOD;
        sleep_until(next.min(end)).await;
        if end <= Instant::now() {
            return;
        }
        progress.show(&hall.tally.counts());
    }
}
