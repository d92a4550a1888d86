//! The shape of a run: which faults come up in it and how often, drawn anew for every seed, so that
//! rare mixtures come up too.

use std::time::Duration;

use gavel_engine::running::Tolerance;

use crate::oracle::chance::Chance;
use crate::oracle::walk::Kind;

/// A kind of step that a script may be strewn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Duplicates,
    Questions,
    Madness,
    Cuts,
    Outages,
    Deafness,
    Kills,
    PowerCuts,
    DiskFailures,
    FullDisk,
    Rot,
    Stalls,
    SlowDisk,
    ClockSteps,
    ClockStops,
    Drift,
    Snapshots,
}

impl Trouble {
    const ALL: [Self; 17] = [
        Self::Duplicates,
        Self::Questions,
        Self::Madness,
        Self::Cuts,
        Self::Outages,
        Self::Deafness,
        Self::Kills,
        Self::PowerCuts,
        Self::DiskFailures,
        Self::FullDisk,
        Self::Rot,
        Self::Stalls,
        Self::SlowDisk,
        Self::ClockSteps,
        Self::ClockStops,
        Self::Drift,
        Self::Snapshots,
    ];

    /// How often it comes up at most, in a thousand commands: what ends the process is dear.
    const fn most(self) -> u32 {
        match self {
            Self::Duplicates | Self::Questions => 120,
            Self::Madness | Self::Cuts => 60,
            Self::Deafness | Self::Stalls | Self::Snapshots => 25,
            Self::Kills | Self::PowerCuts | Self::DiskFailures | Self::Outages => 20,
            Self::SlowDisk | Self::ClockSteps | Self::ClockStops | Self::Drift => 15,
            Self::FullDisk | Self::Rot => 8,
        }
    }
}

/// What one run is like.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// Which lots the sale has.
    pub(super) kind: Kind,
    /// Commands that are taken from it.
    pub(super) commands: usize,
    /// Each with how often it comes up in a thousand commands.
    pub(super) troubles: Vec<(Trouble, u32)>,
    /// How long a message is on its way at most, in microseconds.
    pub(super) delay_micros: u32,
    /// How long the house lets things wait at most before it turns to them, in microseconds.
    pub(super) service_micros: u32,
    /// Bytes after which the journal goes on in a new segment.
    pub(super) segment_bytes: u64,
    /// Bytes by which a segment is filled with zeros ahead.
    pub(super) fill: usize,
    /// People who only listen.
    pub(super) observers: u32,
    /// How much of a fault the house bears before it pauses by itself.
    pub(super) tolerance: Tolerance,
}

impl Shape {
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let kind = chance.one_of(&Kind::ALL);
        let commands = chance.one_of(&[30, 60, 120, 250]);
        let mut troubles = Vec::new();
        for trouble in Trouble::ALL {
            if chance.percent(40) {
                troubles.push((trouble, 1 + chance.below(trouble.most())));
            }
        }
        Self {
            kind,
            commands,
            troubles,
            delay_micros: chance.one_of(&[1, 1_000, 50_000, 800_000]),
            service_micros: chance.one_of(&[1, 500, 20_000, 400_000]),
            segment_bytes: chance.one_of(&[1, 12_000, 40_000, u64::MAX]),
            fill: chance.one_of(&[0, 2_048]),
            observers: chance.below(3),
            tolerance: tolerance(chance),
        }
    }
}

fn tolerance(chance: &mut Chance) -> Tolerance {
    if chance.percent(40) {
        return Tolerance::BOUNDLESS;
    }
    Tolerance {
        stall: chance.one_of(&[None, Some(1), Some(5)]).map(Duration::from_secs),
        vanished_percent: chance.one_of(&[30, 50, 100]),
        vanished_bidders: chance.one_of(&[1, 2, 3]),
        at_once: Duration::from_secs(chance.one_of(&[1, 10])),
    }
}
