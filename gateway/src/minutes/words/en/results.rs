//! How a lot ended, in English.

use gavel_proto::{Direction, FailureReason, LotResult, Money, Terms, YesNo, terms::Profile};

use super::English;
use crate::minutes::record::{After, Best, Ending};
use crate::minutes::words::{Results, Speech, article, capital};

impl Results for English {
    fn ending(&self, ending: &Ending, terms: &Terms) -> String {
        match (&ending.result, terms.profile) {
            (LotResult::Sold { paddle, .. }, Profile::PropertyAuction) => {
                format!("Sold to {}.", self.paddle(*paddle))
            }
            (LotResult::Sold { paddle, .. }, Profile::NegotiatedCompetition) => format!(
                "{} is invited to sign a contract at the price below. This result is an \
                 invitation to sign, not yet a contract.",
                capital(&self.paddle(*paddle))
            ),
            (LotResult::Allotted { .. }, Profile::PropertyAuction) => {
                "Sold to those below.".to_owned()
            }
            (LotResult::Allotted { .. }, Profile::NegotiatedCompetition) => {
                "Those below are invited to sign contracts at the prices below. This result is an \
                 invitation to sign, not yet a contract."
                    .to_owned()
            }
            (LotResult::Passed, _) => match ending.best {
                Best::Bid(paddle, price) => format!(
                    "Passed: the best price, {} by {}, did not reach the reserve.",
                    self.amount(price, &terms.currency),
                    self.paddle(paddle)
                ),
                Best::Several => "Passed: the bids did not reach the reserve.".to_owned(),
                Best::Nothing => {
                    "Passed: the auctioneer ended the lot when nobody had made an eligible bid."
                        .to_owned()
                }
            },
            (LotResult::Failed { reason }, profile) => {
                let (article, reason) = (article(*reason), failure(*reason));
                match profile {
                    Profile::PropertyAuction => {
                        format!("Failed: {reason} (Law on Property Auction, article {article}).")
                    }
                    Profile::NegotiatedCompetition => format!("Failed: {reason}."),
                }
            }
            (LotResult::Withdrawn { reason }, _) => {
                format!("Withdrawn from the session. Reason: {reason}")
            }
        }
    }

    fn result(&self, result: Option<&LotResult>, profile: Profile) -> &'static str {
        match (result, profile) {
            (None, _) => "Not ended",
            (
                Some(LotResult::Sold { .. } | LotResult::Allotted { .. }),
                Profile::PropertyAuction,
            ) => "Sold",
            (
                Some(LotResult::Sold { .. } | LotResult::Allotted { .. }),
                Profile::NegotiatedCompetition,
            ) => "Invitation to sign",
            (Some(LotResult::Passed), _) => "Passed",
            (Some(LotResult::Failed { .. }), _) => "Failed",
            (Some(LotResult::Withdrawn { .. }), _) => "Withdrawn",
        }
    }
}

