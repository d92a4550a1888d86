//! `gavel pack`: one file goes to the auditor, who needs nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::vault::{SESSION, Vault, closed_sale, verifier};
use super::{found, refused, run, well};

/// A vault with a pack of its session, and the pack's path.
fn packed() -> (Vault, String) {
    let vault = Vault::of(&closed_sale());
    let pack = vault.file("pack.tar");
    well(&vault.run(&["pack", SESSION, "--out", &pack]), &["packed", "pack.tar"]);
    (vault, pack)
}

#[test]
fn a_pack_is_checked_where_there_is_nothing_else() {
    let (vault, pack) = packed();
    let alone = tempfile::tempdir().unwrap();
    let moved = alone.path().join("sent.tar");
    fs::copy(&pack, &moved).unwrap();
    let checked = run(&["verify", moved.to_str().unwrap(), "--key", &verifier(7).to_string()]);
    let checks = [
        "manifest",
        "signatures",
        "decisions",
        "kept head",
        "head file",
        "key file",
        "terms",
        "minutes",
    ];
    well(&checked, &checks.map(|check| format!("{check} … ok")));
    let whole = vault.run(&["verify", SESSION]);
    let end = |text: &str| text.trim().rsplit("size ").next().map(str::to_owned);
    assert_eq!(end(&checked.out), end(&whole.out));
    // The same journal gives the same bytes, and a second pack does not overwrite the first.
    let again = vault.file("again.tar");
    well(&vault.run(&["pack", SESSION, "--out", &again]), &["packed"]);
    assert_eq!(fs::read(&pack).unwrap(), fs::read(&again).unwrap());
    refused(&vault.run(&["pack", SESSION, "--out", &again]), &["again.tar", "name a new file"]);
    well(&run(&["replay", moved.to_str().unwrap(), "--verify"]), &["verified"]);
}

#[test]
fn a_stranger_opens_it_with_tar_and_checks_its_sums() {
    let (vault, pack) = packed();
    let opened = unpacked(&vault, &pack);
    let check = ["--check", "--strict", "MANIFEST"];
    let done = Command::new("sha256sum").args(check).current_dir(&opened).output();
    let done = done.expect("sha256sum runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let sums = String::from_utf8_lossy(&done.stdout);
    assert!(sums.contains("minutes/minutes.vi.pdf: OK"), "{sums}");
    let readme = fs::read_to_string(opened.join("README.txt")).unwrap();
    assert!(readme.contains("HỒ SƠ KIỂM TOÁN") && readme.contains("AUDIT PACK"), "{readme}");
    well(&run(&["verify", opened.join("journal/autumn-2026").to_str().unwrap()]), &["checks out"]);
}

fn unpacked(vault: &Vault, pack: &str) -> std::path::PathBuf {
    let opened = vault.path().join("opened");
    fs::create_dir(&opened).unwrap();
    let done = Command::new("tar").args(["-xf", pack, "-C"]).arg(&opened).status();
    assert!(done.is_ok_and(|status| status.success()), "tar opens it");
    opened
}

#[test]
fn a_pack_that_is_cut_short_says_where() {
    let (vault, pack) = packed();
    let bytes = fs::read(&pack).unwrap();
    for length in [600, 5_000, bytes.len() / 2, bytes.len() - 2_000, bytes.len() - 1] {
        fs::write(&pack, &bytes[..length]).unwrap();
        let told = vault.run(&["verify", &pack]);
        found(&told, &["is cut short", "copy it again"]);
    }
    fs::write(&pack, [&bytes[..], b"more"].concat()).unwrap();
    found(&vault.run(&["verify", &pack]), &["4 bytes lie behind its end"]);
}

/// Packs a folder again after something in it was changed, its manifest too if that is said.
fn packed_again(opened: &Path, pack: &str, manifest: Manifest) {
    if manifest == Manifest::Mended {
        let script = "find . -type f ! -name MANIFEST | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum > ../M && mv ../M MANIFEST";
        let done = Command::new("sh").args(["-c", script]).current_dir(opened).status();
        assert!(done.is_ok_and(|status| status.success()), "the manifest is made anew");
    }
    let script = format!(
        "find . -type f ! -name MANIFEST | sed 's,^./,,' | LC_ALL=C sort > ../names && echo MANIFEST >> ../names && tar --format=ustar -b 1 -cf {pack} -T ../names"
    );
    let done = Command::new("sh").args(["-c", &script]).current_dir(opened).status();
    assert!(done.is_ok_and(|status| status.success()), "tar packs it again");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manifest {
    Left,
    Mended,
}

#[test]
fn a_file_that_was_changed_or_taken_is_named() {
    let (vault, pack) = packed();
    let opened = unpacked(&vault, &pack);
    let key = opened.join("key.txt");
    let kept = fs::read(&key).unwrap();
    fs::write(&key, "another").unwrap();
    packed_again(&opened, &pack, Manifest::Left);
    found(&vault.run(&["verify", &pack]), &["key.txt was changed"]);
    fs::remove_file(&key).unwrap();
    packed_again(&opened, &pack, Manifest::Left);
    found(&vault.run(&["verify", &pack]), &["key.txt is missing"]);
    fs::write(&key, kept).unwrap();
    fs::write(opened.join("more.txt"), "more").unwrap();
    packed_again(&opened, &pack, Manifest::Left);
    found(&vault.run(&["verify", &pack]), &["more.txt was put in"]);
}

#[test]
fn whoever_mends_the_manifest_is_found_by_the_journal() {
    let (vault, pack) = packed();
    let opened = unpacked(&vault, &pack);
    for (name, from, to, why) in [
        ("key.txt", "auction", "auctiom", "key.txt holds"),
        ("head.txt", "auction", "auctiom", "head.txt"),
        ("terms/lot-1.json", "1000000000", "1000000001", "terms/lot-1.json says something else"),
        (
            "minutes/minutes.en.html",
            "autumn",
            "winter",
            "minutes/minutes.en.html is not what the journal makes",
        ),
    ] {
        let path = opened.join(name);
        let kept = fs::read_to_string(&path).unwrap();
        assert!(kept.contains(from), "{name}");
        fs::write(&path, kept.replacen(from, to, 1)).unwrap();
        packed_again(&opened, &pack, Manifest::Mended);
        found(&vault.run(&["verify", &pack]), &[why]);
        fs::write(&path, kept).unwrap();
    }
    packed_again(&opened, &pack, Manifest::Mended);
    well(&vault.run(&["verify", &pack]), &["minutes … ok"]);
    let segment = opened.join("journal/autumn-2026/00000000000000000001.gavel");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[5_000] ^= 1;
    fs::write(&segment, bytes).unwrap();
    packed_again(&opened, &pack, Manifest::Mended);
    let told = vault.run(&["verify", &pack]);
    found(&told, &["bytes", "checksum"]);
    assert!(told.out.contains("minutes … not reached"), "{}", told.out);
}

#[test]
fn an_archive_of_something_else_is_no_pack() {
    let vault = Vault::of(&closed_sale());
    let other = vault.file("other.tar");
    let done = Command::new("tar")
        .args(["--format=ustar", "-cf", &other, "-C"])
        .arg(vault.path())
        .arg("VERSION")
        .status();
    assert!(done.is_ok_and(|status| status.success()));
    refused(&vault.run(&["verify", &other]), &["is no pack", "gavel pack"]);
}
