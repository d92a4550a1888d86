//! The program as an operator and an auditor meet it: arguments, output, exit codes.

mod config;
mod export;
mod key;
mod minutes;
mod pack;
mod receipt;
mod rehearse;
mod replay;
mod simulate;
mod start;
mod token;
mod vault;
mod verify;

use std::io::Write;
use std::process::{Command, Stdio};

use crate::live::house::gavel;

/// What a program left behind.
struct Outcome {
    /// 0: well; 1: something was found; 2: it could not be done.
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(args: &[&str]) -> Outcome {
    finish(&mut gavel(args), "")
}

/// Runs a program that reads `input`.
fn finish(command: &mut Command, input: &str) -> Outcome {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a piped input");
    // A program that stops at a bad line does not read the rest.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Refused with exit code 2, and the sentence says each of `words`.
#[track_caller]
fn refused(outcome: &Outcome, words: &[&str]) {
    assert_eq!(outcome.code, Some(2), "{}{}", outcome.out, outcome.err);
    said(&outcome.err, words);
}

/// Ended with exit code 1, because something was found, and the sentence says each of `words`.
#[track_caller]
fn found(outcome: &Outcome, words: &[&str]) {
    assert_eq!(outcome.code, Some(1), "{}{}", outcome.out, outcome.err);
    said(&outcome.err, words);
}

/// Ended well, and the output says each of `words`.
#[track_caller]
fn well(outcome: &Outcome, words: &[impl AsRef<str>]) {
    assert_eq!(outcome.code, Some(0), "{}{}", outcome.out, outcome.err);
    said(&outcome.out, words);
}

#[track_caller]
fn said(text: &str, words: &[impl AsRef<str>]) {
    for word in words {
        let word = word.as_ref();
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
}
