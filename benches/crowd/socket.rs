//! A websocket of somebody in the crowd, which costs as little here as it can.

use std::net::Ipv4Addr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use crate::house::House;
use crate::load::house::SESSION;

/// How long somebody who was turned away waits.
pub(crate) const RETRY: Duration = Duration::from_millis(500);
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many share one address.
const NEIGHBOURS: u32 = 500;

/// Somebody's line.
pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
    last_id: u64,
}

/// Connects, says hello and subscribes; nothing if somebody is turned away.
pub(crate) async fn join(house: &House, number: u32, token: &str) -> Option<Socket> {
    timeout(PATIENCE, try_join(house, number, token)).await.ok()?
}

async fn try_join(house: &House, number: u32, token: &str) -> Option<Socket> {
    let stream = connect(house, number).await?;
    let mut request = format!("ws://{}/ws", house.address).into_client_request().ok()?;
    let protocol = HeaderValue::from_static("gavel.v1.json");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let config = WebSocketConfig::default().read_buffer_size(2 * 1_024);
    let (stream, _) = client_async_with_config(request, stream, Some(config)).await.ok()?;
    let mut socket = Socket { stream, last_id: 0 };
    socket.ask("hello", json!({ "token": token })).await?;
    socket.ask("subscribe", json!({ "session": SESSION })).await?;
    Some(socket)
}

/// A connection from the address of this number and its neighbours.
pub(crate) async fn connect(house: &House, number: u32) -> Option<TcpStream> {
    let [_, _, high, low] = (1 + number / NEIGHBOURS).to_be_bytes();
    let socket = TcpSocket::new_v4().ok()?;
    socket.bind((Ipv4Addr::new(127, 1, high, low), 0).into()).ok()?;
    socket.connect(house.address).await.ok()
}

impl Socket {
    /// Asks, and reads on until the answer: its result.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Option<Value> {
        let id = self.send(method, params).await?;
        loop {
            let message: Value = serde_json::from_str(&self.next().await?).ok()?;
            if message["id"] == id {
                return message.get("result").cloned();
            }
        }
    }

    /// Sends a request: its number.
    pub(crate) async fn send(&mut self, method: &str, params: Value) -> Option<u64> {
        self.last_id += 1;
        let request = json!({ "id": self.last_id, "method": method, "params": params });
        self.stream.send(Message::text(request.to_string())).await.ok()?;
        Some(self.last_id)
    }

    /// The next text; nothing if the line is gone.
    pub(crate) async fn next(&mut self) -> Option<Utf8Bytes> {
        loop {
            if let Message::Text(text) = self.stream.next().await?.ok()? {
                return Some(text);
            }
        }
    }
}

/// The number behind `name` in a text that nobody needs to parse for more.
pub(crate) fn number(text: &str, name: &str) -> Option<u64> {
    let (_, rest) = text.split_once(name)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}
