//! The draw by the rule book (3): `seed = SHA-256(head || nonces by paddle)`, the index by
//! rejection sampling; a nonce not revealed counts as zeros.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gavel_proto::view::DrawView;
use gavel_proto::{Hash, Paddle, Rejection, Timestamp};

use super::lot::{Lot, State};
use super::sha::Sha256;

static SHA_256: LazyLock<Sha256> = LazyLock::new(Sha256::new);

pub(super) struct Draw {
    pub(super) paddles: Vec<u32>,
    commitments: BTreeMap<u32, Hash>,
    head: Option<Hash>,
    nonces: BTreeMap<u32, Hash>,
    pub(super) winner: Option<u32>,
    /// When the present step ends.
    pub(super) until: i64,
}

/// What a hand commits to.
pub(crate) fn commitment(hand: u32, nonce: Hash) -> Hash {
    Hash(SHA_256.of(&[&hand.to_be_bytes(), &nonce.0]))
}

/// Who of so many is drawn.
pub(crate) fn drawn(head: Hash, nonces: &[Hash], among: usize) -> usize {
    let mut parts = vec![head];
    parts.extend(nonces);
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.0.as_slice()).collect();
    let seed = SHA_256.of(&parts);
    let among = among as u64;
    let mut count = 0_u32;
    loop {
        let hash = SHA_256.of(&[&seed, &count.to_be_bytes()]);
        let number = hash[..8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        // Taken below the largest multiple, so that every place has as many numbers.
        if number < u64::MAX / among * among {
            return usize::try_from(number % among).expect("a place");
        }
        count += 1;
    }
}

impl Draw {
    pub(super) fn view(&self, until: Timestamp) -> DrawView {
        let paddles = |hands: &mut dyn Iterator<Item = &u32>| hands.copied().map(Paddle).collect();
        DrawView {
            paddles: paddles(&mut self.paddles.iter()),
            committed: paddles(&mut self.commitments.keys()),
            revealed: paddles(&mut self.nonces.keys()),
            head: self.head,
            until,
            winner: self.winner.map(Paddle),
        }
    }
}

impl Lot {
    pub(super) fn begin_draw(&mut self, at: i64) -> Result<(), Rejection> {
        self.check_draw()?;
        if !matches!(self.state, State::RoundOver) {
            self.taking_bids(at)?;
            return Err(Rejection::NotInDraw {});
        }
        if let Some(next) = self.next_round() {
            return Err(Rejection::RoundsLeft { round: next.round });
        }
        let paddles = self.tied();
        if paddles.is_empty() {
            return Err(Rejection::NotInDraw {});
        }
        self.draw = Some(Draw {
            paddles,
            commitments: BTreeMap::new(),
            head: None,
            nonces: BTreeMap::new(),
            winner: None,
            until: at + self.terms.draw.commit_ms.micros(),
        });
        self.state = State::Drawing;
        Ok(())
    }

    /// The draw that runs, if this hand has a part in it; 0 is the auctioneer's.
    fn draw_of(&mut self, hand: u32) -> Result<&mut Draw, Rejection> {
        let runs = matches!(self.state, State::Drawing);
        let draw = self.draw.as_mut().filter(|_| runs);
        draw.filter(|draw| hand == 0 || draw.paddles.contains(&hand)).ok_or(Rejection::NotInDraw {})
    }

    pub(super) fn commit(&mut self, at: i64, hand: u32, to: Hash) -> Result<(), Rejection> {
        let draw = self.draw_of(hand)?;
        if draw.commitments.contains_key(&hand) {
            return Err(Rejection::AlreadyInDraw {});
        }
        if draw.head.is_some() || draw.until <= at {
            let closed_at = Timestamp::from_micros(draw.until.min(at));
            return Err(Rejection::Closed { closed_at });
        }
        draw.commitments.insert(hand, to);
        if draw.commitments.len() == draw.paddles.len() + 1 {
            draw.until = at;
        }
        Ok(())
    }

    pub(super) fn reveal(&mut self, at: i64, hand: u32, nonce: Hash) -> Result<(), Rejection> {
        let draw = self.draw_of(hand)?;
        let until = Timestamp::from_micros(draw.until);
        if draw.head.is_none() {
            return Err(Rejection::RevealTooEarly { commit_by: until });
        }
        if draw.nonces.contains_key(&hand) {
            return Err(Rejection::AlreadyInDraw {});
        }
        if draw.until <= at {
            return Err(Rejection::Closed { closed_at: until });
        }
        if draw.commitments.get(&hand) != Some(&commitment(hand, nonce)) {
            return Err(Rejection::NonceDiffers {});
        }
        draw.nonces.insert(hand, nonce);
        if draw.nonces.len() == draw.commitments.len() {
            self.finish_draw();
        }
        Ok(())
    }

    /// A step of the draw ends: the head is fixed, or the lot is drawn.
    pub(super) fn step_draw(&mut self, head: Option<Hash>) {
        let reveal = self.terms.draw.reveal_ms.micros();
        let draw = self.draw.as_mut().expect("a draw");
        let is_fixed = draw.head.is_some();
        if !is_fixed {
            draw.head = Some(head.unwrap_or(Hash::ZERO));
            draw.until += reveal;
        }
        if is_fixed || draw.commitments.is_empty() {
            self.finish_draw();
        }
    }

    fn finish_draw(&mut self) {
        let draw = self.draw.as_mut().expect("a draw");
        let hands = [0].into_iter().chain(draw.paddles.iter().copied());
        let nonce = |hand| draw.nonces.get(&hand).copied().unwrap_or(Hash::ZERO);
        let nonces: Vec<Hash> = hands.map(nonce).collect();
        let place = drawn(draw.head.expect("a head"), &nonces, draw.paddles.len());
        let winner = Some(draw.paddles[place]);
        draw.winner = winner;
        self.now_mut().drawn = winner;
        self.state = State::RoundOver;
    }
}
