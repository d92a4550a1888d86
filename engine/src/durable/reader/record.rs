//! What a reader hands out: records as they stand in a journal, and signed heads between them.

use gavel_proto::{Hash, Seq};

use crate::durable::checkpoint::{CheckpointError, Verifier};
use crate::durable::journal::body::{PublicEntry, read_entry};
use crate::durable::journal::error::Fault;
use crate::durable::journal::written::Place;
use crate::durable::tree::{HASH_BYTES, Head, entry_leaf, sealed};
use crate::pure::entry::Entry;

/// What stands in a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An entry.
    Record(Record),
    /// A signed head over the entries before it.
    Head(SignedHead),
}

/// An entry as it stands in a journal: whole, or without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    public: PublicEntry,
    bytes: Box<[u8]>,
    /// Bytes of the public part; what follows is secret.
    middle: usize,
    secret: Secret,
    /// Its leaf, once somebody asked for it who keeps it.
    leaf: Option<Hash>,
    pub(in crate::durable) place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::durable) enum Secret {
    Whole,
    Withheld,
}

/// Where an entry lies, and its leaf: what an archive keeps of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    pub(in crate::durable) place: Place,
    pub(in crate::durable) leaf: Hash,
}

/// A head that stands in a journal, and whose size and root are those of the entries before it.
/// Whether the signature holds is for whoever has the key to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    pub(in crate::durable) head: Head,
    pub(in crate::durable) text: Box<str>,
}

impl Record {
    /// The record of these parts.
    ///
    /// # Errors
    /// [`Fault::NotAnEntry`] where what is withheld is no hash.
    pub(in crate::durable) fn new(
        public: PublicEntry,
        parts: [&[u8]; 2],
        secret: Secret,
        place: Place,
    ) -> Result<Self, Fault> {
        if secret == Secret::Withheld && parts[1].len() != HASH_BYTES {
            let reason = format!("what is withheld is not a hash of {HASH_BYTES} bytes");
            return Err(Fault::NotAnEntry { reason });
        }
        let bytes = parts.concat().into_boxed_slice();
        Ok(Self { public, bytes, middle: parts[0].len(), secret, leaf: None, place })
    }

    /// What everybody may know of it.
    #[must_use]
    pub const fn public(&self) -> &PublicEntry {
        &self.public
    }

    /// Its sequence.
    #[must_use]
    pub const fn seq(&self) -> Seq {
        self.public.seq
    }

    /// Its public part, byte for byte.
    #[must_use]
    pub fn public_part(&self) -> &[u8] {
        &self.bytes[..self.middle]
    }

    /// Its secret part, byte for byte; `None` where it is withheld.
    #[must_use]
    pub fn secret_part(&self) -> Option<&[u8]> {
        (self.secret == Secret::Whole).then(|| &self.bytes[self.middle..])
    }

    /// The hash of its secret part.
    ///
    /// # Panics
    /// Never: what is withheld was found to be a hash.
    #[must_use]
    pub fn sealed(&self) -> Hash {
        let secret = &self.bytes[self.middle..];
        match self.secret {
            Secret::Whole => sealed(secret),
            Secret::Withheld => Hash(secret.try_into().expect("invariant: a hash is withheld")),
        }
    }

    /// Its leaf in the tree.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        self.leaf.unwrap_or_else(|| entry_leaf(&self.sealed(), self.public_part()))
    }

    /// Its leaf, which it keeps.
    pub(super) fn hash(&mut self) -> Hash {
        *self.leaf.insert(self.leaf())
    }

    /// Where it lies, and its leaf.
    #[must_use]
    pub fn located(&self) -> Located {
        Located { place: self.place, leaf: self.leaf() }
    }

    /// The whole entry; `None` where its secrets are withheld.
    ///
    /// # Errors
    /// [`Fault::NotAnEntry`].
    pub fn into_entry(self) -> Result<Option<Entry>, Fault> {
        match self.secret {
            Secret::Whole => read_entry(self.public, &self.bytes[self.middle..]).map(Some),
            Secret::Withheld => Ok(None),
        }
    }
}

impl SignedHead {
    /// What it states.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// The checkpoint, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this key signed it.
    ///
    /// # Errors
    /// Any [`CheckpointError`] of [`Verifier::open`].
    pub fn check(&self, verifier: &Verifier) -> Result<(), CheckpointError> {
        verifier.open(&self.text).map(|_| ())
    }
}
