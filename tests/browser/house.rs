//! A demo house in a process of its own, on a port that the system chose.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A machine that runs many tests at once is slow, and that is no fault of the house.
pub(crate) const PATIENT: [&str; 2] = ["--set", "limits.fault_stall_ms=60000"];

const GAVEL: &str = env!("CARGO_BIN_EXE_gavel");

/// A running `gavel demo` and what it printed.
pub(super) struct Demo {
    data: TempDir,
    child: Child,
    lines: Vec<String>,
}

impl Demo {
    pub(super) fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let (child, lines) = start(&["demo", "--listen", "127.0.0.1:0"], &data, "Ctrl-C");
        Self { data, child, lines }
    }

    /// The link under the line that begins with `who`.
    pub(super) fn link(&self, who: &str) -> String {
        let at = self.lines.iter().position(|line| line.starts_with(who));
        let at = at.unwrap_or_else(|| panic!("the demo printed no link for {who}"));
        self.lines[at + 1].trim().to_owned()
    }

    /// The demo's sale; beside it stands the session of `gavel rehearse`.
    pub(super) fn session(&self) -> String {
        let sessions = fs::read_dir(self.data.path().join("sessions")).unwrap();
        let mut names = sessions.map(|session| session.unwrap().file_name().into_string().unwrap());
        names.find(|name| !name.starts_with("rehearsal")).unwrap()
    }

    /// Mints a token: `who` is the role and what belongs to it.
    pub(super) fn mint(&self, session: &str, who: &[&str]) -> String {
        let mut command = Command::new(GAVEL);
        command.args(["token", "mint"]).args(who).arg(session).arg("--data").arg(self.data.path());
        let minted = command.output().unwrap();
        String::from_utf8(minted.stdout).unwrap().trim().to_owned()
    }

    pub(super) fn address(&self) -> String {
        let link = self.link("observer");
        link.trim_start_matches("http://").split('/').next().unwrap().to_owned()
    }

    /// Takes the key away that signs the journals, as a house does that signs with another one from
    /// now on.
    pub(super) fn retire_key(&self) {
        let keys = self.data.path().join("keys");
        fs::create_dir_all(keys.join("retired")).unwrap();
        fs::rename(keys.join("journal.pem"), keys.join("retired/first.pem")).unwrap();
    }

    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Serves the same data on the same address again, without the demo's people.
    pub(super) fn serve_again(&mut self) {
        let address = self.address();
        let (child, _) = start(&["serve", "--listen", &address], &self.data, "gavel listens");
        self.child = child;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Starts the binary and reads what it prints until a line contains `last`.
fn start(arguments: &[&str], data: &TempDir, last: &str) -> (Child, Vec<String>) {
    let mut child = Command::new(GAVEL)
        .args(arguments)
        .args(PATIENT)
        .arg("--data")
        .arg(data.path())
        .env("GAVEL_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines: Vec<String> = Vec::new();
    let mut printed = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    while !lines.last().is_some_and(|line| line.contains(last)) {
        if let Some(line) = printed.next() {
            lines.push(line);
        } else {
            let status = child.wait();
            panic!(
                "gavel {arguments:?} ended with {status:?} before it printed {last:?}: {lines:?}"
            );
        }
    }
    (child, lines)
}
