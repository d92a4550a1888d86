//! `gavel terms check`: every example can be published and says what it means; what cannot be says
//! why, all of it at once.

mod examples;
mod publish;

use std::path::{Path, PathBuf};
use std::process::Command;

/// When every file here is taken to be published.
const AT: &str = "2027-03-01T09:00:00+07:00";

/// What a check left behind.
struct Checked {
    /// 0: to be published; 1: faults; 2: unreadable.
    code: Option<i32>,
    out: String,
    err: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

/// Checks as an operator at the root of the workspace would.
fn check(args: &[&str]) -> Checked {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["terms", "check", "--at", AT]).args(args).current_dir(root());
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Checked { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A file for the test alone, with this text.
struct Draft {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Draft {
    fn new(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        Self { _folder: folder, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("a path")
    }
}

fn dutch() -> String {
    std::fs::read_to_string(root().join("docs/terms/dutch.toml")).expect("an example")
}

#[test]
fn every_fault_of_every_lot_is_named_in_both_languages() {
    let lot = dutch().replace("\"10000000\"", "\"70000000\"").replace("2_000", "0");
    let lot = lot.replace("en = \"Utility solution: unfired bricks from fly ash\"", "en = \"\"");
    let draft = Draft::new("dutch.toml", &lot);
    let checked = check(&[draft.path()]);
    assert_eq!(checked.code, Some(1), "{}", checked.err);
    assert!(checked.err.contains("3 faults"), "{}", checked.err);
    for sentence in [
        "fault: the title has 1 to 200 characters in each language",
        "fault: Dutch prices go from the opening price to the last one in 1 to 10,000 whole steps",
        "fault: a duration lies between one millisecond and a year",
        "lỗi: tên lô có từ 1 đến 200 ký tự ở mỗi ngôn ngữ",
        "lỗi: giá đi từ giá khởi điểm đến giá cuối trong 1 đến 10.000 bước nguyên",
        "lỗi: một khoảng thời gian dài từ một mili giây đến một năm",
    ] {
        assert!(checked.out.contains(sentence), "{sentence:?} is not in: {}", checked.out);
    }
    let vietnamese = check(&[draft.path(), "--language", "vi"]).out;
    assert!(!vietnamese.contains("fault:") && vietnamese.contains("lỗi:"), "{vietnamese}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_place_and_the_rest_is_checked() {
    let draft =
        Draft::new("dutch.toml", &dutch().replace("opening = \"500000000\"", "opening = 5e8"));
    let checked = check(&[draft.path(), "no-such.toml", "docs/terms/dutch.toml"]);
    assert_eq!(checked.code, Some(2), "{}", checked.err);
    for words in ["dutch.toml: line 6, column 11", "as a string of digits", "no-such.toml"] {
        assert!(checked.err.contains(words), "{words:?} is not in: {}", checked.err);
    }
    assert!(checked.out.contains("docs/terms/dutch.toml\n"), "{}", checked.out);
}

#[test]
fn the_time_of_publication_can_be_said() {
    let late = ["docs/terms/dutch.toml", "--at", "2027-03-15T09:00:20+07:00"];
    let command = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["terms", "check"]).args(args).current_dir(root());
        command.output().expect("the program runs").status.code()
    };
    assert_eq!(command(&late), Some(1), "its first step is over by then");
    assert_eq!(command(&["docs/terms/dutch.toml", "--at", "tomorrow"]), Some(2));
    assert_eq!(command(&[]), Some(2));
}

#[test]
fn the_reserve_is_never_said() {
    for name in ["dutch", "best-and-final", "property-hammer", "session"] {
        let path = format!("docs/terms/{name}.toml");
        let text = std::fs::read_to_string(root().join(&path)).expect("an example");
        let reserve = text.lines().find_map(|line| line.strip_prefix("reserve = \""));
        let reserve = reserve.and_then(|rest| rest.split('"').next()).expect("a reserve");
        let out: String = check(&[&path]).out.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        assert!(!out.contains(&reserve.replace('.', "")), "{name}: {out}");
    }
}
