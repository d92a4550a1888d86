//! Every limit of the gateway, with its unit, on one page.

use std::time::Duration;

/// Bytes of one message from a client.
pub const MESSAGE_BYTES: usize = 64 * 1_024;
/// Requests of one connection in a second.
pub const REQUESTS_PER_SECOND: u32 = 20;
/// Requests of one connection at once, before the rate per second counts.
pub const REQUEST_BURST: u32 = 40;
/// Refusals for speed in a row after which a connection is closed.
pub const TOO_FAST_IN_A_ROW: u32 = 200;
/// Messages that wait for one reader. One more, and the reader is cut: it reconnects and resumes.
pub const OUTBOX_MESSAGES: usize = 512;
/// Pushes kept for readers who resume.
pub const BACKLOG_PUSHES: usize = 4_096;
/// Pushes sent to one reader who resumes; further behind, a snapshot is shorter.
pub const RESUME_PUSHES: usize = 256;
/// Questions and batches that wait for one session's fan-out.
pub const FANOUT_MESSAGES: usize = 1_024;
/// Sessions whose threads have ended, waiting for the server to take note.
pub const ENDED_SESSIONS: usize = 16;
/// Connections at once.
pub const CONNECTIONS: usize = 20_000;
/// Bytes read from a socket at once: the library's 128 KiB cost twice the time and much memory.
pub const READ_BUFFER_BYTES: usize = 4 * 1_024;
/// Bytes written to a socket that wait in the process before the reader counts as slow.
pub const WRITE_BUFFER_BYTES: usize = 4 * 1_024 * 1_024;
/// How long the server waits before it accepts again after it could not.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// How long a client may take for the head of its HTTP request.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may stay without a valid `hello`.
pub const HELLO_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a write to a socket may take.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client that was told why its connection ends may take to end it too.
pub const LINGER_TIMEOUT: Duration = Duration::from_secs(2);
/// How often a connection is pinged.
pub const PING_PERIOD: Duration = Duration::from_secs(20);
/// How long a connection may be silent, pongs counted.
pub const SILENCE_TIMEOUT: Duration = Duration::from_mins(1);
/// How often the room hears the server's time.
pub const HEARTBEAT_PERIOD: Duration = Duration::from_secs(1);
/// What a client that was turned away for a moment is told to wait, in milliseconds.
pub const RETRY_AFTER_MS: u64 = 250;
/// How long the server waits for connections to end when it shuts down.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes of a token; a longer one is not looked at.
pub const TOKEN_BYTES: usize = 4 * 1_024;
/// Bytes of a token's own id.
pub const TOKEN_ID_BYTES: usize = 128;
/// Bytes of the list of revoked tokens: some 200,000 of the house's own.
pub const REVOKED_BYTES: u64 = 16 * 1_024 * 1_024;
/// Bytes of another issuer's file of keys.
pub const JWKS_BYTES: u64 = 64 * 1_024;
/// Keys in another issuer's file.
pub const JWKS_KEYS: usize = 64;
/// How often the list of revoked tokens and the issuer's keys are looked at.
pub const IDENTITY_PERIOD: Duration = Duration::from_secs(1);
/// How long a ticket waits to be used, in milliseconds.
pub const TICKET_MS: u64 = 30_000;
/// Tickets that wait or were used within their time.
pub const TICKETS: usize = 20_000;
/// Of these, tickets of one token: a link to the hall may be in many hands.
pub const TICKETS_PER_TOKEN: usize = 256;
/// Bytes of a file that says what a sale offers.
pub const CATALOGUE_BYTES: u64 = 4 * 1024 * 1024;
/// Signed heads that wait to be checked while a journal is read.
pub const HEADS_WAITING: usize = 1_024;
/// Signed heads that may stand in a journal before it names the key that signed them.
pub const HEADS_BEFORE_KEY: usize = 4_096;
/// Bytes of a file in a pack that is read whole; segments are not.
pub const PACKED_BYTES: u64 = 256 * 1_024 * 1_024;
/// Bytes of a file of receipts.
pub const RECEIPTS_BYTES: u64 = 256 * 1_024 * 1_024;
