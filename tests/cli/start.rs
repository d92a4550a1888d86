//! What cannot start says so before it opens anything, and says what to do.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use super::{refused, run};
use crate::live::house::{House, SESSION};

#[test]
fn data_of_another_version_is_left_alone() {
    let house = House::new();
    fs::write(house.path().join("VERSION"), "gavel-data 9\n").unwrap();
    refused(&run(&house.serving()), &["gavel-data 9", "gavel-data 3", "name another folder"]);
    assert!(!house.path().join("sessions").exists());
    assert!(!house.path().join("keys").exists());
}

#[test]
fn a_data_folder_has_one_server() {
    let house = House::new();
    let first = house.serve(&[]);
    refused(&run(&house.serving()), &["in use by another process", "stop that one first"]);
    drop(first);
    house.serve(&[]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let house = House::new();
    fs::write(house.path().join("file"), "").unwrap();
    let below = format!("{}/file/data", house.data());
    let serve = ["serve", "--listen", "127.0.0.1:0", "--session", SESSION, "--data", &below];
    refused(&run(&serve), &["file/data", "let this user read and write there"]);
}

#[test]
fn a_journal_that_does_not_check_out_stops_the_start() {
    let house = House::new();
    drop(house.serve(&[]));
    let segment = house.path().join("sessions/s/00000000000000000001.gavel");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[20] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    let told = run(&house.serving());
    refused(&told, &["session s: 00000000000000000001.gavel at byte 0", "header", "restore"]);
    assert!(!told.err.contains("session s: session s"), "{}", told.err);
    assert_eq!(fs::read(&segment).unwrap(), bytes, "the evidence is left as it was");
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let house = House::new();
    let serve = ["serve", "--data", house.data(), "--listen", &address];
    refused(&run(&serve), &[&address, "stop what holds it, or give another --listen"]);
    let elsewhere = run(&["serve", "--data", house.data(), "--listen", "192.0.2.1:80"]);
    refused(&elsewhere, &["192.0.2.1:80", "; give another --listen"]);
    assert!(!house.path().join("VERSION").exists(), "nothing was opened");
}

#[test]
fn arguments_that_mean_nothing_are_refused() {
    let house = House::new();
    let serve = ["serve", "--data", house.data()];
    refused(&run(&[&serve[..], &["--listen", "here"]].concat()), &["--listen"]);
    refused(&run(&[&serve[..], &["--session", "Mùa thu"]].concat()), &["1 to 40 of a-z"]);
    refused(&run(&["sell"]), &["sell"]);
    assert!(!house.path().join("VERSION").exists(), "nothing was opened");
}

#[test]
fn a_token_is_for_somebody() {
    let house = House::new();
    let token = |who: &[&str]| run(&[&["token", "mint"], who, &["--data", house.data()]].concat());
    refused(&token(&["bidder", "s"]), &["a bidder needs --paddle"]);
    refused(&token(&["observer", "s", "--paddle", "7"]), &["nobody else has a paddle"]);
    refused(&token(&["clerk", "s", "--name", ""]), &["1 to 64 characters"]);
    refused(&token(&["clock", "s"]), &["clock"]);
    refused(&token(&["bidder", "S!", "--paddle", "7"]), &["1 to 40 of a-z"]);
    refused(&token(&["bidder", "s", "--paddle", "-7"]), &["-7"]);
    for hours in ["0", "8785", "18446744073709551615"] {
        refused(&token(&["observer", "s", "--hours", hours]), &["1..=8784"]);
    }
    assert!(!house.path().join("keys").exists(), "nothing was made");

    let minted = token(&["bidder", "s", "--paddle", "7", "--address", "https://sale.example"]);
    assert_eq!(minted.code, Some(0), "{}", minted.err);
    let link = format!("https://sale.example/#token={}", minted.out);
    assert_eq!(minted.err, link, "the link holds the token");
}

#[test]
fn a_token_key_that_is_none_is_named() {
    let house = House::new();
    fs::create_dir(house.path().join("keys")).unwrap();
    let key = house.path().join("keys/token.pem");
    fs::write(&key, "no key").unwrap();
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    refused(&run(&house.serving()), &["token.pem", "others can read", "chmod 600"]);
    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    for args in
        [&house.serving()[..], &["token", "mint", "observer", SESSION, "--data", house.data()]]
    {
        refused(&run(args), &["token.pem", "restore it"]);
    }
}
