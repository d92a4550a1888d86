//! The auction itself, in three layers that import downwards only:
//! `running` (a thread, a clock, an intake) -> `durable` (the journal) -> `pure` (the rules).

pub mod durable;
pub mod limits;
pub mod pure;
pub mod running;
