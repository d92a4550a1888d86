//! `gavel verify`: checks everything that can be checked in a journal or in a pack.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use gavel_engine::durable::{CheckpointError, SignedHead, Verifier};

use super::target::Target;
use super::{Failure, key_argument};
use crate::audit::pack::{Contents, Taken};
use crate::audit::report::{Check, Claim, Finding, checks, is_evidence};
use crate::audit::source::Source;
use crate::audit::walk::{Also, Walked, walk};

/// Check a journal or a pack: bytes, chain, tree, heads, signatures, and every decision anew
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    target: Target,
    /// The verifier key that the exchange published, or a file with it; without it the journal's own
    /// word is taken for the key
    #[arg(long, value_parser = key_argument)]
    key: Option<Verifier>,
    /// A checkpoint that somebody kept, in a file: the journal must lead to it
    #[arg(long)]
    head: Vec<PathBuf>,
}

impl Verify {
    /// Exit code 0: all of it checks out; 1: it does not; 2: it could not be read.
    pub(super) fn run(self) -> Result<(), Failure> {
        let given = self.key.as_ref();
        let mut claims = Vec::new();
        for path in &self.head {
            claims.push(kept_head(path)?);
        }
        let source = self.target.open()?;
        let (mut found, walked) = match &source {
            Source::Pack(pack) => {
                let contents = Contents::read(pack);
                let contents = contents.map_err(|error| Failure::source(&error.into()))?;
                let first = contents.manifest(pack);
                println!("{first}");
                if let Finding::Wrong(reason) = first.finding {
                    return Err(Failure::found(&format!("{}: {reason}", self.target.name())));
                }
                claims.extend(contents.claim());
                let mut taken = Taken::default();
                let walked = walked(&source, given, &claims, &mut |entry| taken.take(&entry))?;
                let found = checks(&walked, given, &claims);
                let more = contents.checks(&walked, taken);
                (found.into_iter().chain(more).collect(), walked)
            }
            Source::Folder { .. } | Source::Segment { .. } => {
                let walked = walked(&source, given, &claims, &mut drop)?;
                (checks(&walked, given, &claims), walked)
            }
        };
        tell(&mut found, &walked, &source, given, &self.target.name())
    }
}

fn walked(
    source: &Source,
    given: Option<&Verifier>,
    claims: &[Claim],
    each: &mut dyn FnMut(gavel_engine::pure::Entry),
) -> Result<Walked, Failure> {
    let sizes: Vec<u64> = claims.iter().map(|claim| claim.head.size).collect();
    let walked = walk(source, Also { sizes: &sizes, each });
    let mut walked = walked.map_err(|error| Failure::journal(&error))?;
    if let Some(key) = given.filter(|_| walked.signed.keys.is_empty()) {
        walked.signed.check_early(key);
    }
    Ok(walked)
}

fn tell(
    found: &mut Vec<Check>,
    walked: &Walked,
    source: &Source,
    given: Option<&Verifier>,
    name: &str,
) -> Result<(), Failure> {
    for check in &*found {
        println!("{check}");
    }
    let wrong = found.drain(..).filter_map(|check| match check.finding {
        Finding::Wrong(reason) => Some(format!("{}: {reason}", check.name)),
        Finding::Fine(_) | Finding::Open(_) | Finding::NotReached => None,
    });
    let wrong: Vec<String> = wrong.collect();
    if wrong.is_empty() {
        let (size, root) = (walked.head.size, walked.head.root);
        println!("session {} checks out: size {size}; root {root}", source.session());
        return Ok(());
    }
    let sentence = format!("{name} does not check out: {}", wrong.join("\n  and "));
    Err(if is_evidence(walked, given) {
        Failure::found(&sentence)
    } else {
        Failure::refused(&sentence)
    })
}

/// The checkpoint in a file.
fn kept_head(path: &PathBuf) -> Result<Claim, Failure> {
    let refused = |reason: &dyn ToString| {
        Failure::refused(&format!("{}: {}", path.display(), reason.to_string()))
    };
    let text = fs::read_to_string(path).map_err(|error| refused(&error))?;
    let head = SignedHead::stated(&text).map_err(|error: CheckpointError| refused(&error))?;
    Ok(Claim { of: path.display().to_string(), text, head })
}
