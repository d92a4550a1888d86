//! Load: durable bids on one hot lot (1 and 64 connections with one bid under way each, 64 with eight) on
//! gavel, Redis, PostgreSQL and the floor; one speaker and 5,000 and 10,000 listeners (one event at a
//! time, and eight under way) on gavel, tokio-tungstenite as one writes it first and tuned, node's ws
//! and nginx with nchan.
//! Measured: each server as a process of its own, by the same client, in turn, round after round in one
//! run, so that what else the machine does meets all alike: medians, and how far apart the rounds were.
//! PostgreSQL alone brings its own client, `pgbench`. Writes `docs/BENCHMARKS.md` and
//! `docs/benchmarks.svg`.
//! Left out: TLS, a network; what gavel does beyond its peers (receipts signed and checked, tokens, limits,
//! its rules) is in its figures and not taken off.
//! `GAVEL_BENCH_SECONDS` says how long each figure is taken for (4), `GAVEL_BENCH_ROUNDS` how often (5).
//! `make bench-peers` installs what is missing. Needs `ulimit -n` above 10,100.

mod broadcast;
mod durable;
mod fan;
mod floor;
mod goals;
#[path = "../load/mod.rs"]
#[expect(dead_code, reason = "nothing goes by a clock here")]
mod load;
mod page;
mod plot;
mod postgres;
mod samples;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use broadcast::Manner;

const SECONDS: u64 = 4;
const ROUNDS: u64 = 5;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let served = match words[..] {
        [] => {
            compare();
            return;
        }
        ["serve-floor", address, folder] => floor::serve(at(address), Path::new(folder)),
        ["serve-first", address] => broadcast::serve(at(address), Manner::First),
        ["serve-tuned", address] => broadcast::serve(at(address), Manner::Tuned),
        _ => panic!("{words:?}: none of serve-floor, serve-first, serve-tuned"),
    };
    served.expect("a server that serves until it is killed");
}

fn compare() {
    let rounds = load::setting("GAVEL_BENCH_ROUNDS", ROUNDS).max(1);
    let long = load::seconds(SECONDS);
    let (mut bids, mut crowds) = (durable::Results::default(), fan::Results::default());
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        durable::round(&mut bids, long);
        fan::round(&mut crowds, long);
    }
    let goals = goals::all(&bids, &crowds);
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let text = page::write(&bids, &crowds, &goals, rounds, long);
    std::fs::write(docs.join("BENCHMARKS.md"), &text).expect("the page is written");
    let plot = plot::draw(&bids, &crowds);
    std::fs::write(docs.join("benchmarks.svg"), plot).expect("the plot is written");
    println!("{text}");
}

/// This program again, as a server.
fn again() -> Command {
    Command::new(std::env::current_exe().expect("this program"))
}

fn at(address: &str) -> SocketAddr {
    address.parse().expect("an address")
}
