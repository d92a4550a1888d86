//! A busy house for hours, as a process on real sockets: sales of every kind, a hot lot, a crowd that
//! comes and goes, a restart in every round. Whatever was answered must stand in the journals, and what
//! the process takes must be explained by what it does.
//!
//! `make soak HOURS=1`; `GAVEL_ROUNDS=2 GAVEL_ROUND_SECONDS=60` for a short one.

#[path = "../asked.rs"]
mod asked;
mod bounds;
mod cast;
mod crowd;
#[path = "../environment.rs"]
mod environment;
mod hot;
mod journals;
mod ledger;
mod line;
#[path = "../oracle/mod.rs"]
mod oracle;
mod person;
mod plan;
mod plot;
mod round;
#[expect(dead_code, reason = "stories need more words than a soak")]
#[path = "../sale.rs"]
mod sale;
mod sample;
mod script;
mod server;
mod tally;

use std::fs;

use plan::Plan;
use round::Round;
use sample::Sample;
use server::House;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs for an hour: make soak"]
async fn a_busy_house_takes_no_more_than_it_did_and_loses_nothing() {
    let plan = Plan::from_environment();
    let (house, began) = (House::new(), Instant::now());
    let mut samples: Vec<Sample> = Vec::new();
    let (mut lives, mut left_kib) = (Vec::new(), Vec::new());
    println!("{}", Round::HEADING);
    for number in 1..=plan.rounds {
        let round = Round::hold(&house, &plan, (number, began), &mut samples).await;
        println!("{round}");
        left_kib.push(round.left_kib);
        lives.extend(round.lives);
        fs::write(&plan.plot, plot::draw(&samples, &lives)).expect("the plot can be written");
    }
    bounds::hold(&lives, &samples, &left_kib);
    println!("{} rounds, the plot is in {}", plan.rounds, plan.plot.display());
}
