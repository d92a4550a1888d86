//! The hall: what everybody in a rehearsal shares.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use gavel_proto::SessionId;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::line::Line;
use super::pace::Pace;
use super::tally::{Tally, record};
use crate::commands::entrance::Entrance;

/// How long somebody waits who could not come in, at first; then longer, up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What everybody shares.
pub(super) struct Hall {
    pub(super) entrance: Entrance,
    pub(super) session: SessionId,
    pub(super) tally: Tally,
    /// Known when everybody is here.
    pace: OnceLock<Pace>,
    begun: watch::Sender<bool>,
    /// Moves on when everybody is cut off.
    storms: watch::Sender<u32>,
    /// The last sequence of the rehearsal, when it is over.
    end: watch::Sender<Option<u64>>,
}

impl Hall {
    pub(super) fn new(entrance: Entrance, session: SessionId) -> Arc<Self> {
        Arc::new(Self {
            entrance,
            session,
            tally: Tally::new(),
            pace: OnceLock::new(),
            begun: watch::Sender::new(false),
            storms: watch::Sender::new(0),
            end: watch::Sender::new(None),
        })
    }

    /// The timetable, once bidding has begun.
    pub(super) fn pace(&self) -> Option<&Pace> {
        self.pace.get()
    }

    /// Bidding begins.
    pub(super) fn begin(&self, pace: Pace) {
        self.pace.set(pace).expect("invariant: a rehearsal begins once");
        self.begun.send_replace(true);
    }

    /// Waits until bidding begins.
    pub(super) async fn begun(&self) -> Pace {
        drop(self.begun.subscribe().wait_for(|begun| *begun).await);
        *self.pace().expect("invariant: it has begun")
    }

    /// Cuts everybody off.
    pub(super) fn storm(&self) {
        self.storms.send_modify(|storms| *storms += 1);
    }

    /// The rehearsal is over with this sequence: whoever has heard it goes.
    pub(super) fn end(&self, last: u64) {
        self.end.send_replace(Some(last));
    }
}

/// Somebody with a token, who comes back whenever the connection ends.
pub(super) struct Person {
    pub(super) hall: Arc<Hall>,
    token: String,
    /// The last sequence heard on the lines before.
    last: Option<u64>,
    /// When the last line ended.
    cut: Option<Instant>,
    storms: watch::Receiver<u32>,
    end: watch::Receiver<Option<u64>>,
}

/// What ends a line, or may.
pub(super) enum Turn {
    /// Everybody is cut off.
    Storm,
    /// The end has come near: look whether it is reached.
    End,
}

impl Person {
    pub(super) fn new(hall: &Arc<Hall>, token: String) -> Self {
        let (storms, end) = (hall.storms.subscribe(), hall.end.subscribe());
        Self { hall: Arc::clone(hall), token, last: None, cut: None, storms, end }
    }

    /// Comes in, or back, however often it takes.
    pub(super) async fn come(&mut self) -> Line {
        let mut wait = FIRST_WAIT;
        loop {
            let opened = Line::open(Arc::clone(&self.hall), &self.token, self.last).await;
            if let Ok(line) = opened {
                let mut counts = self.hall.tally.counts();
                counts.here += 1;
                if let Some(cut) = self.cut.take() {
                    record(&mut counts.back, cut.elapsed());
                }
                return line;
            }
            self.hall.tally.counts().failed += 1;
            sleep(wait / 2 + some_of(wait / 2)).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// The line ended: what was heard on it is where the next one goes on.
    pub(super) fn go(&mut self, line: &Line) {
        self.last = Some(line.last());
        self.cut = Some(Instant::now());
        self.hall.tally.counts().here -= 1;
    }

    /// Whether the rehearsal is over, and this person has heard all of it.
    pub(super) fn has_heard_all(&self, line: &Line) -> bool {
        self.end.borrow().is_some_and(|end| end <= line.last())
    }

    /// Waits for what concerns everybody.
    pub(super) async fn turn(&mut self) -> Turn {
        tokio::select! {
            Ok(()) = self.storms.changed() => Turn::Storm,
            Ok(()) = self.end.changed() => Turn::End,
            else => std::future::pending().await,
        }
    }
}

/// A random part of a time, so that not all come at once again.
fn some_of(time: Duration) -> Duration {
    let most = u64::try_from(time.as_micros()).unwrap_or(u64::MAX).max(1);
    Duration::from_micros(getrandom::u64().unwrap_or(0) % most)
}
