//! Plain HTTP over any stream, as a load balancer or a careless program speaks it.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::house::PATIENCE;

/// How long to wait before something is looked at again.
const LOOK_PERIOD: Duration = Duration::from_millis(20);

/// An answer: its status and all of its text, head and body.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Reply {
    /// Everything up to the end of the stream; nothing if it ended without a status.
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Self> {
        let mut bytes = Vec::new();
        // A reset after the answer takes nothing back that was read.
        let end = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
        drop(end.expect("waited for the end of an answer"));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        Some(Self { status, text })
    }

    /// Asks for `path` on a stream that is open, and that is closed after the answer.
    pub(crate) async fn ask(
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        path: &str,
    ) -> Option<Self> {
        Self::ask_to(stream, "GET", path).await
    }

    /// The same by another method.
    pub(crate) async fn ask_to(
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        method: &str,
        path: &str,
    ) -> Option<Self> {
        // Whoever says that it comes from elsewhere is not believed.
        let forged = "x-forwarded-for: 192.0.2.7\r\nforwarded: for=192.0.2.7";
        let head = format!("{method} {path} HTTP/1.1\r\nhost: sale\r\n{forged}\r\n");
        let request = format!("{head}content-length: 0\r\nconnection: close\r\n\r\n");
        // Whoever is turned back may find the door closed already.
        drop(stream.write_all(request.as_bytes()).await);
        Self::read(stream).await
    }
}

/// Asks for `path`; nothing if nobody listens there, or hangs up without an answer.
pub(crate) async fn try_get(address: &str, path: &str) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    Reply::ask(&mut stream, path).await
}

/// Asks for `path`.
pub(crate) async fn get(address: &str, path: &str) -> Reply {
    try_get(address, path).await.unwrap_or_else(|| panic!("no answer for {path}"))
}

/// Looks until `look` finds something.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut look: impl FnMut() -> F,
) -> T {
    let looking = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            sleep(LOOK_PERIOD).await;
        }
    };
    timeout(PATIENCE, looking).await.unwrap_or_else(|_| panic!("waited for {what}"))
}

/// Looks at the metrics until one of their lines is `line`.
pub(crate) async fn until_metric(address: &str, line: &str) {
    until(line, || async {
        let page = get(address, "/metrics").await.text;
        page.lines().any(|found| found == line).then_some(())
    })
    .await;
}
