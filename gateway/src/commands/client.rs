//! A client as a stranger would write it: the demo's people, the publisher and the rehearsal come in
//! by the front door.

use futures_util::{SinkExt, StreamExt};
use gavel_proto::SessionId;
use gavel_proto::wire::SUBPROTOCOL;
use serde_json::{Value, json};
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::entrance::{Entrance, Stream};
use crate::limits;

/// How often a request that was turned away for a moment is sent in all.
const TRIES: usize = 40;

/// A connection to the house.
pub(super) struct Client {
    socket: WebSocketStream<Box<dyn Stream>>,
    last_id: u64,
}

impl Client {
    /// Connects, says hello and subscribes.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn join(
        entrance: &Entrance,
        session: &SessionId,
        token: &str,
    ) -> Result<Self, Error> {
        let mut client = Self::connect(entrance).await?;
        client.ask("hello", &json!({ "token": token })).await?;
        client.ask("subscribe", &json!({ "session": session })).await?;
        Ok(client)
    }

    /// Connects, and says nothing yet.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn connect(entrance: &Entrance) -> Result<Self, Error> {
        let mut request = entrance.url().into_client_request()?;
        let protocol = HeaderValue::from_static(SUBPROTOCOL);
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, protocol);
        // The library's buffers would make the client of ten thousand connections a large one.
        let config = WebSocketConfig::default().read_buffer_size(limits::READ_BUFFER_BYTES);
        let stream = entrance.open().await?;
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await?;
        Ok(Self { socket, last_id: 0 })
    }

    /// Takes leave.
    pub(super) async fn leave(mut self) {
        // The house may be gone by now.
        drop(self.socket.close(None).await);
    }

    /// Sends a request; the answer comes among the messages. Its number.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn ask(&mut self, method: &str, params: &Value) -> Result<u64, Error> {
        self.last_id += 1;
        let request = json!({ "id": self.last_id, "method": method, "params": params });
        self.socket.send(Message::text(request.to_string())).await?;
        Ok(self.last_id)
    }

    /// Sends a request and waits for its answer; what else comes is passed over.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn answered(&mut self, method: &str, params: &Value) -> Result<Value, Error> {
        let id = self.ask(method, params).await?;
        loop {
            let message = self.next().await?;
            if message["id"] == id {
                return Ok(message);
            }
        }
    }

    /// Sends a request until it is not turned away for a moment any more: its result.
    ///
    /// # Errors
    /// [`NotGranted`].
    pub(super) async fn granted(
        &mut self,
        method: &str,
        params: &Value,
    ) -> Result<Value, NotGranted> {
        let mut refused = NotGranted::Refused { code: 0, message: String::new() };
        for _ in 0..TRIES {
            let answer = self.answered(method, params).await?;
            let error = &answer["error"];
            if error.is_null() {
                return Ok(answer["result"].clone());
            }
            let message = error["message"].as_str().unwrap_or_default().to_owned();
            refused = NotGranted::Refused { code: error["code"].as_u64().unwrap_or(0), message };
            if error["retryable"] != true {
                break;
            }
            sleep(limits::RETRY_AFTER).await;
        }
        Err(refused)
    }

    /// The next message.
    ///
    /// # Errors
    /// [`Error::ConnectionClosed`], or whatever else ended the connection.
    pub(super) async fn next(&mut self) -> Result<Value, Error> {
        let text = self.next_text().await?;
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// The next message as it came.
    ///
    /// # Errors
    /// [`Error::ConnectionClosed`], or whatever else ended the connection.
    pub(super) async fn next_text(&mut self) -> Result<Utf8Bytes, Error> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => return Err(Error::ConnectionClosed),
            }
        }
    }
}

/// Why a request was not granted.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotGranted {
    /// It was refused.
    #[error("{message}")]
    Refused {
        /// The number of the refusal.
        code: u64,
        /// Its sentence.
        message: String,
    },
    /// The connection ended.
    #[error(transparent)]
    Gone(#[from] Error),
}

/// The events of a push, each as its name and its fields.
pub(super) fn events(message: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let events = message["events"].as_array().into_iter().flatten();
    events.filter_map(Value::as_object).flat_map(|event| event.iter())
}
