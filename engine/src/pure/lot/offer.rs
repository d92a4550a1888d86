//! What an offer comes to: an amount in the lot's currency, and what it is made of.

use gavel_proto::rejection::ScheduleFault;
use gavel_proto::terms::Terms;
use gavel_proto::{Money, Offer, OfferKind, Pair, Rejection, Royalty, limits};

use crate::pure::valuation;

/// An offer in the lot's currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offered {
    /// How high it goes; for a royalty, its net present value.
    pub(super) amount: Money,
    pub(super) royalty: Option<Royalty>,
}

/// What a book takes a bid for.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) amount: Option<Money>,
    pub(super) maximum: Option<Money>,
    pub(super) royalty: Option<Royalty>,
    pub(super) schedule: Vec<Pair>,
}

impl Taken {
    /// An amount in the open, or in an envelope.
    pub(super) const fn open(amount: Money) -> Self {
        Self { amount: Some(amount), maximum: None, royalty: None, schedule: Vec::new() }
    }

    /// A maximum, which only its owner hears of.
    pub(super) const fn up_to(maximum: Money) -> Self {
        Self { amount: None, maximum: Some(maximum), royalty: None, schedule: Vec::new() }
    }
}

impl Offered {
    /// Reads an offer of one of the kinds that the round takes.
    ///
    /// # Errors
    /// A wrong kind of offer, or a malformed one.
    pub(super) fn read(
        terms: &Terms,
        offer: &Offer,
        takes: &[OfferKind],
    ) -> Result<Self, Rejection> {
        if !takes.contains(&kind(offer)) {
            return Err(Rejection::WrongOffer { takes: takes.to_vec() });
        }
        match offer {
            Offer::Amount(amount) | Offer::Maximum(amount) | Offer::AskingAtMost(amount) => {
                let amount = amount
                    .in_currency(&terms.currency)
                    .map_err(|fault| Rejection::MalformedAmount { fault })?;
                Ok(Self { amount, royalty: None })
            }
            Offer::Royalty(royalty) => {
                let forecast = terms.royalty.as_ref();
                let forecast = forecast.expect("invariant: royalties are taken by a forecast");
                let amount = valuation::value(royalty, forecast, &terms.currency)
                    .map_err(|fault| Rejection::MalformedRoyalty { fault })?;
                Ok(Self { amount, royalty: Some(*royalty) })
            }
            Offer::Schedule(pairs) => {
                let amount = total(terms, pairs)
                    .ok_or(Rejection::MalformedSchedule { fault: ScheduleFault::Amount })?;
                Ok(Self { amount, royalty: None })
            }
        }
    }
}

/// The schedule in the lot's currency.
///
/// # Errors
/// [`Rejection::MalformedSchedule`].
pub(super) fn schedule(
    terms: &Terms,
    pairs: &[Pair],
    most_pairs: u32,
    cap: Option<u64>,
) -> Result<Vec<Pair>, Rejection> {
    let refuse = |fault| Err(Rejection::MalformedSchedule { fault });
    if pairs.is_empty() {
        return refuse(ScheduleFault::Empty);
    }
    if (most_pairs as usize) < pairs.len() {
        return refuse(ScheduleFault::TooManyPairs { most: most_pairs });
    }
    if !pairs.iter().all(|pair| (1..=limits::QUANTITY).contains(&pair.quantity)) {
        return refuse(ScheduleFault::Quantity);
    }
    let asked: u64 = pairs.iter().map(|pair| pair.quantity).sum();
    if let Some(cap) = cap.filter(|cap| *cap < asked) {
        return refuse(ScheduleFault::AboveCap { cap });
    }
    let in_currency = |pair: &Pair| {
        let unit_price = pair.unit_price.in_currency(&terms.currency).ok()?;
        Some(Pair { unit_price, ..*pair })
    };
    let pairs: Option<Vec<Pair>> = pairs.iter().map(in_currency).collect();
    match pairs {
        Some(pairs) if total(terms, &pairs).is_some() => Ok(pairs),
        Some(_) | None => refuse(ScheduleFault::Amount),
    }
}

/// What all of a schedule comes to, if that is an amount that can be bid.
fn total(terms: &Terms, pairs: &[Pair]) -> Option<Money> {
    let mut total: Option<Money> = None;
    for pair in pairs {
        let pays = pair.unit_price.times(pair.quantity)?;
        total = Some(total.map_or(pays, |total| total.plus(pays)));
    }
    total?.in_currency(&terms.currency).ok()
}

/// The most that the bidder would owe by this offer, as written; for a royalty, its net present
/// value.
pub(super) fn owed(
    terms: &Terms,
    offer: &Offer,
    asking: impl FnOnce() -> Option<Money>,
) -> Option<Money> {
    match offer {
        Offer::Amount(amount) | Offer::Maximum(amount) => Some(*amount),
        Offer::AskingAtMost(most) => Some(asking().map_or(*most, |asking| asking.min(*most))),
        Offer::Schedule(pairs) => {
            let pays = pairs.iter().filter_map(|pair| pair.unit_price.times(pair.quantity));
            pays.reduce(Money::plus)
        }
        Offer::Royalty(royalty) => {
            let forecast = terms.royalty.as_ref()?;
            valuation::value(royalty, forecast, &terms.currency).ok()
        }
    }
}

const fn kind(offer: &Offer) -> OfferKind {
    match offer {
        Offer::Amount(_) => OfferKind::Amount,
        Offer::Maximum(_) => OfferKind::Maximum,
        Offer::AskingAtMost(_) => OfferKind::AskingAtMost,
        Offer::Schedule(_) => OfferKind::Schedule,
        Offer::Royalty(_) => OfferKind::Royalty,
    }
}
