//! Who may ask what.

use gavel_proto::{Command, Role};

/// Whether this role may ask this command. The gateway asks before it sequences anything, the
/// session asks again.
#[must_use]
pub const fn permits(role: Role, command: &Command) -> bool {
    match command {
        Command::Tick { .. } | Command::SignWith { .. } | Command::ReportFault { .. } => {
            matches!(role, Role::Clock)
        }
        Command::Bid(_) | Command::Leave { .. } => matches!(role, Role::Bidder),
        Command::BidFor { .. } => matches!(role, Role::Clerk),
        Command::Admit { .. }
        | Command::ConfirmDeposit { .. }
        | Command::Exclude { .. }
        | Command::Announce { .. }
        | Command::SellerAnswers { .. } => {
            matches!(role, Role::Clerk | Role::Auctioneer)
        }
        // A bidder for himself, or an officer who heard him.
        Command::WithdrawBid { .. }
        | Command::RefuseResult { .. }
        | Command::RunnerUpAnswers { .. } => {
            matches!(role, Role::Bidder | Role::Clerk | Role::Auctioneer)
        }
        Command::Commit { .. } | Command::Reveal { .. } => {
            matches!(role, Role::Bidder | Role::Auctioneer)
        }
        Command::ConfirmVoid { .. } => {
            matches!(role, Role::Clerk | Role::Auctioneer | Role::SecondOfficer | Role::Auditor)
        }
        Command::CreateSession { .. }
        | Command::Publish { .. }
        | Command::RecordAbsence { .. }
        | Command::RecordUnsigned { .. }
        | Command::SetIncrement { .. }
        | Command::Void { .. }
        | Command::Draw { .. }
        | Command::Open { .. }
        | Command::Pause { .. }
        | Command::Resume { .. }
        | Command::Call { .. }
        | Command::Hammer { .. }
        | Command::Pass { .. }
        | Command::Withdraw { .. }
        | Command::Disqualify { .. } => matches!(role, Role::Auctioneer),
    }
}
