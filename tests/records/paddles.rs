//! Paddles for recorded bidders: the first to come gets number 1.

use gavel_proto::Paddle;

/// Who holds which paddle.
#[derive(Default)]
pub(super) struct Paddles(Vec<String>);

impl Paddles {
    /// The paddle of a bidder, given out now if need be.
    pub(super) fn of(&mut self, bidder: &str) -> Paddle {
        let known = self.0.iter().position(|other| other == bidder);
        let index = known.unwrap_or_else(|| {
            self.0.push(bidder.to_owned());
            self.0.len() - 1
        });
        Paddle(u32::try_from(index + 1).expect("a roster's worth of bidders"))
    }

    /// All paddles given out so far.
    pub(super) fn all(&self) -> impl Iterator<Item = Paddle> {
        let last = u32::try_from(self.0.len()).expect("a roster's worth of bidders");
        (1..=last).map(Paddle)
    }
}
