//! One websocket of somebody: requests, answers, and pushes of which none may be missing unseen.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::tally::Tally;

/// How long an answer may take before the soak fails.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long somebody waits who was told that he was too fast, or that the house is busy.
const PAUSE: Duration = Duration::from_millis(300);
/// How long somebody waits who found nobody there.
const RETRY: Duration = Duration::from_millis(200);
/// Refusals that say only: not now.
const NOT_NOW: [u64; 3] = [1_009, 1_010, 1_014];
/// The answer of a session that has stopped: it decides nothing.
const STOPPED: u64 = 1_011;

/// Where the house is to be found; nowhere while it is down.
pub(super) type Whereabouts = watch::Receiver<Option<String>>;

/// The connection has ended.
#[derive(Debug)]
pub(super) struct Gone;

/// Who somebody is, and of which session.
#[derive(Clone)]
pub(super) struct Pass {
    pub(super) session: String,
    pub(super) token: String,
    pub(super) house: Whereabouts,
    /// Bytes that the system takes in before they are read, if not as many as it likes.
    pub(super) window: Option<u32>,
    pub(super) tally: Arc<Tally>,
}

/// A connection that was welcomed.
pub(super) struct Line {
    stream: WebSocketStream<TcpStream>,
    last_id: u64,
    /// The last sequence that was heard of; nothing before there was a subscription.
    pub(super) seq: Option<u64>,
    /// Whether a push was missing, so that it is time to subscribe again.
    pub(super) is_behind: bool,
    tally: Arc<Tally>,
}

impl Pass {
    /// Comes in, as often as it takes.
    pub(super) async fn join(&mut self) -> Line {
        loop {
            if let Ok(line) = self.try_join().await {
                return line;
            }
            sleep(RETRY).await;
        }
    }

    async fn try_join(&mut self) -> Result<Line, Gone> {
        let found = self.house.wait_for(Option::is_some).await.map_err(|_| Gone)?.clone();
        let address = found.ok_or(Gone)?;
        let opening = async {
            let socket = TcpSocket::new_v4().map_err(|_| Gone)?;
            if let Some(window) = self.window {
                socket.set_recv_buffer_size(window).map_err(|_| Gone)?;
            }
            let place = address.parse().expect("an address");
            let stream = socket.connect(place).await.map_err(|_| Gone)?;
            let mut request =
                format!("ws://{address}/ws").into_client_request().map_err(|_| Gone)?;
            let protocol = HeaderValue::from_static("gavel.v1.json");
            request.headers_mut().insert("sec-websocket-protocol", protocol);
            client_async(request, stream).await.map_err(|_| Gone)
        };
        let (stream, _) = timeout(PATIENCE, opening).await.map_err(|_| Gone)??;
        self.tally.open.up();
        let tally = Arc::clone(&self.tally);
        let mut line = Line { stream, last_id: 0, seq: None, is_behind: false, tally };
        let welcome = line.ask("hello", json!({ "token": self.token })).await?;
        assert!(welcome["result"]["role"].is_string(), "hello was answered with {welcome}");
        self.tally.joined.up();
        Ok(line)
    }
}

impl Line {
    /// Listens: behind `since`, or from now on. What came is either all that was missed or a snapshot.
    pub(super) async fn subscribe(
        &mut self,
        session: &str,
        since: Option<u64>,
    ) -> Result<Value, Gone> {
        let params = match since {
            Some(since) => json!({ "session": session, "since": since }),
            None => json!({ "session": session }),
        };
        (self.seq, self.is_behind) = (None, false);
        let mut answer = self.ask("subscribe", params).await?;
        let result = answer["result"].take();
        match result["recovered"].as_bool() {
            Some(true) => {
                self.tally.resumed.up();
                self.seq = since;
            }
            Some(false) => self.seq = Some(result["seq"].as_u64().expect("a sequence")),
            None => panic!("subscribe was answered with {answer}"),
        }
        Ok(result)
    }

    /// Asks until there is an answer that is one.
    pub(super) async fn ask(&mut self, method: &str, params: Value) -> Result<Value, Gone> {
        loop {
            self.last_id += 1;
            let id = self.last_id;
            let request = json!({ "id": id, "method": method, "params": params });
            let sending = self.stream.send(Message::text(request.to_string()));
            timeout(PATIENCE, sending).await.map_err(|_| Gone)?.map_err(|_| Gone)?;
            let until = Instant::now() + PATIENCE;
            let answer = loop {
                let read = timeout_at(until, self.next()).await;
                let message = read.unwrap_or_else(|_| panic!("{method} was not answered"))?;
                if message["id"] == id {
                    break message;
                }
            };
            match answer["error"]["code"].as_u64() {
                Some(STOPPED) => return Err(Gone),
                Some(code) if NOT_NOW.contains(&code) => self.rest(Instant::now() + PAUSE).await?,
                _ => return Ok(answer),
            }
        }
    }

    /// Reads until then: who does not read is cut.
    pub(super) async fn rest(&mut self, until: Instant) -> Result<(), Gone> {
        while let Ok(read) = timeout_at(until, self.next()).await {
            read?;
        }
        Ok(())
    }

    /// The next message.
    pub(super) async fn next(&mut self) -> Result<Value, Gone> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    let message = serde_json::from_str(&text).expect("the house sends JSON");
                    self.hear(&message);
                    return Ok(message);
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Gone),
                Some(Ok(_)) => {}
            }
        }
    }

    /// Nothing is missing between two pushes, or it is seen.
    fn hear(&mut self, message: &Value) {
        let (Some(seq), Some(prev)) = (message["seq"].as_u64(), message["prev"].as_u64()) else {
            return;
        };
        // Nothing is expected before the answer to `subscribe`, nor after a gap.
        let Some(last) = self.seq.filter(|_| !self.is_behind) else { return };
        if last < prev {
            self.is_behind = true;
            self.tally.gaps.up();
            return;
        }
        assert!(last < seq, "{last} came already: {message}");
        self.seq = Some(seq);
        self.tally.pushes.up();
    }

    /// Takes leave, as a page that is closed does.
    pub(super) async fn leave(mut self) {
        drop(timeout(PAUSE, self.stream.close(None)).await);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.tally.open.down();
    }
}
