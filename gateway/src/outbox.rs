//! A connection's outbox: what waits for one reader, and the word that ends the connection.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use gavel_proto::wire::{Answer, Message, Refused, WireError};

use crate::config::Limits;
use crate::frame::Frame;
use crate::limits::{IDLE_FRAMES, RETRY_AFTER};

/// Why the server ends a connection. 3000-3499 mean reconnect, 3500-3999 do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Close {
    Protocol = 1002,
    BinaryMessage = 1003,
    NotUtf8 = 1007,
    MessageTooLarge = 1009,
    GoingAway = 3000,
    TooSlow = 3001,
    SessionStopped = 3002,
    Silent = 3003,
    NoSeat = 3004,
    NoHello = 3500,
    BadToken = 3501,
    FarTooFast = 3502,
    TokenExpired = 3503,
    TokenRevoked = 3504,
}

impl Close {
    /// Every one, by number.
    pub(crate) const ALL: [Self; 14] = [
        Self::Protocol,
        Self::BinaryMessage,
        Self::NotUtf8,
        Self::MessageTooLarge,
        Self::GoingAway,
        Self::TooSlow,
        Self::SessionStopped,
        Self::Silent,
        Self::NoSeat,
        Self::NoHello,
        Self::BadToken,
        Self::FarTooFast,
        Self::TokenExpired,
        Self::TokenRevoked,
    ];

    /// Whether whoever hears it is to come again by itself.
    pub(crate) const fn says_reconnect(self) -> bool {
        matches!(self as u16, 3_000..=3_499)
    }

    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Protocol => "this is no websocket frame; use a library that keeps to RFC 6455",
            Self::BinaryMessage => "send text, not binary messages",
            Self::NotUtf8 => "text must be UTF-8",
            Self::MessageTooLarge => "the message is larger than max_message_bytes",
            Self::GoingAway => "the server is going away; reconnect in a moment",
            Self::TooSlow => "you read too slowly; reconnect and subscribe with your last sequence",
            Self::SessionStopped => "the session stopped; reconnect, then ask bid.get",
            Self::Silent => "nothing heard from you; reconnect",
            Self::NoSeat => "there is no seat just now; reconnect when the refusal says",
            Self::NoHello => "no valid hello in time",
            Self::BadToken => "the token does not check out; ask for a new link",
            Self::FarTooFast => "far too many requests",
            Self::TokenExpired => "the token expired; ask for a new link",
            Self::TokenRevoked => "the token was revoked; ask for a new link",
        }
    }
}

/// The writing end of a connection's outbox. Never waits, and has two shelves: what the reader
/// asked for goes out before what everybody hears.
#[derive(Debug, Clone)]
pub(crate) struct Outbox(Arc<Shelves>);

/// The reading end, held by the connection. Nothing is kept for it once it is dropped.
#[derive(Debug)]
pub(crate) struct Waiting(Arc<Shelves>);

#[derive(Debug)]
struct Shelves {
    held: Mutex<Held>,
    /// Most pushes that wait.
    most_pushes: usize,
    /// Most bytes of answers that wait.
    most_answer_bytes: usize,
}

#[derive(Debug, Default)]
struct Held {
    answers: VecDeque<Frame>,
    answer_bytes: usize,
    pushes: VecDeque<Frame>,
    close: Option<Close>,
    is_abandoned: bool,
    /// Whoever waits for something, and was not woken since.
    sleeper: Option<Waker>,
}

/// Whether a push found its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pushed {
    Kept,
    /// The reader was too far behind: what waited is gone, and the reader will see a gap and
    /// subscribe again.
    Lapsed,
}

impl Outbox {
    /// An outbox of one connection.
    pub(crate) fn new(limits: &Limits) -> (Self, Waiting) {
        let shelves = Arc::new(Shelves {
            held: Mutex::default(),
            most_pushes: limits.outbox_messages,
            most_answer_bytes: limits.write_buffer_bytes,
        });
        (Self(Arc::clone(&shelves)), Waiting(shelves))
    }

    /// Puts a message for this reader alone behind those that wait. A reader who asks for more
    /// than it reads is cut.
    pub(crate) fn send(&self, frame: Frame) {
        let mut held = self.0.held();
        if held.is_abandoned {
            return;
        }
        held.answer_bytes += frame.bytes();
        held.answers.push_back(frame);
        if self.0.most_answer_bytes < held.answer_bytes {
            held.close.get_or_insert(Close::TooSlow);
        }
        wake(held);
    }

    /// Puts what everybody hears behind what waits of it. Nobody is woken for nothing.
    pub(crate) fn push(&self, frames: impl IntoIterator<Item = Frame>) -> Pushed {
        let mut frames = frames.into_iter().peekable();
        if frames.peek().is_none() {
            return Pushed::Kept;
        }
        let mut held = self.0.held();
        if held.is_abandoned {
            return Pushed::Kept;
        }
        let mut pushed = Pushed::Kept;
        for frame in frames {
            if self.0.most_pushes <= held.pushes.len() {
                held.pushes.clear();
                pushed = Pushed::Lapsed;
            }
            held.pushes.push_back(frame);
        }
        wake(held);
        pushed
    }

