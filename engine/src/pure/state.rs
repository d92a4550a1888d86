//! The state of a session apart from its verdicts: what is written down of it, and read again.

use std::collections::BTreeSet;

use gavel_proto::view::{Announcement, Forfeit, ReportedFault};
use gavel_proto::{BidId, Hash, LotId, Seq, SessionId, Text, Timestamp, VerifierKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::lot::Lot;
use super::roster::Roster;
use super::session::Session;
use super::verdict::{Shares, Verdict, Verdicts};

/// What a session's journal adds up to, apart from the verdicts on its bid ids: as large as its
/// roster, its lots and the bids of the rounds that run. What follows from these is not in it.
///
/// Its written form is for the build that wrote it; another folds the journal instead.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct State {
    pub(super) name: Option<(SessionId, Text)>,
    /// What checks the heads of the journal, and the sequence that said so last.
    pub(super) key: Option<(VerifierKey, Seq)>,
    /// The key before that one.
    pub(super) key_before: Option<VerifierKey>,
    pub(super) seq: Seq,
    pub(super) at: Timestamp,
    /// The last entry of which the room heard something: 0 before the first.
    pub(super) room: (Seq, Timestamp),
    pub(super) roster: Roster,
    /// Lot `n` stands at index `n - 1`.
    pub(super) lots: Vec<Lot>,
    pub(super) forfeits: Vec<Forfeit>,
    /// The latest words of the desk to the room.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) announcements: Vec<Announcement>,
    /// The latest faults.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) faults: Vec<ReportedFault>,
}

/// When something is due on which lot, the earliest first.
pub(super) type Deadlines = BTreeSet<(Timestamp, LotId)>;

impl Session {
    /// Everything that the session is but its verdicts.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Every bid id with its first verdict, in the order of their decision.
    #[must_use]
    pub fn verdicts_in_order(&self) -> impl ExactSizeIterator<Item = (BidId, Verdict)> + use<> {
        self.verdicts.in_order().into_iter()
    }

    /// The session of this state and these verdicts, in any order, with room for `capacity`
    /// verdicts in all before its table must grow.
    #[must_use]
    pub fn restore(
        state: State,
        verdicts: impl IntoIterator<Item = (BidId, Verdict)>,
        capacity: usize,
    ) -> Self {
        let due = |lot: &Lot| Some((lot.deadline()?, lot.id));
        let deadlines = state.lots.iter().filter_map(due).collect();
        let mut shares = Shares::with_capacity(capacity);
        verdicts.into_iter().for_each(|(bid_id, verdict)| shares.put(bid_id, verdict));
        let open_lots = state.lots.iter().filter(|lot| lot.is_open()).count();
        Self { state, deadlines, verdicts: Verdicts::restore(shares), open_lots }
    }

    /// SHA-256 over the whole state, verdicts behind the rest: same journal, same digest, on every
    /// machine.
    ///
    /// # Panics
    /// Never: the state is made of numbers, texts and lists.
    #[must_use]
    pub fn digest(&self) -> Hash {
        let state = serde_json::to_vec(&self.state).expect("invariant: the state can be written");
        let digest = self.verdicts_in_order().fold(
            Sha256::new_with_prefix(state),
            |digest, (bid_id, Verdict { seq, fingerprint, paddle })| {
                let numbers = digest.chain_update(bid_id.0).chain_update(seq.to_be_bytes());
                numbers.chain_update(fingerprint.to_be_bytes()).chain_update(paddle.0.to_be_bytes())
            },
        );
        Hash(digest.finalize().into())
    }
}
