//! Legal profiles: what the law or the agreement behind a lot admits (rule book 11).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Direction, Format, OpenTo, Pricing, Round, Sealed, SingleBidder, Terms, TermsFault};
use crate::amount::Money;

/// The law or agreement that a lot is sold under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// A price by agreement (Technology Transfer Law 07/2017, art. 27): every format; the result
    /// is an invitation to sign.
    #[default]
    NegotiatedCompetition,
    /// The Law on Property Auction 01/2016/QH14, as of version `vn-2016`. A lawyer confirms it
    /// before a real sale: Law 37/2024/QH15 is in force and was not read for it.
    PropertyAuction,
}

/// What a profile admits, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileRules {
    /// The version of the law that these rules were read from.
    pub version: &'static str,
    /// Formats, by the name that they have in the terms.
    pub formats: &'static [&'static str],
    /// What else it refuses: a reverse lot, a structured price, a hybrid, a sale to one bidder.
    pub refuses: &'static [TermsFault],
    /// The least and the most that a deposit may be, in basis points of the opening price.
    pub deposit_basis_points: Option<(u32, u32)>,
}

const PROPERTY_AUCTION: ProfileRules = ProfileRules {
    version: "vn-2016",
    formats: &["english", "sealed", "dutch"],
    refuses: &[
        TermsFault::ProfileDirection,
        TermsFault::ProfileStructure,
        TermsFault::ProfileHybrid,
        TermsFault::ProfileSingleBidder,
    ],
    deposit_basis_points: Some((500, 2_000)),
};

const NEGOTIATED_COMPETITION: ProfileRules = ProfileRules {
    version: "vn-2017",
    formats: &["english", "sealed", "units", "exclusive", "dutch", "turns"],
    refuses: &[],
    deposit_basis_points: None,
};

impl Profile {
    /// What it admits.
    #[must_use]
    pub const fn rules(self) -> &'static ProfileRules {
        match self {
            Self::NegotiatedCompetition => &NEGOTIATED_COMPETITION,
            Self::PropertyAuction => &PROPERTY_AUCTION,
        }
    }
}

impl ProfileRules {
    /// What in these terms the profile does not admit, all of it.
    pub(super) fn faults(&self, terms: &Terms) -> Vec<TermsFault> {
        let admits = |round: &Round| self.formats.contains(&round.format.name());
        let applies = [
            (terms.direction == Direction::Reverse, TermsFault::ProfileDirection),
            (is_structured(terms), TermsFault::ProfileStructure),
            (is_hybrid(terms), TermsFault::ProfileHybrid),
            (terms.single_bidder == SingleBidder::Accepted, TermsFault::ProfileSingleBidder),
        ];
        let refused = applies.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault);
        let mut faults: Vec<TermsFault> =
            refused.filter(|fault| self.refuses.contains(fault)).collect();
        if !terms.rounds.iter().all(admits) {
            faults.push(TermsFault::ProfileFormat);
        }
        if !self.deposit_fits(terms) {
            faults.push(TermsFault::ProfileDeposit);
        }
        faults
    }

    fn deposit_fits(&self, terms: &Terms) -> bool {
        let Some((least, most)) = self.deposit_basis_points else {
            return true;
        };
        let Some((deposit, opening)) = terms.deposit.zip(terms.opening) else {
            return false;
        };
        let share =
            |basis_points| -> Money { opening.share_rounded_up(basis_points, &terms.currency) };
        share(least) <= deposit && deposit <= share(most)
    }
}

/// Several units, a royalty, or a price that is not the winner's own.
fn is_structured(terms: &Terms) -> bool {
    let second_price = |format: &Format| {
        matches!(format, Format::Sealed(Sealed { pricing: Pricing::SecondPrice, .. }))
    };
    terms.quantity != 1
        || terms.royalty.is_some()
        || terms.rounds.iter().any(|round| second_price(&round.format))
}

/// Rounds of different formats, but for a continuation among those who are tied (L42).
fn is_hybrid(terms: &Terms) -> bool {
    let first = terms.rounds.first().map(|round| round.format.name());
    terms
        .rounds
        .iter()
        .any(|round| Some(round.format.name()) != first && round.open_to != OpenTo::Tied)
}

impl Format {
    /// Its name in the terms.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::English(_) => "english",
            Self::Sealed(_) => "sealed",
            Self::Units(_) => "units",
            Self::Exclusive(_) => "exclusive",
            Self::Dutch(_) => "dutch",
            Self::Turns(_) => "turns",
        }
    }
}
