//! The two ends of a socket whose handshake is over: one is read, the other is written to.

use std::fmt::{self, Debug, Formatter};
use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::upgrade::{Parts, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf, split};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::taking::Taking;

/// The end that is read.
pub(crate) enum Listening {
    Plain(OwnedReadHalf),
    /// Whatever needs its connection's own task: TLS.
    Wrapped(Box<dyn AsyncRead + Send + Unpin>),
}

/// The end that is written to.
pub(crate) enum Line {
    /// Takes bytes from whoever has some, without its connection's task.
    Plain(OwnedWriteHalf),
    Wrapped(Box<dyn AsyncWrite + Send + Unpin>),
}

/// Both ends of a line.
pub(crate) struct Ends {
    pub(crate) listening: Listening,
    /// What came right behind the handshake, and was read with it.
    pub(crate) early: Vec<u8>,
    pub(crate) line: Line,
}

/// The ends of a connection that speaks HTTP no more.
pub(crate) fn ends(upgraded: Upgraded) -> Ends {
    match upgraded.downcast::<TokioIo<Taking<TcpStream>>>() {
        Ok(Parts { io, read_buf, .. }) => {
            let (read, write) = io.into_inner().into_inner().into_split();
            let (listening, line) = (Listening::Plain(read), Line::Plain(write));
            Ends { listening, early: read_buf.to_vec(), line }
        }
        Err(upgraded) => {
            let (read, write) = split(TokioIo::new(upgraded));
            let (listening, line) =
                (Listening::Wrapped(Box::new(read)), Line::Wrapped(Box::new(write)));
            Ends { listening, early: Vec::new(), line }
        }
    }
}

impl Line {
    /// Writes what the line takes at once.
    ///
    /// # Errors
    /// Those of the socket; [`ErrorKind::WouldBlock`] where only its connection's task may write.
    pub(crate) fn offer(&self, slices: &[IoSlice<'_>]) -> Result<usize, Error> {
        match (self, slices) {
            (Self::Plain(line), [one]) => line.try_write(one),
            (Self::Plain(line), many) => line.try_write_vectored(many),
            (Self::Wrapped(_), _) => Err(ErrorKind::WouldBlock.into()),
        }
    }

    /// Writes what the line takes, or wakes the task when it takes something.
    pub(crate) fn poll_write(
        &mut self,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize, Error>> {
        self.stream().poll_write_vectored(context, slices)
    }

    pub(crate) fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.stream().poll_flush(context)
    }

    pub(crate) fn poll_shutdown(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.stream().poll_shutdown(context)
    }

    fn stream(&mut self) -> Pin<&mut (dyn AsyncWrite + Unpin)> {
        match self {
            Self::Plain(line) => Pin::new(line),
            Self::Wrapped(line) => Pin::new(line),
        }
    }
}

impl Debug for Line {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("Line")
    }
}

impl AsyncRead for Listening {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        match self.get_mut() {
            Self::Plain(read) => Pin::new(read).poll_read(context, buffer),
            Self::Wrapped(read) => Pin::new(read).poll_read(context, buffer),
        }
    }
}
