//! The terms of a lot in English.

use gavel_proto::terms::{
    BelowReserve, Cap, Closes, DrawTimes, Dutch, Exclusive, Fills, LeaderBids, Margin, OpenTo,
    Pricing, Profile, Replacement, Sealed, SingleBidder, SoftClose, UnitPricing, Units,
};
use gavel_proto::{
    Currency, Direction, Forecast, Format, Increment, Pace, Terms, Timestamp, terms,
};

use super::English;
use crate::minutes::words::{Conditions, Speech, percent, sentences};

impl Conditions for English {
    fn profile(&self, profile: Profile) -> String {
        let version = profile.rules().version;
        match profile {
            Profile::PropertyAuction => {
                format!("Law on Property Auction 01/2016/QH14 (rules {version})")
            }
            Profile::NegotiatedCompetition => format!(
                "Price by agreement of the parties, Law on Technology Transfer 07/2017/QH14, \
                 article 27 (rules {version}); the result is an invitation to sign"
            ),
        }
    }

    fn below_reserve(&self, below: BelowReserve) -> String {
        match below {
            BelowReserve::Passed => "The lot is passed".to_owned(),
            BelowReserve::Provisional { answer_within_ms } => format!(
                "The seller says within {} whether the price is enough; without an answer the lot \
                 is passed",
                self.length(answer_within_ms)
            ),
        }
    }

    fn single_bidder(&self, single: &SingleBidder) -> String {
        match single {
            SingleBidder::Accepted => "May have the lot".to_owned(),
            SingleBidder::Refused => "May not have the lot: it fails".to_owned(),
            SingleBidder::Consented(document) => {
                format!("May have the lot, by the seller's written consent: {document}")
            }
        }
    }

    fn draw_times(&self, draw: DrawTimes) -> String {
        format!(
            "{} to commit to a nonce, {} to reveal it",
            self.length(draw.commit_ms),
            self.length(draw.reveal_ms)
        )
    }

    fn forecast(&self, forecast: &Forecast, currency: &Currency) -> String {
        let bases = forecast.expected.iter().map(|expected| {
            let years = expected.yearly.iter().map(|amount| self.amount(*amount, currency));
            format!("{} {}", self.base(expected.of), years.collect::<Vec<_>>().join(", "))
        });
        format!(
            "By net present value at a discount of {} % a year over {} years. Expected year by \
             year: {}",
            percent(forecast.discount_basis_points, '.'),
            forecast.years(),
            bases.collect::<Vec<_>>().join("; ")
        )
    }

    fn round(&self, terms: &Terms, round: u32) -> String {
        let held = terms.round(round);
        let mut parts = match &held.format {
            Format::English(english) => self.english(english, terms),
            Format::Sealed(sealed) => self.sealed(sealed, terms),
            Format::Units(units) => self.units(units, terms),
            Format::Exclusive(exclusive) => self.exclusive(exclusive, terms),
            Format::Dutch(dutch) => self.dutch(dutch, terms),
            Format::Turns(turns) => vec![
                "In turns, the worst bidder first; a bid replaces one's own".to_owned(),
                format!(
                    "Each improves it by at least {}",
                    self.increment(&turns.increment, &terms.currency)
                ),
            ],
        };
        if round != 1 || held.open_to != OpenTo::Everybody {
            parts.push(open_to(held.open_to));
        }
        parts.push(self.pace(&held.pace));
        if 1 < held.times {
            parts.push(format!(
                "Held again after a time in which somebody bid better, at most {} times",
                held.times
            ));
        }
        sentences(parts)
    }
}

fn open_to(open_to: OpenTo) -> String {
    match open_to {
        OpenTo::Everybody => "Open to everybody".to_owned(),
        OpenTo::Bidders => "Open to those who bid validly the time before".to_owned(),
        OpenTo::Best(count) => format!("Open to the best {count}"),
        OpenTo::WithinBasisPoints(points) => {
            format!("Open to those within {} % of the best", percent(points, '.'))
        }
        OpenTo::Tied => "Open to those who are tied at the top".to_owned(),
        OpenTo::LastWindow => "Open to those who bid in the last window".to_owned(),
        OpenTo::AllButLeader => "Open to all but the leader".to_owned(),
        OpenTo::LeaderOf(round) => format!("Open to who led round {round}"),
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

impl English {
    pub(super) fn increment(&self, increment: &Increment, currency: &Currency) -> String {
        match increment {
            Increment::BasisPoints(share) => format!("{} % of the price", percent(*share, '.')),
            Increment::Table(bands) => {
                let bands = bands.iter().map(|band| {
                    let step = self.amount(band.step, currency);
                    match band.from {
                        None => step,
                        Some(from) => format!("{step} from {} on", self.amount(from, currency)),
                    }
                });
                bands.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn english(&self, english: &terms::English, terms: &Terms) -> Vec<String> {
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

    fn sealed(&self, sealed: &Sealed, terms: &Terms) -> Vec<String> {
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

    fn units(&self, units: &Units, terms: &Terms) -> Vec<String> {
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

    fn exclusive(&self, exclusive: &Exclusive, terms: &Terms) -> Vec<String> {
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

    fn dutch(&self, dutch: &Dutch, terms: &Terms) -> Vec<String> {
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

    fn pace(&self, pace: &Pace) -> String {
        match pace {
            Pace::Hammer => {
                "Paced by the auctioneer; the hammer falls after three calls".to_owned()
            }
            Pace::Timed(timed) => {
                let closes = match timed.closes {
                    Closes::At(at) => format!("ends at {}", self.moment(at)),
                    Closes::AfterOpeningMs(length) => format!("ends after {}", self.length(length)),
                    Closes::AfterFirstBidMs(length) => {
                        format!("ends {} after the first bid", self.length(length))
                    }
                };
                format!("{}; {closes}", self.opens(timed.opens_at, pace))
            }
            Pace::Stepped(stepped) => format!(
                "{}; each step or turn lasts {}",
                self.opens(stepped.opens_at, pace),
                self.length(stepped.every_ms)
            ),
        }
    }

    fn opens(&self, opens_at: Option<Timestamp>, pace: &Pace) -> String {
        match (opens_at, pace.opens_after()) {
            (Some(at), _) => format!("Opens at {}", self.moment(at)),
            (None, Some(after)) => {
                format!("Opens by itself {} after the round before", self.length(after))
            }
            (None, None) => "Opened by the auctioneer".to_owned(),
        }
    }
}
