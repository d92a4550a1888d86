//! The client libraries, and a program that has none: they take part in a sale whose server is
//! killed under them, and every bid has one outcome, the one that stands in the journal.

mod bot;
mod doubts;
mod journal;
mod js;
mod rival;
mod stranger;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that has the library `websockets`, to run `program` from the workspace's root.
fn python(program: &str) -> Command {
    let has_websockets = |python: &&str| {
        let asked = Command::new(python).args(["-c", "import websockets"]).output();
        asked.is_ok_and(|told| told.status.success())
    };
    let python = ["python3", "/usr/bin/python3"].into_iter().find(has_websockets);
    let mut command = Command::new(python.expect("python3-websockets; `.ci/packages` installs it"));
    command.arg(in_workspace(program));
    command
}

/// Node with a stock library's `WebSocket`, to run `program` from the workspace's root.
fn node(program: &str) -> Command {
    let mut command = Command::new("node");
    command.arg("--import").arg(in_workspace("tests/clients/websocket.mjs"));
    command.arg(in_workspace(program));
    command
}

fn in_workspace(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}
