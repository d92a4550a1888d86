//! What a command is to read: a session of the data folder, or a path.

use std::path::{Path, PathBuf};

use clap::Args;
use gavel_engine::durable::{HeadingError, JournalError};
use gavel_proto::SessionId;

use super::{Data, Failure};
use crate::audit::pack::PackError;
use crate::audit::source::{Source, SourceError};

/// Which journal.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// A session of the data folder; or the path of a session's folder, a segment or a pack
    #[arg(value_name = "SESSION|PATH")]
    target: PathBuf,
    #[command(flatten)]
    data: Data,
}

impl Target {
    /// As it was named.
    pub(super) fn name(&self) -> String {
        self.target.display().to_string()
    }

    /// Finds it: the session of this name, if the data folder has it, or what lies at the path.
    pub(super) fn open(&self) -> Result<Source, Failure> {
        find(&self.target, &self.data.data)
    }
}

/// The session of this name, if the data folder has it, or what lies at the path.
pub(super) fn find(target: &Path, data: &Path) -> Result<Source, Failure> {
    let named = target.to_str().unwrap_or_default().parse::<SessionId>();
    if let Ok(session) = &named {
        let path = data.join("sessions").join(session.as_str());
        if path.is_dir() {
            return Ok(Source::Folder { path, session: session.clone() });
        }
    }
    if target.exists() {
        return Source::at(target).map_err(|error| Failure::source(&error));
    }
    Err(Failure::refused(&match named {
        Ok(session) => format!(
            "no session {session} in {}, and no such file or folder: name one of its sessions, \
             another folder with --data, or a path",
            data.display()
        ),
        Err(fault) => format!("{fault}; and there is no such file or folder: name one that is"),
    }))
}

impl Failure {
    /// What is no journal, or not readable as one.
    pub(super) fn source(error: &SourceError) -> Self {
        let is_damage = matches!(
            error,
            SourceError::Heading(HeadingError::Broken { .. })
                | SourceError::Pack(PackError::CutShort { .. } | PackError::Changed { .. })
        );
        if is_damage { Self::found(error) } else { Self::refused(error) }
    }

    /// What stopped the reading of a journal: what is not the journal's fault could not be done.
    pub(super) fn journal(error: &JournalError) -> Self {
        let is_undone = matches!(
            error,
            JournalError::Storage(_)
                | JournalError::OtherVersion { .. }
                | JournalError::Withheld { .. }
        );
        if is_undone { Self::refused(error) } else { Self::found(error) }
    }
}
