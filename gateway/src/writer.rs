//! The writer of a connection: puts frames on the wire as they are, many in one write.
//!
//! It goes past the websocket library, which would copy every frame into a buffer of each socket.
//! Whoever writes with both lets the one finish before the other begins.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::io::{Error, ErrorKind, IoSlice};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::frame::Frame;
use crate::limits::FRAMES_PER_WRITE;
use crate::outbox::Waiting;

/// What one socket is still to be sent.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Of the first frame, the part that was not written.
    unsent: VecDeque<Frame>,
    written_bytes: u64,
    /// How long the socket may take nothing at all.
    patience: Duration,
}

impl Writer {
    pub(crate) fn new(patience: Duration) -> Self {
        Self { unsent: VecDeque::new(), written_bytes: 0, patience }
    }

    /// Takes up everything that waits.
    pub(crate) fn take(&mut self, waiting: &Waiting) {
        if self.unsent.is_empty() {
            self.unsent = waiting.take();
        } else {
            self.unsent.append(&mut waiting.take());
        }
    }

    /// Writes all that was taken up. It may be cut off at any time and goes on where it was.
    ///
    /// # Errors
    /// Those of the stream, and [`ErrorKind::TimedOut`] where the other side takes nothing for too
    /// long: however slowly somebody reads, it is not that.
    pub(crate) async fn write<S>(&mut self, stream: &mut S) -> Result<(), Error>
    where
        S: AsyncWrite + Unpin,
    {
        while !self.unsent.is_empty() {
            let writing = poll_fn(|context| self.poll_write(stream, context));
            match patiently(self.patience, writing).await? {
                0 => return Err(ErrorKind::WriteZero.into()),
                written => self.advance(written),
            }
        }
        self.unsent = VecDeque::new();
        patiently(self.patience, stream.flush()).await
    }

    /// Offers the stream as much as one write takes.
    fn poll_write<S>(&self, stream: &mut S, context: &mut Context<'_>) -> Poll<Result<usize, Error>>
    where
        S: AsyncWrite + Unpin,
    {
        let mut slices = [IoSlice::new(&[]); FRAMES_PER_WRITE];
        let frames = self.unsent.iter().zip(&mut slices);
        let many = frames.map(|(frame, slice)| *slice = IoSlice::new(&frame.0)).count();
        Pin::new(stream).poll_write_vectored(context, &slices[..many])
    }

    fn advance(&mut self, written: usize) {
        self.written_bytes += written as u64;
        let mut left = written;
        while let Some(frame) = self.unsent.front_mut() {
            if left < frame.bytes() {
                drop(frame.0.split_to(left));
                return;
            }
            left -= frame.bytes();
            self.unsent.pop_front();
        }
    }

    /// How much was written so far.
    pub(crate) fn written_bytes(&self) -> u64 {
        self.written_bytes
    }
}

/// Waits for some work on a socket, but not for ever. What is done at once needs no clock.
///
/// # Errors
/// Those of the work, and [`ErrorKind::TimedOut`].
pub(crate) async fn patiently<T, E: From<Error>>(
    patience: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let mut work = pin!(work);
    match poll_fn(|context| Poll::Ready(work.as_mut().poll(context))).await {
        Poll::Ready(done) => done,
        Poll::Pending => timeout(patience, work).await.map_err(Error::from)?,
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::config::Limits;
    use crate::outbox::Outbox;
    use gavel_proto::Timestamp;
    use gavel_proto::wire::{Answer, Now};
    use std::time::Duration;
    use tokio::io::AsyncReadExt;

    #[tokio::test]
    async fn what_was_cut_off_goes_on_where_it_was() {
        let (outbox, waiting) = Outbox::new(&Limits::default());
        for id in 0..200 {
            outbox.answer(id, Answer::Time(Now { at: Timestamp::from_micros(0) }));
        }
        let all: Vec<u8> = (0..200)
            .flat_map(|id| {
                let text =
                    format!(r#"{{"id":{id},"result":{{"at":"1970-01-01T00:00:00.000000Z"}}}}"#);
                let header = [0x81, u8::try_from(text.len()).unwrap()];
                header.into_iter().chain(text.into_bytes())
            })
            .collect();
        let (mut here, mut there) = tokio::io::duplex(7);
        let mut writer = Writer::new(Duration::from_mins(1));
        writer.take(&waiting);
        let mut read: Vec<u8> = Vec::new();
        while read.len() < all.len() {
            let mut some = [0; 11];
            tokio::select! {
                biased;
                many = there.read(&mut some) => read.extend(&some[..many.unwrap()]),
                written = writer.write(&mut here) => written.unwrap(),
            }
        }
        assert_eq!(read, all);
        assert_eq!(writer.written_bytes(), all.len() as u64);
    }

    #[tokio::test]
    async fn who_takes_nothing_at_all_is_given_up() {
        let (outbox, waiting) = Outbox::new(&Limits::default());
        let mut writer = Writer::new(Duration::from_millis(1));
        let (mut here, _deaf) = tokio::io::duplex(1);
        outbox.answer(1, Answer::Time(Now { at: Timestamp::from_micros(0) }));
        writer.take(&waiting);
        let given_up = writer.write(&mut here).await.unwrap_err();
        assert_eq!(given_up.kind(), std::io::ErrorKind::TimedOut);
    }
}
