//! `gavel`: runs live technology auctions, and replays them.

use std::process::ExitCode;

/// What one thread allocates is mostly freed by another here: an entry by the fan-out, an answer by
/// its connection. The allocator of the system takes locks for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gavel_gateway::commands::run()
}
