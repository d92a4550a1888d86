//! The whole house in one process and one order of events, from a seed: clients, network, clock,
//! disk and process, all of which fail, around the real engine, journal and gateway.
//!
//! A run draws a sale (its commands are those of the oracle's walks) and a *shape*: which faults
//! come up, how often, how slow everything is. Time is virtual. After every step each check under
//! `check/` looks at what happened. The same seed makes the same run, so a failing one prints the
//! command that repeats it, and its script without every step that it fails without.

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

use run::{Budget, Plan};

/// Seeds of one run of the tests.
const SEEDS: u64 = 1_000;

#[test]
fn nothing_that_fails_makes_the_house_break_its_word() {
    let plan = Plan::from_environment(Budget::Seeds(SEEDS));
    plan.carry_out();
}
