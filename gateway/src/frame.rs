//! A frame: a message as it goes over the wire, made once however many readers it has.

use std::io::Cursor;

use gavel_proto::wire::Message;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio_tungstenite::tungstenite::Bytes;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

/// One text frame of a server, unmasked (RFC 6455, 5.2): the same bytes for every socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame(pub(crate) Bytes);

/// An answer whose result was written before.
#[derive(Serialize)]
struct Written<'a> {
    id: u64,
    result: &'a RawValue,
}

impl Frame {
    /// The frame of a message.
    pub(crate) fn of(message: &Message<'_>) -> Self {
        Self::text(&serde_json::to_vec(message).expect("invariant: a message can be written"))
    }

    /// The answer to the request `id`, with a result that was written before.
    pub(crate) fn answer(id: u64, result: &RawValue) -> Self {
        let answer = serde_json::to_vec(&Written { id, result });
        Self::text(&answer.expect("invariant: what was written can be written again"))
    }

    fn text(text: &[u8]) -> Self {
        let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
        let payload = text.len() as u64;
        let mut bytes = Vec::with_capacity(header.len(payload) + text.len());
        header.format(payload, &mut bytes).expect("invariant: memory takes what is written");
        bytes.extend_from_slice(text);
        Self(bytes.into())
    }

    /// The message in it.
    pub(crate) fn message(&self) -> &str {
        let mut rest = Cursor::new(&self.0);
        FrameHeader::parse(&mut rest).expect("invariant: a frame that was made here can be read");
        let header = usize::try_from(rest.position()).unwrap_or(usize::MAX);
        str::from_utf8(&self.0[header..]).expect("invariant: JSON is UTF-8")
    }

    /// Its bytes, header and all.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len()
    }
}
