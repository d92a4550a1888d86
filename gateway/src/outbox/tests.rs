//! What an outbox holds, and how it goes out.

use super::{Outbox, Pushed, Waiting};
use crate::close::Close;
use crate::config::Limits;
use crate::frame::Frame;
use crate::limits::ANSWER_BYTES_UNREAD;
use crate::line::Line;
use futures_util::FutureExt;
use gavel_proto::Timestamp;
use gavel_proto::wire::{Heartbeat, Message};
use std::io::ErrorKind;
use std::time::Duration;
use tokio::io::{AsyncReadExt, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::protocol::frame::coding::Data;

const PATIENCE: Duration = Duration::from_mins(1);

fn push(seq: u64) -> Frame {
    let heartbeat = Heartbeat { at: Timestamp::from_micros(0), seq };
    Frame::of(&Message::Heartbeat { heartbeat })
}

fn bytes(frames: &[Frame]) -> Vec<u8> {
    frames.iter().flat_map(|frame| frame.0.to_vec()).collect()
}

/// An outbox whose line takes so many bytes before somebody reads.
fn narrow(bytes: usize) -> (Outbox, Waiting, DuplexStream) {
    let (here, there) = duplex(bytes);
    let (outbox, waiting) = Outbox::new(&Limits::default(), Some(Line::Wrapped(Box::new(here))));
    (outbox, waiting, there)
}

#[test]
fn answers_go_before_pushes_and_a_subscription_before_what_it_tells() {
    let (outbox, waiting) = Outbox::new(&Limits::default(), None);
    assert_eq!(outbox.push([push(1), push(2)]), Pushed::Kept);
    outbox.send(push(10));
    assert_eq!(waiting.take(), [push(10), push(1), push(2)]);
    outbox.push([push(3)]);
    outbox.begin(push(11), vec![push(4)]);
    outbox.push([push(5)]);
    assert_eq!(waiting.take(), [push(11), push(4), push(5)]);
}

#[test]
fn a_reader_who_falls_behind_loses_pushes_and_no_answer() {
    let limits = Limits { outbox_messages: 3, ..Limits::default() };
    let (outbox, waiting) = Outbox::new(&limits, None);
    outbox.send(push(10));
    assert_eq!(outbox.push((1..=3).map(push)), Pushed::Kept);
    assert_eq!(outbox.push([push(4)]), Pushed::Lapsed);
    assert_eq!(outbox.push([push(5)]), Pushed::Kept);
    assert_eq!(waiting.take(), [push(10), push(4), push(5)]);
    assert_eq!(waiting.close(), None, "it is not cut");
}

#[test]
fn who_asks_for_more_than_it_reads_is_cut() {
    let limits = Limits { write_buffer_bytes: 100, ..Limits::default() };
    let (outbox, waiting) = Outbox::new(&limits, None);
    outbox.send(push(1));
    assert!(outbox.is_open());
    outbox.send(push(2));
    assert_eq!(waiting.close(), Some(Close::TooSlow));
    drop(waiting);
    outbox.send(push(3));
    assert!(!outbox.is_open(), "nothing is kept for nobody");
}

#[test]
fn one_answer_may_have_any_length_and_then_no_more_is_owed() {
    let limits = Limits { write_buffer_bytes: 100, ..Limits::default() };
    let (outbox, waiting) = Outbox::new(&limits, None);
    let snapshot = Frame::data(Data::Text, "x".repeat(ANSWER_BYTES_UNREAD).as_bytes());
    assert!(!outbox.is_owed_much());
    outbox.begin(snapshot, Vec::new());
    assert_eq!(waiting.close(), None);
    assert!(outbox.is_owed_much() && waiting.is_owed_much());
    waiting.take();
    assert!(!outbox.is_owed_much());
    outbox.send(push(1));
    outbox.send(push(2));
    assert_eq!(waiting.close(), Some(Close::TooSlow), "two may not");
}

#[test]
fn who_does_not_read_reads_again_although_somebody_else_wrote_what_was_owed() {
    let (_outbox, waiting) = Outbox::new(&Limits::default(), None);
    assert_eq!(waiting.something(true).now_or_never(), None, "there is nothing to do");
    assert_eq!(waiting.something(false).now_or_never(), Some(()));
}

#[test]
fn behind_the_last_message_there_is_none() {
    let (outbox, waiting) = Outbox::new(&Limits::default(), None);
    outbox.push([push(1)]);
    outbox.send(push(10));
    outbox.send_last(push(11));
    outbox.push([push(2)]);
    outbox.send(push(12));
    outbox.begin(push(13), vec![push(3)]);
    assert_eq!(waiting.take(), [push(10), push(11)]);
}

#[tokio::test]
async fn a_line_takes_what_it_can_at_once_and_its_own_task_writes_the_rest() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (near, far) = tokio::join!(TcpStream::connect(address), listener.accept());
    let (mut near, (far, _)) = (near.unwrap(), far.unwrap());
    let (_, line) = far.into_split();
    line.writable().await.unwrap();
    let (outbox, waiting) = Outbox::new(&Limits::default(), Some(Line::Plain(line)));
    outbox.push([push(1)]);
    outbox.send(push(10));
    outbox.deliver();
    assert!(!waiting.0.held().has_something(), "nobody else had to write it");
    let mut sent = vec![push(10), push(1)];
    // Until the system takes no more.
    while !waiting.0.held().has_something() {
        let more = [push(2), push(3)];
        outbox.push(more.clone());
        sent.extend(more);
        outbox.deliver();
    }
    let left = waiting.0.held().pushes.len();
    outbox.send(push(11));
    outbox.deliver();
    sent.insert(sent.len() - left, push(11));
    let all = bytes(&sent);
    let mut read = vec![0; all.len()];
    let (wrote, came) = tokio::join!(waiting.write(PATIENCE), near.read_exact(&mut read));
    wrote.unwrap();
    came.unwrap();
    assert!(read == all, "every frame whole, and in order");
    assert_eq!(waiting.written_bytes(), all.len() as u64);
}

#[tokio::test]
async fn what_was_cut_off_goes_on_where_it_was() {
    let (outbox, waiting, mut there) = narrow(16);
    let frames: Vec<Frame> = (0..200).map(push).collect();
    for frame in &frames {
        outbox.send(frame.clone());
    }
    let all = bytes(&frames);
    let mut read = Vec::new();
    while read.len() < all.len() {
        tokio::select! {
            biased;
            byte = there.read_u8() => read.push(byte.unwrap()),
            wrote = waiting.write(PATIENCE) => wrote.unwrap(),
        }
    }
    assert_eq!(read, all);
    waiting.write(PATIENCE).await.unwrap();
    assert_eq!(waiting.written_bytes(), all.len() as u64);
}

#[tokio::test]
async fn who_takes_nothing_is_given_up() {
    let (outbox, waiting, _deaf) = narrow(16);
    outbox.send(push(1));
    outbox.deliver();
    let gave_up = waiting.write(Duration::from_millis(1)).await;
    assert_eq!(gave_up.unwrap_err().kind(), ErrorKind::TimedOut);
}
