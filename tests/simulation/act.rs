//! What happens in a run: what people do, and what fails.

use gavel_engine::durable::memory::Done;
use gavel_proto::{By, Command, Timestamp};

/// One step of a script.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// When, in true time. Nobody in the house knows it.
    pub(super) at: Timestamp,
    pub(super) act: Act,
}

/// What happens at a step.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Somebody asks something of the session; a bid until its fate is known.
    Say { by: By, command: Command },
    /// Somebody sends what they sent before once more, this many requests ago.
    SayAgain { who: usize, back: usize },
    /// Somebody asks the gateway.
    Ask { who: usize, question: Question },
    /// Somebody sends what nobody should.
    Shout { who: usize, text: String },
    /// A connection is lost, with all that is on its way; the server notices later.
    Cut { who: usize },
    /// Every connection is lost at once, and the server notices.
    Outage,
    /// Somebody does not read for so long.
    Deafen { who: usize, millis: i64 },
    /// The process dies.
    Kill,
    /// The machine loses its power, and the disk whatever was not synced.
    PowerCut,
    /// The disk fails at the call that is so many calls from now, and the process with it.
    FailDisk { call: usize, done: Done },
    /// The disk is full: also the next starts fail, this many.
    FillDisk { starts: u32 },
    /// The process dies, and a bit on the disk flips while it is down.
    Rot { place: u64 },
    /// The process stands still.
    Stall { millis: i64 },
    /// Syncs take so much longer from now on.
    SlowDisk { millis: i64 },
    /// The machine's clock is set forwards or backwards.
    SetClock { millis: i64 },
    /// The machine's clock stands still.
    StopClock { millis: i64 },
    /// The machine's clock runs so many parts in a thousand too fast from now on.
    Drift { permille: i64 },
    /// A snapshot is made of what is over; a disk call of it may fail.
    Snapshot { failing: Option<(usize, Done)> },
}

/// What the gateway is asked.
#[derive(Debug, Clone)]
pub(super) enum Question {
    Time,
    /// What became of the bid that somebody placed as the one of this number.
    Fate {
        bid: usize,
    },
    /// The receipt of it.
    Receipt {
        bid: usize,
    },
    /// To listen again: from so many sequences before, or behind, what the asker has.
    Listen {
        offset: i64,
    },
    /// To listen as if for the first time.
    ListenAnew,
}
