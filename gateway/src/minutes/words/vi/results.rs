//! How a lot ended, in Vietnamese.

use gavel_proto::{Direction, FailureReason, LotResult, Money, Terms, YesNo, terms::Profile};

use super::Vietnamese;
use crate::minutes::record::{After, Best, Ending};
use crate::minutes::words::{Results, Speech, article, capital};

impl Results for Vietnamese {
    fn ending(&self, ending: &Ending, terms: &Terms) -> String {
        match (&ending.result, terms.profile) {
            (LotResult::Sold { paddle, .. }, Profile::PropertyAuction) => {
                format!("Đấu giá thành, {} trúng đấu giá.", self.paddle(*paddle))
            }
            (LotResult::Sold { paddle, .. }, Profile::NegotiatedCompetition) => format!(
                "Mời {} ký hợp đồng theo giá dưới đây. Kết quả này là lời mời ký, chưa phải là hợp \
                 đồng.",
                self.paddle(*paddle)
            ),
            (LotResult::Allotted { .. }, Profile::PropertyAuction) => {
                "Đấu giá thành, những người sau đây trúng đấu giá.".to_owned()
            }
            (LotResult::Allotted { .. }, Profile::NegotiatedCompetition) => {
                "Mời những người sau đây ký hợp đồng theo giá dưới đây. Kết quả này là lời mời ký, \
                 chưa phải là hợp đồng."
                    .to_owned()
            }
            (LotResult::Passed, _) => match ending.best {
                Best::Bid(paddle, price) => format!(
                    "Không bán: giá tốt nhất là {} của {} không đạt giá bảo lưu.",
                    self.amount(price, &terms.currency),
                    self.paddle(paddle)
                ),
                Best::Several => "Không bán: các giá đã trả không đạt giá bảo lưu.".to_owned(),
                Best::Nothing => {
                    "Không bán: đấu giá viên kết thúc lô khi chưa có ai trả giá hợp lệ.".to_owned()
                }
            },
            (LotResult::Failed { reason }, profile) => {
                let (article, reason) = (article(*reason), failure(*reason));
                match profile {
                    Profile::PropertyAuction => {
                        format!(
                            "Đấu giá không thành: {reason} (Điều {article} Luật Đấu giá tài sản)."
                        )
                    }
                    Profile::NegotiatedCompetition => format!("Không thành: {reason}."),
                }
            }
            (LotResult::Withdrawn { reason }, _) => {
                format!("Lô bị rút khỏi phiên. Lý do: {reason}")
            }
        }
    }

    fn result(&self, result: Option<&LotResult>, profile: Profile) -> &'static str {
        match (result, profile) {
            (None, _) => "Chưa kết thúc",
            (
                Some(LotResult::Sold { .. } | LotResult::Allotted { .. }),
                Profile::PropertyAuction,
            ) => "Đấu giá thành",
            (
                Some(LotResult::Sold { .. } | LotResult::Allotted { .. }),
                Profile::NegotiatedCompetition,
            ) => "Mời ký hợp đồng",
            (Some(LotResult::Passed), _) => "Không bán",
            (Some(LotResult::Failed { .. }), _) => "Không thành",
            (Some(LotResult::Withdrawn { .. }), _) => "Đã rút",
        }
    }
}

