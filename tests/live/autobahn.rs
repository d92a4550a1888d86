//! The fuzzing client of the Autobahn suite against the websocket layer, on the echo of a house whose
//! limits are raised for it: sections 1 to 7, 9 and 10, which is all but compression.

use std::path::Path;
use std::process::Command;

use super::house::House;

/// What the suite asks of a server, and no sale does: messages of 16 MiB, from somebody who never says
/// hello.
const RAISED: [&str; 5] = [
    "echo=true",
    "limits.message_bytes=33554432",
    "limits.write_buffer_bytes=67108864",
    "limits.hello_timeout_ms=600000",
    "limits.silence_timeout_ms=600000",
];

#[test]
fn the_fuzzing_client_of_autobahn_finds_no_fault() {
    let house = House::new();
    let server = house.serve(RAISED.map(|set| ["--set", set]).as_flattened());
    let home = std::env::var_os("HOME").expect("a home");
    let suite = Path::new(&home).join(".cache/gavel/autobahn");
    assert!(suite.join("installed").exists(), "the Autobahn suite; `.ci/packages` installs it");
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/autobahn/run");
    let url = format!("ws://{}/echo", server.address);
    let reports = house.path().join("reports");
    let told = Command::new(run).args([&suite]).arg(url).arg(reports).output().expect("the suite");
    let told = (told.status.code(), String::from_utf8_lossy(&told.stdout).into_owned());
    println!("{}", told.1);
    assert_eq!(told.0, Some(0), "{}", told.1);
    assert!(told.1.contains("301 of 301 cases run, 0 bad"), "{}", told.1);
}

#[tokio::test]
async fn a_house_has_no_echo_unless_it_is_asked_for() {
    let house = House::new();
    let server = house.serve(&[]);
    assert_eq!(super::web::get(&server.address, "/echo").await.status, 404);
}