    /// Answers a subscription: `missed` follows the answer, and nothing from before it does.
    pub(crate) fn begin(&self, answer: Frame, missed: Vec<Frame>) {
        self.0.held().pushes = missed.into();
        self.send(answer);
    }

    /// Whether the connection still reads.
    pub(crate) fn is_open(&self) -> bool {
        let held = self.0.held();
        !held.is_abandoned && held.close.is_none()
    }

    pub(crate) fn answer(&self, id: u64, result: Answer) {
        self.send(Frame::of(&Message::Answer { id, result }));
    }

    pub(crate) fn refuse(&self, id: Option<u64>, error: WireError) {
        self.send(Frame::of(&Message::Refusal { id, error }));
    }

    /// Ends the connection; the first word counts.
    pub(crate) fn close(&self, close: Close) {
        let mut held = self.0.held();
        held.close.get_or_insert(close);
        wake(held);
    }
}

impl Waiting {
    /// Waits until something can be taken, or the connection is to end.
    pub(crate) async fn something(&self) {
        poll_fn(|context| self.poll_something(context)).await;
    }

    fn poll_something(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut held = self.0.held();
        if held.close.is_some() || !held.answers.is_empty() || !held.pushes.is_empty() {
            return Poll::Ready(());
        }
        held.sleeper = Some(context.waker().clone());
        Poll::Pending
    }

    /// The word that ends the connection, if it was said.
    pub(crate) fn close(&self) -> Option<Close> {
        self.0.held().close
    }

    /// How many answers wait.
    pub(crate) fn answers(&self) -> usize {
        self.0.held().answers.len()
    }

    /// Takes everything that waits: answers first.
    pub(crate) fn take(&self) -> VecDeque<Frame> {
        let mut held = self.0.held();
        held.answer_bytes = 0;
        let mut taken = std::mem::take(&mut held.answers);
        taken.append(&mut held.pushes);
        // A crowd of idle readers holds no memory for the busy moment that is over.
        if IDLE_FRAMES < held.pushes.capacity() {
            held.pushes = VecDeque::new();
        }
        taken
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        *self.0.held() = Held { is_abandoned: true, ..Held::default() };
    }
}

impl Shelves {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes whoever waits for something, once.
fn wake(mut held: MutexGuard<'_, Held>) {
    let sleeper = held.sleeper.take();
    drop(held);
    if let Some(sleeper) = sleeper {
        sleeper.wake();
    }
}

/// A refusal of something that was never sequenced.
pub(crate) fn refused(code: Refused, sentence: &str) -> WireError {
    if code == Refused::Busy {
        return refused_for_now(code, sentence, RETRY_AFTER);
    }
    let data = serde_json::json!({});
    WireError { code: code as u16, message: sentence.into(), retryable: false, data }
}

/// The refusal of something that may be asked again after `wait`.
pub(crate) fn refused_for_now(code: Refused, sentence: &str, wait: Duration) -> WireError {
    let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1);
    let data = serde_json::json!({ "retry_after_ms": millis });
    WireError { code: code as u16, message: sentence.into(), retryable: true, data }
}

#[cfg(test)]
mod tests {
    use super::{Close, Outbox, Pushed};
    use crate::config::Limits;
    use crate::frame::Frame;
    use gavel_proto::Timestamp;
    use gavel_proto::wire::{Heartbeat, Message};

    fn push(seq: u64) -> Frame {
        let heartbeat = Heartbeat { at: Timestamp::from_micros(0), seq };
        Frame::of(&Message::Heartbeat { heartbeat })
    }

    #[test]
    fn answers_go_before_pushes_and_a_subscription_before_what_it_tells() {
        let (outbox, waiting) = Outbox::new(&Limits::default());
        assert_eq!(outbox.push([push(1), push(2)]), Pushed::Kept);
        outbox.send(push(10));
        assert_eq!(waiting.take(), [push(10), push(1), push(2)]);
        outbox.push([push(3)]);
        outbox.begin(push(11), vec![push(4)]);
        outbox.push([push(5)]);
        assert_eq!(waiting.take(), [push(11), push(4), push(5)]);
    }

    #[test]
    fn a_reader_who_falls_behind_loses_pushes_and_no_answer() {
        let limits = Limits { outbox_messages: 3, ..Limits::default() };
        let (outbox, waiting) = Outbox::new(&limits);
        outbox.send(push(10));
        assert_eq!(outbox.push((1..=3).map(push)), Pushed::Kept);
        assert_eq!(outbox.push([push(4)]), Pushed::Lapsed);
        assert_eq!(outbox.push([push(5)]), Pushed::Kept);
        assert_eq!(waiting.take(), [push(10), push(4), push(5)]);
        assert_eq!(waiting.close(), None, "it is not cut");
    }

    #[test]
    fn who_asks_for_more_than_it_reads_is_cut() {
        let limits = Limits { write_buffer_bytes: 100, ..Limits::default() };
        let (outbox, waiting) = Outbox::new(&limits);
        outbox.send(push(1));
        assert!(outbox.is_open());
        outbox.send(push(2));
        assert_eq!(waiting.close(), Some(Close::TooSlow));
        drop(waiting);
        outbox.send(push(3));
        assert!(!outbox.is_open(), "nothing is kept for nobody");
    }
}
