//! `gavel`: runs live technology auctions, and replays them.

use std::process::ExitCode;

fn main() -> ExitCode {
    gavel_gateway::commands::run()
}
