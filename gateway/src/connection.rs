//! One connection: a socket that is read and written until either side ends it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, sink};
use tokio::time::{Instant, timeout};
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
use crate::occasion::{Lookout, Occasion};
use crate::outbox::{Close, Outbox, Waiting};
use crate::writer::{Writer, patiently};

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
    started: Instant,
    /// When the other side was last heard.
    heard: Instant,
    /// When the connection ends because the house goes away.
    leaves_at: Option<Instant>,
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
        let started = Instant::now();
        let (heard, leaves_at) = (started, None);
        let mut connection =
            Self { house, caller, parting, waiting, writer, traffic, started, heard, leaves_at };
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
        // In a set of its own, because that is asked only when something has come up: messages come
        // and go far more often.
        let mut lookout = FuturesUnordered::new();
        lookout.push(Lookout::new(&self.house).next(self.ends_at()));
        loop {
            tokio::select! {
                biased;
                message = socket.next(), if self.waiting.answers() < limits::ANSWERS_UNREAD => {
                    self.heard = Instant::now();
                    let expires = self.caller.expires();
                    match message {
                        Some(Ok(message)) => if let Err(close) = self.read(message) {
                            return close;
                        },
                        Some(Err(error)) => return close_of(&error),
                        None => return None,
                    }
                    if self.caller.expires() != expires {
                        lookout.clear();
                        lookout.push(Lookout::new(&self.house).next(self.ends_at()));
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
                Some((looking, occasion)) = lookout.next() => {
                    if let Err(close) = self.meet(occasion, socket).await {
                        return Some(close);
                    }
                    lookout.push(looking.next(self.ends_at()));
                }
            }
        }
    }

    /// Does what an occasion asks for. `Err` ends the connection.
    async fn meet<S>(
        &mut self,
        occasion: Occasion,
        socket: &mut WebSocketStream<S>,
    ) -> Result<(), Close>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        match occasion {
            Occasion::Farewell if self.leaves_at.is_none() => {
                self.caller.say_goodbye();
                self.leaves_at = Some(Instant::now() + self.house.limits.shutdown_notice());
                Ok(())
            }
            Occasion::Farewell => Ok(()),
            Occasion::PingDue if self.house.limits.silence_timeout() < self.heard.elapsed() => {
                Err(Close::Silent)
            }
            Occasion::PingDue => {
                let ping = socket.send(Message::Ping(Bytes::new()));
                let sent = patiently(self.house.limits.write_timeout(), ping).await;
                sent.map_err(|_| Close::TooSlow)
            }
            Occasion::TakenBack => self.caller.still_holds(),
            Occasion::Over => self.end(),
        }
    }

    /// Why the connection ends, if it does.
    fn end(&mut self) -> Result<(), Close> {
        if self.leaves_at.is_some_and(|leaves_at| leaves_at <= Instant::now()) {
            self.parting = Parting::Leave;
            return Err(Close::GoingAway);
        }
        self.caller.still_holds()?;
        if self.caller.expires().is_none() { Err(Close::NoHello) } else { Ok(()) }
    }

    /// When the connection ends by itself: without a `hello` in time, when the token expires, or
    /// when the house is gone.
    fn ends_at(&self) -> Instant {
        let ends_at = self.caller.expires().map_or_else(
            || self.started + self.house.limits.hello_timeout(),
            |expires| {
                let left = self.house.identities.micros_until(expires);
                Instant::now() + Duration::from_micros(left)
            },
        );
        self.leaves_at.map_or(ends_at, |leaves_at| leaves_at.min(ends_at))
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
        patiently(most, socket.flush()).await?;
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
