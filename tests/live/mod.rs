//! A real server on a real socket, and people who know nothing of its insides.

mod after;
mod bad_input;
mod bidder;
pub(crate) mod client;
mod disk;
mod door;
mod drain;
mod faults;
pub(crate) mod hall;
mod health;
pub(crate) mod house;
mod kills;
mod ledgers;
mod logs;
pub(crate) mod lots;
mod records;
mod resume;
mod sale;
mod starts;
mod tls;
pub(crate) mod web;
