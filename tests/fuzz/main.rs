//! Whatever a stranger can send or hand over, spoilt at random: it is read or refused, and nothing
//! panics. Each target has a fixed budget here; `make fuzz MINUTES=…` gives it more.
//!
//! A binary of its own, because a fuzzer takes a whole process. A failing run prints its input,
//! made as small as it can be, and a seed: `BOLERO_RANDOM_SEED=…` before the same test repeats it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod commands;
mod damage;
mod handed;
mod journal;
mod kept;
mod proofs;
mod snapshot;
mod socket;
mod spoilt;
mod terms;
mod wire;
