//! One connection: a socket that is read and written until either side ends it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt, StreamExt};
use tokio::io::sink;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::Data;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message, Utf8Bytes};

use crate::caller::{Arrival, Caller, Parting};
use crate::close::Close;
use crate::doorkeeper::Visit;
use crate::doorway::Peer;
use crate::frame::Frame;
use crate::house::House;
use crate::identity::Identity;
use crate::limits;
use crate::line::Ends;
use crate::log;
use crate::occasion::{Lookout, Occasion};
use crate::outbox::{Outbox, Waiting};
use crate::reading::{Socket, socket};

/// What a websocket comes with through the door.
pub(crate) struct Admitted {
    /// Whom the ticket in its address spoke for.
    pub(crate) identity: Option<Identity>,
    /// The visitor's place that it has until it says hello.
    pub(crate) visit: Arc<Visit>,
    /// Whether it is sent back whatever it says, and nobody hears it.
    pub(crate) is_echo: bool,
}

/// A connection, and who speaks through it.
pub(crate) struct Connection {
    house: Arc<House>,
    caller: Caller,
    parting: Parting,
    waiting: Waiting,
    /// Where messages go back to, on the echo.
    echo: Option<Outbox>,
    traffic: log::Traffic,
    started: Instant,
    /// When the other side was last heard.
    heard: Instant,
    /// When the connection ends because the house goes away.
    leaves_at: Option<Instant>,
}

impl Connection {
    /// Serves one websocket until either side ends it.
    pub(crate) async fn serve(
        house: Arc<House>,
        Ends { listening, early, line }: Ends,
        peer: Peer,
        Admitted { identity, visit, is_echo }: Admitted,
    ) {
        let (outbox, waiting) = Outbox::new(&house.limits, Some(line));
        let mut socket = socket(listening, early, outbox.clone(), &house.limits).await;
        let arrival = Arrival { whence: peer.whence(), admitted: identity, visit: Some(visit) };
        let echo = is_echo.then(|| outbox.clone());
        let caller = Caller::new(Arc::clone(&house), outbox, arrival);
        house.metrics.connected();
        let (parting, traffic) = (Parting::Broken, log::Traffic::default());
        let started = Instant::now();
        let (heard, leaves_at) = (started, None);
        let mut connection =
            Self { house, caller, parting, waiting, echo, traffic, started, heard, leaves_at };
        let close = connection.talk(&mut socket).await;
        let most = connection.house.limits.write_timeout();
        // The other side may be gone or deaf; nothing is owed to it any more.
        drop(timeout(most, connection.part(&mut socket, close)).await);
        connection.caller.leave(connection.parting).await;
        let code = close.map(|close| close as u16);
        connection.house.metrics.disconnected(code);
        connection.traffic.sent_bytes = connection.waiting.written_bytes();
        log::session(&peer, connection.caller.identity(), code, &connection.traffic);
    }

    /// Reads and writes until the connection ends: the word to end it with, if there is one.
    async fn talk(&mut self, socket: &mut Socket) -> Option<Close> {
        // In a set of its own, because that is asked only when something has come up: messages come
        // and go far more often.
        let mut lookout = FuturesUnordered::new();
        lookout.push(Lookout::new(&self.house).next(self.ends_at()));
        loop {
            let reads = !self.waiting.is_owed_much();
            tokio::select! {
                biased;
                message = socket.next(), if reads => {
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
                () = self.waiting.something(reads) => {
                    if let Some(close) = self.waiting.close() {
                        return Some(close);
                    }
                    if self.write().await.is_err() {
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
    async fn meet(&mut self, occasion: Occasion, socket: &mut Socket) -> Result<(), Close> {
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
                let sent = socket.send(Message::Ping(Bytes::new())).await;
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
        if let Some(echo) = &self.echo
            && (message.is_text() || message.is_binary())
        {
            let kind = if message.is_text() { Data::Text } else { Data::Binary };
            echo.send(Frame::data(kind, &message.into_data()));
            return Ok(());
        }
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

    /// Writes what waits.
    async fn write(&self) -> Result<(), std::io::Error> {
        self.waiting.write(self.house.limits.write_timeout()).await
    }

    /// Ends the connection: writes what waits, says why, and hears the other side out. Where the
    /// other side closed, it gets the close that answers its own, which the library has ready.
    ///
    /// A socket that is closed on unread bytes takes the close frame back from a client that is
    /// still sending (TCP answers it with a reset): so the rest is read, and nobody listens.
    async fn part(&mut self, socket: &mut Socket, close: Option<Close>) -> Result<(), Error> {
        let Some(close) = close else {
            socket.flush().await?;
            return Ok(self.write().await?);
        };
        self.write().await?;
        let frame = CloseFrame { code: (close as u16).into(), reason: close.reason().into() };
        socket.close(Some(frame)).await?;
        self.write().await?;
        self.waiting.shut_down().await?;
        let rest = socket.get_mut();
        drop(timeout(limits::LINGER_TIMEOUT, tokio::io::copy(rest, &mut sink())).await);
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
