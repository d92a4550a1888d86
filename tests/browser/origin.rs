//! A page of another site, in a real browser: it cannot connect, whatever it knows.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::json;

use super::driver::Browser;
use crate::live::house::{House, SESSION};

/// What the page of the other site tries: the names of what happens to its connection.
const TRY: &str = "
    const socket = new WebSocket(given.url, 'gavel.v1.json');
    return await new Promise((resolve) => {
        socket.onerror = () => resolve('refused');
        socket.onopen = () => socket.send(JSON.stringify(
            { id: 1, method: 'hello', params: { token: given.token } }));
        socket.onmessage = (message) => resolve(JSON.parse(message.data).result.role);
    });";

/// A site of its own, whose page may do what it likes: where it listens.
fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = [0; 4_096];
            drop(stream.read(&mut head));
            let page = "<!doctype html><title>Free bids</title>";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
            let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len());
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    format!("http://{address}")
}

/// Even with a token that somebody gave away; until the house allows its origin.
#[tokio::test]
async fn a_page_of_another_site_cannot_connect() {
    let (house, site) = (House::new(), site());
    let browser = Browser::start().await;
    let page = browser.open(&site).await;
    let mut server = house.serve(&[]);
    let token = house.token(SESSION, &["observer"]);
    let given = |address: &str| json!({ "url": format!("ws://{address}/ws"), "token": token });
    assert_eq!(page.script(TRY, given(&server.address)).await, "refused");
    let own = browser.open(&format!("http://{}/", server.address)).await;
    assert_eq!(own.script(TRY, given(&server.address)).await, "observer");
    server.terminate();
    let log = server.ended().complaints;
    assert!(log.contains("refused a page") && log.contains(&site), "{log}");
    assert!(!log.contains(&token), "{log}");
    let server = house.serve(&["--allow-origin", &site]);
    assert_eq!(page.script(TRY, given(&server.address)).await, "observer");
    browser.end().await;
}
