//! A client as a stranger would write it: the demo's people and the publisher come in by the front
//! door.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use gavel_proto::SessionId;
use gavel_proto::wire::SUBPROTOCOL;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A connection to the house.
pub(super) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
}

impl Client {
    /// Connects, says hello and subscribes.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn join(
        address: SocketAddr,
        session: &SessionId,
        token: &str,
    ) -> Result<Self, Error> {
        let mut client = Self::connect(address).await?;
        client.ask("hello", &json!({ "token": token })).await?;
        client.ask("subscribe", &json!({ "session": session })).await?;
        Ok(client)
    }

    /// Connects, and says nothing yet.
    ///
    /// # Errors
    /// Whatever ended the connection.
    pub(super) async fn connect(address: SocketAddr) -> Result<Self, Error> {
        let mut request = format!("ws://{address}/ws").into_client_request()?;
        let protocol = HeaderValue::from_static(SUBPROTOCOL);
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, protocol);
        let (socket, _) = connect_async(request).await?;
        Ok(Self { socket, last_id: 0 })
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

    /// The next message.
    ///
    /// # Errors
    /// [`Error::ConnectionClosed`], or whatever else ended the connection.
    pub(super) async fn next(&mut self) -> Result<Value, Error> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => {
                    return Ok(serde_json::from_str(&text).unwrap_or_default());
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => return Err(Error::ConnectionClosed),
            }
        }
    }
}

/// The events of a push, each as its name and its fields.
pub(super) fn events(message: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let events = message["events"].as_array().into_iter().flatten();
    events.filter_map(Value::as_object).flat_map(|event| event.iter())
}
