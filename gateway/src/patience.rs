//! Patience with the other side of a socket.

use std::future::{Future, poll_fn};
use std::io::Error;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;

/// Waits for some work on a socket, but not for ever. What is done at once needs no clock.
///
/// # Errors
/// Those of the work, and [`std::io::ErrorKind::TimedOut`].
pub(crate) async fn patiently<T>(
    patience: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut work = pin!(work);
    match poll_fn(|context| Poll::Ready(work.as_mut().poll(context))).await {
        Poll::Ready(done) => done,
        Poll::Pending => timeout(patience, work).await?,
    }
}
