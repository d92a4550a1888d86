//! The terms of a lot in English.

use gavel_proto::terms::{
    BelowReserve, Closes, DrawTimes, Grant, OpenTo, Profile, Rights, SingleBidder,
};
use gavel_proto::{Currency, Forecast, Format, Increment, Pace, Terms, Timestamp};

use super::English;
use crate::minutes::words::{Conditions, Speech, percent, sentences};

impl Conditions for English {
    fn rights(&self, rights: &Rights) -> String {
        let grant = match rights.grant {
            Grant::Ownership => "ownership",
            Grant::ExclusiveLicence => "exclusive licence",
            Grant::Licence => "licence that others may have too",
        };
        let Rights { territory, field, term, .. } = rights;
        format!("{grant}; territory: {}; field: {}; term: {}", territory.en, field.en, term.en)
    }

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
