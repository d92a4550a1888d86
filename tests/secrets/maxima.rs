//! Nobody learns how far a standing maximum goes, in its own round or in a later one.

use gavel_engine::pure::Viewer;
use gavel_proto::{Command, Direction, Offer};

use super::twins::{compare, room_and_desk};
use super::{
    Asked, Format, LotId, OWN_ID, OWNER, VAST, VASTER, each_sale, least_step, minor, terms,
    with_owner, without,
};
use crate::oracle::walk::Kind;
use crate::sale;

#[test]
fn nobody_learns_how_high_a_standing_maximum_goes() {
    for kind in [Kind::English, Kind::EnglishReverse, Kind::After, Kind::Programme, Kind::Turns] {
        each_sale(kind, |script, chance| {
            let place = 20 + chance.below(10) as usize;
            if script.len() < 40 {
                return false;
            }
            let (script, secrets) = match terms(script).direction {
                Direction::Forward => (script.to_vec(), [VAST, VASTER].map(sale::money)),
                Direction::Reverse => {
                    let secrets = [2, 1].map(|least| minor(least, &terms(script).currency));
                    (in_small_steps(script), secrets)
                }
            };
            let with = |maximum| {
                let offer = Offer::Maximum(maximum);
                with_owner(&script, place, sale::bid(1, OWN_ID, offer))
            };
            let scripts = secrets.map(with);
            compare(&scripts, Viewer::Paddle(OWNER), &room_and_desk(), |_| false)
        });
    }
}

/// A reverse sale in which nobody comes near the least amount, so that a secret one stays beyond
/// whatever is asked for.
fn in_small_steps(script: &[Asked]) -> Vec<Asked> {
    let currency = terms(script).currency.clone();
    let mut script = without(script, |amount| amount < minor(10, &currency));
    script.retain(|asked| !matches!(asked.command, Command::SetIncrement { .. }));
    for asked in &mut script {
        if let Command::Publish { lot: LotId(1), terms, .. } = &mut asked.command {
            terms.grid = None;
            for round in &mut terms.rounds {
                match &mut round.format {
                    Format::English(english) => english.increment = least_step(&currency),
                    Format::Turns(turns) => turns.increment = least_step(&currency),
                    _ => {}
                }
            }
        }
    }
    script
}
