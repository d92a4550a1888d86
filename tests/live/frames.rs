//! The websocket layer against RFC 6455: each frame that must not be ends its connection with the
//! right code, what may be is taken, and nobody else is disturbed.

use super::hall::Hall;
use super::raw::{CLOSE, CONTINUATION, FIN, PING, PONG, Raw, TEXT, boasting, frame, unmasked};

const TIME: &[u8] = br#"{"id":7,"method":"time"}"#;
/// One bit of the three that are reserved.
const RESERVED: [u8; 3] = [0x40, 0x20, 0x10];

/// A sale, and a bidder who speaks to it in frames.
struct Frames {
    hall: Hall,
    token: String,
}

impl Frames {
    async fn open() -> Self {
        let hall = Hall::open().await;
        let token = hall.house.paddle(7);
        Self { hall, token }
    }

    async fn join(&self) -> Raw {
        Raw::join(&self.hall.server.address, &self.token).await
    }

    /// These bytes end their connection, with this code.
    async fn end(&self, what: &str, code: u16, bytes: &[u8]) {
        let mut raw = self.join().await;
        raw.send(bytes).await;
        assert_eq!(raw.closed().await, Some(code), "{what}");
    }
}

#[tokio::test]
async fn a_frame_that_breaks_the_protocol_is_answered_with_1002() {
    let mut frames = Frames::open().await;
    for bit in RESERVED {
        frames.end("a reserved bit", 1002, &frame(FIN | bit | TEXT, TIME)).await;
        frames.end("a reserved bit in a ping", 1002, &frame(FIN | bit | PING, b"")).await;
    }
    for opcode in (3..=7).chain(11..=15) {
        let what = format!("the reserved opcode {opcode}");
        frames.end(&what, 1002, &frame(FIN | opcode, TIME)).await;
        frames.end(&what, 1002, &frame(FIN | opcode, b"")).await;
    }
    frames.end("no mask", 1002, &unmasked(FIN | TEXT, TIME)).await;
    frames.end("a ping without a mask", 1002, &unmasked(FIN | PING, b"")).await;
    let behind = frame(FIN | CONTINUATION, TIME);
    frames.end("a continuation of nothing", 1002, &behind).await;
    frames.end("a first continuation of nothing", 1002, &frame(CONTINUATION, TIME)).await;
    let begun_twice = [frame(TEXT, b"{"), frame(FIN | TEXT, TIME)].concat();
    frames.end("a message within a message", 1002, &begun_twice).await;
    let over = [frame(TEXT, b"{"), frame(FIN | CONTINUATION, b"}"), behind].concat();
    frames.end("a continuation behind the last", 1002, &over).await;
    frames.hall.goes_on().await;
}

#[tokio::test]
async fn a_control_frame_is_short_and_whole() {
    let mut frames = Frames::open().await;
    for opcode in [PING, PONG, CLOSE] {
        frames.end("a control frame in parts", 1002, &frame(opcode, b"")).await;
        frames.end("a control frame of 126 bytes", 1002, &frame(FIN | opcode, &[0; 126])).await;
    }
    let mut raw = frames.join().await;
    for payload in [&b""[..], b"are you there?", &[0xff; 125]] {
        raw.send(&frame(FIN | PING, payload)).await;
        raw.send(&frame(FIN | PONG, payload)).await;
        assert_eq!(raw.next().await, Some((FIN | PONG, payload.to_vec())));
    }
    frames.hall.goes_on().await;
}

