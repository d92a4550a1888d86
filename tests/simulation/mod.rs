//! The whole house in one process and one order of events, from a seed: clients, network, clock,
//! disk and process, all of which fail, around the real engine, journal and gateway.
//!
//! A run draws a sale (its commands are those of the oracle's walks) and a *shape*: which faults
//! come up, how often, how slow everything is. Time is virtual. After every step each check under
//! `check/` looks at what happened. The same seed makes the same run, so a failing one prints the
//! command that repeats it, and its script without every step that it fails without.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a step and a check name what they are about, and nothing else"
)]

mod act;
mod check;
mod client;
mod network;
mod run;
mod script;
mod shape;
mod shrink;
mod stage;
mod world;

use run::{Budget, Plan, run};
use stage::Stage;

/// Seeds of one run of the tests.
const SEEDS: u64 = 1_000;

#[test]
fn nothing_that_fails_makes_the_house_break_its_word() {
    let plan = Plan::from_environment(Budget::Seeds(SEEDS));
    plan.carry_out();
}

#[test]
fn a_seed_is_the_same_run_wherever_and_whenever_it_is_played() {
    let (here, there) = (Stage::open(), Stage::open());
    let seeds = 1..=SEEDS / 40;
    let play = |stage, seed| run(stage, seed, None).map_err(|failure| failure.to_string());
    let forwards: Vec<_> = seeds.clone().map(|seed| play(&here, seed)).collect();
    let mut backwards: Vec<_> = seeds.rev().map(|seed| play(&there, seed)).collect();
    backwards.reverse();
    for (seed, (one, other)) in (1..).zip(forwards.iter().zip(&backwards)) {
        assert_eq!(one, other, "seed {seed}");
    }
}
