//! `gavel receipt check`: what receipts prove, by themselves and against a journal.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gavel_engine::durable::Verifier;
use gavel_engine::durable::receipt::Reach;
use gavel_proto::wire::{Decided, Receipt};

use super::target::find;
use super::{Data, Failure, key_argument};
use crate::audit::key::vouched;
use crate::audit::receipt::{Judged, Ledger, LedgerError, Lookup, Verdict, forks, judge, read};

/// Check what the house said of bids
#[derive(Debug, Args)]
pub(super) struct Receipts {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Check receipts: signatures, proofs, verdicts, and whether two of them contradict each other
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// Receipts as JSON: one, a list, one a line, or the file that the page saved
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The verifier key that the exchange published, or a file with it; several after a change, but
    /// with --journal one is enough
    #[arg(long, required = true, value_parser = key_argument)]
    key: Vec<Verifier>,
    /// Look each receipt up in this journal too: a session, its folder, or a pack
    #[arg(long)]
    journal: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
}

/// What was found wrong.
#[derive(Default)]
struct Wrong {
    /// What is evidence of something.
    found: usize,
    /// What belongs to another key or journal.
    elsewhere: usize,
}

impl Receipts {
    /// Exit code 0: every receipt holds; 1: one does not, or two contradict each other; 2: one
    /// belongs to another key or journal, or a file cannot be read.
    pub(super) fn run(self) -> Result<(), Failure> {
        let Verb::Check(check) = self.verb;
        check.run()
    }
}

impl Check {
    fn run(self) -> Result<(), Failure> {
        let mut receipts = Vec::new();
        for path in &self.files {
            receipts.extend(read(path).map_err(|error| Failure::refused(&error))?);
        }
        let mut ledger = self.ledger()?;
        let named = ledger.as_ref().map(|ledger| ledger.keys.as_slice());
        let keys = vouched(&self.key, named.unwrap_or_default());
        let judged: Vec<Judged> =
            receipts.into_iter().map(|receipt| judge(receipt, &keys)).collect();
        let mut wrong = Wrong::default();
        for (number, judged) in (1..).zip(&judged) {
            let mut line = format!("receipt {number}: {}: ", told(&judged.receipt));
            line += &wrong.verdict(judged);
            if let Some(ledger) = ledger.as_mut().filter(|_| judged.is_signed) {
                let lookup = ledger.look_up(&judged.receipt);
                line += &wrong.lookup(lookup.map_err(|error| refused(&error))?);
            }
            println!("{line}");
        }
        for fork in forks(&judged) {
            println!("{fork}");
            wrong.found += 1;
        }
        wrong.told(judged.len())
    }

    fn ledger(&self) -> Result<Option<Ledger>, Failure> {
        let Some(path) = &self.journal else {
            return Ok(None);
        };
        let ledger = Ledger::read(&find(path, &self.data.data)?);
        ledger.map(Some).map_err(|error| refused(&error))
    }
}

impl Wrong {
    fn verdict(&mut self, judged: &Judged) -> String {
        let size = judged.receipt.size;
        match &judged.verdict {
            Verdict::Proven(Reach::Verdict) => {
                format!("proven, under the signed head of {size} entries")
            }
            Verdict::Proven(Reach::Leaf) => format!(
                "its leaf is under the signed head of {size} entries; that the leaf says so, the \
                 journal must show"
            ),
            Verdict::Proven(Reach::Head) => format!(
                "its head of {size} entries is signed; that the bid is under it, the journal must \
                 show, or a receipt with a proof"
            ),
            Verdict::False(error) => {
                self.found += 1;
                format!("NOT TO BE BELIEVED: {error}")
            }
            Verdict::Elsewhere(error) => {
                self.elsewhere += 1;
                format!("not checked: {error}")
            }
        }
    }

    fn lookup(&mut self, lookup: Lookup) -> String {
        match lookup {
            Lookup::Same => "; the journal says the same".into(),
            Lookup::SameLeaf => "; the journal has this leaf there, its secrets withheld".into(),
            Lookup::Elsewhere(what) => {
                self.elsewhere += 1;
                format!("; not looked up: {what}")
            }
            Lookup::Differs(what) => {
                self.found += 1;
                format!("; {what}")
            }
        }
    }

    fn told(&self, receipts: usize) -> Result<(), Failure> {
        match self {
            Self { found: 0, elsewhere: 0 } => Ok(()),
            Self { found: 0, elsewhere } => Err(Failure::refused(&format!(
                "{elsewhere} of {receipts} receipts belong to another key or journal: give theirs"
            ))),
            Self { found, .. } => Err(Failure::found(&format!(
                "{found} findings in {receipts} receipts: keep the receipts as evidence, and ask the \
                 exchange"
            ))),
        }
    }
}

/// What a receipt says.
fn told(receipt: &Receipt) -> String {
    let verdict = match receipt.verdict {
        Decided::Accepted => "accepted".to_owned(),
        Decided::Refused(code) => format!("refused with {code}"),
    };
    let Receipt { session, seq, bid_id, .. } = receipt;
    format!("bid {bid_id} in {session} at sequence {seq}, {verdict}")
}

fn refused(error: &LedgerError) -> Failure {
    match error {
        LedgerError::Journal(error) => Failure::journal(error),
        LedgerError::Signature(_) => Failure::found(error),
        LedgerError::Part | LedgerError::Archive(_) => Failure::refused(error),
    }
}
