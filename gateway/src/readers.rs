//! The readers of one session. Bidders and the desk are told at once; the room's observers in turns,
//! a group at a time, so that a bid never waits for a crowd.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use gavel_engine::pure::Viewer;
use gavel_proto::{Seq, SessionId};

use crate::backlog::Heard;
use crate::frame::Frame;
use crate::limits::{OBSERVERS_AT_ONCE, WORDS_OF_A_ROUND};
use crate::outbox::{Outbox, Pushed};

/// Who listens, by number.
#[derive(Debug, Default)]
pub(crate) struct Readers {
    insiders: BTreeMap<u64, (Viewer, Outbox)>,
    observers: BTreeMap<u64, Observer>,
    round: Round,
    /// What the observers are told in the next round.
    next: Vec<Word>,
    lapsed: Lapses,
}

/// Readers who fell so far behind that what waited for them was dropped, since they were counted
/// last.
#[derive(Debug, Default)]
struct Lapses(u64);

/// Somebody in the room.
#[derive(Debug)]
struct Observer {
    outbox: Outbox,
    /// What is at or below this needs not be told: the answer to the subscription told it.
    knows: Seq,
}

/// What the observers are being told.
#[derive(Debug, Default)]
struct Round {
    words: Vec<Word>,
    /// The observer who was told last.
    told: u64,
}

/// Something for everybody in the room.
#[derive(Debug)]
struct Word {
    /// Its sequence, if it is a push.
    seq: Option<Seq>,
    frame: Frame,
}

impl Readers {
    /// From now on this reader is told what comes behind `knows`.
    pub(crate) fn add(&mut self, reader: u64, viewer: Viewer, outbox: Outbox, knows: Seq) {
        if viewer == Viewer::Room {
            self.observers.insert(reader, Observer { outbox, knows });
        } else {
            self.insiders.insert(reader, (viewer, outbox));
        }
    }

    pub(crate) fn remove(&mut self, reader: u64) {
        self.insiders.remove(&reader);
        self.observers.remove(&reader);
    }

    /// Forgets whoever has gone without a word.
    pub(crate) fn forget_gone(&mut self) {
        self.insiders.retain(|_, (_, outbox)| outbox.is_open());
        self.observers.retain(|_, observer| observer.outbox.is_open());
    }

    /// Everybody, as what they see.
    pub(crate) fn viewers(&self) -> impl Iterator<Item = Viewer> + Clone {
        let insiders = self.insiders.values().map(|(viewer, _)| *viewer);
        insiders.chain(self.observers.values().map(|_| Viewer::Room))
    }

    pub(crate) fn outboxes(&self) -> impl Iterator<Item = &Outbox> {
        let insiders = self.insiders.values().map(|(_, outbox)| outbox);
        insiders.chain(self.observers.values().map(|observer| &observer.outbox))
    }

    /// Tells everybody who is here what they may hear, to be delivered: encoded once for the room, once for each
    /// insider.
    pub(crate) fn tell(&mut self, session: &SessionId, heard: &Heard) {
        let room = LazyCell::new(|| heard.push(session, Viewer::Room));
        let is_here =
            |insider: &Viewer| self.insiders.values().any(|(viewer, _)| viewer == insider);
        let here = heard.insiders().into_iter().filter(is_here);
        let own: Vec<_> = here.map(|own| (own, heard.push(session, own))).collect();
        for (viewer, outbox) in self.insiders.values() {
            let own = own.iter().find(|(insider, _)| insider == viewer);
            let frame = own.map_or_else(|| &*room, |(_, frame)| frame);
            self.lapsed.count(outbox.push(frame.clone()));
        }
        if !self.observers.is_empty()
            && let Some(frame) = &*room
        {
            self.next.push(Word { seq: Some(heard.seq()), frame: frame.clone() });
        }
    }

    /// Writes to the insiders what they were told.
    pub(crate) fn deliver_to_insiders(&self) {
        self.insiders.values().for_each(|(_, outbox)| outbox.deliver());
    }

