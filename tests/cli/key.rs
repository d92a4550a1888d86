//! `gavel key`: the key that an exchange publishes, and how it changes hands.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{Outcome, found, refused, run, well};
use crate::live::house::{House, SESSION, Server};

fn key(house: &House, args: &[&str]) -> Outcome {
    run(&[&["key"], args, &["--data", house.data()]].concat())
}

/// Lets a server run until it has written what it has to say by itself.
fn served(house: &House) {
    let mut server: Server = house.serve(&[]);
    server.terminate();
    assert!(server.ended().status.success());
}

#[test]
fn a_key_changes_hands_and_the_old_one_vouches_for_the_new() {
    let house = House::new();
    served(&house);
    let shown = key(&house, &["show", SESSION]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    let old = shown.out.trim().to_owned();
    assert!(old.starts_with("gavel.localhost/s+"), "{old}");
    well(&run(&["verify", SESSION, "--data", house.data(), "--key", &old]), &["key … ok"]);

    let rotated = key(&house, &["rotate"]);
    well(&rotated, &["keys/retired/"]);
    for path in ["keys/journal.pem", "keys/retired"] {
        let mode = fs::metadata(house.path().join(path)).unwrap().permissions().mode() & 0o077;
        assert_eq!(mode & if path.ends_with("pem") { 0o077 } else { 0 }, 0, "{path}");
    }
    let retired: Vec<_> = fs::read_dir(house.path().join("keys/retired")).unwrap().collect();
    let retired = retired[0].as_ref().unwrap().metadata().unwrap();
    assert_eq!((retired.permissions().mode() & 0o777), 0o600);
    // Until the next start the journal names the old one.
    let between = key(&house, &["show", SESSION]);
    assert_eq!(between.out.trim(), old);
    assert!(between.err.contains("from the next start of the server on"), "{}", between.err);

    served(&house);
    let new = key(&house, &["show", SESSION]).out.trim().to_owned();
    assert_ne!(new, old);
    for given in [&old, &new] {
        let told = run(&["verify", SESSION, "--data", house.data(), "--key", given]);
        well(&told, &["changed at sequence 3, co-signed by the key before", "signatures … ok"]);
    }
    let all = key(&house, &["show"]);
    well(&all, &[format!("{SESSION} {new}")]);
}

#[test]
fn a_key_is_not_taken_from_under_a_server() {
    let house = House::new();
    let server = house.serve(&[]);
    refused(&key(&house, &["rotate"]), &["in use by another process", "stop that one first"]);
    drop(server);
    let pem = house.path().join("keys/journal.pem");
    fs::set_permissions(&pem, fs::Permissions::from_mode(0o644)).unwrap();
    refused(&key(&house, &["rotate"]), &["others can read the key", "chmod 600"]);
    refused(&run(&["key", "rotate", "--data", "/no/such/folder"]), &["/no/such/folder", "--data"]);
}

#[test]
fn a_key_that_was_lost_changes_without_a_word() {
    let house = House::new();
    served(&house);
    let old = key(&house, &["show", SESSION]).out.trim().to_owned();
    fs::remove_file(house.path().join("keys/journal.pem")).unwrap();
    served(&house);
    let told = run(&["verify", SESSION, "--data", house.data(), "--key", &old]);
    found(&told, &["changed at sequence 3", "without the signature of the key before"]);
    well(&run(&["verify", SESSION, "--data", house.data()]), &["NOT co-signed"]);
}

#[test]
fn before_the_first_start_there_is_no_key_to_show() {
    let house = House::new();
    refused(
        &key(&house, &["show", SESSION]),
        &["keys/journal.pem", "the first start of the server"],
    );
    served(&house);
    let planned = key(&house, &["show", "winter", "--origin", "auction.example"]);
    assert!(planned.out.starts_with("auction.example/winter+"), "{}", planned.out);
}
