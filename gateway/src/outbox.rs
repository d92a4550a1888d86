//! A connection's outbox: what waits for one reader, the line that it goes out on, and the word that
//! ends the connection.
//!
//! Whoever has something for a reader writes it to the line at once, as long as the line takes it: a
//! connection's own task is woken for the rest, and for nothing else.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{Error, ErrorKind, IoSlice};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use gavel_proto::wire::{Answer, Message, WireError};

use crate::close::Close;
use crate::config::Limits;
use crate::frame::Frame;
use crate::limits::{ANSWER_BYTES_UNREAD, ANSWERS_UNREAD, FRAMES_PER_WRITE, IDLE_FRAMES};
use crate::line::Line;
use crate::patience::patiently;

/// The end of a connection's outbox that things are put into. Never waits, and has two shelves: what
/// the reader asked for goes out before what everybody hears.
///
/// What was put in goes out by [`Outbox::deliver`], or when the connection's task looks.
#[derive(Debug, Clone)]
pub(crate) struct Outbox(Arc<Shelves>);

/// The other end, held by the connection. Nothing is kept once it is dropped, the line neither.
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
    /// Of a frame, what the line did not take.
    rest: Option<Frame>,
    answers: VecDeque<Frame>,
    answer_bytes: usize,
    pushes: VecDeque<Frame>,
    /// Nothing is put in any more.
    is_over: bool,
    close: Option<Close>,
    /// Absent where somebody else takes out what waits.
    line: Option<Line>,
    written_bytes: u64,
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
    pub(crate) fn new(limits: &Limits, line: Option<Line>) -> (Self, Waiting) {
        let shelves = Arc::new(Shelves {
            held: Mutex::new(Held { line, ..Held::default() }),
            most_pushes: limits.outbox_messages,
            most_answer_bytes: limits.write_buffer_bytes,
        });
        (Self(Arc::clone(&shelves)), Waiting(shelves))
    }

    /// Puts a message for this reader alone behind those that wait. A reader who asks for more
    /// than it reads is cut.
    pub(crate) fn send(&self, frame: Frame) {
        self.0.held().put(frame, self.0.most_answer_bytes);
    }

    /// Puts the last message behind what this reader asked for: nobody is told anything after it.
    pub(crate) fn send_last(&self, frame: Frame) {
        let mut held = self.0.held();
        held.put(frame, self.0.most_answer_bytes);
        held.pushes.clear();
        held.is_over = true;
    }

    /// Puts what everybody hears behind what waits of it.
    pub(crate) fn push(&self, frames: impl IntoIterator<Item = Frame>) -> Pushed {
        let mut held = self.0.held();
        if held.is_over {
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
        pushed
    }

    /// Answers a subscription: `missed` follows the answer, and nothing from before it does.
    pub(crate) fn begin(&self, answer: Frame, missed: Vec<Frame>) {
        let mut held = self.0.held();
        if !held.is_over {
            held.pushes = missed.into();
            held.put(answer, self.0.most_answer_bytes);
        }
    }

    /// Writes what waits, as much as the line takes at once; wakes the connection's task for the rest
    /// of it, and for an error, which that one meets again.
    pub(crate) fn deliver(&self) {
        let mut held = self.0.held();
        while held.has_something() && held.close.is_none() {
            match held.offer() {
                Ok(written) if 0 < written => held.advance(written),
                Ok(_) | Err(_) => return wake(held),
            }
        }
        if held.close.is_some() {
            wake(held);
        }
    }

    /// Whether so many answers wait that nothing large should be put behind them.
    pub(crate) fn is_owed_much(&self) -> bool {
        self.0.held().is_owed_much()
    }

    /// Whether the connection still reads.
    pub(crate) fn is_open(&self) -> bool {
        let held = self.0.held();
        !held.is_over && held.close.is_none()
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
    /// Waits until something can be taken, or the connection is to end, or whoever does not read now
    /// may read again: somebody else may have written what was owed.
    pub(crate) async fn something(&self, reads: bool) {
        poll_fn(|context| self.poll_something(reads, context)).await;
    }

    fn poll_something(&self, reads: bool, context: &mut Context<'_>) -> Poll<()> {
        let mut held = self.0.held();
        let may_read = !reads && !held.is_owed_much();
        if held.close.is_some() || held.has_something() || may_read {
            return Poll::Ready(());
        }
        if !held.sleeper.as_ref().is_some_and(|sleeper| sleeper.will_wake(context.waker())) {
            held.sleeper = Some(context.waker().clone());
        }
        Poll::Pending
    }

    /// The word that ends the connection, if it was said.
    pub(crate) fn close(&self) -> Option<Close> {
        self.0.held().close
    }

    /// Whether so many answers wait that nothing more should be asked.
    pub(crate) fn is_owed_much(&self) -> bool {
        self.0.held().is_owed_much()
    }

    /// Takes everything that waits: answers first.
    pub(crate) fn take(&self) -> VecDeque<Frame> {
        let mut held = self.0.held();
        held.answer_bytes = 0;
        let mut taken = std::mem::take(&mut held.answers);
        taken.append(&mut held.pushes);
        taken
    }

    /// Writes everything that waits. It may be cut off at any time and goes on where it was.
    ///
    /// # Errors
    /// Those of the line, and [`ErrorKind::TimedOut`] where the other side takes nothing for so long:
    /// however slowly somebody reads, it is not that.
    pub(crate) async fn write(&self, patience: Duration) -> Result<(), Error> {
        let some = || patiently(patience, poll_fn(|context| self.0.held().poll_write(context)));
        while some().await? {}
        Ok(())
    }

    /// Ends the line behind what was written.
    ///
    /// # Errors
    /// Those of the line.
    pub(crate) async fn shut_down(&self) -> Result<(), Error> {
        poll_fn(|context| match &mut self.0.held().line {
            Some(line) => line.poll_shutdown(context),
            None => Poll::Ready(Ok(())),
        })
        .await
    }

    /// How much was written so far.
    pub(crate) fn written_bytes(&self) -> u64 {
        self.0.held().written_bytes
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        *self.0.held() = Held { is_over: true, ..Held::default() };
    }
}

impl Shelves {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Puts a message behind the answers that wait, unless all is over. One alone may have any length.
    fn put(&mut self, frame: Frame, most_answer_bytes: usize) {
        if self.is_over {
            return;
        }
        self.answer_bytes += frame.bytes();
        self.answers.push_back(frame);
        if most_answer_bytes < self.answer_bytes && 1 < self.answers.len() {
            self.close.get_or_insert(Close::TooSlow);
        }
    }

    fn is_owed_much(&self) -> bool {
        let bytes = self.answer_bytes + self.rest.as_ref().map_or(0, Frame::bytes);
        ANSWERS_UNREAD <= self.answers.len() || ANSWER_BYTES_UNREAD <= bytes
    }

    fn has_something(&self) -> bool {
        self.rest.is_some() || !self.answers.is_empty() || !self.pushes.is_empty()
    }

    /// Everything that waits, in the order that it goes out in.
    fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.rest.iter().chain(&self.answers).chain(&self.pushes)
    }

    /// Writes what the line takes of it at once.
    fn offer(&self) -> Result<usize, Error> {
        let line = self.line.as_ref().ok_or(ErrorKind::WouldBlock)?;
        let mut slices = [IoSlice::new(&[]); FRAMES_PER_WRITE];
        line.offer(filled(&mut slices, self.frames()))
    }

    /// Writes some of it; false when all of it is out.
    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        let Some(mut line) = self.line.take() else { return Poll::Ready(Ok(false)) };
        let has_something = self.has_something();
        let wrote = if has_something {
            let mut slices = [IoSlice::new(&[]); FRAMES_PER_WRITE];
            line.poll_write(context, filled(&mut slices, self.frames()))
        } else {
            line.poll_flush(context).map_ok(|()| 0)
        };
        self.line = Some(line);
        let written = ready!(wrote)?;
        if has_something && written == 0 {
            return Poll::Ready(Err(ErrorKind::WriteZero.into()));
        }
        self.advance(written);
        Poll::Ready(Ok(has_something))
    }

    /// Lets go of what was written.
    fn advance(&mut self, written: usize) {
        self.written_bytes += written as u64;
        let mut left = written;
        while 0 < left {
            let next = self.rest.take().or_else(|| self.next()).expect("invariant: it was here");
            let bytes = next.bytes();
            self.rest = next.after(left);
            left = left.saturating_sub(bytes);
        }
        // A crowd of idle readers holds no memory for the busy moment that is over.
        if self.pushes.is_empty() && IDLE_FRAMES < self.pushes.capacity() {
            self.pushes = VecDeque::new();
        }
    }

    fn next(&mut self) -> Option<Frame> {
        let answer = self.answers.pop_front();
        self.answer_bytes -= answer.as_ref().map_or(0, Frame::bytes);
        answer.or_else(|| self.pushes.pop_front())
    }
}

/// As many frames as one write takes.
fn filled<'a, 's>(
    slices: &'s mut [IoSlice<'a>; FRAMES_PER_WRITE],
    frames: impl Iterator<Item = &'a Frame>,
) -> &'s [IoSlice<'a>] {
    let filled = frames.zip(slices.iter_mut());
    let many = filled.map(|(frame, slice)| *slice = IoSlice::new(&frame.0)).count();
    &slices[..many]
}

/// Wakes whoever waits for something, once.
fn wake(mut held: MutexGuard<'_, Held>) {
    let sleeper = held.sleeper.take();
    drop(held);
    if let Some(sleeper) = sleeper {
        sleeper.wake();
    }
}
