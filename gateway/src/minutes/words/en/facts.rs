//! What happened, fact by fact, in English.

use gavel_proto::{DrawStep, Money, Paddle, Reserve, Sides, Terms, Timestamp};

use super::English;
use crate::minutes::record::{Fact, Ground};
use crate::minutes::words::{Facts, Speech, Story, capital, paddles};

impl Facts for English {
    fn fact(&self, fact: &Fact, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let bid = |best| self.bid(best, terms);
        match fact {
            Fact::Published { reserve: Reserve::None } => "Lot published".to_owned(),
            Fact::Published { .. } => "Lot published; it has a reserve".to_owned(),
            Fact::Opened { round, time, closes_at, asking } => {
                let what = match asking {
                    Some(asking) => format!("bids from {}", amount(*asking)),
                    None => "for envelopes".to_owned(),
                };
                let time = if *time == 1 { String::new() } else { format!(" (time {time})") };
                format!("Round {round}{time} opened, {what}{}", self.until(*closes_at))
            }
            Fact::Price { bidder, channel, price, royalty, leader, asking, reserve } => format!(
                "{} bid ({}): price {}{}, {} leads{}{}",
                capital(&self.paddle(*bidder)),
                self.channel(*channel).to_lowercase(),
                amount(*price),
                royalty.as_ref().map_or_else(String::new, |royalty| {
                    format!(" ({})", self.royalty(royalty, &terms.currency))
                }),
                self.paddle(*leader),
                self.next_asking(*price, *asking, terms),
                met(*reserve)
            ),
            Fact::SideBid { bidder, channel, side, amount: offered } => format!(
                "{} bid ({}): {}, {}",
                capital(&self.paddle(*bidder)),
                self.channel(*channel).to_lowercase(),
                self.side(*side).to_lowercase(),
                amount(*offered)
            ),
            Fact::Sides(sides) => self.sides(sides, terms),
            Fact::Recomputed { best, closes_at } => {
                let best = best.map_or_else(|| "no bid stands".to_owned(), bid);
                let until = self.until(*closes_at);
                format!("Computed again without what no longer counts: {best}{until}")
            }
            Fact::Stepped { asking } => format!("Price now {}", amount(*asking)),
            Fact::Turn { paddle, asking, closes_at } => format!(
                "Turn of {}; asking price {}{}",
                self.paddle(*paddle),
                amount(*asking),
                self.until(Some(*closes_at))
            ),
            Fact::Increment { increment, asking } => format!(
                "Increment changed to {}; asking price {}",
                self.increment(increment, &terms.currency),
                amount(*asking)
            ),
            Fact::Deadline { closes_at } => {
                format!("New end of bidding: {}", self.moment(*closes_at))
            }
            Fact::Paused { reason } => format!("Paused: {reason}"),
            Fact::Stopped { cause, since } => {
                let (cause, since) = (self.cause(*cause).to_lowercase(), self.moment(*since));
                format!("Paused by the house as of {since} because of a fault: {cause}")
            }
            Fact::Resumed { closes_at } => format!("Resumed{}", self.until(*closes_at)),
            Fact::Called { call, standing } => {
                let standing = standing.map_or_else(|| "no bid stands".to_owned(), bid);
                format!("Call {call}: {standing}")
            }
            Fact::Left { paddle } => format!("{} left the round", capital(&self.paddle(*paddle))),
            Fact::RoundEnded { closed_at, tied } => {
                format!("Round over at {}{}", self.moment(*closed_at), equal(tied))
            }
            Fact::EnvelopeIn => "Envelope handed in".to_owned(),
            Fact::EnvelopesOpened { closed_at, count } => format!(
                "Bidding over at {}; envelopes opened: issued {}, returned {}, valid {}, invalid {}",
                self.moment(*closed_at),
                count.issued,
                count.returned,
                count.valid,
                count.invalid
            ),
            Fact::Barred { paddle, reason } => {
                format!("{} disqualified: {reason}", capital(&self.paddle(*paddle)))
            }
            Fact::Withdrawn { paddle } => format!(
                "{} withdrew his bid and takes no further part",
                capital(&self.paddle(*paddle))
            ),
            Fact::Voided { paddle, reason, asked_by } => {
                let asked = asked_by.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
                format!("A bid of {} struck, asked by {asked}: {reason}", self.paddle(*paddle))
            }
            Fact::Draw(step) => self.draw_step(step),
            Fact::After(after) => self.after(after, terms),
            Fact::BidRefused { bidder, ground } => {
                let whose = bidder
                    .map_or_else(String::new, |bidder| format!(" of {}", self.paddle(bidder)));
                format!("Bid{whose} refused: {}", self.ground(ground, terms))
            }
        }
    }
}

