//! Fan-out with tokio-tungstenite on one thread, a task for each connection and a broadcast channel: as
//! one writes it first, and tuned.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast::{Sender, channel};
use tokio_tungstenite::accept_hdr_async_with_config;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

/// Messages that may wait for a listener.
const WAITING: usize = 1_024;
const TUNED_READ_BUFFER: usize = 4 * 1_024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// The defaults of the library, and a message sent as it comes.
    First,
    /// A small read buffer, and everything that waits handed over before one flush.
    Tuned,
}

/// Serves until it is killed.
pub(crate) fn serve(address: SocketAddr, manner: Manner) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        let (said, _) = channel::<Message>(WAITING);
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let said = said.clone();
            tokio::spawn(async move { drop(talk(stream, said, manner).await) });
        }
    })
}

async fn talk(stream: TcpStream, said: Sender<Message>, manner: Manner) -> Result<(), Error> {
    let is_speaker = AtomicBool::new(false);
    #[expect(clippy::result_large_err, reason = "the library's own type")]
    let look = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        is_speaker.store(request.uri().path() == "/pub", Relaxed);
        Ok(response)
    };
    let config = match manner {
        Manner::First => WebSocketConfig::default(),
        Manner::Tuned => WebSocketConfig::default().read_buffer_size(TUNED_READ_BUFFER),
    };
    let socket = accept_hdr_async_with_config(stream, look, Some(config)).await?;
    let (mut sink, mut stream) = socket.split();
    if is_speaker.load(Relaxed) {
        while let Some(message) = stream.next().await {
            drop(said.send(message?));
        }
        return Ok(());
    }
    let mut said = said.subscribe();
    loop {
        tokio::select! {
            message = said.recv() => {
                let Ok(message) = message else { return Ok(()) };
                sink.feed(message).await?;
                while manner == Manner::Tuned && let Ok(message) = said.try_recv() {
                    sink.feed(message).await?;
                }
                sink.flush().await?;
            }
            message = stream.next() => match message {
                Some(message) => drop(message?),
                None => return Ok(()),
            },
        }
    }
}