impl Vietnamese {
    /// What happened when bidding was over.
    pub(super) fn after(&self, after: &After, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match after {
            After::Provisional { closed_at, paddle, price, answer_by } => format!(
                "Hết vòng lúc {}. Giá tốt nhất {} chưa đạt giá bảo lưu; người có tài sản trả lời \
                 trước {}",
                self.moment(*closed_at),
                self.bid((*paddle, *price), terms),
                self.moment(*answer_by)
            ),
            After::SellerAnswered { answer: Some(YesNo::Yes) } => {
                "Người có tài sản đồng ý bán với giá này".to_owned()
            }
            After::SellerAnswered { answer: Some(YesNo::No) } => {
                "Người có tài sản không đồng ý bán với giá này".to_owned()
            }
            After::SellerAnswered { answer: None } => {
                "Người có tài sản không trả lời trong thời hạn".to_owned()
            }
            After::ResultRefused { paddle, price, reason } => format!(
                "{} từ chối kết quả với giá {}: {reason}",
                capital(&self.paddle(*paddle)),
                amount(*price)
            ),
            After::RunnerUpAsked { paddle, price, deposit, refused } => format!(
                "Hỏi người trả giá liền kề là {}, giá {}: {} {} giá bị từ chối {}",
                self.paddle(*paddle),
                amount(*price),
                self.with_deposit(&amount(*price), *deposit, terms),
                match terms.direction {
                    Direction::Forward => "ít nhất bằng",
                    Direction::Reverse => "không quá",
                },
                match terms.direction {
                    Direction::Forward => amount(*refused),
                    Direction::Reverse => {
                        self.with_deposit(&amount(*refused), *deposit, terms)
                    }
                }
            ),
            After::NoRunnerUp { deposit, refused } => self.no_runner_up(*deposit, *refused, terms),
            After::RunnerUpAnswered { paddle, answer: YesNo::Yes } => {
                format!("{} nhận lô với giá của mình", capital(&self.paddle(*paddle)))
            }
            After::RunnerUpAnswered { paddle, answer: YesNo::No } => {
                format!("{} không nhận lô", capital(&self.paddle(*paddle)))
            }
            After::Unsigned { paddle, reason } => {
                format!("{} từ chối ký biên bản: {reason}", capital(&self.paddle(*paddle)))
            }
            After::Ended { closed_at, result } => {
                format!("Kết thúc lúc {}: {}", self.moment(*closed_at), self.outcome(result, terms))
            }
        }
    }

    fn outcome(&self, result: &LotResult, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match result {
            LotResult::Sold { paddle, price, .. } => match terms.profile {
                Profile::PropertyAuction => {
                    format!("{} trúng đấu giá với giá {}", self.paddle(*paddle), amount(*price))
                }
                Profile::NegotiatedCompetition => {
                    format!("mời {} ký hợp đồng với giá {}", self.paddle(*paddle), amount(*price))
                }
            },
            LotResult::Allotted { awards, total } => {
                let awards = awards.iter().map(|award| {
                    format!(
                        "{} được {} × {}",
                        self.paddle(award.paddle),
                        self.count(award.quantity),
                        amount(award.unit_price)
                    )
                });
                let awards: Vec<String> = awards.collect();
                format!("{}; cộng {}", awards.join("; "), amount(*total))
            }
            LotResult::Passed => "không bán".to_owned(),
            LotResult::Failed { reason } => format!("không thành, {}", failure(*reason)),
            LotResult::Withdrawn { reason } => format!("rút khỏi phiên: {reason}"),
        }
    }

    /// A price with the deposit added to it.
    fn with_deposit(&self, price: &str, deposit: Option<Money>, terms: &Terms) -> String {
        deposit.map_or_else(
            || price.to_owned(),
            |deposit| format!("{price} + tiền đặt trước {}", self.amount(deposit, &terms.currency)),
        )
    }

    fn no_runner_up(&self, deposit: Option<Money>, refused: Money, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let Some(deposit) = deposit else {
            return format!(
                "Không hỏi người liền kề: không ai khác trả bằng giá bị từ chối {}",
                amount(refused)
            );
        };
        let (bound, side, sign) = match terms.direction {
            Direction::Forward => (refused.minus(deposit), "trở lên", "trừ"),
            Direction::Reverse => (Some(refused.plus(deposit)), "trở xuống", "cộng"),
        };
        format!(
            "Không hỏi người liền kề: không ai khác trả từ {} {side} (giá bị từ chối {} {sign} tiền \
             đặt trước {})",
            bound.map_or_else(|| "0".to_owned(), amount),
            amount(refused),
            amount(deposit)
        )
    }
}

/// The reason of the law, in words.
fn failure(reason: FailureReason) -> &'static str {
    match reason {
        FailureReason::NobodyRegistered => "không có người đăng ký tham gia",
        FailureReason::NoBid => "không có người trả giá",
        FailureReason::NoEligibleBid => "không có giá nào hợp lệ",
        FailureReason::SingleBidder => "chỉ có một người trả giá",
        FailureReason::BidWithdrawn => {
            "người trả giá tốt nhất rút lại giá đã trả mà không có người trả giá khác"
        }
        FailureReason::ResultRefused => {
            "người trúng từ chối kết quả và không có người liền kề nhận lô"
        }
        FailureReason::MinutesUnsigned => "người trúng từ chối ký biên bản",
    }
}
