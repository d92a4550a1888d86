//! What a process takes, as the system sees it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use super::server::Server;
use super::tally::{Tally, within};

/// What a server's process has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    /// Its resident set.
    pub(super) resident_kib: u64,
    pub(super) descriptors: u64,
    pub(super) threads: u64,
}

/// One look at a server at work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// Since the soak began.
    pub(super) at: Duration,
    pub(super) taken: Taken,
    /// What a process had before anybody came.
    pub(super) fresh: Taken,
    /// Clients' ends of websockets that were open.
    pub(super) sockets: u64,
    /// Bids that were answered since the look before.
    pub(super) bids: u64,
    pub(super) p50_micros: u64,
    pub(super) p99_micros: u64,
    /// What the data folder takes on the disk.
    pub(super) disk_kib: u64,
}

impl Taken {
    pub(super) fn by(server: &Server) -> Self {
        let folder = format!("/proc/{}", server.id());
        let status = fs::read_to_string(format!("{folder}/status")).expect("a server that runs");
        let number = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
            let number = line.split_whitespace().next().expect("a number");
            number.parse().expect("a number")
        };
        let descriptors = fs::read_dir(format!("{folder}/fd")).expect("a server that runs").count();
        Self {
            resident_kib: number("VmRSS:"),
            descriptors: u64::try_from(descriptors).expect("a number"),
            threads: number("Threads:"),
        }
    }
}

impl Sample {
    pub(super) fn of(
        server: &Server,
        fresh: Taken,
        tally: &Tally,
        data: &Path,
        at: Duration,
    ) -> Self {
        let acks = tally.take_acks();
        Self {
            at,
            taken: Taken::by(server),
            fresh,
            sockets: tally.open.get(),
            bids: u64::try_from(acks.len()).expect("a number"),
            p50_micros: within(&acks, 50),
            p99_micros: within(&acks, 99),
            disk_kib: kib_below(data),
        }
    }
}

/// What is below a folder, as the disk counts it. What goes away meanwhile counts nothing.
pub(super) fn kib_below(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => kib_below(&entry.path()),
        Ok(found) => found.blocks() / 2,
        Err(_) => 0,
    });
    sizes.sum()
}
