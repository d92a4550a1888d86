//! What was asked, in words.

use gavel_proto::{Bid, Command, YesNo};

use super::Timeline;

impl Timeline {
    /// What a command asks.
    pub(super) fn asked(&self, command: &Command) -> String {
        match command {
            Command::CreateSession { session, title } => {
                format!("begins session {session}, “{}”", title.en)
            }
            Command::SignWith { .. } => "names the key that signs".into(),
            Command::Admit { paddle, limit: None } => format!("admits paddle {paddle}"),
            Command::Admit { paddle, limit: Some(limit) } => {
                format!("admits paddle {paddle} with a limit of {limit}")
            }
            Command::ConfirmDeposit { paddle } => {
                format!("confirms the deposit of paddle {paddle}")
            }
            Command::Exclude { paddle, reason } => format!("excludes paddle {paddle}: {reason}"),
            Command::RecordAbsence { paddle, reason } => {
                format!("records that paddle {paddle} did not come: {reason}")
            }
            Command::Announce { message } => format!("says to the room: {message}"),
            Command::Publish { lot, reserve, .. } => {
                let reserve = reserve.map_or_else(String::new, |reserve| {
                    format!(", with a reserve of {}", self.amount(*lot, reserve))
                });
                format!("publishes lot {lot}{reserve}")
            }
            Command::Open { lot } => format!("opens lot {lot}"),
            Command::Pause { lot, reason } => format!("pauses lot {lot}: {reason}"),
            Command::Resume { lot } => format!("resumes lot {lot}"),
            Command::SetIncrement { lot, .. } => format!("changes the increment of lot {lot}"),
            Command::Call { lot, call } => format!("calls lot {lot}, {call} of 3"),
            Command::Hammer { lot } => format!("lets the hammer fall on lot {lot}"),
            Command::Pass { lot } => format!("passes lot {lot}"),
            Command::Withdraw { lot, reason } => format!("withdraws lot {lot}: {reason}"),
            Command::Disqualify { lot, paddle, reason } => {
                format!("disqualifies paddle {paddle} on lot {lot}: {reason}")
            }
            Command::Bid(bid) => self.bid(bid),
            Command::BidFor { paddle, bid, .. } => {
                format!("for paddle {paddle}, {}", self.bid(bid))
            }
            Command::Leave { lot } => format!("leaves the round of lot {lot}"),
            Command::WithdrawBid { lot, paddle } => {
                format!("takes back the bid of paddle {paddle} on lot {lot}")
            }
            Command::Void { lot, bid_id, reason } => {
                format!("asks to strike bid {bid_id} on lot {lot}: {reason}")
            }
            Command::ConfirmVoid { lot, bid_id } => format!("strikes bid {bid_id} on lot {lot}"),
            Command::Draw { lot } => format!("begins the draw of lot {lot}"),
            Command::Commit { lot, commitment } => {
                format!("commits to {commitment} in the draw of lot {lot}")
            }
            Command::Reveal { lot, nonce } => format!("reveals {nonce} in the draw of lot {lot}"),
            Command::SellerAnswers { lot, answer } => {
                format!("the seller of lot {lot} says {}", word(*answer))
            }
            Command::RefuseResult { lot, paddle, reason } => {
                format!("paddle {paddle} refuses the result of lot {lot}: {reason}")
            }
            Command::RunnerUpAnswers { lot, paddle, answer } => {
                format!("the runner-up of lot {lot}, paddle {paddle}, says {}", word(*answer))
            }
            Command::RecordUnsigned { lot, paddle, reason } => {
                format!("paddle {paddle} does not sign the minutes of lot {lot}: {reason}")
            }
            Command::ReportFault { .. } => "reports a fault".into(),
            Command::Tick { .. } => "the clock".into(),
        }
    }

    fn bid(&self, bid: &Bid) -> String {
        format!("bids {} on lot {}", self.offer(bid.lot, &bid.offer), bid.lot)
    }
}

const fn word(answer: YesNo) -> &'static str {
    match answer {
        YesNo::Yes => "yes",
        YesNo::No => "no",
    }
}
