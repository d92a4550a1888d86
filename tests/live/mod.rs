//! A real server on a real socket, and people who know nothing of its insides.

mod after;
mod bad_input;
pub(crate) mod client;
mod faults;
pub(crate) mod hall;
pub(crate) mod house;
pub(crate) mod lots;
mod records;
mod resume;
mod sale;
