//! The journal as evidence: what an auditor does with it, without a server and without a network.
//!
//! ```text
//! source -> walk (bytes, chain, tree, heads; signatures on a second thread; decisions) -> report
//! ```

pub(crate) mod closed;
pub(crate) mod decision;
pub(crate) mod held;
pub(crate) mod key;
pub(crate) mod pack;
pub(crate) mod progress;
pub(crate) mod receipt;
pub(crate) mod report;
pub(crate) mod sheet;
pub(crate) mod signature;
pub(crate) mod source;
pub(crate) mod timeline;
pub(crate) mod walk;
