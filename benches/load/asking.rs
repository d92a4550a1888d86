//! Many lines that ask and wait: how many answers a second, how soon, and what they cost the server.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use mio::{Events, Poll};

use super::figures::{Hundredths, Latency, micros_each, per_second};
use super::line::{Desk, Line};
use super::server::Server;
use super::{PATIENCE, Pace};

/// What a server is asked, and what it says to that.
pub(crate) trait Service {
    /// Writes request `number` of a line.
    fn ask(&self, line: usize, number: u64, out: &mut Vec<u8>);
    /// What a message says to the oldest request that waits; nothing if it is no answer.
    fn verdict(&self, number: u64, message: &[u8]) -> Option<Verdict>;
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Accepted,
    Refused,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) accepted: u64,
    pub(crate) refused: u64,
    pub(crate) latency: Latency,
    took: Duration,
    cpu: Duration,
}

impl Asked {
    /// Answers a second.
    pub(crate) fn rate(&self) -> u64 {
        per_second(self.accepted, self.took)
    }

    /// Processor time of the server for each, in microseconds.
    pub(crate) fn cpu_each(&self) -> Hundredths {
        micros_each(self.cpu, self.accepted)
    }
}

/// Lines, and when what waits on each was asked.
pub(crate) struct Askers<'a, S> {
    service: &'a S,
    lines: Vec<(Line, VecDeque<Instant>)>,
    poll: Poll,
    desk: Desk,
}

/// At a fixed rate, requests are due in bunches this far apart.
const TICK: Duration = Duration::from_millis(1);

/// When the bunch is due that a request belongs to.
fn tick(start: Instant, due: Instant) -> Instant {
    let ticks = (due - start).as_nanos().div_ceil(TICK.as_nanos());
    start + TICK * u32::try_from(ticks).expect("a load that ends")
}

impl<'a, S: Service> Askers<'a, S> {
    /// These lines are used for this.
    pub(crate) fn new(service: &'a S, lines: Vec<Line>) -> Self {
        let poll = Poll::new().expect("epoll");
        for (number, line) in lines.iter().enumerate() {
            line.listen(poll.registry(), number);
        }
        let lines = lines.into_iter().map(|line| (line, VecDeque::new())).collect();
        Self { service, lines, poll, desk: Desk::default() }
    }

    /// Asks for so long, and as long again divided by four before that, which is not counted.
    pub(crate) fn ask(mut self, pace: Pace, server: &Server, long: Duration) -> Asked {
        let start = Instant::now();
        let (from, end) = (start + long / 4, start + long / 4 + long);
        let mut events = Events::with_capacity(1_024);
        let (mut asked, mut cpu_before, mut heard_at) = (Asked::default(), None, start);
        if let Pace::UnderWay(most) = pace {
            for number in 0..self.lines.len() {
                self.send(number, most, start);
            }
        }
        let (mut due, mut turn) = (start, 0);
        loop {
            let mut now = Instant::now();
            if cpu_before.is_none() && from <= now {
                cpu_before = Some((server.cpu(), now));
            }
            if end <= now {
                break;
            }
            assert!(now < heard_at + PATIENCE, "nothing is answered any more");
            // Whoever waits for less than a millisecond takes a whole processor from the server.
            let sleep = if let Some(period) = pace.period() {
                let mut at = tick(start, due);
                while at <= now {
                    self.send(turn, 1, at);
                    turn = (turn + 1) % self.lines.len();
                    due += period;
                    at = tick(start, due);
                }
                TICK
            } else {
                PATIENCE / 10
            };
            self.poll.poll(&mut events, Some(sleep)).expect("epoll");
            for event in &events {
                now = Instant::now();
                heard_at = now;
                let counted = cpu_before.is_some().then_some(&mut asked);
                let answered = self.hear(event.token().0, now, counted);
                if pace.period().is_none() {
                    self.send(event.token().0, answered, now);
                }
            }
        }
        let (cpu_before, began) = cpu_before.expect("a load that lasts");
        asked.took = began.elapsed();
        asked.cpu = server.cpu().saturating_sub(cpu_before);
        self.drain(&mut events);
        assert!(0 < asked.accepted, "nothing was accepted; {} were refused", asked.refused);
        asked
    }

    /// Sends the next so many requests of a line in one write.
    fn send(&mut self, number: usize, many: usize, asked_at: Instant) {
        let (line, waiting) = &mut self.lines[number];
        if many == 0 {
            return;
        }
        for _ in 0..many {
            line.last += 1;
            self.service.ask(number, line.last, &mut self.desk.text);
            line.add(&mut self.desk);
            waiting.push_back(asked_at);
        }
        line.send(&mut self.desk);
    }

    /// Reads what a line is told: how many answers that was.
    fn hear(&mut self, number: usize, now: Instant, mut asked: Option<&mut Asked>) -> usize {
        let (line, waiting) = &mut self.lines[number];
        let (service, last, before) = (self.service, line.last, waiting.len());
        line.read(&mut self.desk, |message| {
            let oldest = last + 1 - waiting.len() as u64;
            let Some(verdict) = service.verdict(oldest, message) else { return };
            let asked_at = waiting.pop_front().expect("an answer to something");
            if let Some(asked) = &mut asked {
                match verdict {
                    Verdict::Accepted => asked.accepted += 1,
                    Verdict::Refused => asked.refused += 1,
                }
                asked.latency.record(now - asked_at);
            }
        });
        before - waiting.len()
    }

    /// Waits until everything is answered.
    fn drain(&mut self, events: &mut Events) {
        let started = Instant::now();
        while self.lines.iter().any(|(_, waiting)| !waiting.is_empty()) {
            assert!(started.elapsed() < PATIENCE, "some requests are never answered");
            self.poll.poll(events, Some(PATIENCE / 10)).expect("epoll");
            for event in &*events {
                self.hear(event.token().0, started, None);
            }
        }
    }
}
