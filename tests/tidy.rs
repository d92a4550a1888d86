//! The walls between the rooms, and the habits of the house, as far as a machine can see them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines of the longest file that is still a small room.
const LINES: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

/// Every file below `folder` whose name ends in one of `endings`, as its path from the root and
/// its text. What was built or recorded is not ours to tidy.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the workspace") {
            let path = entry.expect("a file of the workspace").path();
            let name = path.strip_prefix(&root).expect("below the root").display().to_string();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let is_ours = !name.starts_with('.')
                && !["target", "data", "gavel-data"].iter().any(|other| path.ends_with(other));
            if path.is_dir() && is_ours {
                folders.push(path);
            } else if endings.contains(&ending) {
                found.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    assert!(!found.is_empty(), "no {endings:?} below {folder}: has it moved?");
    found
}

/// The words of the code, comments left out, each with its place.
fn words(files: &[(String, String)]) -> impl Iterator<Item = (String, &str)> {
    files.iter().flat_map(|(name, text)| {
        (1..).zip(text.lines()).flat_map(move |(number, line)| {
            let code = line.split("//").next().unwrap_or_default();
            let words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.map(move |word| (format!("{name}:{number}"), word))
        })
    })
}

/// The lines that hold one of `signs`, each with its place.
fn lines_with(files: &[(String, String)], signs: &[String]) -> Vec<String> {
    let lines = files.iter().flat_map(|(name, text)| {
        (1..).zip(text.lines()).map(move |(number, line)| (format!("{name}:{number}: "), line))
    });
    let bad = lines.filter(|(_, line)| signs.iter().any(|sign| line.contains(sign.as_str())));
    bad.map(|(place, line)| place + line.trim()).collect()
}

#[track_caller]
fn nothing(found: &[String], advice: &str) {
    assert!(found.is_empty(), "{advice}\n  {}", found.join("\n  "));
}

#[test]
fn the_words_and_the_rules_know_no_runtime() {
    for package in ["gavel-proto", "gavel-engine"] {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline", "-p", package, "-e", "normal"])
            .args(["--prefix", "none"])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8_lossy(&tree.stdout);
        let outside = ["tokio", "mio", "hyper", "axum", "gavel-gateway"];
        let found: Vec<String> = tree
            .lines()
            .filter(|line| outside.iter().any(|name| line.split(' ').next() == Some(name)))
            .map(str::to_owned)
            .collect();
        nothing(
            &found,
            &format!("{package} stays below the gateway: sockets and tasks belong there"),
        );
    }
}

#[test]
fn layers_import_downwards_only() {
    for (room, above) in [
        ("proto/src", &["gavel_engine", "gavel_gateway"][..]),
        ("engine/src", &["gavel_gateway"]),
        ("engine/src/pure", &["durable", "running"]),
        ("engine/src/durable", &["running"]),
    ] {
        let files = files(room, &["rs"]);
        let found: Vec<String> = words(&files)
            .filter(|(_, word)| above.contains(word))
            .map(|(place, word)| format!("{place}: {word}"))
            .collect();
        nothing(
            &found,
            &format!("{room} must not know what is above it: hand it in as an argument"),
        );
    }
}

#[test]
fn no_clock_and_no_environment_below_the_running_part() {
    let signs = ["Instant::now", "SystemTime::now", "std::env"].map(str::to_owned);
    for room in ["proto/src", "engine/src/pure"] {
        nothing(
            &lines_with(&files(room, &["rs"]), &signs),
            "the same question must have the same answer on every replay: take it as an argument",
        );
    }
}

#[test]
fn rooms_are_small() {
    let long: Vec<String> = files("", &["rs", "js", "css", "py"])
        .iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| LINES < *lines)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    nothing(&long, &format!("a file has at most {LINES} lines: split it by its nouns"));
}

#[test]
fn nothing_is_left_over() {
    // Written in halves, or this file would find itself.
    let signs = [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("to", "do!("),
        ("unimpl", "emented!("),
        ("unbounded_", "channel"),
        ("#[al", "low("),
        ("#![al", "low("),
    ]
    .map(|(one, two)| format!("{one}{two}"));
    nothing(
        &lines_with(&files("", &["rs", "js"]), &signs),
        "finish it, give it a limit, or say #[expect(…, reason = …)]",
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = files("", &["rs"])
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(name, _)| name)
        .collect();
    nothing(&silent, "begin the file with `//!` and one sentence that says what it is for");
}

/// A test that is named and not there protects nobody.
#[test]
fn every_test_that_a_page_names_exists() {
    let code = files("", &["rs"]);
    let is_a_test = |name: &str| {
        let signs = [format!("fn {name}("), format!("    {name}: ")];
        code.iter().any(|(_, text)| signs.iter().any(|sign| text.contains(sign.as_str())))
    };
    for page in ["SECURITY.md", "RELIABILITY.md"] {
        let text = fs::read_to_string(root().join("docs").join(page)).expect("the page");
        let cells = text.lines().filter_map(|line| line.strip_suffix(" |")?.rsplit('|').next());
        let quoted = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        let is_name = |name: &&str| name.chars().all(|sign| sign == '_' || sign.is_alphanumeric());
        let named: Vec<&str> = quoted.filter(is_name).filter(|name| name.contains('_')).collect();
        assert!(named.len() > 10, "only {} tests are named in {page}", named.len());
        let missing: Vec<String> =
            named.into_iter().filter(|name| !is_a_test(name)).map(str::to_owned).collect();
        nothing(
            &missing,
            &format!("docs/{page} names tests that are not there: name those that are"),
        );
    }
}

/// A decision is called by its number.
#[test]
fn decisions_are_numbered_in_their_order() {
    let mut decisions = files("docs/adr", &["md"]);
    decisions.sort();
    let is_in_place = |number: u32, name: &str, text: &str| {
        name.starts_with(&format!("docs/adr/{number:04}-"))
            && text.starts_with(&format!("# {number}. "))
    };
    let astray =
        (1..).zip(decisions).filter(|(number, (name, text))| !is_in_place(*number, name, text));
    let astray: Vec<String> =
        astray.map(|(number, (name, _))| format!("{number}: {name}")).collect();
    nothing(&astray, "the number of a decision stands in its file's name and before its title:");
}

/// A fault that no longer fits would be found missing only when somebody plants them all.
#[test]
fn every_planted_fault_still_has_its_place() {
    let listed = fs::read_to_string(root().join("tests/planted/faults.toml")).expect("the list");
    let listed: toml::Table = listed.parse().expect("TOML");
    let faults = listed["fault"].as_array().expect("faults");
    let lost = faults.iter().filter(|fault| {
        let word = |key: &str| fault.get(key).and_then(toml::Value::as_str);
        let [file, from] = ["file", "from"].map(|key| word(key).expect("a word"));
        let text = fs::read_to_string(root().join(file)).expect("a file of the tree");
        text.matches(word("within").unwrap_or(from)).count() != 1
    });
    let lost: Vec<String> = lost.map(|fault| fault["name"].to_string()).collect();
    nothing(&lost, "what is changed stands in its file once (tests/planted/faults.toml):");
}
