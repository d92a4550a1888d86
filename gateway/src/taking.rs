//! A stream that tells since when the other side takes nothing of what is written to it.
//!
//! However slowly somebody reads, that is not it: every byte that is taken counts.

use std::io::{Error, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, sleep_until};

/// A stream whose writes are watched.
pub(crate) struct Taking<S> {
    stream: S,
    standstill: Standstill,
}

/// What is known of the writes of one stream.
#[derive(Debug, Clone)]
pub(crate) struct Standstill {
    began: Instant,
    /// Since when a write waits and nothing is taken: one more than the microseconds after
    /// `began`. 0: nothing waits.
    since: Arc<AtomicU64>,
}

impl<S> Taking<S> {
    pub(crate) fn new(stream: S) -> Self {
        let standstill = Standstill { began: Instant::now(), since: Arc::default() };
        Self { stream, standstill }
    }

    /// The stream, watched no more.
    pub(crate) fn into_inner(self) -> S {
        self.stream
    }

    pub(crate) fn standstill(&self) -> Standstill {
        self.standstill.clone()
    }
}

impl Standstill {
    /// Resolves when a write has waited for so long, and nothing was taken meanwhile.
    pub(crate) async fn of(&self, patience: Duration) {
        loop {
            let now = Instant::now();
            let due = self.since().unwrap_or(now) + patience;
            if due <= now {
                return;
            }
            sleep_until(due).await;
        }
    }

    fn since(&self) -> Option<Instant> {
        let micros = self.since.load(Ordering::Relaxed).checked_sub(1)?;
        Some(self.began + Duration::from_micros(micros))
    }

    fn note(&self, taken: &Poll<Result<usize, Error>>) {
        if taken.is_ready() {
            self.since.store(0, Ordering::Relaxed);
        } else if self.since.load(Ordering::Relaxed) == 0 {
            let micros = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX - 1);
            self.since.store(micros + 1, Ordering::Relaxed);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Taking<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Taking<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Error>> {
        let taken = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.standstill.note(&taken);
        taken
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize, Error>> {
        let taken = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.standstill.note(&taken);
        taken
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::Taking;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// Writes a byte, if it is taken at once.
    async fn offer(stream: &mut Taking<tokio::io::DuplexStream>) {
        tokio::select! {
            biased;
            written = stream.write_u8(7) => written.unwrap(),
            () = std::future::ready(()) => {}
        }
    }

    #[tokio::test]
    async fn a_standstill_lasts_until_a_byte_is_taken() {
        let (here, mut there) = tokio::io::duplex(1);
        let mut here = Taking::new(here);
        let standstill = here.standstill();
        assert_eq!(standstill.since(), None, "nothing is sent");
        offer(&mut here).await;
        assert_eq!(standstill.since(), None, "there was room for a byte");
        offer(&mut here).await;
        let since = standstill.since();
        assert!(since.is_some(), "there is none for another");
        offer(&mut here).await;
        assert_eq!(standstill.since(), since, "it is the same standstill still");
        there.read_u8().await.unwrap();
        offer(&mut here).await;
        assert_eq!(standstill.since(), None);
    }

    #[tokio::test]
    async fn who_takes_nothing_is_noticed() {
        let (here, _deaf) = tokio::io::duplex(1);
        let mut here = Taking::new(here);
        let standstill = here.standstill();
        tokio::select! {
            _ = here.write_all(&[7; 2]) => panic!("nobody takes the second byte"),
            () = standstill.of(Duration::from_millis(1)) => {}
        }
    }
}
