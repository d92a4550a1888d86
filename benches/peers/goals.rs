//! What gavel is to reach against its peers, and whether it did.

use crate::durable::{self, BUSY, IDLE, PIPELINED};
use crate::fan::{self, LISTENERS};
use crate::load::figures::Hundredths;

/// Where a goal lies, in hundredths.
#[derive(Debug, Clone, Copy)]
enum Bound {
    AtLeast(u64),
    AtMost(u64),
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Goal {
    pub(crate) what: String,
    bound: Bound,
    came_to: Hundredths,
}

impl Goal {
    fn new(what: impl Into<String>, bound: Bound, came_to: Hundredths) -> Self {
        Self { what: what.into(), bound, came_to }
    }

    pub(crate) fn is_reached(&self) -> bool {
        match self.bound {
            Bound::AtLeast(least) => least <= self.came_to.0,
            Bound::AtMost(most) => self.came_to.0 <= most,
        }
    }

    /// What is wanted, what it came to.
    pub(crate) fn told(&self) -> [String; 2] {
        let wanted = match self.bound {
            Bound::AtLeast(least) => format!("at least {}", Hundredths(least)),
            Bound::AtMost(most) => format!("at most {}", Hundredths(most)),
        };
        [wanted, self.came_to.to_string()]
    }
}

/// All goals, held against the medians.
pub(crate) fn all(bids: &durable::Results, crowds: &fan::Results) -> Vec<Goal> {
    use Bound::{AtLeast, AtMost};
    use durable::Side::{Floor, Gavel, Postgres, Redis};

    let bid = |load, side| &bids[&(load, side)];
    let rate = |load, side| bid(load, side).bids_per_second.median();
    let cpu = |load, side| bid(load, side).cpu.median();
    let soon = |side| bid(IDLE, side).p50_micros.median();
    let ratio = Hundredths::of;
    let mut goals = vec![
        Goal::new(
            "bids a second, 64 connections, against Redis",
            AtLeast(150),
            ratio(rate(BUSY, Gavel), rate(BUSY, Redis)),
        ),
        Goal::new(
            "the same against PostgreSQL",
            AtLeast(3_500),
            ratio(rate(BUSY, Gavel), rate(BUSY, Postgres)),
        ),
        Goal::new(
            "the floor's against ours",
            AtMost(160),
            ratio(rate(BUSY, Floor), rate(BUSY, Gavel)),
        ),
        Goal::new(
            "processor time of a bid, 64 connections, against Redis",
            AtMost(70),
            ratio(cpu(BUSY, Gavel), cpu(BUSY, Redis)),
        ),
        Goal::new(
            "bids a second, eight under way on each, against Redis with one",
            AtLeast(400),
            ratio(rate(PIPELINED, Gavel), rate(BUSY, Redis)),
        ),
        Goal::new(
            "one idle bidder's p50 beyond the floor's, us",
            AtMost(6_000),
            Hundredths(soon(Gavel).saturating_sub(soon(Floor)) * 100),
        ),
    ];
    for listeners in LISTENERS {
        let cpu = |many, side| crowds.told[&(listeners, many, side)].cpu.median();
        let against = |many, side| ratio(cpu(many, fan::Side::Gavel), cpu(many, side));
        let goal = |what, bound, came_to| {
            Goal::new(
                format!("processor time of a delivery to {listeners}, {what}"),
                bound,
                came_to,
            )
        };
        goals.extend([
            goal("one at a time, against node ws", AtMost(65), against(1, fan::Side::Node)),
            goal(
                "one at a time, against tuned tokio-tungstenite",
                AtMost(90),
                against(1, fan::Side::Tuned),
            ),
            goal("eight under way, against node ws", AtMost(11), against(8, fan::Side::Node)),
        ]);
    }
    let kib = Hundredths(crowds.kib[&fan::Side::Gavel].median());
    goals.push(Goal::new("memory of an idle connection, KiB", AtMost(800), kib));
    goals
}
