//! What holds of every sale, whatever its format: each property by its name.

mod draws;
mod envelopes;
mod journal;
mod rounds;
mod voids;
