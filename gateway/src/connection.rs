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

use crate::caller::{Arrival, Caller};
use crate::house::House;
use crate::limits;
use crate::outbox::{Close, Outbox, Waiting};

/// A connection, and who speaks through it.
pub(crate) struct Connection {
    house: Arc<House>,
    caller: Caller,
}

impl Connection {
    /// Serves one websocket until either side ends it.
    pub(crate) async fn serve<S>(
        house: Arc<House>,
        mut socket: WebSocketStream<S>,
        arrival: Arrival,
    ) where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let (outbox, mut waiting) = Outbox::new();
        let caller = Caller::new(Arc::clone(&house), outbox, arrival);
        let mut connection = Self { house, caller };
        if let Some(close) = connection.talk(&mut socket, &mut waiting).await {
            let parting = part(&mut socket, &mut waiting.messages, close);
            // The other side may be gone or deaf; nothing is owed to it any more.
            drop(timeout(limits::WRITE_TIMEOUT, parting).await);
        }
        connection.caller.leave().await;
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
        let mut pings = interval(limits::PING_PERIOD);
        pings.reset();
        let mut going_away = self.house.going_away();
        let mut taken_back = self.house.identities.changes();
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
                    if !matches!(timeout(limits::WRITE_TIMEOUT, written).await, Ok(Ok(()))) {
                        return Some(Close::TooSlow);
                    }
                }
                close = word(close) => return close,
                () = turned_true(&mut going_away) => return Some(Close::GoingAway),
                _ = pings.tick() => {
                    if limits::SILENCE_TIMEOUT < heard.elapsed() {
                        return Some(Close::Silent);
                    }
                    let ping = socket.send(Message::Ping(Vec::new().into()));
                    if !matches!(timeout(limits::WRITE_TIMEOUT, ping).await, Ok(Ok(()))) {
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
            return started + limits::HELLO_TIMEOUT;
        };
        Instant::now() + Duration::from_micros(self.house.identities.micros_until(expires))
    }

    /// Takes one message. `Err` ends the connection.
    fn read(&mut self, message: Message) -> Result<(), Option<Close>> {
        match message {
            Message::Text(text) => self.caller.hear(&text).map_err(Some),
            Message::Binary(_) => Err(Some(Close::BinaryMessage)),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Ok(()),
            Message::Close(_) => Err(None),
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

/// Writes `text` and all that waits behind it, then flushes once.
async fn write<S>(
    socket: &mut WebSocketStream<S>,
    text: Option<Utf8Bytes>,
    waiting: &mut Receiver<Utf8Bytes>,
) -> Result<(), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut next = text;
    while let Some(text) = next {
        socket.feed(Message::Text(text)).await?;
        next = waiting.try_recv().ok();
    }
    socket.flush().await
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
