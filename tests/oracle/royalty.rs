//! Offers in the lot's currency; a royalty by long fractions, kept as digits (rule book 7).

use gavel_proto::rejection::RoyaltyFault;
use gavel_proto::{Offer, OfferKind, Rejection, Royalty, Terms};

use super::long::Long;
use super::plain::{BEYOND_ANY_BID, Units, fault, minor, units};

/// What an offer comes to.
pub(super) fn read(
    terms: &Terms,
    offer: &Offer,
    takes: &[OfferKind],
) -> Result<(Units, Option<Royalty>), Rejection> {
    let (kind, amount) = match offer {
        Offer::Amount(amount) => (OfferKind::Amount, *amount),
        Offer::Maximum(amount) => (OfferKind::Maximum, *amount),
        Offer::AskingAtMost(amount) => (OfferKind::AskingAtMost, *amount),
        Offer::Royalty(royalty) if takes.contains(&OfferKind::Royalty) => {
            let fault = |fault| Rejection::MalformedRoyalty { fault };
            return Ok((value(terms, royalty).map_err(fault)?, Some(*royalty)));
        }
        Offer::Royalty(_) | Offer::Schedule(_) => {
            return Err(Rejection::WrongOffer { takes: takes.to_vec() });
        }
    };
    if !takes.contains(&kind) {
        return Err(Rejection::WrongOffer { takes: takes.to_vec() });
    }
    match fault(amount, &terms.currency) {
        Some(fault) => Err(Rejection::MalformedAmount { fault }),
        None => Ok((units(amount), None)),
    }
}

/// The net present value, rounded down to the minor unit. With a rate of d basis points, what is
/// paid at the end of year n counts `10,000^n / (10,000 + d)^n`: everything is brought to the
/// denominator of the last year and divided once.
pub(super) fn value(terms: &Terms, royalty: &Royalty) -> Result<Units, RoyaltyFault> {
    let Royalty { lump_sum, share, yearly_minimum } = *royalty;
    let forecast = terms.royalty.as_ref().expect("a forecast");
    if lump_sum.is_none() && share.is_none() && yearly_minimum.is_none() {
        return Err(RoyaltyFault::Empty);
    }
    let mut parts = lump_sum.into_iter().chain(yearly_minimum);
    if parts.any(|part| fault(part, &terms.currency).is_some()) {
        return Err(RoyaltyFault::Amount);
    }
    if share.is_some_and(|share| share.basis_points == 0 || 10_000 < share.basis_points) {
        return Err(RoyaltyFault::Share);
    }
    let expected = share.map(|share| forecast.expected.iter().find(|base| base.of == share.of));
    if expected == Some(None) {
        return Err(RoyaltyFault::NoForecast);
    }
    let years = forecast.expected[0].yearly.len();
    let rate = 10_000 + forecast.discount_basis_points;
    let least = yearly_minimum.map_or(0, units) * 10_000;
    let mut total = Long::from(lump_sum.map_or(0, units) * 10_000);
    (0..years).for_each(|_| total.multiply(rate));
    for year in 0..years {
        let brings = match (share, expected.flatten()) {
            (Some(share), Some(base)) => units(base.yearly[year]) * Units::from(share.basis_points),
            (_, _) => 0,
        };
        let mut paid = Long::from(brings.max(least));
        (0..=year).for_each(|_| paid.multiply(10_000));
        (year + 1..years).for_each(|_| paid.multiply(rate));
        total.add(&paid);
    }
    (0..years).for_each(|_| total.divide(rate));
    total.divide(10_000);
    let exact = total.small().ok_or(RoyaltyFault::Value)?;
    let value = exact - exact % minor(&terms.currency);
    if value == 0 || BEYOND_ANY_BID <= value { Err(RoyaltyFault::Value) } else { Ok(value) }
}