impl English {
    pub(super) fn bid(&self, (paddle, price): (Paddle, Money), terms: &Terms) -> String {
        format!("{} by {}", self.amount(price, &terms.currency), self.paddle(paddle))
    }

    /// In a Dutch round the next acceptance is at the same price.
    fn next_asking(&self, price: Money, asking: Money, terms: &Terms) -> String {
        if asking == price {
            return String::new();
        }
        format!("; asking price {}", self.amount(asking, &terms.currency))
    }

    fn until(&self, closes_at: Option<Timestamp>) -> String {
        closes_at.map_or_else(String::new, |at| format!(", ends at {}", self.moment(at)))
    }

    fn sides(&self, sides: &Sides, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let exclusive = sides.exclusive.map_or_else(
            || "none".to_owned(),
            |side| format!("{} by {}", amount(side.amount), self.paddle(side.paddle)),
        );
        let shared = sides.shared_sum.map_or_else(
            || "none".to_owned(),
            |sum| {
                let among: Vec<_> = sides.shared.iter().map(|side| side.paddle).collect();
                format!("{} by paddles {}", amount(sum), paddles(&among))
            },
        );
        let ahead = match (sides.ahead, sides.gap) {
            (None, _) => String::new(),
            (Some(side), None) => {
                format!("; equal, and {} came there first", self.side(side).to_lowercase())
            }
            (Some(side), Some(gap)) => {
                format!("; {} is ahead by {}", self.side(side).to_lowercase(), amount(gap))
            }
        };
        format!("Exclusive: {exclusive}; shared, together: {shared}{ahead}")
    }

    fn draw_step(&self, step: &DrawStep) -> String {
        match step {
            DrawStep::Began { paddles: among, commit_by } => format!(
                "Draw begun among paddles {}; commitments by {}",
                paddles(among),
                self.moment(*commit_by)
            ),
            DrawStep::Committed { paddle, commitment } => {
                format!("{} committed to {commitment}", capital(&self.drawer(*paddle)))
            }
            DrawStep::CommitsClosed { head, reveal_by } => {
                format!("Root of the journal fixed: {head}; nonces by {}", self.moment(*reveal_by))
            }
            DrawStep::Revealed { paddle, nonce } => {
                format!("{} revealed {nonce}", capital(&self.drawer(*paddle)))
            }
            DrawStep::Drawn { seed, winner, missing } => {
                let missing: Vec<String> = missing.iter().map(|one| self.drawer(*one)).collect();
                let missing = if missing.is_empty() {
                    String::new()
                } else {
                    format!("; not revealed, counted as zeros: {}", missing.join(", "))
                };
                format!("Drawn: {}; seed {seed}{missing}", self.paddle(*winner))
            }
        }
    }

    fn ground(&self, ground: &Ground, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match ground {
            Ground::NotOpen => "bidding had not opened".to_owned(),
            Ground::Paused => "the lot was paused".to_owned(),
            Ground::Closed { closed_at } => {
                format!("bidding closed at {}", self.moment(*closed_at))
            }
            Ground::Barred { reason } => format!("disqualified ({reason})"),
            Ground::NotInRound => "not in this round".to_owned(),
            Ground::HasLeft => "had left the round".to_owned(),
            Ground::NotYourTurn { turn } => format!("it was the turn of {}", self.paddle(*turn)),
            Ground::OffGrid { grid } => format!("off the grid of {}", amount(*grid)),
            Ground::BelowAsking { asking } => {
                format!("misses the asking price of {}", amount(*asking))
            }
            Ground::PriceMoved { asking } => format!("the price had moved to {}", amount(*asking)),
        }
    }
}

/// Whether the reserve is met, behind a price.
const fn met(reserve: Reserve) -> &'static str {
    match reserve {
        Reserve::None => "",
        Reserve::NotMet => "; reserve not met",
        Reserve::Met => "; reserve met",
    }
}

/// Who leads with equal bids, behind the end of a round.
fn equal(tied: &[Paddle]) -> String {
    if tied.is_empty() {
        return String::new();
    }
    format!("; equal bids lead: paddles {}", paddles(tied))
}
