//! `gavel token mint`: mints a token, and the link that holds it.

use clap::{Args, ValueEnum};
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, Paddle, Role, SessionId};

use crate::commands::{Data, Failure, session_name};
use crate::identity::{TokenKey, hand, token_key};

/// Mint a token, and the link that holds it
#[derive(Debug, Args)]
pub(super) struct Mint {
    /// What its bearer is
    role: RoleName,
    /// The session it is for
    #[arg(value_parser = session_name)]
    session: SessionId,
    #[command(flatten)]
    data: Data,
    /// The bidder's paddle
    #[arg(long)]
    paddle: Option<u32>,
    /// The officer's name, as the journal will show it
    #[arg(long, default_value = "officer")]
    name: String,
    /// How many hours it holds, at most a year
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=8_784))]
    hours: u64,
    /// The address that people reach the house at
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    address: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Observer,
    Bidder,
    Clerk,
    Auctioneer,
    SecondOfficer,
    Auditor,
    Supervisor,
}

impl Mint {
    pub(super) fn run(self) -> Result<(), Failure> {
        let by = self.by().ok_or_else(|| {
            Failure::refused(
                &"a bidder needs --paddle N, and nobody else has a paddle; an officer's --name \
                  has 1 to 64 characters",
            )
        })?;
        let key = TokenKey::open(&token_key(&self.data.data))
            .map_err(|error| Failure::refused(&error))?;
        let token = key.mint(&self.session, &by, HouseClock::start().now(), self.hours * 3_600);
        println!("{token}");
        eprintln!("{}/#token={token}", self.address);
        Ok(())
    }

    fn by(&self) -> Option<By> {
        let role = match self.role {
            RoleName::Observer => Role::Observer,
            RoleName::Bidder => Role::Bidder,
            RoleName::Clerk => Role::Clerk,
            RoleName::Auctioneer => Role::Auctioneer,
            RoleName::SecondOfficer => Role::SecondOfficer,
            RoleName::Auditor => Role::Auditor,
            RoleName::Supervisor => Role::Supervisor,
        };
        hand(role, self.paddle.map(Paddle), self.name.clone())
    }
}
