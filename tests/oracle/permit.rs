//! Who may ask what, role by role, and of which lot.

use gavel_proto::{By, Command, LotId};

/// Whether this hand may ask this.
pub(super) fn permits(by: &By, command: &Command) -> bool {
    match by {
        By::Clock => matches!(
            command,
            Command::Tick { .. } | Command::SignWith { .. } | Command::ReportFault { .. }
        ),
        By::Observer | By::Supervisor { .. } => false,
        By::Bidder { .. } => matches!(
            command,
            Command::Bid(_)
                | Command::Leave { .. }
                | Command::WithdrawBid { .. }
                | Command::RefuseResult { .. }
                | Command::RunnerUpAnswers { .. }
                | Command::Commit { .. }
                | Command::Reveal { .. }
        ),
        By::Clerk { .. } => matches!(
            command,
            Command::BidFor { .. }
                | Command::Admit { .. }
                | Command::ConfirmDeposit { .. }
                | Command::Exclude { .. }
                | Command::Announce { .. }
                | Command::SellerAnswers { .. }
                | Command::WithdrawBid { .. }
                | Command::RefuseResult { .. }
                | Command::RunnerUpAnswers { .. }
                | Command::ConfirmVoid { .. }
        ),
        By::SecondOfficer { .. } | By::Auditor { .. } => {
            matches!(command, Command::ConfirmVoid { .. })
        }
        By::Auctioneer { .. } => !matches!(
            command,
            Command::Tick { .. }
                | Command::SignWith { .. }
                | Command::ReportFault { .. }
                | Command::Bid(_)
                | Command::Leave { .. }
                | Command::BidFor { .. }
        ),
    }
}

/// The lot that a command is about.
pub(super) fn lot(command: &Command) -> Option<LotId> {
    match command {
        Command::Open { lot }
        | Command::Pause { lot, .. }
        | Command::Resume { lot }
        | Command::SetIncrement { lot, .. }
        | Command::Call { lot, .. }
        | Command::Hammer { lot }
        | Command::Pass { lot }
        | Command::Withdraw { lot, .. }
        | Command::Disqualify { lot, .. }
        | Command::Leave { lot }
        | Command::WithdrawBid { lot, .. }
        | Command::Void { lot, .. }
        | Command::ConfirmVoid { lot, .. }
        | Command::Draw { lot }
        | Command::Commit { lot, .. }
        | Command::Reveal { lot, .. }
        | Command::SellerAnswers { lot, .. }
        | Command::RefuseResult { lot, .. }
        | Command::RunnerUpAnswers { lot, .. }
        | Command::RecordUnsigned { lot, .. } => Some(*lot),
        Command::CreateSession { .. }
        | Command::SignWith { .. }
        | Command::Admit { .. }
        | Command::ConfirmDeposit { .. }
        | Command::Exclude { .. }
        | Command::RecordAbsence { .. }
        | Command::Announce { .. }
        | Command::Publish { .. }
        | Command::Bid(_)
        | Command::BidFor { .. }
        | Command::ReportFault { .. }
        | Command::Tick { .. } => None,
    }
}
