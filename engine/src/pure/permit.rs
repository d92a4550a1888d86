//! Who may ask what.

use gavel_proto::{Command, Role};

/// Whether this role may ask this command. The gateway asks before it sequences anything, the
/// session asks again.
#[must_use]
pub const fn permits(role: Role, command: &Command) -> bool {
    match command {
        Command::Tick {} => matches!(role, Role::Clock),
        Command::Bid(_) => matches!(role, Role::Bidder),
        Command::Admit { .. } | Command::ConfirmDeposit { .. } => {
            matches!(role, Role::Clerk | Role::Auctioneer)
        }
        Command::CreateSession { .. }
        | Command::Publish { .. }
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
