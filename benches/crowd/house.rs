//! The house under load: a server of its own, with limits for a crowd.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use crate::BIDDERS;
use crate::load::house::Served;

/// A server, and the tokens of everybody.
pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) observer: String,
    bidders: Vec<String>,
    /// The sequence of the last bid that was answered.
    pub(crate) last: AtomicU64,
    served: Served,
}

impl House {
    /// Opens a house with a lot on which everybody may bid.
    pub(crate) fn open(crowd: u32) -> Self {
        let program = std::env::var_os("GAVEL_CROWD_SERVER");
        let program = program.map_or_else(|| env!("CARGO_BIN_EXE_gavel").into(), PathBuf::from);
        let connections = format!("connections={}", crowd + 3_000);
        // The desk admits everybody at once, and between two parts all bidders leave at once.
        let limits = [connections.as_str(), "request_burst=200", "fault_vanished_percent=100"];
        let served = Served::by(&program, limits);
        served.begin(BIDDERS, 1);
        Self {
            address: served.address,
            observer: served.mint(&["observer"]),
            bidders: served.bidders(BIDDERS),
            last: AtomicU64::new(0),
            served,
        }
    }

    /// The token of a bidder.
    pub(crate) fn bidder(&self, paddle: u32) -> String {
        self.bidders[paddle as usize - 1].clone()
    }

    /// The server's resident set.
    pub(crate) fn resident_bytes(&self) -> u64 {
        self.served.server.resident_bytes()
    }
}
