//! One connection: a socket that is read and written until either side ends it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::Receiver;
use tokio::sync::watch;
use tokio::time::{Instant, interval, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use crate::caller::{Arrival, Caller, Parting};
use crate::doorway::Peer;
use crate::house::House;
use crate::identity::Identity;
use crate::limits;
use crate::log;
use crate::outbox::{Close, Outbox, Waiting};

/// A connection, and who speaks through it.
pub(crate) struct Connection {
    house: Arc<House>,
    caller: Caller,
    parting: Parting,
    traffic: log::Traffic,
}

impl Connection {
    /// Serves one websocket until either side ends it.
    pub(crate) async fn serve<S>(
        house: Arc<House>,
        mut socket: WebSocketStream<S>,
        peer: Peer,
        admitted: Option<Identity>,
    ) where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let (outbox, mut waiting) = Outbox::new(house.limits.outbox_messages);
        let arrival = Arrival { whence: peer.whence(), admitted };
        let caller = Caller::new(Arc::clone(&house), outbox, arrival);
        house.metrics.connected();
        let (parting, traffic) = (Parting::Broken, log::Traffic::default());
        let mut connection = Self { house, caller, parting, traffic };
        let close = connection.talk(&mut socket, &mut waiting).await;
        if let Some(close) = close {
            let parting = part(&mut socket, &mut waiting.messages, close);
            // The other side may be gone or deaf; nothing is owed to it any more.
            drop(timeout(connection.house.limits.write_timeout(), parting).await);
        }
        connection.caller.leave(connection.parting).await;
        let code = close.map(|close| close as u16);
        connection.house.metrics.disconnected(code);
        log::session(&peer, connection.caller.identity(), code, &connection.traffic);
    }

    /// Reads and writes until the connection ends: the word to end it with, if there is one.
    async fn talk<S>(
        &mut self,
        socket: &mut WebSocketStream<S>,
        Waiting { messages, close }: &mut Waiting,
    ) -> Option<Close>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let started = Instant::now();
        let mut heard = started;
        let write_timeout = self.house.limits.write_timeout();
        let mut pings = interval(self.house.limits.ping_period());
        pings.reset();
        let mut going_away = self.house.going_away();
        let mut taken_back = self.house.identities.changes();
        let mut leaves_at = None;
        loop {
            tokio::select! {
                biased;
                message = socket.next() => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(message)) => if let Err(close) = self.read(message) {
                            return close;
                        },
                        Some(Err(error)) => return close_of(&error),
                        None => return None,
                    }
                }
                text = messages.recv() => {
                    let written = write(socket, text, messages);
                    match timeout(write_timeout, written).await {
                        Ok(Ok(bytes)) => self.traffic.sent_bytes += bytes,
                        Ok(Err(_)) | Err(_) => return Some(Close::TooSlow),
                    }
                }
                close = word(close) => return close,
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
                    let ping = socket.send(Message::Ping(Vec::new().into()));
                    if !matches!(timeout(write_timeout, ping).await, Ok(Ok(()))) {
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
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Ok(()),
            Message::Close(_) => {
                self.parting = Parting::Leave;
                Err(None)
            }
        }
    }
}

/// Waits for the word that ends the connection.
async fn word(close: &mut watch::Receiver<Option<Close>>) -> Option<Close> {
    close.wait_for(Option::is_some).await.ok().and_then(|close| *close)
}

async fn turned_true(flag: &mut watch::Receiver<bool>) {
    drop(flag.wait_for(|value| *value).await);
}

fn bytes(text: &Utf8Bytes) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// Writes `text` and all that waits behind it, then flushes once: how many bytes of text.
async fn write<S>(
    socket: &mut WebSocketStream<S>,
    text: Option<Utf8Bytes>,
    waiting: &mut Receiver<Utf8Bytes>,
) -> Result<u64, Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut next, mut written) = (text, 0);
    while let Some(text) = next {
        written += bytes(&text);
        socket.feed(Message::Text(text)).await?;
        next = waiting.try_recv().ok();
    }
    socket.flush().await?;
    Ok(written)
}

/// Ends the connection: writes what waits, says why, and hears the other side out.
///
/// A socket that is closed on unread bytes takes the close frame back from a client that is still
/// sending (TCP answers it with a reset): so the rest is read, and nobody listens.
async fn part<S>(
    socket: &mut WebSocketStream<S>,
    waiting: &mut Receiver<Utf8Bytes>,
    close: Close,
) -> Result<(), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    write(socket, waiting.try_recv().ok(), waiting).await?;
    let frame = CloseFrame { code: (close as u16).into(), reason: close.reason().into() };
    socket.close(Some(frame)).await?;
    let stream = socket.get_mut();
    stream.shutdown().await?;
    drop(timeout(limits::LINGER_TIMEOUT, tokio::io::copy(stream, &mut tokio::io::sink())).await);
    Ok(())
}

/// The word that a broken message is answered with; none where the other side is gone.
fn close_of(error: &Error) -> Option<Close> {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { .. }) => Some(Close::MessageTooLarge),
        Error::Utf8(_) => Some(Close::NotUtf8),
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Io(_)
        | Error::Tls(_)
        | Error::Capacity(_)
        | Error::Protocol(_)
        | Error::WriteBufferFull(_)
        | Error::AttackAttempt
        | Error::Url(_)
        | Error::Http(_)
        | Error::HttpFormat(_) => None,
    }
}
