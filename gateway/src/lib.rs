//! The gateway: sockets, tokens and people on one side, the session's thread on the other.
//!
//! Only here are people known; the engine knows paddles. Nothing here decides anything.

mod audit;
mod backlog;
mod calendar;
mod caller;
pub mod catalogue;
pub mod commands;
pub mod config;
mod connection;
pub mod docs;
mod doorkeeper;
mod doorway;
pub mod explain;
mod fanout;
mod figures;
mod follower;
mod frame;
mod health;
mod house;
mod http;
pub mod identity;
pub mod keyfile;
pub mod language;
pub mod limits;
mod log;
mod metrics;
pub mod minutes;
mod occasion;
mod operations;
mod outbox;
mod pages;
mod rate;
mod readers;
mod receipts;
mod recovery;
mod registry;
mod review;
mod rotation;
mod seats;
pub mod server;
pub mod signing;
mod snapshots;
pub mod stepped;
mod taking;
mod tls;
mod writer;
