//! One connection: a socket that is read and written until either side ends it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, sink};
use tokio::sync::watch;
use tokio::time::{Instant, interval, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message, Utf8Bytes};

use crate::caller::{Arrival, Caller, Parting};
use crate::doorkeeper::Visit;
use crate::doorway::Peer;
use crate::house::House;
use crate::identity::Identity;
use crate::limits;
use crate::log;
use crate::outbox::{Close, Outbox, Waiting};
use crate::writer::Writer;

/// What a websocket comes with through the door.
pub(crate) struct Admitted {
    /// Whom the ticket in its address spoke for.
    pub(crate) identity: Option<Identity>,
    /// The visitor's place that it has until it says hello.
    pub(crate) visit: Arc<Visit>,
}

/// A connection, and who speaks through it.
pub(crate) struct Connection {
    house: Arc<House>,
    caller: Caller,
    parting: Parting,
    waiting: Waiting,
    writer: Writer,
    traffic: log::Traffic,
}

impl Connection {
    /// Serves one websocket until either side ends it.
    pub(crate) async fn serve<S>(
        house: Arc<House>,
        mut socket: WebSocketStream<S>,
        peer: Peer,
        Admitted { identity, visit }: Admitted,
    ) where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let (outbox, waiting) = Outbox::new(&house.limits);
        let arrival = Arrival { whence: peer.whence(), admitted: identity, visit: Some(visit) };
        let caller = Caller::new(Arc::clone(&house), outbox, arrival);
        house.metrics.connected();
        let writer = Writer::new(house.limits.write_timeout());
        let (parting, traffic) = (Parting::Broken, log::Traffic::default());
        let mut connection = Self { house, caller, parting, waiting, writer, traffic };
        let close = connection.talk(&mut socket).await;
        let most = connection.house.limits.write_timeout();
        // The other side may be gone or deaf; nothing is owed to it any more.
        drop(timeout(most, connection.part(&mut socket, close)).await);
        connection.caller.leave(connection.parting).await;
        let code = close.map(|close| close as u16);
        connection.house.metrics.disconnected(code);
        connection.traffic.sent_bytes = connection.writer.written_bytes();
        log::session(&peer, connection.caller.identity(), code, &connection.traffic);
    }

    /// Reads and writes until the connection ends: the word to end it with, if there is one.
    async fn talk<S>(&mut self, socket: &mut WebSocketStream<S>) -> Option<Close>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let started = Instant::now();
        let mut heard = started;
        let mut pings = interval(self.house.limits.ping_period());
        pings.reset();
        let mut going_away = self.house.going_away();
        let mut taken_back = self.house.identities.changes();
        let mut leaves_at = None;
        loop {
            tokio::select! {
                biased;
                message = socket.next(), if self.waiting.answers() < limits::ANSWERS_UNREAD => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(message)) => if let Err(close) = self.read(message) {
                            return close;
                        },
                        Some(Err(error)) => return close_of(&error),
                        None => return None,
                    }
                }
                () = self.waiting.something() => {
                    if let Some(close) = self.waiting.close() {
                        return Some(close);
                    }
                    if self.write(socket).await.is_err() {
                        return Some(Close::TooSlow);
                    }
                }
                () = turned_true(&mut going_away), if leaves_at.is_none() => {
                    self.caller.say_goodbye();
                    leaves_at = Some(Instant::now() + self.house.limits.shutdown_notice());
                }
                () = sleep_until(leaves_at.unwrap_or(started)), if leaves_at.is_some() => {
                    self.parting = Parting::Leave;
                    return Some(Close::GoingAway);
                }
                _ = pings.tick() => {
                    if self.house.limits.silence_timeout() < heard.elapsed() {
                        return Some(Close::Silent);
                    }
                    let ping = socket.send(Message::Ping(Bytes::new()));
                    if !matches!(timeout(self.house.limits.write_timeout(), ping).await, Ok(Ok(()))) {
                        return Some(Close::TooSlow);
                    }
                }
                Ok(()) = taken_back.changed() => if let Err(close) = self.caller.still_holds() {
                    return Some(close);
                },
                () = sleep_until(self.ends_at(started)) => {
                    return Some(self.caller.still_holds().err().unwrap_or(Close::NoHello));
                }
            }
        }
    }

    /// When the connection ends by itself: without a `hello` in time, or when the token expires.
    fn ends_at(&self, started: Instant) -> Instant {
        let Some(expires) = self.caller.expires() else {
            return started + self.house.limits.hello_timeout();
        };
        Instant::now() + Duration::from_micros(self.house.identities.micros_until(expires))
    }

    /// Takes one message. `Err` ends the connection.
    fn read(&mut self, message: Message) -> Result<(), Option<Close>> {
        match message {
            Message::Text(text) => {
                self.traffic.received_bytes += bytes(&text);
                self.caller.hear(&text).map_err(Some)
            }
            Message::Binary(_) => Err(Some(Close::BinaryMessage)),
            Message::Ping(data) | Message::Pong(data) => {
                self.caller.count(data.len()).map_err(Some)
            }
            Message::Frame(_) => Ok(()),
            Message::Close(_) => {
                self.parting = Parting::Leave;
                Err(None)
            }
        }
    }

    /// Writes what waits, behind what the library still has to write.
    async fn write<S>(&mut self, socket: &mut WebSocketStream<S>) -> Result<(), Error>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let most = self.house.limits.write_timeout();
        timeout(most, socket.flush()).await.map_err(std::io::Error::from)??;
        self.writer.take(&self.waiting);
        Ok(self.writer.write(socket.get_mut()).await?)
    }

    /// Ends the connection: writes what waits, says why, and hears the other side out. Where the
    /// other side closed, it gets the close that answers its own, which the library has ready.
    ///
    /// A socket that is closed on unread bytes takes the close frame back from a client that is
    /// still sending (TCP answers it with a reset): so the rest is read, and nobody listens.
    async fn part<S>(
        &mut self,
        socket: &mut WebSocketStream<S>,
        close: Option<Close>,
    ) -> Result<(), Error>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let Some(close) = close else { return socket.flush().await };
        self.write(socket).await?;
        let frame = CloseFrame { code: (close as u16).into(), reason: close.reason().into() };
        socket.close(Some(frame)).await?;
        let stream = socket.get_mut();
        stream.shutdown().await?;
        drop(timeout(limits::LINGER_TIMEOUT, tokio::io::copy(stream, &mut sink())).await);
        Ok(())
    }
}

async fn turned_true(flag: &mut watch::Receiver<bool>) {
    drop(flag.wait_for(|value| *value).await);
}

fn bytes(text: &Utf8Bytes) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// The word that a broken message is answered with; none where the other side is gone.
fn close_of(error: &Error) -> Option<Close> {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { .. }) => Some(Close::MessageTooLarge),
        Error::Utf8(_) => Some(Close::NotUtf8),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)
        | Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Io(_)
        | Error::Tls(_)
        | Error::Capacity(_)
        | Error::WriteBufferFull(_)
        | Error::AttackAttempt
        | Error::Url(_)
        | Error::Http(_)
        | Error::HttpFormat(_) => None,
        Error::Protocol(_) => Some(Close::Protocol),
    }
}
