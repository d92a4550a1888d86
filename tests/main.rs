//! The house under test: stories, oracles, records, recovery, a live server. One binary.

mod cli;
mod contract;
mod live;
mod tidy;
