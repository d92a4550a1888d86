//! The limits that an operator may set, with their units, on one page. Those that are nobody's
//! business but the program's are in `crate::limits`.

use std::time::Duration;

use gavel_engine::running::Tolerance;

use super::section::section;

section! {
    /// How much of everything there may be. The unit is the end of the name.
    pub struct Limits {
        /// Websockets at once that have said hello.
        connections: usize = 20_000,
        /// Of these, kept for bidders and officers, but never more than half: observers wait until one
        /// of the others is free.
        reserved_connections: usize = 2_000,
        /// Websockets at once of one bidder or officer.
        connections_per_account: usize = 16,
        /// Connections at once from one address, websockets and others. An IPv6 address counts as
        /// its /64. Behind a proxy everybody comes from the proxy's address: raise what is counted
        /// per address there, and let the proxy count.
        connections_per_address: usize = 2_000,
        /// New connections of one address in a second.
        new_connections_per_second_per_address: u32 = 500,
        /// New connections of one address at once, before the rate per second counts.
        new_connections_burst_per_address: u32 = 1_000,
        /// Connections at once that are not websockets, or have not said hello yet: they have places
        /// of their own, so that they cannot crowd out bidders.
        visitors: usize = 4_096,
        /// Connections at once from one address that have not said hello (yet).
        visitors_per_address: usize = 1_024,
        /// Addresses that are counted at once. More are turned away until some are forgotten.
        addresses: usize = 65_536,
        /// How long a client may take for a TLS handshake.
        tls_timeout_ms: u64 = 5_000,
        /// How long a client may take for the head of its HTTP request, and rest between two.
        header_timeout_ms: u64 = 5_000,
        /// How long a connection may ask, that does not become a websocket. An answer that is under
        /// way then goes on for as long as something of it is taken.
        visit_timeout_ms: u64 = 30_000,
        /// How long a websocket may stay without a valid `hello`.
        hello_timeout_ms: u64 = 10_000,
        /// How long a connection may take nothing at all of what is written to it. However slowly it
        /// takes something, it is not cut.
        write_timeout_ms: u64 = 10_000,
        /// How often a websocket is pinged.
        ping_period_ms: u64 = 20_000,
        /// How long a websocket may be silent, pongs counted.
        silence_timeout_ms: u64 = 60_000,
        /// Bytes of one message from a client.
        message_bytes: usize = 64 * 1_024,
        /// Requests of one websocket in a second.
        requests_per_second: u32 = 20,
        /// Requests of one websocket at once, before the rate per second counts.
        request_burst: u32 = 40,
        /// Bytes of requests of one websocket in a second.
        request_bytes_per_second: u32 = 128 * 1_024,
        /// Requests of one bidder or officer in a second, over all websockets.
        requests_per_second_per_account: u32 = 100,
        /// Requests of one bidder or officer at once, before the rate per second counts.
        request_burst_per_account: u32 = 400,
        /// Refusals for speed in a row after which a websocket is closed.
        too_fast_in_a_row: u32 = 200,
        /// Pushes that wait for one reader. One more, and they are dropped: the reader sees the gap,
        /// and subscribes again.
        outbox_messages: usize = 512,
        /// Bytes of answers that wait for one reader before it is cut; one alone may be longer.
        write_buffer_bytes: usize = 4 * 1_024 * 1_024,
        /// Pushes kept in memory for readers who resume, per session.
        backlog_pushes: usize = 4_096,
        /// Entries of the journal that a reader who resumes may be behind: what is no longer in
        /// memory is read back. Further behind, a snapshot.
        resume_entries: u64 = 8_192,
        /// Pushes sent to one reader who resumes; further behind, a snapshot is shorter.
        resume_pushes: usize = 256,
        /// How long a journal may take to write, or a session stand still, before its open lots
        /// pause by themselves and a fault is reported. 0: for ever.
        fault_stall_ms: u64 = 5_000,
        /// The share of the connected bidders that may vanish at once, in percent: if more do, open
        /// lots pause by themselves and a fault is reported. Who takes leave has not vanished.
        /// 100: never.
        fault_vanished_percent: usize = 50,
        /// How many bidders must vanish at once before their share counts.
        fault_vanished_bidders: usize = 3,
        /// How close together is at once. With `ping_period_ms`, a cut line counts, which is noticed
        /// one ping after the other.
        fault_at_once_ms: u64 = 20_000,
        /// How long the server goes on as before when it was told to stop, while `/healthz/ready`
        /// says no: so that a load balancer sends nobody any more. 0: not at all.
        drain_delay_ms: u64 = 0,
        /// How long people have between the word that the server is going and the close: what they
        /// asked before is answered.
        shutdown_notice_ms: u64 = 500,
        /// How long the server waits for connections to end when it stops, the notice counted.
        drain_timeout_ms: u64 = 5_000,
        /// What bidders and officers are told to wait before they come back.
        reconnect_after_ms: u64 = 1_000,
        /// Over how much more time observers are spread when they come back: bidders come first.
        reconnect_spread_ms: u64 = 4_000,
    }
}

impl Limits {
    /// How long a websocket may stay without a valid `hello`.
    pub(crate) const fn hello_timeout(&self) -> Duration {
        Duration::from_millis(self.hello_timeout_ms)
    }

    /// How long a websocket may take nothing of what is written to it.
    pub(crate) const fn write_timeout(&self) -> Duration {
        Duration::from_millis(self.write_timeout_ms)
    }

    /// How often a websocket is pinged.
    pub(crate) const fn ping_period(&self) -> Duration {
        Duration::from_millis(self.ping_period_ms)
    }

    /// How long a websocket may be silent.
    pub(crate) const fn silence_timeout(&self) -> Duration {
        Duration::from_millis(self.silence_timeout_ms)
    }

    /// How much of a fault a session bears.
    pub(crate) fn tolerance(&self) -> Tolerance {
        let stall = Duration::from_millis(self.fault_stall_ms);
        Tolerance {
            stall: (!stall.is_zero()).then_some(stall),
            vanished_percent: self.fault_vanished_percent,
            vanished_bidders: self.fault_vanished_bidders,
            at_once: Duration::from_millis(self.fault_at_once_ms),
        }
    }

    /// How long people have between the word that the server is going and the close.
    pub(crate) const fn shutdown_notice(&self) -> Duration {
        Duration::from_millis(self.shutdown_notice_ms)
    }
}
