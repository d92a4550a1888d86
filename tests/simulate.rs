//! The simulation, with the oracle that it asks: a program of its own, so that it is built quickly and
//! may run for hours.

mod asked;
mod environment;
mod oracle;
#[expect(dead_code, reason = "stories need more words than a simulation")]
mod sale;
mod simulation;
