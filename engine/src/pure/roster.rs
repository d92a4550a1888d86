//! The roster: who was admitted to the session, and what each may do.

use std::collections::BTreeMap;

use gavel_proto::view::MemberView;
use gavel_proto::{Money, Paddle, Reason, Rejection, limits};
use serde::{Deserialize, Serialize};

use super::draw::AUCTIONEER;

/// The paddles of a session (rule book 8).
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Roster(BTreeMap<Paddle, Member>);

/// One paddle's standing.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Member {
    deposit_confirmed: bool,
    limit: Option<Money>,
    /// Why this paddle is excluded from the session (L38.4).
    excluded: Option<Reason>,
    /// Why this bidder counts as absent (L39).
    absent: Option<Reason>,
}

impl Roster {
    pub(super) fn check_admit(&self, paddle: Paddle) -> Result<(), Rejection> {
        if paddle == AUCTIONEER {
            return Err(Rejection::PaddleNumber {});
        }
        if self.0.contains_key(&paddle) {
            return Err(Rejection::AlreadyAdmitted { paddle });
        }
        if limits::PADDLES_PER_SESSION <= self.0.len() {
            return Err(Rejection::RosterFull {});
        }
        Ok(())
    }

    pub(super) fn check_confirm(&self, paddle: Paddle) -> Result<(), Rejection> {
        if self.member(paddle)?.deposit_confirmed {
            return Err(Rejection::AlreadyConfirmed { paddle });
        }
        Ok(())
    }

    /// # Errors
    /// [`Rejection::NotOnRoster`].
    pub(super) fn member(&self, paddle: Paddle) -> Result<&Member, Rejection> {
        self.0.get(&paddle).ok_or(Rejection::NotOnRoster {})
    }

    /// # Errors
    /// Not on the roster, or excluded already.
    pub(super) fn check_exclude(&self, paddle: Paddle) -> Result<(), Rejection> {
        match self.member(paddle)?.excluded {
            Some(_) => Err(Rejection::AlreadyRecorded { paddle }),
            None => Ok(()),
        }
    }

    /// # Errors
    /// Not on the roster, or absent already.
    pub(super) fn check_absent(&self, paddle: Paddle) -> Result<(), Rejection> {
        match self.member(paddle)?.absent {
            Some(_) => Err(Rejection::AlreadyRecorded { paddle }),
            None => Ok(()),
        }
    }

    pub(super) fn exclude(&mut self, paddle: Paddle, reason: Reason) {
        self.known(paddle).excluded = Some(reason);
    }

    pub(super) fn record_absence(&mut self, paddle: Paddle, reason: Reason) {
        self.known(paddle).absent = Some(reason);
    }

    pub(super) fn is_excluded(&self, paddle: Paddle) -> bool {
        self.0.get(&paddle).is_some_and(|member| member.excluded.is_some())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many paddles that are there and may bid are among those that `admits` lets in.
    pub(super) fn eligible(&self, admits: impl Fn(Paddle) -> bool) -> usize {
        let may_bid = |(paddle, member): &(&Paddle, &Member)| {
            member.deposit_confirmed
                && member.excluded.is_none()
                && member.absent.is_none()
                && admits(**paddle)
        };
        self.0.iter().filter(may_bid).count()
    }

    pub(super) fn admit(&mut self, paddle: Paddle, limit: Option<Money>) {
        self.0.insert(paddle, Member { limit, ..Member::default() });
    }

    pub(super) fn confirm(&mut self, paddle: Paddle) {
        self.known(paddle).deposit_confirmed = true;
    }

    fn known(&mut self, paddle: Paddle) -> &mut Member {
        let member = self.0.get_mut(&paddle);
        member.expect("invariant: what is recorded of a paddle follows its admission")
    }

    pub(super) fn views(&self) -> Vec<MemberView> {
        self.0.iter().map(|(paddle, member)| member.view(*paddle)).collect()
    }

    pub(super) fn view(&self, paddle: Paddle) -> Option<MemberView> {
        self.0.get(&paddle).map(|member| member.view(paddle))
    }
}

impl Member {
    /// # Errors
    /// [`Rejection::Excluded`].
    pub(super) fn may_take_part(&self) -> Result<(), Rejection> {
        match &self.excluded {
            Some(reason) => Err(Rejection::Excluded { reason: reason.clone() }),
            None => Ok(()),
        }
    }

    /// # Errors
    /// [`Rejection::DepositNotConfirmed`], then [`Rejection::AboveLimit`]. What would be owed is asked
    /// where there is a limit.
    pub(super) fn may_bid(&self, owed: impl FnOnce() -> Option<Money>) -> Result<(), Rejection> {
        if !self.deposit_confirmed {
            return Err(Rejection::DepositNotConfirmed {});
        }
        match self.limit {
            Some(limit) if owed().is_some_and(|owed| limit < owed) => {
                Err(Rejection::AboveLimit { limit })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn view(&self, paddle: Paddle) -> MemberView {
        MemberView {
            paddle,
            deposit_confirmed: self.deposit_confirmed,
            limit: self.limit,
            excluded: self.excluded.clone(),
            absent: self.absent.clone(),
        }
    }
}
