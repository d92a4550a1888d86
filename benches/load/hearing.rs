//! One speaker and many listeners: what it costs the server to tell everybody, and how soon all know.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use mio::{Events, Poll};

use super::figures::{Hundredths, Latency, micros_each, per_second};
use super::line::{Desk, Line};
use super::server::Server;
use super::{PATIENCE, Pace};

/// What an event bears in whatever is told of it; the last twelve digits of the id are its number.
const MARK: &[u8] = b"\"bid_id\":\"";
/// Of an id, what stands before its number.
const BEFORE_NUMBER: usize = 24;
const DIGITS: usize = 12;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) deliveries: u64,
    /// From when an event was said until the first of the listeners had it.
    pub(crate) first: Latency,
    /// The same until all had it.
    pub(crate) last: Latency,
    took: Duration,
    cpu: Duration,
}

impl Heard {
    /// Deliveries a second.
    pub(crate) fn rate(&self) -> u64 {
        per_second(self.deliveries, self.took)
    }

    /// Processor time of the server for each, in microseconds.
    pub(crate) fn cpu_each(&self) -> Hundredths {
        micros_each(self.cpu, self.deliveries)
    }
}

/// An event that some have not heard.
#[derive(Debug)]
struct Event {
    said: Instant,
    heard: usize,
}

/// A speaker and listeners.
pub(crate) struct Crowd {
    speaker: Line,
    listeners: Vec<Line>,
    poll: Poll,
    desk: Desk,
    under_way: VecDeque<Event>,
}

impl Crowd {
    /// These are used for this.
    pub(crate) fn new(speaker: Line, listeners: Vec<Line>) -> Self {
        let poll = Poll::new().expect("epoll");
        for (number, line) in listeners.iter().chain([&speaker]).enumerate() {
            line.listen(poll.registry(), number);
        }
        Self { speaker, listeners, poll, desk: Desk::default(), under_way: VecDeque::new() }
    }

    /// Says one event after the other for so long, and for a quarter of that before, which is not
    /// counted. `say` writes the event of a number.
    pub(crate) fn hear(
        &mut self,
        say: &dyn Fn(u64, &mut Vec<u8>),
        pace: Pace,
        server: &Server,
        long: Duration,
    ) -> Heard {
        let start = Instant::now();
        let (from, end) = (start + long / 4, start + long / 4 + long);
        let mut events = Events::with_capacity(1_024);
        let (mut heard, mut cpu_before, mut heard_at) = (Heard::default(), None, start);
        let mut due = start;
        loop {
            let now = Instant::now();
            if cpu_before.is_none() && from <= now {
                cpu_before = Some((server.cpu(), now));
                heard = Heard::default();
            }
            if end <= now {
                break;
            }
            assert!(now < heard_at + PATIENCE, "some events are never heard");
            let sleep = match pace {
                Pace::UnderWay(most) => {
                    while self.under_way.len() < most {
                        self.say(say, now);
                    }
                    PATIENCE / 10
                }
                Pace::PerSecond(_) => {
                    while due <= now {
                        self.say(say, due);
                        due += pace.period().expect("a clock");
                    }
                    due - now
                }
            };
            self.poll.poll(&mut events, Some(sleep)).expect("epoll");
            for event in &events {
                heard_at = Instant::now();
                self.read(event.token().0, heard_at, &mut heard);
            }
        }
        let (cpu_before, began) = cpu_before.expect("a load that lasts");
        heard.took = began.elapsed();
        heard.cpu = server.cpu().saturating_sub(cpu_before);
        self.drain(&mut events, &mut Heard::default());
        assert!(0 < heard.deliveries, "nobody heard anything");
        heard
    }

    fn say(&mut self, say: &dyn Fn(u64, &mut Vec<u8>), said: Instant) {
        self.speaker.last += 1;
        say(self.speaker.last, &mut self.desk.text);
        self.speaker.add(&mut self.desk);
        self.speaker.send(&mut self.desk);
        self.under_way.push_back(Event { said, heard: 0 });
    }

    fn read(&mut self, number: usize, now: Instant, heard: &mut Heard) {
        let everybody = self.listeners.len();
        let Some(line) = self.listeners.get_mut(number) else {
            self.speaker.read(&mut self.desk, |answer| {
                let is_refused = answer.windows(8).any(|word| word == b"\"error\":");
                assert!(!is_refused, "{}", String::from_utf8_lossy(answer));
            });
            return;
        };
        let under_way = &mut self.under_way;
        let oldest = self.speaker.last + 1 - under_way.len() as u64;
        line.read(&mut self.desk, |message| {
            let Some(number) = number_of(message) else { return };
            let place = usize::try_from(number - oldest).expect("an event under way");
            let event = under_way.get_mut(place).expect("an event under way");
            event.heard += 1;
            heard.deliveries += 1;
            if event.heard == 1 {
                heard.first.record(now - event.said);
            }
            if event.heard == everybody {
                heard.last.record(now - event.said);
            }
        });
        while under_way.front().is_some_and(|event| event.heard == everybody) {
            under_way.pop_front();
        }
    }

    /// Waits until everybody has heard everything.
    fn drain(&mut self, events: &mut Events, heard: &mut Heard) {
        let started = Instant::now();
        while !self.under_way.is_empty() {
            assert!(started.elapsed() < PATIENCE, "some events are never heard");
            self.poll.poll(events, Some(PATIENCE / 10)).expect("epoll");
            for event in &*events {
                self.read(event.token().0, Instant::now(), heard);
            }
        }
    }
}

/// The number of the event that a message tells; nothing if it tells none.
fn number_of(message: &[u8]) -> Option<u64> {
    let mark = message.windows(MARK.len()).position(|bytes| bytes == MARK)?;
    let from = mark + MARK.len() + BEFORE_NUMBER;
    let digits = str::from_utf8(message.get(from..from + DIGITS)?).ok()?;
    u64::from_str_radix(digits, 16).ok()
}
