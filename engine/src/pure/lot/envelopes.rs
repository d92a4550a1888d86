//! Envelopes: one a bidder, unread until they are opened together.

use std::collections::BTreeMap;

use gavel_proto::terms::Replacement;
use gavel_proto::{
    BallotCount, BidId, Envelope, EnvelopeFault, Money, Paddle, Pair, Rejection, Royalty, limits,
};
use serde::{Deserialize, Serialize};

use super::record::Placed;

/// The envelopes of a sealed round. Nothing of them leaves the engine before the opening but an
/// envelope to its own bidder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::pure) struct Envelopes {
    /// Live envelopes until the opening.
    sealed: BTreeMap<Paddle, SealedEnvelope>,
    /// Places given so far: a replaced envelope takes a new one.
    places: u64,
    /// All envelopes from the opening on, in the order in which they came.
    opened: Option<Opened>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct SealedEnvelope {
    place: u64,
    bid_id: BidId,
    amount: Money,
    royalty: Option<Royalty>,
    schedule: Box<[Pair]>,
}

/// What the opening announced.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct Opened {
    pub(in crate::pure) envelopes: Vec<Envelope>,
    pub(in crate::pure) count: BallotCount,
}

impl Opened {
    /// Whether one of the envelopes came in this bid; a replaced one did not.
    pub(super) fn holds(&self, bid_id: BidId) -> bool {
        self.envelopes.iter().any(|envelope| envelope.bid_id == bid_id)
    }
}

impl Envelopes {
    /// Whether this bidder may hand in an envelope now.
    ///
    /// # Errors
    /// [`Rejection::EnvelopeStands`], [`Rejection::BookFull`].
    pub(super) fn check(&self, replacement: Replacement, paddle: Paddle) -> Result<(), Rejection> {
        match (self.sealed.contains_key(&paddle), replacement) {
            (true, Replacement::Refused) => Err(Rejection::EnvelopeStands {}),
            (false, _) if limits::ENVELOPES_PER_LOT <= self.sealed.len() => {
                Err(Rejection::BookFull {})
            }
            (true | false, _) => Ok(()),
        }
    }

    pub(super) fn place(&mut self, placed: &Placed) {
        self.places += 1;
        let envelope = SealedEnvelope {
            place: self.places,
            bid_id: placed.bid_id,
            amount: placed.offered(),
            royalty: placed.royalty.as_deref().copied(),
            schedule: placed.schedule.clone(),
        };
        self.sealed.insert(placed.paddle, envelope);
    }

    /// Every live envelope with what is wrong with it, in the order in which they came.
    pub(super) fn opening(
        &self,
        fault: impl Fn(Paddle, Money, &[Pair]) -> Option<EnvelopeFault>,
    ) -> Vec<Envelope> {
        let mut sealed: Vec<(&Paddle, &SealedEnvelope)> = self.sealed.iter().collect();
        sealed.sort_unstable_by_key(|(_, envelope)| envelope.place);
        let open = |(paddle, envelope): (&Paddle, &SealedEnvelope)| Envelope {
            paddle: *paddle,
            bid_id: envelope.bid_id,
            amount: envelope.amount,
            royalty: envelope.royalty,
            schedule: envelope.schedule.to_vec(),
            fault: fault(*paddle, envelope.amount, &envelope.schedule),
        };
        sealed.into_iter().map(open).collect()
    }

    pub(super) fn open(&mut self, envelopes: Vec<Envelope>, count: BallotCount) {
        self.opened = Some(Opened { envelopes, count });
        self.sealed = BTreeMap::new();
    }

    /// Strikes the opened envelope of a bidder.
    pub(super) fn strike(&mut self, paddle: Paddle, fault: EnvelopeFault) {
        let opened = self.opened.iter_mut().flat_map(|opened| &mut opened.envelopes);
        for envelope in opened.filter(|envelope| envelope.paddle == paddle) {
            envelope.fault = Some(fault);
        }
    }

    pub(in crate::pure) fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// The opened envelopes that count, in the order in which they came.
    pub(super) fn eligible(&self) -> impl Iterator<Item = &Envelope> {
        let opened = self.opened.iter().flat_map(|opened| &opened.envelopes);
        opened.filter(|envelope| envelope.fault.is_none())
    }
}

/// What the opening announces about `envelopes` (L43), of which `issued` could have been handed
/// in.
pub(super) fn count(issued: usize, envelopes: &[Envelope]) -> BallotCount {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let invalid = envelopes.iter().filter(|envelope| envelope.fault.is_some()).count();
    BallotCount {
        issued: number(issued.max(envelopes.len())),
        returned: number(envelopes.len()),
        valid: number(envelopes.len() - invalid),
        invalid: number(invalid),
    }
}
