//! A second house, written from the rule book alone and as plainly as can be: it keeps every
//! accepted bid in a list and sorts them all, every time. What the engine decides must be what
//! this one decides, after every one of a few hundred thousand random commands.
//!
//! It shares the words of `proto` with the engine, and none of its rules. A failing run prints
//! its seed; `GAVEL_SEED=<seed> cargo test -p gavel-gateway --test gavel oracle` repeats it alone.

pub(crate) mod chance;
mod desk;
mod english;
mod house;
mod lot;
mod plain;
mod properties;
mod sealed;
pub(crate) mod terms;
pub(crate) mod walk;

use chance::Seeds;
use walk::{Kind, Walk};

/// Random commands that each format is asked in one run.
const COMMANDS: usize = 100_000;

#[test]
fn every_english_command_is_decided_as_by_the_oracle() {
    compare(Kind::English);
}

#[test]
fn every_sealed_command_is_decided_as_by_the_oracle() {
    compare(Kind::Sealed);
}

/// Walks through sale after sale; every step compares answer and lots of both houses.
fn compare(kind: Kind) {
    let mut asked = 0;
    for seed in Seeds::from_environment() {
        let _repeat = seed.repeat();
        asked += Walk::through(kind, seed).asked;
        if COMMANDS <= asked {
            return;
        }
    }
}
