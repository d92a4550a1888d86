//! The backlog: the latest entries, kept so that a reader who was away gets exactly what it missed.

use std::collections::VecDeque;
use std::sync::Arc;

use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Viewer};
use gavel_proto::wire::{Message, Push};
use gavel_proto::{Event, Seq, SessionId};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::config::Limits;
use crate::outbox::encode;

/// An entry that somebody may hear of, with its place in the room's chain.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) entry: Arc<Entry>,
    /// The last push to the room before this one.
    pub(crate) prev: Seq,
}

impl Heard {
    /// The push that `viewer` gets of this entry; nothing if it hears nothing of it.
    pub(crate) fn push(&self, session: &SessionId, viewer: Viewer) -> Option<Utf8Bytes> {
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
        let (seq, at) = (self.entry.seq, self.entry.at);
        Some(encode(&Message::Push(Push { session, seq, prev: self.prev, at, events })))
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

    /// Whether this listener hears anything of this entry.
    pub(crate) fn is_heard_by(&self, viewer: Viewer) -> bool {
        self.entry.outcome.events().iter().any(|event| viewer.hears(audience(event)))
    }
}

/// The latest entries that somebody heard of, in order.
#[derive(Debug)]
pub(crate) struct Backlog {
    heard: VecDeque<Heard>,
    /// Everything above this sequence that somebody heard of is here.
    complete_above: Seq,
    /// Most entries that are kept.
    most_kept: usize,
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
            most_sent: limits.resume_pushes,
        }
    }

    pub(crate) fn keep(&mut self, heard: Heard) {
        if self.heard.len() == self.most_kept
            && let Some(oldest) = self.heard.pop_front()
        {
            self.complete_above = oldest.entry.seq;
        }
        self.heard.push_back(heard);
    }

    /// Every push that `viewer` missed since `since`; nothing if they are not all here, too many
    /// to send, or `since` lies above all that `viewer` heard: a reader learns from this answer
    /// nothing about what others did.
    pub(crate) fn since(
        &self,
        session: &SessionId,
        viewer: Viewer,
        since: Seq,
    ) -> Option<Vec<Utf8Bytes>> {
        let last = self.heard.iter().rev().find(|heard| heard.is_heard_by(viewer));
        if since < self.complete_above || last.map_or(0, |heard| heard.entry.seq) < since {
            return None;
        }
        let behind = self.heard.partition_point(|heard| heard.entry.seq <= since);
        let missed = self.heard.iter().skip(behind);
        let pushes: Vec<Utf8Bytes> = missed
            .filter_map(|heard| heard.push(session, viewer))
            .take(self.most_sent + 1)
            .collect();
        (pushes.len() <= self.most_sent).then_some(pushes)
    }
}
