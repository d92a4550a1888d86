//! The house as a process: its data folder, and the server that runs on it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use gavel_engine::running::HouseClock;
use gavel_gateway::config::Config;
use gavel_gateway::stepped::Premises;
use gavel_proto::SessionId;
use tempfile::TempDir;

/// The data folder.
pub(super) struct House(TempDir);

/// A server at work; killed when it is dropped.
pub(super) struct Server {
    child: Child,
    pub(super) address: String,
}

/// How a server is made to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As an operator would: SIGTERM.
    Told,
    /// As a power cut would: SIGKILL.
    Killed,
}

impl House {
    /// An empty one, on the disk that the programs are built on: a folder in memory would sync at once.
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder"))
    }

    pub(super) fn data(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn journal(&self, session: &SessionId) -> PathBuf {
        self.data().join("sessions").join(session.as_str())
    }

    /// Its keys, to mint tokens with while no server runs.
    pub(super) fn premises(&self) -> Premises {
        let config = Config { data: self.data().to_owned(), ..Config::default() };
        Premises::open(&config, HouseClock::start()).expect("a house")
    }

    /// Starts a server with these sessions, and waits until it listens.
    pub(super) fn serve(&self, sessions: &[SessionId]) -> Server {
        let mut command = gavel("serve");
        command.arg("--data").arg(self.data()).args(["--listen", "127.0.0.1:0"]);
        for session in sessions {
            command.args(["--session", session.as_str()]);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = lines.next().and_then(Result::ok);
        let address = line.as_deref().and_then(|line| line.split_once("://"));
        let (_, address) = address.unwrap_or_else(|| panic!("{line:?} instead of an address"));
        Server { address: address.to_owned(), child }
    }

    /// Every decision of a journal checks out, says `gavel verify`.
    pub(super) fn verify(&self, session: &SessionId) {
        let told = gavel("verify").arg(self.journal(session)).output().expect("gavel verify runs");
        let complaint = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{session} does not check out: {complaint}");
    }

    /// Takes a session that is over out of the house: what is left is as before it.
    pub(super) fn put_away(&self, session: &SessionId) {
        fs::remove_dir_all(self.journal(session)).expect("a session's folder");
    }
}

/// The program, untouched by the settings of whoever runs it.
fn gavel(verb: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    let settings = std::env::vars_os().map(|(name, _)| name);
    for setting in settings.filter(|name| name.to_string_lossy().starts_with("GAVEL_")) {
        command.env_remove(setting);
    }
    command.arg(verb).stdin(Stdio::null()).env("GAVEL_LOG", "error");
    command
}

impl Server {
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Makes it go, and waits until it is gone. Whoever is told to go ends well.
    pub(super) fn end(mut self, how: End) {
        match how {
            End::Killed => self.child.kill().expect("a server can be killed"),
            End::Told => {
                let told = Command::new("kill").arg(self.id().to_string()).status();
                assert!(told.is_ok_and(|told| told.success()), "the server takes no signal");
            }
        }
        let status = self.child.wait().expect("a server ends");
        assert!(how == End::Killed || status.success(), "told to go, it ended with {status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
