//! A frame: a message as it goes over the wire, made once however many readers it has.

use std::io::Cursor;

use gavel_proto::wire::Message;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio_tungstenite::tungstenite::Bytes;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

/// Bytes of the header of a frame without a mask, at most (RFC 6455, 5.2).
const LONGEST_HEADER: usize = 10;
/// Room for most messages: the answer to a bid, with its receipt.
const USUAL_BYTES: usize = 1_024;

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
        Self::written(message)
    }

    /// The answer to the request `id`, with a result that was written before.
    pub(crate) fn answer(id: u64, result: &RawValue) -> Self {
        Self::written(&Written { id, result })
    }

    /// The message is written behind room for its header, whose length is known only then.
    fn written(message: &impl Serialize) -> Self {
        let mut bytes = Vec::with_capacity(USUAL_BYTES);
        bytes.resize(LONGEST_HEADER, 0);
        serde_json::to_writer(&mut bytes, message).expect("invariant: a message can be written");
        Self::headed(bytes, Data::Text)
    }

    /// The frame of a payload that stands behind room for its header.
    fn headed(mut bytes: Vec<u8>, kind: Data) -> Self {
        let header = FrameHeader { opcode: OpCode::Data(kind), ..FrameHeader::default() };
        let payload = (bytes.len() - LONGEST_HEADER) as u64;
        let begins = LONGEST_HEADER - header.len(payload);
        let mut room = &mut bytes[begins..LONGEST_HEADER];
        header.format(payload, &mut room).expect("invariant: there is room for the header");
        Self(Bytes::from(bytes).slice(begins..))
    }

    /// The frame of some payload.
    pub(crate) fn data(kind: Data, payload: &[u8]) -> Self {
        Self::headed([&[0; LONGEST_HEADER], payload].concat(), kind)
    }

    /// One that the websocket library wrote.
    pub(crate) fn made_elsewhere(frame: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(frame))
    }

    /// Whether it is the last of a connection.
    pub(crate) fn is_close(&self) -> bool {
        let begins = self.0.first().copied().unwrap_or(0);
        begins & 0x0f == u8::from(OpCode::Control(Control::Close))
    }

    /// What is left of it behind so many bytes.
    pub(crate) fn after(mut self, bytes: usize) -> Option<Self> {
        if self.bytes() <= bytes {
            return None;
        }
        drop(self.0.split_to(bytes));
        Some(self)
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