impl English {
    /// What happened when bidding was over.
    pub(super) fn after(&self, after: &After, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match after {
            After::Provisional { closed_at, paddle, price, answer_by } => format!(
                "Bidding over at {}. The best price, {}, does not reach the reserve; the seller \
                 answers by {}",
                self.moment(*closed_at),
                self.bid((*paddle, *price), terms),
                self.moment(*answer_by)
            ),
            After::SellerAnswered { answer: Some(YesNo::Yes) } => {
                "The seller accepts this price".to_owned()
            }
            After::SellerAnswered { answer: Some(YesNo::No) } => {
                "The seller does not accept this price".to_owned()
            }
            After::SellerAnswered { answer: None } => {
                "The seller did not answer in time".to_owned()
            }
            After::ResultRefused { paddle, price, reason } => format!(
                "{} refused the result at {}: {reason}",
                capital(&self.paddle(*paddle)),
                amount(*price)
            ),
            After::RunnerUpAsked { paddle, price, deposit, refused } => {
                let (own, refused) = (amount(*price), amount(*refused));
                let holds = match terms.direction {
                    Direction::Forward => format!(
                        "{} is at least the refused {refused}",
                        self.with_deposit(&own, *deposit, terms)
                    ),
                    Direction::Reverse => format!(
                        "it is at most the refused {}",
                        self.with_deposit(&refused, *deposit, terms)
                    ),
                };
                format!("Runner-up asked: {}, own price {own}: {holds}", self.paddle(*paddle))
            }
            After::NoRunnerUp { deposit, refused } => self.no_runner_up(*deposit, *refused, terms),
            After::RunnerUpAnswered { paddle, answer: YesNo::Yes } => {
                format!("{} takes the lot at his own price", capital(&self.paddle(*paddle)))
            }
            After::RunnerUpAnswered { paddle, answer: YesNo::No } => {
                format!("{} does not take the lot", capital(&self.paddle(*paddle)))
            }
            After::Unsigned { paddle, reason } => {
                format!("{} refused to sign the minutes: {reason}", capital(&self.paddle(*paddle)))
            }
            After::Ended { closed_at, result } => {
                format!("Ended at {}: {}", self.moment(*closed_at), self.outcome(result, terms))
            }
        }
    }

    fn outcome(&self, result: &LotResult, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match result {
            LotResult::Sold { paddle, price, .. } => match terms.profile {
                Profile::PropertyAuction => {
                    format!("sold to {} for {}", self.paddle(*paddle), amount(*price))
                }
                Profile::NegotiatedCompetition => {
                    format!("{} is invited to sign at {}", self.paddle(*paddle), amount(*price))
                }
            },
            LotResult::Allotted { awards, total } => {
                let awards = awards.iter().map(|award| {
                    format!(
                        "{} gets {} × {}",
                        self.paddle(award.paddle),
                        self.count(award.quantity),
                        amount(award.unit_price)
                    )
                });
                let awards: Vec<String> = awards.collect();
                format!("{}; together {}", awards.join("; "), amount(*total))
            }
            LotResult::Passed => "passed".to_owned(),
            LotResult::Failed { reason } => format!("failed, {}", failure(*reason)),
            LotResult::Withdrawn { reason } => format!("withdrawn: {reason}"),
        }
    }

    /// A price with the deposit added to it.
    fn with_deposit(&self, price: &str, deposit: Option<Money>, terms: &Terms) -> String {
        deposit.map_or_else(
            || price.to_owned(),
            |deposit| format!("{price} + deposit {}", self.amount(deposit, &terms.currency)),
        )
    }

    fn no_runner_up(&self, deposit: Option<Money>, refused: Money, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let Some(deposit) = deposit else {
            return format!(
                "No runner-up is asked: nobody else bid the refused price of {}",
                amount(refused)
            );
        };
        let (bound, side, sign) = match terms.direction {
            Direction::Forward => (refused.minus(deposit), "more", "less"),
            Direction::Reverse => (Some(refused.plus(deposit)), "less", "plus"),
        };
        format!(
            "No runner-up is asked: nobody else bid {} or {side} (the refused price of {} {sign} \
             the deposit of {})",
            bound.map_or_else(|| "0".to_owned(), amount),
            amount(refused),
            amount(deposit)
        )
    }
}

/// The reason of the law, in words.
fn failure(reason: FailureReason) -> &'static str {
    match reason {
        FailureReason::NobodyRegistered => "nobody registered",
        FailureReason::NoBid => "nobody bid",
        FailureReason::NoEligibleBid => "nobody made an eligible bid",
        FailureReason::SingleBidder => "there was a single bidder",
        FailureReason::BidWithdrawn => "the leader withdrew and nobody else had bid",
        FailureReason::ResultRefused => {
            "the winner refused the result and no runner-up takes the lot"
        }
        FailureReason::MinutesUnsigned => "the winner refused to sign the minutes",
    }
}
