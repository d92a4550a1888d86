//! Random commands that take a bid out, but for the corners in which the engine is known to be wrong.

use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{BidId, By, Command, Format, LotId};

use super::ask::{auditor, clerk};
use super::walk::Walk;
use crate::sale;

impl Walk {
    /// What takes a bid out: void, confirmed by a second hand, withdrawal, disqualification.
    pub(super) fn draw_strike(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        let reason = sale::reason("rain");
        let leader = view.leader.filter(|_| self.chance.percent(50));
        let paddle = leader.unwrap_or_else(|| self.paddle());
        let turns = matches!(view.terms.round(view.round).format, Format::Turns(_));
        let runs = view.phase != PhaseName::RoundOver;
        // Left out: in turns, whoever is out while his turn is still to come ends the round; a
        // Dutch price goes on anew from a pause, and when somebody of an earlier round is out.
        let dutch = matches!(view.terms.round(view.round).format, Format::Dutch(_));
        // After a change of the increment the asking price is computed by the one before it. While
        // lots are drawn, whoever is out ends the draw, had he a part in it or not.
        let changed = self.changed.contains(&lot) || view.phase == PhaseName::Drawing;
        let is_left_out = changed
            || turns && runs
            || dutch && (view.phase == PhaseName::Paused || (view.round, view.time) != (1, 1));
        match self.chance.below(8) {
            0 if !is_left_out => (sale::auctioneer(), Command::Disqualify { lot, paddle, reason }),
            1 if !is_left_out => {
                let by = self.hand_or_clerk(paddle);
                (by, Command::WithdrawBid { lot, paddle })
            }
            2..5 if !is_left_out => match view.voids_awaited.first() {
                Some(awaited) if self.chance.percent(85) => {
                    let bid_id = awaited.bid_id;
                    let by = self.chance.one_of(&[clerk(), auditor(), sale::auctioneer()]);
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

    /// Mostly a late bid of the lot. An envelope that was replaced is left out: its void strikes
    /// the one that replaced it.
    fn bid_to_strike(&mut self, lot: LotId, view: &LotView) -> BidId {
        if let Some(envelopes) = view.envelopes.as_ref().filter(|opened| !opened.is_empty()) {
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
