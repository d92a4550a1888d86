//! The gateway: sockets, tokens and people on one side, the session's thread on the other.
//!
//! Only here are people known; the engine knows paddles. Nothing here decides anything.

mod audit;
mod backlog;
mod caller;
pub mod catalogue;
pub mod commands;
mod connection;
pub mod explain;
mod fanout;
mod figures;
mod house;
mod http;
pub mod identity;
pub mod keyfile;
pub mod language;
pub mod limits;
pub mod minutes;
mod outbox;
mod rate;
mod receipts;
mod registry;
mod rotation;
pub mod server;
pub mod signing;
mod snapshots;
