//! The simulation by itself: quicker to build than the whole suite, of which it is a part.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod oracle;
#[expect(dead_code, reason = "stories need more words than a simulation")]
mod sale;
mod simulation;
