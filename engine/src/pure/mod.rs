//! The rules: same session, same time, same command, same answer. Nothing here starts a task,
//! opens a file, reads a clock or draws a number.

pub mod audience;
pub mod check;
pub mod draw;
pub mod entry;
mod fault;
mod fingerprint;
pub mod folding;
mod increment;
mod lot;
pub mod permit;
mod roster;
pub mod session;
pub mod state;
mod valuation;
pub mod verdict;
mod view;

pub use audience::Viewer;
pub use entry::{Entry, Outcome};
pub use folding::Folding;
pub use session::Session;
pub use state::State;
pub use verdict::Verdict;