    /// Tells everybody the time.
    pub(crate) fn beat(&mut self, frame: Frame) {
        for (_, outbox) in self.insiders.values() {
            self.lapsed.count(outbox.push([frame.clone()]));
        }
        self.deliver_to_insiders();
        self.next.push(Word { seq: None, frame });
    }

    /// Whether observers wait to be told something.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_in_round() || !self.next.is_empty()
    }

    /// Whether some of them have been told what others have not.
    pub(crate) fn is_in_round(&self) -> bool {
        !self.round.words.is_empty()
    }

    /// Whether so much waits for the observers that nothing may be added to it.
    pub(crate) fn is_full(&self) -> bool {
        WORDS_OF_A_ROUND <= self.next.len()
    }

    /// Tells the next group of observers all that there was when the round began.
    pub(crate) fn go_round(&mut self) {
        if self.round.words.is_empty() {
            self.round = Round { words: std::mem::take(&mut self.next), told: 0 };
        }
        let Round { words, told } = &mut self.round;
        let group = self.observers.range((Excluded(*told), Unbounded)).take(OBSERVERS_AT_ONCE);
        let mut many = 0;
        for (reader, observer) in group {
            let new = words.iter().filter(|word| word.seq.is_none_or(|seq| observer.knows < seq));
            self.lapsed.count(observer.outbox.push(new.map(|word| word.frame.clone())));
            observer.outbox.deliver();
            *told = *reader;
            many += 1;
        }
        if many < OBSERVERS_AT_ONCE {
            words.clear();
        }
    }

    /// How many readers lapsed since this was asked.
    pub(crate) fn lapsed(&mut self) -> u64 {
        std::mem::take(&mut self.lapsed.0)
    }
}

impl Lapses {
    fn count(&mut self, pushed: Pushed) {
        self.0 += u64::from(pushed == Pushed::Lapsed);
    }
}

#[cfg(test)]
mod tests {
    use super::Readers;
    use crate::config::Limits;
    use crate::frame::Frame;
    use crate::limits::OBSERVERS_AT_ONCE;
    use crate::outbox::{Outbox, Waiting};
    use gavel_engine::pure::Viewer;
    use gavel_proto::wire::{Heartbeat, Message};
    use gavel_proto::{Paddle, Timestamp};

    fn beat(seq: u64) -> Frame {
        let heartbeat = Heartbeat { at: Timestamp::from_micros(0), seq };
        Frame::of(&Message::Heartbeat { heartbeat })
    }

    fn add(readers: &mut Readers, reader: u64, viewer: Viewer) -> Waiting {
        let (outbox, waiting) = Outbox::new(&Limits::default(), None);
        readers.add(reader, viewer, outbox, 0);
        waiting
    }

    #[test]
    fn bidders_are_told_at_once_and_the_room_in_groups() {
        let mut readers = Readers::default();
        let bidder = add(&mut readers, 1, Viewer::Paddle(Paddle(7)));
        let crowd = OBSERVERS_AT_ONCE as u64 + 10;
        let room: Vec<Waiting> =
            (2..2 + crowd).map(|reader| add(&mut readers, reader, Viewer::Room)).collect();
        readers.beat(beat(1));
        assert_eq!(bidder.take(), [beat(1)]);
        assert!(readers.is_behind());
        readers.go_round();
        readers.beat(beat(2));
        assert_eq!(bidder.take(), [beat(2)], "the room is not waited for");
        let told = |waiting: &Waiting| waiting.take().len();
        let first: usize = room.iter().map(told).sum();
        assert_eq!(first, OBSERVERS_AT_ONCE);
        while readers.is_behind() {
            readers.go_round();
        }
        let rest = room.iter().map(told);
        assert_eq!(rest.sum::<usize>() + first, 2 * room.len(), "each heard both");
        let late = add(&mut readers, 1_000, Viewer::Room);
        assert!(!readers.is_behind());
        assert_eq!(late.take().len(), 0);
    }
}
