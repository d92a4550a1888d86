//! The roster: who was admitted to the session, and what each may do.

use std::collections::BTreeMap;

use gavel_proto::view::MemberView;
use gavel_proto::{Money, Paddle, Rejection, limits};
use serde::Serialize;

/// The paddles of a session (rule book 8).
#[derive(Debug, Default, Clone, Serialize)]
pub(super) struct Roster(BTreeMap<Paddle, Member>);

/// One paddle's standing.
#[derive(Debug, Default, Clone, Serialize)]
pub(super) struct Member {
    deposit_confirmed: bool,
    limit: Option<Money>,
}

impl Roster {
    pub(super) fn check_admit(&self, paddle: Paddle) -> Result<(), Rejection> {
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

    pub(super) fn admit(&mut self, paddle: Paddle, limit: Option<Money>) {
        self.0.insert(paddle, Member { deposit_confirmed: false, limit });
    }

    pub(super) fn confirm(&mut self, paddle: Paddle) {
        let member = self.0.get_mut(&paddle);
        member.expect("invariant: a confirmed deposit belongs to a member").deposit_confirmed =
            true;
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
    /// [`Rejection::DepositNotConfirmed`], then [`Rejection::AboveLimit`].
    pub(super) fn may_bid(&self, amount: Option<Money>) -> Result<(), Rejection> {
        if !self.deposit_confirmed {
            return Err(Rejection::DepositNotConfirmed {});
        }
        match self.limit {
            Some(limit) if amount.is_some_and(|amount| limit < amount) => {
                Err(Rejection::AboveLimit { limit })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn view(&self, paddle: Paddle) -> MemberView {
        MemberView { paddle, deposit_confirmed: self.deposit_confirmed, limit: self.limit }
    }
}
