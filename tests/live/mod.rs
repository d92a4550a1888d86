//! A real server on a real socket, and people who know nothing of its insides.

mod after;
mod attacks;
mod bad_input;
mod bidder;
pub(crate) mod client;
mod disk;
mod door;
mod drain;
mod faults;
mod forger;
pub(crate) mod hall;
mod health;
pub(crate) mod house;
mod issuer;
mod kills;
mod ledgers;
mod logs;
pub(crate) mod lots;
mod records;
mod resume;
mod roles;
mod sale;
mod stalls;
mod starts;
mod tls;
pub(crate) mod web;
