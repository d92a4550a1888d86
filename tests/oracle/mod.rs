//! A second house, written from the rule book alone and as plainly as can be: it keeps every
//! accepted bid in a list and sorts them all, every time. What the engine decides must be what
//! this one decides, after every one of a few hundred thousand random commands.
//!
//! It shares the words of `proto` with the engine, and none of its rules. A failing run prints
//! its seed; `GAVEL_SEED=<seed> cargo test -p gavel-gateway --test gavel oracle` repeats it alone.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a naive house names what a rule is about, and nothing else"
)]

mod after;
mod ask;
mod bidding;
pub(crate) mod chance;
mod clock;
mod desk;
pub(crate) mod drawing;
mod dutch;
mod ending;
mod english;
mod exclusive;
mod facts;
mod fault;
mod house;
pub(crate) mod judge;
mod long;
mod lot;
mod offers;
mod permit;
pub(crate) mod plain;
mod programme;
mod properties;
mod result;
mod roster;
mod rounds;
mod royalty;
mod sealed;
mod several;
mod sha;
pub(crate) mod terms;
mod turns;
mod undo;
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
fn every_reverse_english_command_is_decided_as_by_the_oracle() {
    compare(Kind::EnglishReverse);
}

#[test]
fn every_sealed_command_is_decided_as_by_the_oracle() {
    compare(Kind::Sealed);
}

#[test]
fn every_second_price_command_is_decided_as_by_the_oracle() {
    compare(Kind::SecondPrice);
}

#[test]
fn every_units_command_is_decided_as_by_the_oracle() {
    compare(Kind::Units);
}

#[test]
fn every_exclusive_command_is_decided_as_by_the_oracle() {
    compare(Kind::Exclusive);
}

#[test]
fn every_dutch_command_is_decided_as_by_the_oracle() {
    compare(Kind::Dutch);
}

#[test]
fn every_turns_command_is_decided_as_by_the_oracle() {
    compare(Kind::Turns);
}

#[test]
fn every_programme_command_is_decided_as_by_the_oracle() {
    compare(Kind::Programme);
}

#[test]
fn every_after_the_fact_command_is_decided_as_by_the_oracle() {
    compare(Kind::After);
}

#[test]
fn every_draw_command_is_decided_as_by_the_oracle() {
    compare(Kind::Draws);
}

#[test]
fn every_royalty_command_is_decided_as_by_the_oracle() {
    compare(Kind::Royalty);
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
