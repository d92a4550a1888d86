//! How bids are taken and ranked in each format, in English.

use gavel_proto::terms::{
    Cap, Dutch, Exclusive, Fills, LeaderBids, Margin, Pricing, Replacement, Sealed, SoftClose,
    UnitPricing, Units,
};
use gavel_proto::{Direction, Terms, terms};

use super::English;
use crate::minutes::words::Speech;

impl English {
    pub(super) fn english(&self, english: &terms::English, terms: &Terms) -> Vec<String> {
        let best = match terms.direction {
            Direction::Forward => "Open auction, ascending: the highest price wins",
            Direction::Reverse => "Open auction, descending: the lowest price wins",
        };
        let increment = self.increment(&english.increment, &terms.currency);
        let mut parts = vec![best.to_owned(), format!("Increment: {increment}")];
        parts.extend(english.max_jump_steps.map(|steps| {
            format!("A bid more than {steps} steps beyond the price must be confirmed")
        }));
        match english.leader_bids {
            LeaderBids::Refused => {}
            LeaderBids::Accepted => parts.push("The leader may outbid himself".to_owned()),
        }
        parts.extend(english.soft_close.map(|soft| self.soft_close(soft)));
        parts.extend(english.until_left.map(|left| format!("It ends when only {left} are left")));
        parts
    }

    fn soft_close(&self, soft: SoftClose) -> String {
        let (window, extension) = (self.length(soft.window_ms), self.length(soft.extension_ms));
        let cap = match soft.cap {
            None => String::new(),
            Some(Cap::Moves(moves)) => format!(", at most {moves} times"),
            Some(Cap::LatestAt(at)) => format!(", at the latest to {}", self.moment(at)),
        };
        format!("A bid in the last {window} moves the end to {extension} after that bid{cap}")
    }

    pub(super) fn sealed(&self, sealed: &Sealed, terms: &Terms) -> Vec<String> {
        let wins = match (sealed.pricing, terms.direction) {
            (Pricing::FirstPrice, Direction::Forward) => {
                "the highest valid offer wins at its own price"
            }
            (Pricing::FirstPrice, Direction::Reverse) => {
                "the lowest valid offer wins at its own price"
            }
            (Pricing::SecondPrice, Direction::Forward) => {
                "the highest valid offer wins and pays the second highest, of somebody else"
            }
            (Pricing::SecondPrice, Direction::Reverse) => {
                "the lowest valid offer wins and is paid the second lowest, of somebody else"
            }
        };
        let amount = |amount| self.amount(amount, &terms.currency);
        let mut parts = vec![format!("Sealed envelopes: {wins}")];
        parts.extend(sealed.floor.map(|floor| format!("Floor: {}", amount(floor))));
        parts.extend(sealed.ceiling.map(|ceiling| format!("Ceiling: {}", amount(ceiling))));
        parts.push(replacement(sealed.replacement));
        parts
    }

    pub(super) fn units(&self, units: &Units, terms: &Terms) -> Vec<String> {
        let pricing = match units.pricing {
            UnitPricing::PayAsBid => "each pays its own unit price",
            UnitPricing::LowestWinning => "all winners pay the lowest unit price that won",
            UnitPricing::HighestLosing => "all winners pay the highest unit price that lost",
        };
        let margin = match units.margin {
            Margin::ProRata => "in proportion to the quantities",
            Margin::BySequence => "in the order in which the bids came",
        };
        let fills = match units.fills {
            Fills::Partial => "A quantity may be served in part",
            Fills::Whole => "A quantity is served whole or not at all",
        };
        let mut parts = vec![
            format!(
                "Sealed bids for {} identical units, the best unit price first; {pricing}",
                self.count(terms.quantity)
            ),
            format!("A bid has at most {} prices", units.pairs),
            format!("At the price at which supply runs out, units are shared {margin}"),
            fills.to_owned(),
        ];
        parts
            .extend(units.cap.map(|cap| format!("A bidder has at most {} units", self.count(cap))));
        parts.push(replacement(units.replacement));
        parts
    }

    pub(super) fn exclusive(&self, exclusive: &Exclusive, terms: &Terms) -> Vec<String> {
        let currency = &terms.currency;
        let mut parts = vec![
            format!(
                "Open auction of one exclusive licence against {} shared ones: the side that is \
                 worth more wins",
                self.count(terms.quantity)
            ),
            format!("Exclusive: increment {}", self.increment(&exclusive.increment, currency)),
            format!(
                "Shared: opening price {}, increment {}",
                self.amount(exclusive.shared_opening, currency),
                self.increment(&exclusive.shared_increment, currency)
            ),
        ];
        parts.extend(exclusive.soft_close.map(|soft| self.soft_close(soft)));
        parts
    }

    pub(super) fn dutch(&self, dutch: &Dutch, terms: &Terms) -> Vec<String> {
        let step = self.amount(dutch.decrement, &terms.currency);
        let last = self.amount(dutch.last, &terms.currency);
        let moves = match terms.direction {
            Direction::Forward => "falls",
            Direction::Reverse => "rises",
        };
        let moves = format!(
            "Dutch: the price {moves} from the opening price by {step} a step, to {last}; who \
             accepts it first wins"
        );
        let tie = dutch.tie_window_ms.map(|window| {
            format!("Who accepts the same price within {} is drawn by lot", self.length(window))
        });
        [Some(moves), tie].into_iter().flatten().collect()
    }
}

fn replacement(replacement: Replacement) -> String {
    match replacement {
        Replacement::Allowed => {
            "An envelope may be replaced until the deadline; only the last counts"
        }
        Replacement::Refused => "An envelope may not be replaced",
    }
    .to_owned()
}
