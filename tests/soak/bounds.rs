//! What a process may take: what is explained by the sessions it runs, by who is there, and by the bids
//! it has decided. Time is shown and not bounded: the machine has others to serve.

use super::round::Life;
use super::sample::{Sample, Taken};

/// Memory that a process may gain from nobody having come yet to nobody being there any more, beside
/// what its bids leave behind: 4,096 pushes kept for those who resume in each of the sessions, and
/// what the allocator keeps of the buffers of those who were there.
const GAINED_KIB: u64 = 64 * 1_024;
/// What the answer to a command leaves behind: the verdict on a bid id in its table (24 bytes and the
/// id, half of the room empty), the place of its record, the hash of its leaf.
const COMMAND_BYTES: u64 = 512;
/// By how much the same moment of a later round may differ from the second, beside its commands.
const STRAYED_KIB: u64 = 24 * 1_024;
/// Descriptors of those who have come and did not say hello yet, or are gone and not yet closed.
const PASSING_DESCRIPTORS: u64 = 60;
/// Blocking work has threads of its own that stay for ten seconds.
const SPARE_THREADS: u64 = 16;
/// The round that others are compared with: the first finds cold caches.
const MEASURE: u64 = 2;

/// Holds every process and every look at one against the bounds.
///
/// # Panics
/// Where one takes more.
pub(super) fn hold(lives: &[Life], samples: &[Sample], left_kib: &[u64]) {
    for sample in samples {
        let most = sample.fresh.descriptors + sample.sockets + PASSING_DESCRIPTORS;
        let is_explained = sample.taken.descriptors <= most;
        assert!(is_explained, "descriptors that no connection explains: {sample:?}");
    }
    let measure = rests(lives).find(|(life, _)| life.round == MEASURE);
    for (life, rest) in rests(lives) {
        let is_explained = rest.descriptors <= life.descriptors_at_rest();
        assert!(is_explained, "descriptors that nobody closed: {life:?}");
        let is_explained = rest.threads <= life.fresh.threads + SPARE_THREADS;
        assert!(is_explained, "threads that do not end: {life:?}");
        let most = life.fresh.resident_kib + GAINED_KIB + kib(life.answered);
        assert!(rest.resident_kib <= most, "memory that nothing explains: {life:?}");
        let Some((measure, then)) = measure.filter(|_| MEASURE < life.round) else { continue };
        let more = kib(life.answered.saturating_sub(measure.answered));
        let most = then.resident_kib + STRAYED_KIB + more;
        assert!(rest.resident_kib <= most, "more memory than in round {MEASURE}: {life:?}");
    }
    let [first, later @ ..] = left_kib else { return };
    assert!(later.iter().all(|left| left == first), "a round leaves something: {left_kib:?} KiB");
}

/// The processes that came to rest, and how they were then.
fn rests(lives: &[Life]) -> impl Iterator<Item = (&Life, Taken)> {
    lives.iter().filter_map(|life| life.rest.map(|rest| (life, rest)))
}

const fn kib(answered: u64) -> u64 {
    answered * COMMAND_BYTES / 1_024
}