#[tokio::test]
async fn text_is_utf_8_over_all_of_its_parts() {
    let mut frames = Frames::open().await;
    let surrogate = [0xed, 0xa0, 0x80];
    let beyond = [0xf4, 0x90, 0x80, 0x80];
    let overlong = [0xc0, 0xaf];
    let cut_off = "ê".as_bytes()[..1].to_vec();
    for bad in [&surrogate[..], &beyond, &overlong, &cut_off, &[0xff]] {
        frames.end("bad UTF-8", 1007, &frame(FIN | TEXT, bad)).await;
        let parts = [frame(TEXT, b"{\"id\":"), frame(FIN | CONTINUATION, bad)].concat();
        frames.end("bad UTF-8 in the last part", 1007, &parts).await;
        let reason = [&1000_u16.to_be_bytes()[..], bad].concat();
        frames.end("bad UTF-8 in the reason of a close", 1007, &frame(FIN | CLOSE, &reason)).await;
    }
    // A letter that is cut in two between two frames is whole where they meet.
    let mut raw = frames.join().await;
    let request = r#"{"id":8,"method":"giờ"}"#.as_bytes();
    let within = request.iter().position(|byte| !byte.is_ascii()).expect("a letter") + 1;
    let (one, other) = request.split_at(within);
    raw.send(&[frame(TEXT, one), frame(FIN | CONTINUATION, other)].concat()).await;
    assert_eq!(raw.answer().await["error"]["code"], 1003);
    frames.hall.goes_on().await;
}

#[tokio::test]
async fn a_length_beyond_all_bounds_is_answered_before_it_comes() {
    let mut frames = Frames::open().await;
    for length in [1 << 63, u64::MAX, (1 << 63) - 1, 64 * 1024 + 1] {
        let what = format!("a frame that says it has {length} bytes");
        frames.end(&what, 1009, &boasting(FIN | TEXT, length)).await;
    }
    let long = vec![b' '; 40_000];
    let parts = [frame(TEXT, &long), frame(FIN | CONTINUATION, &long)];
    frames.end("parts that are too long together", 1009, &parts.concat()).await;
    frames.hall.goes_on().await;
}

#[tokio::test]
async fn a_close_is_answered_with_a_close() {
    let mut frames = Frames::open().await;
    let close = |code: u16| frame(FIN | CLOSE, &code.to_be_bytes());
    for code in [1000, 1001, 1003, 1007, 1011, 3000, 3999, 4000, 4999] {
        frames.end("a good code comes back", code, &close(code)).await;
    }
    for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, u16::MAX] {
        let what = format!("the code {code}, which is nobody's");
        frames.end(&what, 1002, &close(code)).await;
    }
    frames.end("a close of one byte", 1002, &frame(FIN | CLOSE, &[3])).await;
    let mut raw = frames.join().await;
    raw.send(&frame(FIN | CLOSE, b"")).await;
    assert_eq!(raw.next().await, Some((FIN | CLOSE, Vec::new())), "a close without a code");
    assert_eq!(raw.next().await, None);
    frames.hall.goes_on().await;
}

#[tokio::test]
async fn a_request_in_parts_is_answered_with_pings_between_them() {
    let mut frames = Frames::open().await;
    let mut raw = frames.join().await;
    let mut bytes = Vec::new();
    let last = u8::try_from(TIME.len() - 1).expect("a short request");
    for (index, byte) in (0..=last).zip(TIME) {
        let opcode = if index == 0 { TEXT } else { CONTINUATION };
        let fin = if index == last { FIN } else { 0 };
        bytes.extend(frame(fin | opcode, &[*byte]));
        bytes.extend(frame(FIN | PING, &[index]));
    }
    // Byte by byte too: no frame may depend on coming whole.
    for byte in bytes {
        raw.send(&[byte]).await;
    }
    let (mut pongs, mut answered) = (Vec::new(), false);
    while !answered || pongs.last() != Some(&last) {
        let (head, payload) = raw.next().await.expect("a frame");
        if head == FIN | PONG {
            pongs.extend(payload);
        } else {
            let answer: serde_json::Value = serde_json::from_slice(&payload).expect("JSON");
            answered = answer["id"] == 7 && answer["result"]["at"].is_string();
            assert!(answered, "{answer}");
        }
    }
    // Of pings that come together, the last alone needs an answer (section 5.5.3).
    assert!(pongs.is_sorted(), "{pongs:?}");
    frames.hall.goes_on().await;
}
