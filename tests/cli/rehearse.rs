//! A rehearsal: a crowd that is not there yet, against a house that is.

use std::fs;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::{Value, json};

use super::{Outcome, found, refused, run, well};
use crate::live::client::Client;
use crate::live::house::{House, Server};

/// A small crowd, and longer than anything takes on the slowest machine: what is tried here is no
/// speed.
const SMALL: [[&str; 2]; 6] = [
    ["--bidders", "4"],
    ["--observers", "6"],
    ["--bids-per-second", "20"],
    ["--seconds", "2"],
    ["--max-ack-p99-ms", "60000"],
    ["--max-delivery-p99-ms", "60000"],
];

fn house() -> (House, Server) {
    let house = House::of_record();
    let server = house.serve(&["--session", "rehearsal"]);
    (house, server)
}

fn rehearse(house: &House, server: &Server, more: &[&str]) -> Outcome {
    let usual = [["--data", house.data()], ["--listen", &server.address]];
    let usual = usual.iter().chain(&SMALL).filter(|[flag, _]| !more.contains(flag));
    let args: Vec<&str> = usual.flatten().copied().collect();
    run(&[&["rehearse"], &args[..], more].concat())
}

fn report(house: &House, server: &Server, more: &[&str]) -> Value {
    let file = house.path().join("report.json");
    let json = ["--json", file.to_str().expect("a plain name")];
    well(&rehearse(house, server, &[&json, more].concat()), &["The house held."]);
    serde_json::from_str(&fs::read_to_string(file).expect("a report")).expect("JSON")
}

#[tokio::test]
async fn a_crowd_bids_and_listens_and_leaves_nothing_open() {
    let (house, server) = house();
    let report = report(&house, &server, &["--slow-readers", "2", "--lots", "2"]);
    assert_eq!((&report["held"], &report["shortfalls"]), (&json!(true), &json!([])));
    let bids = &report["bids"];
    let refused = bids["refused"].as_object().expect("refusals").values();
    let answered: u64 = refused.chain([&bids["accepted"]]).filter_map(Value::as_u64).sum();
    assert_eq!(answered, 40, "twenty a second, for two seconds: {bids}");
    assert_eq!(report["acknowledgement_micros"]["count"], 40);
    let accepted = bids["accepted"].as_u64().expect("a count");
    assert!(0 < accepted, "{bids}");
    // Ten people and the desk hear of every bid that was accepted.
    assert_eq!(report["delivery_micros"]["count"], 11 * accepted, "{report}");

    let token = house.token("rehearsal", &["observer"]);
    let mut observer = Client::connect(&server.address).await;
    observer.hello(&token).await;
    let joined = observer.accepted("subscribe", json!({ "session": "rehearsal" })).await;
    for lot in joined["snapshot"]["lots"].as_array().expect("lots") {
        assert!(lot["result"]["withdrawn"].is_object(), "{lot}");
    }
}

#[test]
fn everybody_is_cut_off_and_comes_back_and_nothing_is_lost() {
    let (house, server) = house();
    let report = report(&house, &server, &["--storms", "2", "--seconds", "3"]);
    let connections = &report["connections"];
    let back = [&connections["resumed"], &connections["began_anew"]];
    assert_eq!(back.into_iter().filter_map(Value::as_u64).sum::<u64>(), 20, "{connections}");
    assert_eq!(report["return_micros"]["count"], 20);
    assert_eq!(report["bids"]["unanswered"], 0);
}

#[test]
fn a_house_that_does_not_hold_is_told_why() {
    let (house, server) = house();
    let ran = rehearse(&house, &server, &["--max-ack-p99-ms", "0"]);
    found(&ran, &["the house did not hold: 99 of 100 answers took up to"]);
}

