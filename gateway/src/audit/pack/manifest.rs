//! The manifest: the SHA-256 of every file of a pack, a line each.

use std::collections::BTreeMap;
use std::fmt;

use gavel_proto::Hash;

use super::member::Member;
use super::{MANIFEST, README};

/// What a pack says that is in it, by name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest(pub(super) BTreeMap<String, Hash>);

impl Manifest {
    /// The manifest in this text.
    ///
    /// # Errors
    /// The first line that is none.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        for line in text.lines() {
            let parts =
                line.split_once("  ").and_then(|(hash, name)| Some((hash.parse().ok()?, name)));
            let Some((hash, name)) = parts else {
                return Err(format!("{line:?} in MANIFEST is no line of a hash and a name"));
            };
            files.insert(name.to_owned(), hash);
        }
        Ok(Self(files))
    }

    /// Holds the files of a pack against it.
    ///
    /// # Errors
    /// The first file that is missing, changed or too many.
    pub(super) fn check(&self, members: &BTreeMap<String, Member>) -> Result<(), String> {
        for (name, said) in &self.0 {
            let Some(member) = members.get(name) else {
                return Err(format!(
                    "{name} is missing: MANIFEST names it, and the pack has it not"
                ));
            };
            if member.hash != *said {
                return Err(format!(
                    "{name} was changed: its SHA-256 is {}, and MANIFEST says {said}",
                    member.hash
                ));
            }
        }
        let more = members.keys().find(|name| *name != MANIFEST && !self.0.contains_key(*name));
        match more {
            Some(name) => Err(format!("{name} was put in: MANIFEST does not name it")),
            None if self.0.contains_key(README) => Ok(()),
            None => Err(format!("MANIFEST does not name {README}, which every pack has")),
        }
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, hash)| writeln!(f, "{hash}  {name}"))
    }
}
