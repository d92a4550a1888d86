//! The backlog: the latest entries, kept so that a reader who was away gets exactly what it missed.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::sync::Arc;

use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Viewer};
use gavel_proto::wire::{Message, Push, StateCheck};
use gavel_proto::{Event, Seq, SessionId};

use crate::config::Limits;
use crate::frame::Frame;
use crate::limits::RECALL_STEP;

/// An entry that somebody may hear of, with its place in the room's chain.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    entry: Arc<Entry>,
    /// The last push to the room before this one.
    prev: Seq,
    /// What everybody must agree on behind it, if the room is told.
    check: Option<StateCheck>,
    /// What the room gets of it, once somebody asked.
    room: OnceCell<Option<Frame>>,
}

impl Heard {
    /// An entry behind the room's push `prev`.
    pub(crate) fn new(entry: Arc<Entry>, prev: Seq, check: Option<StateCheck>) -> Self {
        Self { entry, prev, check, room: OnceCell::new() }
    }

    pub(crate) fn seq(&self) -> Seq {
        self.entry.seq
    }

    /// The push that `viewer` gets of this entry; nothing if it hears nothing of it. What the room
    /// gets is encoded once.
    pub(crate) fn push(&self, session: &SessionId, viewer: Viewer) -> Option<Frame> {
        if self.insiders().contains(&viewer) {
            return self.encoded(session, viewer);
        }
        self.room.get_or_init(|| self.encoded(session, Viewer::Room)).clone()
    }

    fn encoded(&self, session: &SessionId, viewer: Viewer) -> Option<Frame> {
        let events: Vec<&Event> = self
            .entry
            .outcome
            .events()
            .iter()
            .filter(|event| viewer.hears(audience(event)))
            .collect();
        if events.is_empty() {
            return None;
        }
        let Self { prev, check, .. } = *self;
        let (seq, at) = (self.entry.seq, self.entry.at);
        Some(Frame::of(&Message::Push(Push { session, seq, prev, at, check, events })))
    }

    /// Those who hear more of this entry than the room does.
    pub(crate) fn insiders(&self) -> Vec<Viewer> {
        let mut insiders = Vec::new();
        for event in self.entry.outcome.events() {
            match audience(event) {
                Audience::Room => {}
                Audience::Paddle(paddle) => insiders.push(Viewer::Paddle(paddle)),
                Audience::Desk => insiders.push(Viewer::Desk),
                Audience::PaddleAndDesk(paddle) => {
                    insiders.extend([Viewer::Paddle(paddle), Viewer::Desk]);
                }
            }
        }
        insiders
    }
}

/// Whether this listener hears anything of this entry.
fn is_heard_by(entry: &Entry, viewer: Viewer) -> bool {
    entry.outcome.events().iter().any(|event| viewer.hears(audience(event)))
}

/// The latest entries that somebody heard of, in order.
#[derive(Debug)]
pub(crate) struct Backlog {
    heard: VecDeque<Heard>,
    /// Everything above this sequence that somebody heard of is here.
    complete_above: Seq,
    /// Most entries that are kept, those aside that were read back.
    most_kept: usize,
    /// Most entries that a reader who resumes may be behind the room.
    most_behind: u64,
    /// Most pushes that one reader gets who resumes.
    most_sent: usize,
}

impl Backlog {
    /// A backlog of what comes behind this sequence.
    pub(crate) fn behind(seq: Seq, limits: &Limits) -> Self {
        Self {
            heard: VecDeque::new(),
            complete_above: seq,
            most_kept: limits.backlog_pushes,
            most_behind: limits.resume_entries,
            most_sent: limits.resume_pushes,
        }
    }

    /// Keeps the newest entry. Of too many the two oldest go, so that what was read back for one
    /// reader is still there for the crowd behind him, and not for ever.
    pub(crate) fn keep(&mut self, heard: Heard) {
        for _ in 0..2 {
            if self.most_kept <= self.heard.len()
                && let Some(oldest) = self.heard.pop_front()
            {
                self.complete_above = oldest.entry.seq;
            }
        }
        self.heard.push_back(heard);
    }

    /// Reads back what a reader missed since `since` and is no longer here, unless that lies too
    /// far behind the sequence that the room has come to. What was read stays here for the next.
    ///
    /// # Errors
    /// That of `read`, which gives the entries between two sequences, both included.
    pub(crate) fn recall<E>(
        &mut self,
        since: Seq,
        room: Seq,
        mut read: impl FnMut(Seq, Seq) -> Result<Vec<Entry>, E>,
    ) -> Result<(), E> {
        let oldest = room.saturating_sub(self.most_behind);
        if self.complete_above <= since || since < oldest {
            return Ok(());
        }
        // The room's chain is taken up where the room heard something, or before the first of all.
        let (mut first, mut last) = (since.max(1), self.complete_above);
        let mut recalled = VecDeque::new();
        let starts = loop {
            for entry in read(first, last)?.into_iter().rev() {
                recalled.push_front(entry);
            }
            let heard = recalled.iter().take_while(|entry| entry.seq <= since);
            let taken_up = heard.filter(|entry| is_heard_by(entry, Viewer::Room)).last();
            if let Some(entry) = taken_up {
                break entry.seq;
            }
            if first == 1 {
                break 0;
            }
            (first, last) = (first.saturating_sub(RECALL_STEP).max(1), first - 1);
            if first + self.most_behind < oldest {
                return Ok(());
            }
        };
        self.take_back(starts, recalled);
        Ok(())
    }

    /// Puts entries before what is here. Their part of the room's chain starts at `starts`.
    fn take_back(&mut self, starts: Seq, entries: VecDeque<Entry>) {
        let mut prev = starts;
        let mut heard = VecDeque::new();
        for entry in entries.into_iter().filter(|entry| starts < entry.seq) {
            let (seq, room_hears) = (entry.seq, is_heard_by(&entry, Viewer::Room));
            if !entry.outcome.events().is_empty() {
                heard.push_back(Heard::new(Arc::new(entry), prev, None));
            }
            if room_hears {
                prev = seq;
            }
        }
        heard.append(&mut self.heard);
        self.heard = heard;
        self.complete_above = starts;
    }

    /// Every push that `viewer` missed since `since`; nothing if they are not all here, too many
    /// to send, or `since` lies above all that `viewer` heard: a reader learns from this answer
    /// nothing about what others did. The room has come to `room`.
    pub(crate) fn since(
        &self,
        session: &SessionId,
        viewer: Viewer,
        room: Seq,
        since: Seq,
    ) -> Option<Vec<Frame>> {
        let last = self.heard.iter().rev().find(|heard| is_heard_by(&heard.entry, viewer));
        let last = last.map_or(room, |heard| heard.entry.seq.max(room));
        if since < self.complete_above || last < since {
            return None;
        }
        let behind = self.heard.partition_point(|heard| heard.entry.seq <= since);
        let missed = self.heard.iter().skip(behind);
        let pushes: Vec<Frame> = missed
            .filter_map(|heard| heard.push(session, viewer))
            .take(self.most_sent + 1)
            .collect();
        (pushes.len() <= self.most_sent).then_some(pushes)
    }
}
