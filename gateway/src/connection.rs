//! One connection: says hello, asks, listens. It knows a person; the engine knows a paddle.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use gavel_engine::pure::permit::permits;
use gavel_engine::running::{Asked, Clock, TurnedAway};
use gavel_proto::Command;
use gavel_proto::wire::{Answer, Call, Misread, Refused, Request, Welcome, WireError};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc::Receiver;
use tokio::sync::watch;
use tokio::time::{Instant, interval, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use crate::auth::Identity;
use crate::fanout::{Ticket, Told};
use crate::house::House;
use crate::limits;
use crate::outbox::{Close, Outbox, Waiting};
use crate::rate::{Allowance, Taken};
use crate::registry::Door;

static NEXT_READER: AtomicU64 = AtomicU64::new(1);

/// A connection and what it has said about itself.
pub(crate) struct Connection {
    house: Arc<House>,
    reader: u64,
    outbox: Outbox,
    allowance: Allowance,
    /// Who this is, and the way into their session: absent until a valid `hello`.
    somebody: Option<(Identity, Door)>,
}

impl Connection {
    /// Serves one websocket until either side ends it.
    pub(crate) async fn serve<S>(house: Arc<House>, mut socket: WebSocketStream<S>)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let (outbox, mut waiting) = Outbox::new();
        let mut connection = Self {
            house,
            reader: NEXT_READER.fetch_add(1, Ordering::Relaxed),
            outbox,
            allowance: Allowance::new(),
            somebody: None,
        };
        if let Some(close) = connection.talk(&mut socket, &mut waiting).await {
            let parting = part(&mut socket, &mut waiting.messages, close);
            // The other side may be gone or deaf; nothing is owed to it any more.
            drop(timeout(limits::WRITE_TIMEOUT, parting).await);
        }
        if let Some((_, door)) = &connection.somebody {
            door.leave(connection.reader).await;
        }
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
                () = sleep_until(self.ends_at(started)) => {
                    return Some(if self.somebody.is_some() { Close::BadToken } else { Close::NoHello });
                }
            }
        }
    }

    /// When the connection ends by itself: without a `hello` in time, or when the token expires.
    fn ends_at(&self, started: Instant) -> Instant {
        let Some((identity, _)) = &self.somebody else {
            return started + limits::HELLO_TIMEOUT;
        };
        let now = u64::try_from(self.house.clock.now().micros() / 1_000_000).unwrap_or(0);
        Instant::now() + Duration::from_secs(identity.expires.saturating_sub(now))
    }

    /// Takes one message. `Err` ends the connection.
    fn read(&mut self, message: Message) -> Result<(), Option<Close>> {
        match message {
            Message::Text(text) => self.request(&text).map_err(Some),
            Message::Binary(_) => Err(Some(Close::BinaryMessage)),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Ok(()),
            Message::Close(_) => Err(None),
        }
    }

    fn request(&mut self, text: &str) -> Result<(), Close> {
        match self.allowance.take() {
            Taken::Yes => {}
            Taken::TooFast => {
                self.outbox.refuse(None, refused(Refused::TooFast, "too many requests; slow down"));
                return Ok(());
            }
            Taken::FarTooFast => return Err(Close::FarTooFast),
        }
        let request = match Request::read(text) {
            Ok(request) => request,
            Err(misread) => {
                self.outbox.refuse(None, misunderstood(&misread));
                return Ok(());
            }
        };
        let id = request.id;
        match request.call() {
            Ok(call) => self.call(id, call),
            Err(misread) => self.outbox.refuse(Some(id), misunderstood(&misread)),
        }
        Ok(())
    }

    fn call(&mut self, id: u64, call: Call) {
        let ticket = Ticket { outbox: self.outbox.clone(), id };
        if let Call::Hello(hello) = call {
            return self.hello(id, &hello.token);
        }
        let Some((identity, door)) = &self.somebody else {
            let sentence = "say hello first, with the token from your link";
            self.outbox.refuse(Some(id), refused(Refused::NotAuthenticated, sentence));
            return;
        };
        let taken = match call {
            Call::Hello(_) => Ok(()),
            Call::Time => {
                self.outbox.answer(id, Answer::Time { at: self.house.clock.now() });
                Ok(())
            }
            Call::Subscribe(subscribe) if subscribe.session != identity.session => {
                let sentence = format!("your token is for the session {}", identity.session);
                self.outbox.refuse(Some(id), refused(Refused::WrongSession, &sentence));
                Ok(())
            }
            Call::Subscribe(subscribe) => {
                let (reader, viewer) = (self.reader, identity.viewer());
                door.tell(Told::Subscribe { reader, viewer, since: subscribe.since, ticket })
            }
            Call::BidGet(get) => {
                let paddle = identity.by.paddle();
                door.tell(Told::BidGet { paddle, bid_id: get.bid_id, ticket })
            }
            Call::Command(command) => self.command(identity, door, command, ticket),
        };
        if let Err(turned_away) = taken {
            self.turn_away(id, turned_away);
        }
    }

    fn command(
        &self,
        identity: &Identity,
        door: &Door,
        command: Command,
        ticket: Ticket,
    ) -> Result<(), TurnedAway> {
        if !permits(identity.by.role(), &command) {
            let sentence = "your role may not ask that; sign in with a link for the right role";
            self.outbox.refuse(Some(ticket.id), refused(Refused::NotPermitted, sentence));
            return Ok(());
        }
        door.ask(Asked { by: identity.by.clone(), command, ticket })
    }

    fn hello(&mut self, id: u64, token: &str) {
        if self.somebody.is_some() {
            let sentence = "this connection has said hello already";
            self.outbox.refuse(Some(id), refused(Refused::AlreadyAuthenticated, sentence));
            return;
        }
        let identity = match self.house.tokens.check(token) {
            Ok(identity) => identity,
            Err(error) => {
                self.outbox.refuse(Some(id), refused(Refused::BadToken, &error.to_string()));
                self.outbox.close(Close::BadToken);
                return;
            }
        };
        let Some(door) = self.house.registry.door(&identity.session) else {
            let sentence = format!("this house runs no session {}", identity.session);
            self.outbox.refuse(Some(id), refused(Refused::WrongSession, &sentence));
            return;
        };
        self.outbox.answer(
            id,
            Answer::Welcome(Welcome {
                session: identity.session.clone(),
                role: identity.by.role(),
                paddle: identity.by.paddle(),
                at: self.house.clock.now(),
                max_message_bytes: limits::MESSAGE_BYTES,
                max_requests_per_second: limits::REQUESTS_PER_SECOND,
            }),
        );
        self.somebody = Some((identity, door));
    }

    fn turn_away(&self, id: u64, turned_away: TurnedAway) {
        let code = match turned_away {
            TurnedAway::Busy => Refused::Busy,
            TurnedAway::Stopped => Refused::Stopped,
        };
        self.outbox.refuse(Some(id), refused(code, &turned_away.to_string()));
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

fn misunderstood(misread: &Misread) -> WireError {
    let code = match misread {
        Misread::Json(_) => Refused::NotJson,
        Misread::Request(_) => Refused::NotARequest,
        Misread::Method(_) => Refused::UnknownMethod,
        Misread::Params(_) => Refused::BadParams,
    };
    refused(code, &misread.to_string())
}

fn refused(code: Refused, sentence: &str) -> WireError {
    let for_a_moment = matches!(code, Refused::TooFast | Refused::Busy);
    let data = if for_a_moment {
        serde_json::json!({ "retry_after_ms": limits::RETRY_AFTER_MS })
    } else {
        serde_json::json!({})
    };
    WireError { code: code as u16, message: sentence.into(), retryable: for_a_moment, data }
}
