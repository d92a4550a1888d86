//! What holds of every sale, whatever its format: each property by its name.

mod draws;
mod envelopes;
mod journal;
mod restart;
mod rounds;
mod voids;
