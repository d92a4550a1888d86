//! Nobody learns a nonce before it is revealed: the commitment says nothing of it.

use gavel_engine::pure::Viewer;
use gavel_proto::{Command, Hash, LotId};

use super::twins::{compare_as, room_and_desk};
use super::{Asked, each_of};
use crate::oracle::drawing::commitment;
use crate::oracle::walk::Kind;

/// Random sales of a kind: few of them are drawn.
const DRAWS: usize = 120;

#[test]
fn nobody_learns_a_nonce_before_it_is_revealed() {
    for kind in [Kind::Draws, Kind::Dutch] {
        let mut draws = 0;
        each_of(DRAWS, kind, |script, chance| {
            let hand = |asked: &Asked| asked.by.paddle().map_or(0, |paddle| paddle.0);
            let commits: Vec<usize> = (0..script.len())
                .filter(|place| {
                    matches!(script[*place].command, Command::Commit { lot: LotId(1), .. })
                })
                .collect();
            if commits.is_empty() {
                return true;
            }
            let place = chance.one_of(&commits);
            let hidden = [1, 2].map(|nonce| commitment(hand(&script[place]), Hash([nonce; 32])));
            let by = script[place].by.clone();
            let scripts = hidden.map(|to| {
                let mut script = script.to_vec();
                script[place].command = Command::Commit { lot: LotId(1), commitment: to };
                let mut places = 0..;
                script.retain(|asked| {
                    let is_this = places.next() == Some(place);
                    // Never revealed: it counts as zeros, whatever it is.
                    let is_step = matches!(asked.command,
                        Command::Commit { lot, .. } | Command::Reveal { lot, .. } if lot == LotId(1));
                    is_this || asked.by != by || !is_step
                });
                script
            });
            let masked = |one: usize, text: String| text.replace(&hidden[one].to_string(), "it");
            compare_as(&scripts, Viewer::Room, &room_and_desk(), |_| false, masked);
            draws += 1;
            true
        });
        assert!(std::env::var("GAVEL_SEED").is_ok() || 5 < draws, "{draws} draws are too few");
    }
}
