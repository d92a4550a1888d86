//! Receipts in a file: what each of them proves, by itself and against a journal.

mod file;
mod fork;
mod judge;
mod ledger;

pub(crate) use file::read;
pub(crate) use fork::forks;
pub(crate) use judge::{Judged, Verdict, judge};
pub(crate) use ledger::{Ledger, LedgerError, Lookup};
