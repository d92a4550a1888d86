//! Files and tokens that somebody hands over, read by the commands that read them: they end with an
//! exit code, and never with good news about something bad.

mod files;
mod packs;
mod tokens;

use std::ffi::OsString;

use gavel_gateway::commands::run_with;

/// Runs a command of `gavel`: its exit code.
fn gavel<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> u8 {
    let arguments = arguments.iter().map(|argument| argument.as_ref().to_owned());
    let code = run_with([OsString::from("gavel")].into_iter().chain(arguments));
    assert!(code < 3, "exit code {code}");
    code
}
