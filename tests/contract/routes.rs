//! What is served over HTTP: every route is in the `OpenAPI` document, and every route of the
//! document is served.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gavel_gateway::docs::openapi;
use serde_json::{Map, Value};
use tokio::net::TcpStream;

use super::schemas::hold_told;
use crate::live::house::House;
use crate::live::web::Reply;

fn paths() -> Map<String, Value> {
    openapi()["paths"].as_object().expect("paths").clone()
}

/// The paths of all routes in the sources of the gateway, as the document writes them.
fn routes() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a folder of the sources");
        let entries = entries.map(|entry| entry.expect("an entry").path());
        let (below, files): (Vec<PathBuf>, _) = entries.partition(|path| path.is_dir());
        folders.extend(below);
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
            let text = fs::read_to_string(file).expect("a source");
            let paths = text.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1));
            routes.extend(paths.map(|path| path.replace("{*", "{")));
        }
    }
    routes
}

#[test]
fn every_route_is_in_the_document_and_no_other() {
    let documented: BTreeSet<String> = paths().into_iter().map(|(path, _)| path).collect();
    let mut routes = routes();
    // No part of the contract: a house has none unless it is tried out.
    routes.remove("/echo");
    assert_eq!(documented, routes);
}

/// A path with something in its places that is there.
fn filled(path: &str) -> String {
    let path = path.replace("{session}", "s").replace("{language}", "vi");
    let path = path.replace("{message}", "push.json").replace("/state", "/state?seq=1");
    let file = if path.starts_with("/ui/") { "app.js" } else { "gavel.js" };
    path.replace("{path}", file)
}

async fn asked(address: &str, method: &str, path: &str) -> Reply {
    let mut stream = TcpStream::connect(address).await.expect("a server that listens");
    let reply = Reply::ask_to(&mut stream, method, path).await;
    reply.unwrap_or_else(|| panic!("no answer for {method} {path}"))
}

#[tokio::test]
async fn every_route_of_the_document_is_served_as_it_says() {
    let house = House::new();
    let server = house.serve(&["--metrics-listen", "127.0.0.1:0"]);
    let metrics = server.metrics_address();
    for (path, operations) in paths() {
        let place = if path == "/metrics" { &metrics } else { &server.address };
        let here = filled(&path);
        let is_told = operations.get("get").is_some();
        let other = asked(place, if is_told { "POST" } else { "GET" }, &here).await;
        assert_eq!(other.status, 405, "{path} is served in a way that the document lacks");
        if !is_told {
            continue;
        }
        let reply = asked(place, "GET", &here).await;
        let expected = match path.as_str() {
            "/ws" => 400,
            review if review.starts_with("/audit/") => 401,
            _ => 200,
        };
        assert_eq!(reply.status, expected, "{path}: {}", reply.text);
        let answer = &operations["get"]["responses"][expected.to_string()];
        let kinds = answer["content"].as_object().unwrap_or_else(|| panic!("{path} has {answer}"));
        let (head, body) = reply.text.split_once("\r\n\r\n").expect("a head");
        for (kind, told) in kinds {
            assert!(kind == "*/*" || head.contains(kind.as_str()), "{path} is {kind}: {head}");
            if let Some(name) = told["schema"]["$ref"].as_str() {
                let value = serde_json::from_str(body).expect("JSON");
                hold_told(name.rsplit('/').next().unwrap_or_default(), &value);
            }
        }
    }
}
