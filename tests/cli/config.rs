//! The configuration as an operator meets it: what is wrong is named before anything is opened.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use super::{finish, refused, run, well};
use crate::live::house::{House, gavel};

/// A configuration file beside the data, which is a folder that is not there yet.
fn write(house: &House, text: &str) -> (String, String) {
    let file = house.path().join("gavel.toml");
    fs::write(&file, text).unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    (path(&file), path(&house.path().join("data")))
}

#[test]
fn the_defaults_are_a_configuration_that_is_good() {
    let house = House::new();
    let page = run(&["config", "default"]);
    well(&page, &["[limits]", "requests_per_second = 20", "# metrics_listen = "]);
    let (file, _) = write(&house, &page.out);
    well(&run(&["config", "check", &file]), &["the configuration is good"]);
    well(&run(&["config", "check"]), &["the configuration is good"]);
    well(
        &run(&["config", "env"]),
        &["GAVEL_CONFIG", "GAVEL_LIMITS_CONNECTIONS", "limits.visitors"],
    );
}

#[test]
fn every_fault_is_named_and_nothing_is_opened() {
    let house = House::new();
    let text = "lsten = 1\n[limits]\nrequest_burst = 10\nhello_timeout_ms = 90000\n";
    let (file, data) = write(&house, text);
    let words = [
        "lsten (in ",
        "there is no such key",
        "limits.requests_per_second: is 20, above limits.request_burst, which is 10",
        "limits.hello_timeout_ms: is 90000, above limits.silence_timeout_ms",
        "raise limits.silence_timeout_ms",
    ];
    refused(&run(&["config", "check", &file]), &words);
    let by_variable = finish(gavel(&["config", "check"]).env("GAVEL_CONFIG", &file), "");
    refused(&by_variable, &words);
    let serve = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    refused(&run(&[&serve[..], &["--config", &file]].concat()), &words);
    assert!(!Path::new(&data).exists(), "nothing was opened");
}

#[test]
fn a_file_or_a_certificate_that_is_not_there_is_named() {
    let house = House::new();
    let (file, data) = write(&house, "");
    let serve = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    let with = |more: &[&str]| run(&[&serve[..], more].concat());
    refused(
        &with(&["--config", "/nowhere.toml"]),
        &["/nowhere.toml", "cannot be read", "name a file"],
    );
    refused(&with(&["--tls-cert", &file]), &["tls_key: is missing", "set both, or neither"]);
    let none = ["--tls-cert", "/nowhere.pem", "--tls-key", &file];
    refused(&with(&none), &["/nowhere.pem cannot be read", "PEM file that this user can read"]);
    let empty = ["--tls-cert", &file, "--tls-key", &file];
    refused(&with(&empty), &["holds no certificate", "the server's certificate first"]);
    refused(&with(&["--set", "limits.sockets=5"]), &["limits.sockets", "no such key"]);
    refused(&with(&["--set", "limits"]), &["write KEY=VALUE"]);
    let variable = finish(gavel(&serve).env("GAVEL_LIMITS_VISITORS", "0"), "");
    refused(&variable, &["limits.visitors: is 0", "give at least 1"]);
    assert!(!Path::new(&data).exists(), "nothing was opened");
}

#[test]
fn a_port_for_metrics_that_is_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let house = House::new();
    let (_, data) = write(&house, "");
    let serve = ["serve", "--data", &data, "--listen", "127.0.0.1:0", "--metrics-listen", &address];
    refused(&run(&serve), &[&address, "give another --metrics-listen"]);
    let same = ["serve", "--data", &data, "--listen", &address, "--metrics-listen", &address];
    refused(&run(&same), &["metrics_listen: is where the sale listens"]);
    assert!(!Path::new(&data).exists(), "nothing was opened");
}