#[test]
fn tokens_from_a_file_do_where_the_key_is_elsewhere() {
    let (house, server) = house();
    let file = house.path().join("tokens");
    let bidder = |paddle: &str| house.token("rehearsal", &["bidder", "--paddle", paddle]);
    let auctioneer = house.token("rehearsal", &["auctioneer"]);
    let observer = house.token("rehearsal", &["observer"]);
    let write = |tokens: &[&str]| fs::write(&file, tokens.join("\n")).expect("a file");
    let tokens = ["--tokens", file.to_str().expect("a plain name"), "--bidders", "2"];
    let few = [&tokens[..], &["--bids-per-second", "10"]].concat();

    write(&[&bidder("1"), &observer]);
    refused(&rehearse(&house, &server, &few), &["lacks an auctioneer's token"]);
    write(&[&auctioneer, &bidder("1"), &observer]);
    refused(&rehearse(&house, &server, &few), &["bidders' tokens: 1 of 2"]);
    write(&[&auctioneer, "no token", &observer]);
    refused(&rehearse(&house, &server, &few), &["line 2 is no token"]);
    write(&[&auctioneer, &house.paddle(7), &observer]);
    refused(&rehearse(&house, &server, &few), &["line 2 is a token for the session s"]);
    write(&[&auctioneer, &bidder("1"), &bidder("2"), &observer]);
    well(&rehearse(&house, &server, &few), &["The house held."]);
}

#[test]
fn what_cannot_be_rehearsed_is_refused_with_the_remedy() {
    let (house, server) = house();
    let refusal = |more: &[&str], words: &[&str]| {
        refused(&rehearse(&house, &server, more), words);
    };
    refusal(&["--session", "s"], &["may be a real sale", "gavel serve --session rehearsal"]);
    refusal(&["--session", "rehearsal-2"], &["does it run the session rehearsal-2"]);
    refusal(&["--bids-per-second", "1000"], &["80 requests a second", "more --bidders"]);
    refusal(&["--bidders", "1"], &["--bidders"]);
    let elsewhere = House::new();
    refusal(&["--data", elsewhere.data()], &["no key at", "--data"]);
    let nowhere = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr();
    let nowhere = nowhere.expect("an address").to_string();
    refusal(&["--listen", &nowhere], &["is the house served at"]);
}

/// As people come to it: by its name, and only if its certificate holds.
#[test]
fn a_house_behind_tls_is_rehearsed_with() {
    let house = House::of_record();
    let file = |name: &str| house.path().join(name).to_str().expect("a plain name").to_owned();
    let (cert, key) = (file("cert.pem"), file("key.pem"));
    let CertifiedKey { cert: issued, signing_key } =
        generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    fs::write(&cert, issued.pem()).expect("a file");
    fs::write(&key, signing_key.serialize_pem()).expect("a file");
    let tls = ["--tls-cert", &cert, "--tls-key", &key];
    let server = house.serve(&[&["--session", "rehearsal"], &tls[..]].concat());
    let url = format!("wss://{}", server.address);
    let to =
        |more: &[&str]| rehearse(&house, &server, &[&["--bids-per-second", "10"], more].concat());
    well(&to(&["--url", &url, "--ca", &cert]), &["The house held."]);

    refused(&to(&["--url", &url]), &["UnknownIssuer", "--ca"]);
    refused(
        &to(&["--url", &url, "--ca", "/nowhere.pem"]),
        &["/nowhere.pem cannot be read", "--ca"],
    );
    refused(&to(&["--url", &url, "--ca", &file("VERSION")]), &["names no issuer", "--ca"]);
    let elsewhere = url.replace("127.0.0.1", "localhost");
    refused(&to(&["--url", &elsewhere, "--ca", &cert]), &["not valid for name", "localhost"]);
    refused(&to(&["--url", "ftp://sale"]), &["ftp://sale", "write wss://"]);
    refused(&to(&["--url", "sale"]), &["sale", "write wss://"]);
    // Plain HTTP is not spoken there.
    refused(&to(&[]), &["is the house served at"]);
}
