//! The limits of the gateway that no operator sets, with their units, on one page. Those that an
//! operator sets are in `crate::config`.

use std::time::Duration;

/// Durable batches that wait for one session's fan-out. Full means that the floor waits.
pub const FANOUT_BATCHES: usize = 1_024;
/// Questions that wait for one session's fan-out: those of bidders and officers, and as many of
/// observers. Full means busy, at once.
pub const FANOUT_QUESTIONS: usize = 1_024;
/// Answers of one batch that are encoded before they go out: whoever has one can go on meanwhile.
pub const ANSWERS_AT_ONCE: usize = 16;
/// Observers that are told something before the fan-out looks up to see whether a bid came.
pub const OBSERVERS_AT_ONCE: usize = 128;
/// Pushes and heartbeats that the observers are told in one round; more, and batches wait.
pub const WORDS_OF_A_ROUND: usize = 256;
/// How long the room rests behind a round that told several things; behind a group under load as long
/// as that took, but no longer than this.
pub const GROUP_REST: Duration = Duration::from_millis(10);
/// Questions of observers that are answered between two such groups.
pub const OBSERVERS_QUESTIONS: usize = 16;
/// Answers that may wait for one reader before nothing more is read from it.
pub const ANSWERS_UNREAD: usize = 64;
/// Bytes of answers that may wait for one reader before nothing more is read from it, and no snapshot
/// is made for it: so it makes the house hold this and one snapshot.
pub const ANSWER_BYTES_UNREAD: usize = 64 * 1_024;
/// Frames that one write takes.
pub const FRAMES_PER_WRITE: usize = 64;
/// Frames that an idle reader's outbox keeps room for.
pub const IDLE_FRAMES: usize = 16;
/// Entries by which one goes back in the journal at once to find the room's last push before one.
pub const RECALL_STEP: u64 = 64;
/// Sessions whose threads have ended, waiting for the server to take note.
pub const ENDED_SESSIONS: usize = 16;
/// Bytes read from a socket at once, which each connection keeps room for: the library's 128 KiB
/// cost twice the time. Most requests fit.
pub const READ_BUFFER_BYTES: usize = 1_024;
/// Bytes that the system keeps for one socket until the other side takes them; it books twice as much.
/// A snapshot goes through in one or two round trips, and who never reads is found out soon.
pub const SEND_BUFFER_BYTES: u32 = 64 * 1_024;
/// Bytes of pings, pongs and the close that may wait for one socket.
pub const CONTROL_BUFFER_BYTES: usize = 4 * 1_024;
/// Connections that wait to be accepted. The system may allow fewer (`net.core.somaxconn`).
pub const ACCEPT_BACKLOG: u32 = 4_096;
/// How long the server waits before it accepts again after it could not.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Bytes of the head of an HTTP request: what a visitor may make the house keep.
pub const HEAD_BYTES: usize = 16 * 1_024;
/// How long a client that was told why its connection ends may take to end it too.
pub const LINGER_TIMEOUT: Duration = Duration::from_secs(2);
/// Characters of a path in the access log.
pub const LOGGED_PATH_CHARS: usize = 200;
/// Connections at once to the listener for health and metrics.
pub const OPERATIONS_CONNECTIONS: usize = 64;
/// How old the calendar of the house may be when it is told.
pub const CALENDAR_AGE: Duration = Duration::from_secs(1);
/// Lots of one session in the calendar.
pub const CALENDAR_LOTS: usize = 60;
/// Auditors who are served from journals at once.
pub const REVIEWS: usize = 4;
/// Entries of a journal that an auditor gets in one answer.
pub const FILM_FRAMES: usize = 2_000;
/// Entries from one mark to the next in a journal that an auditor goes through, at least.
pub const MARK_STEP: u64 = 2_048;
/// Bytes that the marks of one session may take. Where they are more, there are fewer.
pub const MARKED_BYTES: usize = 16 * 1_024 * 1_024;
/// Sessions whose marks are kept.
pub const MARKED_SESSIONS: usize = REVIEWS;
/// Bytes of a pack that are read at once when it is sent.
pub const PACK_CHUNK_BYTES: usize = 64 * 1_024;
/// How often the room hears the server's time.
pub const HEARTBEAT_PERIOD: Duration = Duration::from_secs(1);
/// How long the time waits for something that a busy room can be told with it.
pub const TIME_WAITS: Duration = Duration::from_millis(250);
/// What a client that was turned away for a moment is told to wait.
pub const RETRY_AFTER: Duration = Duration::from_millis(250);
/// What an observer is told to wait who finds no seat, at least: as long as it takes for some to go.
pub const SEAT_WAIT: Duration = Duration::from_secs(5);
/// Over how much more time those who wait for a seat are spread.
pub const SEAT_WAIT_SPREAD: Duration = Duration::from_secs(10);
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
/// Segments that may be over before a snapshot is made even in the middle of a sale: so many are read
/// again at a restart.
pub const SEGMENTS_WITHOUT_SNAPSHOT: usize = 8;
/// Signed heads that wait to be checked while a journal is read.
pub const HEADS_WAITING: usize = 1_024;
/// Signed heads that may stand in a journal before it names the key that signed them.
pub const HEADS_BEFORE_KEY: usize = 4_096;
/// Bytes of a file in a pack that is read whole; segments are not.
pub const PACKED_BYTES: u64 = 256 * 1_024 * 1_024;
/// Bytes of a file of the pages.
pub const PAGE_FILE_BYTES: usize = 4 * 1_024 * 1_024;
/// Files of the pages that are kept packed.
pub const PACKED_FILES: usize = 1_024;
/// Bytes of a file of receipts.
pub const RECEIPTS_BYTES: u64 = 256 * 1_024 * 1_024;
