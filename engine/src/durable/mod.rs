//! The journal: what was decided, on disk before anybody hears of it.

mod checkpoint;
mod disk;
mod folder;
mod journal;
mod reader;
mod recover;
mod tree;

pub use checkpoint::{CheckpointError, Signer, Verifier};
pub use folder::{Folder, FolderError};
pub use journal::Journal;
pub use journal::error::{Damage, Fault, JournalError};
pub use journal::storage::{FileStorage, Storage, StorageError};
pub use reader::Reader;
pub use recover::Recovery;
pub use tree::{HASH_BYTES, Head, Nodes, ProofError, Tree, leaf};
