//! The journal: what was decided, on disk before anybody hears of it.

mod archive;
mod checkpoint;
mod disk;
mod folder;
mod heading;
mod index;
mod journal;
mod notary;
mod publish;
mod reader;
pub mod receipt;
mod recover;
mod snapshot;
mod tree;

pub use archive::{Archive, ArchiveError};
pub use checkpoint::{Checkpoint, CheckpointError, Signer, Verifier};
pub use folder::{Folder, FolderError};
pub use heading::{Heading, HeadingError, JOURNAL_VERSION, first_of_segment, segment_name};
pub use journal::acknowledged::NOTE_BYTES;
pub use journal::body::PublicEntry;
pub use journal::error::{Damage, Fault, Impossible, JournalError};
pub use journal::extents::{Extent, Extents};
#[cfg(any(test, feature = "simulation"))]
pub use journal::memory;
pub use journal::salt::{SaltError, Salts};
pub use journal::storage::{FileStorage, Storage, StorageError};
pub use journal::written::WrittenEntry;
pub use journal::{Journal, Tools, Written};
pub use notary::Signers;
pub use publish::publish;
pub use reader::Reader;
pub use reader::bookmark::Bookmark;
pub use reader::elsewhere::AnyStorage;
pub use reader::reached::Reached;
pub use reader::record::{Located, Piece, Record, SignedHead};
pub use recover::Recovered;
pub use snapshot::shelf::Shelf;
pub use snapshot::{Start, advance, advance_on};
pub use tree::{HASH_BYTES, Head, Nodes, ProofError, Tree, entry_leaf, leaf, sealed};
