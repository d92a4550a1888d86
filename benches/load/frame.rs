//! Websocket frames as a client writes and reads them (RFC 6455, section 5).

const TEXT: u8 = 1;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
/// Every frame of a client is masked. One key is as dear to undo as another.
const KEY: [u8; 4] = [0x5a, 0xc3, 0x17, 0x9e];
/// A payload up to here has its length in the second byte.
const SHORT: usize = 125;

/// What a server sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard<'a> {
    /// A text, or a line.
    Message(&'a [u8]),
    /// It wants to hear this back.
    Ping(&'a [u8]),
    /// It hangs up.
    Close(&'a [u8]),
    /// What needs no answer.
    Nothing,
}

/// Appends a text as one frame.
pub(crate) fn write_text(text: &[u8], out: &mut Vec<u8>) {
    write(TEXT, text, out);
}

/// Appends the answer to a ping.
pub(crate) fn write_pong(payload: &[u8], out: &mut Vec<u8>) {
    write(PONG, payload, out);
}

fn write(opcode: u8, payload: &[u8], out: &mut Vec<u8>) {
    out.push(0x80 | opcode);
    let length = u16::try_from(payload.len()).expect("a client sends little");
    match u8::try_from(length) {
        Ok(short) if payload.len() <= SHORT => out.push(0x80 | short),
        _ => {
            out.push(0x80 | 0x7e);
            out.extend_from_slice(&length.to_be_bytes());
        }
    }
    out.extend_from_slice(&KEY);
    out.extend(payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
}

/// The first frame of a server in these bytes, and how many of them it takes; nothing where its end
/// has not come.
pub(crate) fn first(bytes: &[u8]) -> Option<(Heard<'_>, usize)> {
    let [first, short, ..] = *bytes else { return None };
    assert!(first & 0x80 != 0 && short & 0x80 == 0, "a server sends whole frames, unmasked");
    let (from, length) = match short {
        0x7e => (4, u64::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
        0x7f => (10, u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)),
        short => (2, u64::from(short)),
    };
    let end = from + usize::try_from(length).ok()?;
    let payload = bytes.get(from..end)?;
    let heard = match first & 0x0f {
        CLOSE => Heard::Close(payload),
        PING => Heard::Ping(payload),
        PONG => Heard::Nothing,
        _ => Heard::Message(payload),
    };
    Some((heard, end))
}
