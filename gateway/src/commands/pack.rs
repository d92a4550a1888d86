//! `gavel pack`: one file with all that an auditor needs.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::target::Target;
use crate::audit::pack::{Packed, PackingError, write};
use crate::audit::source::Source;

/// Write one file with all that an auditor needs: journal, head, key, terms, minutes
#[derive(Debug, Args)]
pub(super) struct Pack {
    #[command(flatten)]
    target: Target,
    /// The file to write, a tar archive
    #[arg(long)]
    out: PathBuf,
}

impl Pack {
    /// Exit code 0: written; 1: the journal is damaged; 2: it could not be done.
    pub(super) fn run(self) -> Result<(), Failure> {
        let source = self.target.open()?;
        let Source::Folder { path, .. } = &source else {
            return Err(Failure::refused(
                &"a pack is made of a whole journal: name a session or its folder",
            ));
        };
        let Packed { entries, signed, files } =
            write(&source, path, &self.out).map_err(|error| match &error {
                PackingError::Journal(error) => Failure::journal(error),
                PackingError::Diverged(divergence) => Failure::found(divergence),
                PackingError::NotSigned { .. }
                | PackingError::NoKey { .. }
                | PackingError::Minutes(_)
                | PackingError::Pdf(_)
                | PackingError::Unwritten { .. } => Failure::refused(&error),
            })?;
        println!("packed {entries} entries in {files} files: {}", self.out.display());
        if signed != entries {
            eprintln!(
                "the last signed head is of {signed} entries: what is behind it is not signed yet; \
                 pack again a second later"
            );
        }
        Ok(())
    }
}
