//! No bidder learns a reserve that is not met.

use gavel_engine::pure::Viewer;
use gavel_proto::{Command, Direction, Format};

use super::twins::{compare, room};
use super::{Asked, VAST, VASTER, each_sale, modest, terms};
use crate::oracle::walk::Kind;
use crate::sale;

#[test]
fn no_bidder_learns_a_reserve_that_is_not_met() {
    // The reserve of a Dutch lot lies among its prices, and an acceptance says whether it is met.
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Dutch) {
        each_sale(kind, |script, _| {
            if is_bound_to_its_direction(script) {
                return false;
            }
            let scripts = [VAST, VASTER].map(|secret| with_reserve(script, secret));
            compare(&scripts, Viewer::Desk, &room(), |_| false)
        });
    }
}

/// A reverse Dutch price cannot come down.
fn is_bound_to_its_direction(script: &[Asked]) -> bool {
    let terms = terms(script);
    let mut formats = terms.rounds.iter().map(|round| &round.format);
    terms.direction == Direction::Reverse && formats.any(|one| matches!(one, Format::Dutch(_)))
}

/// The script with this reserve on every lot, which nobody reaches.
fn with_reserve(script: &[Asked], secret: &str) -> Vec<Asked> {
    let mut script = modest(script);
    for asked in &mut script {
        if let Command::Publish { terms, reserve, .. } = &mut asked.command {
            terms.direction = Direction::Forward;
            terms.grid = None;
            *reserve = Some(sale::money(secret));
        }
    }
    script
}
