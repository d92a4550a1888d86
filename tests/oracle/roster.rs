//! The oracle's roster: who was admitted, what each may do.

use std::collections::BTreeMap;

use gavel_proto::{Paddle, Reason, Rejection};

use super::plain::{Units, money};

#[derive(Default)]
pub(super) struct Roster(pub(super) BTreeMap<u32, Member>);

#[derive(Default)]
pub(super) struct Member {
    pub(super) has_deposit: bool,
    pub(super) limit: Option<Units>,
    pub(super) excluded: Option<Reason>,
    pub(super) is_absent: bool,
}

impl Roster {
    pub(super) fn member(&self, paddle: u32) -> Result<&Member, Rejection> {
        self.0.get(&paddle).ok_or(Rejection::NotOnRoster {})
    }

    fn member_mut(&mut self, paddle: Paddle) -> Result<&mut Member, Rejection> {
        self.0.get_mut(&paddle.0).ok_or(Rejection::NotOnRoster {})
    }

    pub(super) fn admit(&mut self, paddle: Paddle, limit: Option<Units>) -> Result<(), Rejection> {
        if paddle.0 == 0 {
            return Err(Rejection::PaddleNumber {});
        }
        if self.0.contains_key(&paddle.0) {
            return Err(Rejection::AlreadyAdmitted { paddle });
        }
        self.0.insert(paddle.0, Member { limit, ..Member::default() });
        Ok(())
    }

    pub(super) fn confirm(&mut self, paddle: Paddle) -> Result<(), Rejection> {
        let member = self.member_mut(paddle)?;
        if member.has_deposit {
            return Err(Rejection::AlreadyConfirmed { paddle });
        }
        member.has_deposit = true;
        Ok(())
    }

    pub(super) fn exclude(&mut self, paddle: Paddle, reason: &Reason) -> Result<(), Rejection> {
        let member = self.member_mut(paddle)?;
        if member.excluded.is_some() {
            return Err(Rejection::AlreadyRecorded { paddle });
        }
        member.excluded = Some(reason.clone());
        Ok(())
    }

    pub(super) fn record_absence(&mut self, paddle: Paddle) -> Result<(), Rejection> {
        let member = self.member_mut(paddle)?;
        if member.is_absent {
            return Err(Rejection::AlreadyRecorded { paddle });
        }
        member.is_absent = true;
        Ok(())
    }

    pub(super) fn is_excluded(&self, paddle: u32) -> bool {
        self.0.get(&paddle).is_some_and(|member| member.excluded.is_some())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many of those that `may` names are there, have paid and are not excluded.
    pub(super) fn may_bid(&self, may: impl Fn(u32) -> bool) -> usize {
        let able = |(paddle, member): &(&u32, &Member)| {
            member.has_deposit && member.excluded.is_none() && !member.is_absent && may(**paddle)
        };
        self.0.iter().filter(able).count()
    }
}

impl Member {
    /// A deposit is here, and the limit is not passed.
    pub(super) fn check_money(&self, owed: Option<Units>) -> Result<(), Rejection> {
        match (self.has_deposit, self.limit, owed) {
            (false, _, _) => Err(Rejection::DepositNotConfirmed {}),
            (true, Some(limit), Some(owed)) if limit < owed => {
                Err(Rejection::AboveLimit { limit: money(limit) })
            }
            (true, _, _) => Ok(()),
        }
    }
}
