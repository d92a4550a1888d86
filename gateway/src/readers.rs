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
    time: RoomTime,
    lapsed: Lapses,
}

/// How the room hears the time. A crowd that hears something anyway hears it with that: to write to
/// ten thousand sockets once more costs a tenth of a second.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum RoomTime {
    /// Nothing happened since it was told.
    #[default]
    Quiet,
    /// Something did.
    Busy,
    /// It is told in the next round.
    Owed,
    /// It is told now.
    Due,
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
    /// How many of them were pushes when it began.
    pushes: usize,
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
            if self.time == RoomTime::Quiet {
                self.time = RoomTime::Busy;
            }
        }
    }

    /// Writes to the insiders what they were told.
    pub(crate) fn deliver_to_insiders(&self) {
        self.insiders.values().for_each(|(_, outbox)| outbox.deliver());
    }

    /// Tells everybody the time: the room, where something goes on, with the next that it is told.
    pub(crate) fn beat(&mut self, frame: Frame) {
        for (_, outbox) in self.insiders.values() {
            self.lapsed.count(outbox.push([frame.clone()]));
        }
        self.deliver_to_insiders();
        if self.time == RoomTime::Busy {
            self.time = RoomTime::Owed;
        } else {
            self.time = RoomTime::Quiet;
            self.next.push(Word { seq: None, frame });
        }
    }

    /// The room waits for the time no longer, if it did.
    pub(crate) fn beat_late(&mut self) {
        if self.time == RoomTime::Owed {
            self.time = RoomTime::Due;
        }
    }

    /// Whether observers wait to be told something.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_in_round() || !self.next.is_empty() || self.time == RoomTime::Due
    }

    /// Whether some of them have been told what others have not.
    pub(crate) fn is_in_round(&self) -> bool {
        !self.round.words.is_empty()
    }

    /// Whether the last round, or the one that runs, told them several things at once.
    pub(crate) fn has_told_several(&self) -> bool {
        1 < self.round.pushes
    }

    /// Whether so much waits for the observers that nothing may be added to it.
    pub(crate) fn is_full(&self) -> bool {
        WORDS_OF_A_ROUND <= self.next.len()
    }

    /// Whether it will be a while until that is so.
    pub(crate) fn has_room(&self) -> bool {
        self.next.len() < WORDS_OF_A_ROUND / 2
    }

    /// Tells the next group of observers all that there was when the round began, and `time`, as it was
    /// then, if it is owed.
    pub(crate) fn go_round(&mut self, time: impl FnOnce() -> Frame) {
        if self.round.words.is_empty() {
            let mut words = std::mem::take(&mut self.next);
            if matches!(self.time, RoomTime::Owed | RoomTime::Due) {
                self.time = RoomTime::Quiet;
                words.push(Word { seq: None, frame: time() });
            }
            let pushes = words.iter().filter(|word| word.seq.is_some()).count();
            self.round = Round { words, pushes, told: 0 };
        }
        let Round { words, told, .. } = &mut self.round;
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
    use std::sync::Arc;

    use super::Readers;
    use crate::backlog::Heard;
    use crate::config::Limits;
    use crate::frame::Frame;
    use crate::limits::OBSERVERS_AT_ONCE;
    use crate::outbox::{Outbox, Waiting};
    use gavel_engine::pure::{Entry, Outcome, Viewer};
    use gavel_proto::wire::{Heartbeat, Message};
    use gavel_proto::{By, Command, Event, Paddle, Reason, Timestamp};

    fn beat(seq: u64) -> Frame {
        let heartbeat = Heartbeat { at: Timestamp::from_micros(0), seq };
        Frame::of(&Message::Heartbeat { heartbeat })
    }

    fn add(readers: &mut Readers, reader: u64, viewer: Viewer) -> Waiting {
        let (outbox, waiting) = Outbox::new(&Limits::default(), None);
        readers.add(reader, viewer, outbox, 0);
        waiting
    }

    /// Something that the room hears.
    fn announced() -> Heard {
        let message = Reason::try_from("the hall is open".to_owned()).unwrap();
        let command = Command::Announce { message: message.clone() };
        let outcome = Outcome::Accepted(vec![Event::Announced { message }]);
        let entry =
            Entry { seq: 1, at: Timestamp::from_micros(1), by: By::Clock, command, outcome };
        Heard::new(Arc::new(entry), 0, None)
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
        readers.go_round(|| beat(0));
        readers.beat(beat(2));
        assert_eq!(bidder.take(), [beat(2)], "the room is not waited for");
        let told = |waiting: &Waiting| waiting.take().len();
        let first: usize = room.iter().map(told).sum();
        assert_eq!(first, OBSERVERS_AT_ONCE);
        while readers.is_behind() {
            readers.go_round(|| beat(0));
        }
        let rest = room.iter().map(told);
        assert_eq!(rest.sum::<usize>() + first, 2 * room.len(), "each heard both");
        let late = add(&mut readers, 1_000, Viewer::Room);
        assert!(!readers.is_behind());
        assert_eq!(late.take().len(), 0);
    }

    #[test]
    fn a_room_that_hears_something_hears_the_time_with_it() {
        let mut readers = Readers::default();
        let reader = add(&mut readers, 1, Viewer::Room);
        let told = |readers: &mut Readers| {
            while readers.is_behind() {
                readers.go_round(|| beat(9));
            }
            reader.take().into_iter().collect::<Vec<_>>()
        };
        readers.beat(beat(1));
        assert_eq!(told(&mut readers), [beat(1)], "at once, where nothing happens");

        let session = "s".parse().unwrap();
        let heard = announced();
        let push = heard.push(&session, Viewer::Room).unwrap();
        readers.tell(&session, &heard);
        assert_eq!(told(&mut readers), std::slice::from_ref(&push));
        readers.beat(beat(2));
        assert_eq!(told(&mut readers), [], "a second in which something happened");
        readers.tell(&session, &heard);
        assert_eq!(told(&mut readers), [push.clone(), beat(9)], "as it is when it goes out");

        readers.tell(&session, &heard);
        assert_eq!(told(&mut readers), [push]);
        readers.beat(beat(3));
        readers.beat_late();
        assert_eq!(told(&mut readers), [beat(9)], "nothing came that it could go out with");
        readers.beat_late();
        assert_eq!(told(&mut readers), [], "once");
    }
}
