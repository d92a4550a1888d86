//! The house under test: stories, oracles, records, recovery, a live server. One binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod cli;
mod clients;
mod contract;
mod evidence;
mod live;
mod minutes;
mod oracle;
mod records;
mod sale;
mod secrets;
mod stories;
mod terms;
mod tidy;
