//! The passes: tokens for everybody who takes part in a rehearsal.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, Paddle, Role, SessionId};

use crate::calendar::REHEARSAL;
use crate::commands::{Data, Failure};
use crate::identity::{TokenKey, claimed, hand, token_key};

/// How long a pass holds beyond the rehearsal itself.
const SPARE_SECONDS: u64 = 3_600;

/// Where the passes come from.
#[derive(Debug, Args)]
pub(super) struct Source {
    #[command(flatten)]
    data: Data,
    /// A file of tokens for a house whose key is elsewhere, one a line: an auctioneer's, an
    /// observer's and those of the bidders. Without it, tokens are minted with the key of the data
    /// folder
    #[arg(long)]
    tokens: Option<PathBuf>,
}

/// Tokens for everybody.
#[derive(Debug, Default)]
pub(super) struct Passes {
    pub(super) auctioneer: String,
    pub(super) observer: String,
    pub(super) bidders: Vec<(Paddle, String)>,
}

impl Source {
    /// The passes of a rehearsal with so many bidders, in `session`.
    ///
    /// # Errors
    /// No key, or tokens that do not fit: what is missing.
    pub(super) fn passes(
        &self,
        session: &SessionId,
        bidders: u32,
        seconds: u64,
    ) -> Result<Passes, Failure> {
        if !session.as_str().starts_with(REHEARSAL) {
            let sentence = format!(
                "{session} may be a real sale, and bids bind there: rehearse in a session whose \
                 name begins with {REHEARSAL} (gavel serve --session {REHEARSAL})"
            );
            return Err(Failure::refused(&sentence));
        }
        match &self.tokens {
            Some(file) => read(file, session, bidders),
            None => self.minted(session, bidders, seconds),
        }
    }

    fn minted(&self, session: &SessionId, bidders: u32, seconds: u64) -> Result<Passes, Failure> {
        let path = token_key(&self.data.data);
        if !path.exists() {
            let sentence = format!(
                "no key at {}: name the data folder of the house with --data, or a file of its \
                 tokens with --tokens",
                path.display()
            );
            return Err(Failure::refused(&sentence));
        }
        let key = TokenKey::open(&path).map_err(|error| Failure::refused(&error))?;
        let now = HouseClock::start().now();
        let mint = |by: &By| key.mint(session, by, now, seconds + SPARE_SECONDS);
        let auctioneer = hand(Role::Auctioneer, None, REHEARSAL.to_owned());
        let auctioneer = auctioneer.expect("invariant: this is an officer's name");
        Ok(Passes {
            auctioneer: mint(&auctioneer),
            observer: mint(&By::Observer),
            bidders: (1..=bidders)
                .map(|number| (Paddle(number), mint(&By::Bidder { paddle: Paddle(number) })))
                .collect(),
        })
    }
}

fn read(file: &Path, session: &SessionId, bidders: u32) -> Result<Passes, Failure> {
    let refused = |what: String| Failure::refused(&format!("{}: {what}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    let mut passes = Passes::default();
    let tokens = (1..).zip(text.lines()).map(|(number, line)| (number, line.trim()));
    for (number, token) in tokens.filter(|(_, token)| !token.is_empty()) {
        let (of, by) = claimed(token)
            .map_err(|fault| refused(format!("line {number} is no token of a house: {fault}")))?;
        if of != *session {
            let what = format!("line {number} is a token for the session {of}, not {session}");
            return Err(refused(what));
        }
        match by {
            By::Bidder { paddle } => passes.bidders.push((paddle, token.to_owned())),
            By::Auctioneer { .. } => token.clone_into(&mut passes.auctioneer),
            By::Observer => token.clone_into(&mut passes.observer),
            By::Clock
            | By::Clerk { .. }
            | By::SecondOfficer { .. }
            | By::Auditor { .. }
            | By::Supervisor { .. } => {}
        }
    }
    passes.bidders.truncate(bidders as usize);
    let lacks = [
        (passes.auctioneer.is_empty(), "an auctioneer's token, who sets the stage".to_owned()),
        (passes.observer.is_empty(), "an observer's token, which all observers share".to_owned()),
        (
            passes.bidders.len() < bidders as usize,
            format!("bidders' tokens: {} of {bidders}", passes.bidders.len()),
        ),
    ];
    match lacks.into_iter().find(|(lacks, _)| *lacks) {
        Some((_, what)) => Err(refused(format!("it lacks {what}"))),
        None => Ok(passes),
    }
}
