//! What is found in a journal: by our own program, and by a stranger's.

use std::path::Path;
use std::process::Command;

use gavel_engine::durable::{Head, Piece, Reader, Record, SignedHead, Verifier};
use gavel_engine::pure::{Outcome, Session};
use gavel_proto::Event;

/// The checkers, each told the key that the exchange gave out and a checkpoint that was kept.
pub(super) const BOTH: [(&str, Checker); 2] = [("ours", ours), ("theirs", theirs)];

/// Checks a journal: what it says at the end, or what it found.
pub(super) type Checker = fn(&Path, &str, Option<&str>) -> Result<String, String>;

/// Where the stranger's programs lie.
pub(super) const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/checker");

/// Nothing is wrong with this journal: what both say of it, which is the same root.
#[track_caller]
pub(super) fn clean(folder: &Path, key: &str) -> String {
    let [ours, theirs] = BOTH.map(|(whose, check)| {
        check(folder, key, None).unwrap_or_else(|found| panic!("{whose}: {found}"))
    });
    assert!(theirs.ends_with(&ours), "another root than {ours}: {theirs}");
    theirs
}

/// Both find something, each in its own words.
#[track_caller]
pub(super) fn found(what: &str, folder: &Path, key: &str, kept: Option<&str>, words: [&str; 2]) {
    for ((whose, check), words) in BOTH.into_iter().zip(words) {
        let found = check(folder, key, kept).expect_err(&format!("{whose}: {what} was not found"));
        assert!(found.contains(words), "{whose}: {what} is not at {words:?}: {found}");
    }
}

/// What our program finds: bytes, order, tree, heads and signatures, and every decision once more.
pub(super) fn ours(folder: &Path, key: &str, kept: Option<&str>) -> Result<String, String> {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("a folder");
    let session = name.parse().expect("a session's name");
    let believed: Verifier = key.parse().expect("a key");
    let kept = kept.map(|kept| believed.open(kept).map_err(|error| error.to_string()));
    let kept: Option<Head> = kept.transpose()?;
    let mut reader = Reader::open(folder, &session).map_err(|error| error.to_string())?;
    let (mut heads, mut keys, mut state) = (Vec::new(), Vec::new(), Session::default());
    while let Some(piece) = reader.piece() {
        match piece.map_err(|error| error.to_string())? {
            Piece::Head(head) => heads.push(head),
            Piece::Record(record) => {
                let seq = record.seq();
                if kept.is_some_and(|kept| kept.size == seq && kept != reader.head()) {
                    return Err(format!("another history than the kept head's, up to {seq}"));
                }
                keys.extend(named(&record).map(|key| (seq, key)));
                if let Some(entry) = record.into_entry().map_err(|fault| fault.to_string())? {
                    let decided = state.decide(entry.at, &entry.by, &entry.command);
                    if Outcome::from(decided) != entry.outcome || entry.at < state.at() {
                        return Err(format!("sequence {seq} is decided otherwise"));
                    }
                    state.apply(&entry);
                }
            }
        }
    }
    if let Some(torn) = reader.torn() {
        return Err(format!("a torn tail: {torn}"));
    }
    if let Some(kept) = kept.filter(|kept| reader.head().size < kept.size) {
        return Err(format!("the kept head is over {} entries, here are fewer", kept.size));
    }
    signed(&heads, &keys, key)?;
    Ok(reader.head().root.to_string())
}

/// The keys that an entry names.
fn named(record: &Record) -> impl Iterator<Item = String> {
    record.public().heard.iter().filter_map(|event| {
        if let Event::SigningKeySet { key } = event { Some(key.as_str().to_owned()) } else { None }
    })
}

/// Every head is signed with the key that was named for it; the first of a new key also with the
/// one before it, from the believed key on.
fn signed(heads: &[SignedHead], keys: &[(u64, String)], believed: &str) -> Result<(), String> {
    let trusted = keys.iter().position(|(_, key)| key == believed);
    let trusted = trusted.ok_or_else(|| format!("the journal does not name {believed}"))?;
    for (index, (since, key)) in keys.iter().enumerate() {
        let since = if index == 0 { 0 } else { *since };
        let until = keys.get(index + 1).map_or(u64::MAX, |(until, _)| *until);
        let its_own = heads.iter().filter(|head| (since..until).contains(&head.head().size));
        for (place, head) in its_own.enumerate() {
            check(head, key)?;
            if place == 0 && trusted < index {
                check(head, &keys[index - 1].1)?;
            }
        }
    }
    Ok(())
}

fn check(head: &SignedHead, key: &str) -> Result<(), String> {
    let verifier: Verifier = key.parse().map_err(|error| format!("{key}: {error}"))?;
    let next = head.head().size + 1;
    head.check(&verifier).map_err(|error| format!("the head before sequence {next}: {error}"))
}

/// What the stranger finds, who checks every signature.
pub(super) fn theirs(folder: &Path, key: &str, kept: Option<&str>) -> Result<String, String> {
    let mut check = Command::new("python3");
    check.arg(format!("{CHECKER}/check.py")).arg(folder).args(["--all", "--key", key]);
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    if let Some(kept) = kept {
        std::fs::write(&file, kept).expect("a kept checkpoint");
        check.arg("--head").arg(file.path());
    }
    let said = check.output().expect("python3 runs; `.ci/packages` installs it");
    let told = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    match said.status.code() {
        Some(0) => Ok(told),
        Some(1) if told.starts_with("damaged: ") => Err(told),
        _ => panic!("{told}{}", String::from_utf8_lossy(&said.stderr)),
    }
}
