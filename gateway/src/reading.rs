//! The reading end of a socket as the websocket library sees it. What the library itself would
//! write (pongs, the close) waits with everything else, so that no frame stands in another.

use std::io::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::config::Limits;
use crate::frame::Frame;
use crate::limits::{CONTROL_BUFFER_BYTES, READ_BUFFER_BYTES};
use crate::line::Listening;
use crate::outbox::Outbox;

/// A websocket, for reading.
pub(crate) type Socket = WebSocketStream<Reading>;

/// A stream that is read from the socket and written to the outbox.
pub(crate) struct Reading {
    listening: Listening,
    outbox: Outbox,
}

/// The websocket over a line on which `early` bytes came right behind the handshake.
pub(crate) async fn socket(
    listening: Listening,
    early: Vec<u8>,
    outbox: Outbox,
    limits: &Limits,
) -> Socket {
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(CONTROL_BUFFER_BYTES)
        .max_message_size(Some(limits.message_bytes))
        .max_frame_size(Some(limits.message_bytes));
    let reading = Reading { listening, outbox };
    WebSocketStream::from_partially_read(reading, early, Role::Server, Some(config)).await
}

impl AsyncRead for Reading {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.listening).poll_read(context, buffer)
    }
}

impl AsyncWrite for Reading {
    /// The library hands over a whole frame at a time, as nothing is ever left of one.
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        frame: &[u8],
    ) -> Poll<Result<usize, Error>> {
        let bytes = frame.len();
        let frame = Frame::made_elsewhere(frame);
        if frame.is_close() {
            self.outbox.send_last(frame);
        } else {
            self.outbox.send(frame);
        }
        Poll::Ready(Ok(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }
}
