//! Random commands that take a bid out.

use gavel_proto::view::LotView;
use gavel_proto::{BidId, By, Command, LotId};

use super::ask::{auditor, clerk, second_officer};
use super::walk::Walk;
use crate::sale;

impl Walk {
    /// What takes a bid out: void, confirmed by a second hand, withdrawal, disqualification.
    pub(super) fn draw_strike(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        let reason = sale::reason("rain");
        let leader = view.leader.filter(|_| self.chance.percent(50));
        let paddle = leader.unwrap_or_else(|| self.paddle());
        match self.chance.below(8) {
            0 => (sale::auctioneer(), Command::Disqualify { lot, paddle, reason }),
            1 => {
                let by = self.hand_or_clerk(paddle);
                (by, Command::WithdrawBid { lot, paddle })
            }
            2..5 => match view.voids_awaited.first() {
                Some(awaited) if self.chance.percent(85) => {
                    let bid_id = awaited.bid_id;
                    let seconds = [clerk(), second_officer(), auditor(), sale::auctioneer()];
                    let by = self.chance.one_of(&seconds);
                    (by, Command::ConfirmVoid { lot, bid_id })
                }
                _ => {
                    let bid_id = self.bid_to_strike(lot, view);
                    (sale::auctioneer(), Command::Void { lot, bid_id, reason })
                }
            },
            _ => self.draw_bid(lot),
        }
    }

    /// Mostly a late bid of the lot, or what an envelope came in.
    fn bid_to_strike(&mut self, lot: LotId, view: &LotView) -> BidId {
        if let Some(envelopes) = view.envelopes.as_ref().filter(|opened| !opened.is_empty())
            && self.chance.percent(80)
        {
            return self.chance.one_of(envelopes).bid_id;
        }
        let of_lot = self.bids.iter().rev().filter(|(_, bid)| bid.lot == lot);
        let late: Vec<BidId> = of_lot.take(12).map(|(_, bid)| bid.bid_id).collect();
        let accepted: Vec<BidId> = view.history.iter().rev().take(4).map(|p| p.bid_id).collect();
        if self.chance.percent(60) && !accepted.is_empty() {
            return self.chance.one_of(&accepted);
        }
        if late.is_empty() { BidId(uuid::Uuid::nil()) } else { self.chance.one_of(&late) }
    }
}
