//! A client as a stranger writes it from `docs/PROTOCOL.md`. It checks what every client may rely
//! on: the chain of pushes has no gap, a heartbeat is never ahead of it, and every message is what its
//! schema says.

use std::collections::VecDeque;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::house::{PATIENCE, SESSION};
use crate::contract::held::Held;

/// A connection that ended: the server's close code, if it said one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone(pub(crate) Option<u16>);

/// One connection and all that it heard.
pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    held: Held,
    /// The last sequence that this client has.
    pub(crate) seq: u64,
    /// The sequence that this client last subscribed behind.
    since: u64,
    /// Every push, in the order in which they came.
    pub(crate) pushes: Vec<Value>,
    /// Events that nobody asked for yet, each with its sequence.
    unheard: VecDeque<(u64, Value)>,
    /// Every text that came: what this person can have read.
    pub(crate) received: Vec<String>,
}

impl Client {
    /// Opens a connection that has not said hello.
    pub(crate) async fn connect(address: &str) -> Self {
        Self::try_connect(address).await.expect("a server that listens takes a connection")
    }

    async fn try_connect(address: &str) -> Result<Self, Gone> {
        Self::knock(address, "/ws", None).await.map_err(|_| Gone(None))
    }

    /// Opens a connection at `path` as a page of `origin` would, or as a program: the status of
    /// the answer if it stays closed, 0 if none came.
    pub(crate) async fn knock(
        address: &str,
        path: &str,
        origin: Option<&str>,
    ) -> Result<Self, u16> {
        let url = format!("ws://{address}{path}");
        let mut request = url.into_client_request().expect("a good address");
        let protocol = HeaderValue::from_static("gavel.v1.json");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().expect("a header"));
        }
        let connected = patiently("the websocket to open", connect_async(request)).await;
        let (socket, _) = connected.map_err(|error| {
            if let Error::Http(answer) = error { answer.status().as_u16() } else { 0 }
        })?;
        Ok(Self {
            socket,
            last_id: 0,
            held: Held::default(),
            seq: 0,
            since: 0,
            pushes: Vec::new(),
            unheard: VecDeque::new(),
            received: Vec::new(),
        })
    }

    /// Connects, says hello and subscribes.
    pub(crate) async fn join(address: &str, token: &str) -> Self {
        Self::try_join(address, token).await.expect("the server takes a good token")
    }

    /// Connects, says hello and subscribes, unless the server is going.
    pub(crate) async fn try_join(address: &str, token: &str) -> Result<Self, Gone> {
        let mut client = Self::try_connect(address).await?;
        let welcome = client.try_ask("hello", json!({ "token": token })).await?;
        assert!(welcome["result"]["role"].is_string(), "hello was answered with {welcome}");
        client.try_ask("subscribe", json!({ "session": SESSION })).await?;
        Ok(client)
    }

    /// Takes leave, as a page that is closed does.
    pub(crate) async fn leave(mut self) {
        drop(patiently("a close to go out", self.socket.close(None)).await);
    }

    /// Says hello, and nothing more.
    pub(crate) async fn hello(&mut self, token: &str) -> Value {
        self.ask("hello", json!({ "token": token })).await
    }

    /// Subscribes behind `since`, and says what came back.
    pub(crate) async fn subscribe(&mut self, since: Option<u64>) -> Value {
        self.since = since.unwrap_or(0);
        let params = since.map_or_else(
            || json!({ "session": SESSION }),
            |since| json!({ "session": SESSION, "since": since }),
        );
        self.ask("subscribe", params).await["result"].clone()
    }

    /// Asks, and waits for the whole answer.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.try_ask(method, params).await;
        answer.unwrap_or_else(|gone| panic!("{gone:?} instead of an answer to {method}"))
    }

    /// Asks for something that must be accepted: its result.
    pub(crate) async fn accepted(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params).await;
        assert!(answer["result"].is_object(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Asks for something that must be refused: its error.
    pub(crate) async fn refused(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.ask(method, params).await;
        assert!(answer["error"].is_object(), "{method}: {answer}");
        answer["error"].take()
    }

    /// Asks, and waits for the answer or the end of the connection.
    pub(crate) async fn try_ask(&mut self, method: &str, params: Value) -> Result<Value, Gone> {
        let id = self.send(method, params).await;
        self.answer(id).await
    }

    /// Sends a request without waiting. A connection that ended is noticed by the next read.
    pub(crate) async fn send(&mut self, method: &str, params: Value) -> u64 {
        self.last_id += 1;
        let request = json!({ "id": self.last_id, "method": method, "params": params });
        self.say(Message::text(request.to_string())).await;
        self.last_id
    }

    /// Puts a message on the wire as it is.
    pub(crate) async fn say(&mut self, message: Message) {
        if let Message::Text(text) = &message {
            self.held.asked(text);
        }
        drop(patiently("a message to go out", self.socket.send(message)).await);
    }

    /// The answer to the request `id`.
    pub(crate) async fn answer(&mut self, id: u64) -> Result<Value, Gone> {
        let what = format!("the answer to request {id}");
        patiently(&what, self.read_until(|message| message["id"] == id)).await
    }

    /// The next refusal, whichever request it is for.
    pub(crate) async fn refusal(&mut self) -> Result<Value, Gone> {
        let is_answer = |message: &Value| message.get("id").is_some();
        let mut answer = patiently("a refusal", self.read_until(is_answer)).await?;
        assert!(answer["error"].is_object(), "waited for a refusal: {answer}");
        Ok(answer["error"].take())
    }

    /// The next event of this name: its sequence and its fields.
    pub(crate) async fn hear(&mut self, name: &str) -> (u64, Value) {
        let heard = async {
            loop {
                while let Some((seq, mut event)) = self.unheard.pop_front() {
                    if event[name].is_object() {
                        return Ok((seq, event[name].take()));
                    }
                }
                self.read().await?;
            }
        };
        let heard: Result<_, Gone> = patiently(name, heard).await;
        heard.unwrap_or_else(|gone| panic!("{gone:?} instead of {name}"))
    }

    /// Reads on until this client has `seq`.
    pub(crate) async fn until(&mut self, seq: u64) {
        while self.seq < seq {
            let what = format!("sequence {seq}, behind {}", self.seq);
            let read = patiently(&what, self.read_until(|message| message["seq"].is_u64())).await;
            read.unwrap_or_else(|gone| panic!("{gone:?} instead of {what}"));
        }
    }

    /// Reads on until the server says that it goes: in how many milliseconds to come back.
    pub(crate) async fn told_to_come_back(&mut self) -> u64 {
        let is_goodbye = |message: &Value| message["shutdown"].is_object();
        let goodbye = patiently("a goodbye", self.read_until(is_goodbye)).await;
        let after =
            goodbye.expect("a goodbye before the end")["shutdown"]["reconnect_after_ms"].take();
        after.as_u64().expect("a time in milliseconds")
    }

    /// Reads on until the connection ends: the close code.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        let end = patiently("the end of the connection", self.read_until(|_| false)).await;
        end.err().and_then(|Gone(code)| code)
    }

    /// Whether these characters were in anything that came.
    pub(crate) fn has_read(&self, secret: &str) -> bool {
        self.received.iter().any(|text| text.contains(secret))
    }

    async fn read_until(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value, Gone> {
        loop {
            let message = self.read().await?;
            if wanted(&message) {
                return Ok(message);
            }
        }
    }

    async fn read(&mut self) -> Result<Value, Gone> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Ok(self.take(text.as_str())),
                Some(Ok(Message::Close(frame))) => {
                    // Answers the close and hangs up; the server may be gone already.
                    drop(self.socket.flush().await);
                    drop(self.socket.get_mut().shutdown().await);
                    return Err(Gone(frame.map(|frame| frame.code.into())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(Gone(None)),
            }
        }
    }

    fn take(&mut self, text: &str) -> Value {
        self.received.push(text.to_owned());
        let message: Value = serde_json::from_str(text).expect("the server sends JSON");
        self.held.told(&message);
        match message["result"]["recovered"].as_bool() {
            Some(true) => self.seq = self.since,
            Some(false) => self.seq = message["result"]["seq"].as_u64().expect("a sequence"),
            None => {}
        }
        if let Some(seq) = message["heartbeat"]["seq"].as_u64() {
            assert!(seq <= self.seq, "a heartbeat at {seq}, and nothing came after {}", self.seq);
        }
        if let (Some(seq), Some(prev)) = (message["seq"].as_u64(), message["prev"].as_u64()) {
            assert!(prev <= self.seq, "a gap between {} and {message}", self.seq);
            assert!(self.seq < seq, "{} came already: {message}", self.seq);
            self.seq = seq;
            let events = message["events"].as_array().into_iter().flatten();
            self.unheard.extend(events.map(|event| (seq, event.clone())));
            self.pushes.push(message.clone());
        }
        message
    }
}

/// Waits, but not for ever.
pub(super) async fn patiently<T>(what: &str, coming: impl Future<Output = T>) -> T {
    timeout(PATIENCE, coming).await.unwrap_or_else(|_| panic!("waited for {what}"))
}
