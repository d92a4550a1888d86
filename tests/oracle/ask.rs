//! Random commands: mostly what fits where a lot stands, now and then anything.

use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{
    Bid, By, Channel, Command, Fault, FaultCause, Hash, Jump, LotId, LotResult, Money, Offer,
    Paddle, Timestamp, VerifierKey, YesNo,
};

use super::drawing::commitment;
use super::rounds::{self, Scale};
use super::walk::{Kind, LOTS, PADDLES, Walk};
use crate::sale;

pub(super) fn clerk() -> By {
    By::Clerk { officer: "clerk".to_owned().try_into().expect("a name") }
}

pub(super) fn second_officer() -> By {
    By::SecondOfficer { officer: "second".to_owned().try_into().expect("a name") }
}

pub(super) fn auditor() -> By {
    By::Auditor { officer: "auditor".to_owned().try_into().expect("a name") }
}

impl Walk {
    pub(super) fn draw(&mut self) -> (By, Command) {
        let lot = self.choose_lot();
        let Some(view) = self.view(lot) else {
            return self.draw_bid(lot);
        };
        let usual = |chance: &mut super::chance::Chance| chance.percent(88);
        let undoes = self.kind == Kind::After && self.chance.percent(30);
        match view.phase {
            PhaseName::Open | PhaseName::Closing | PhaseName::Paused if undoes => {
                self.draw_strike(lot, &view)
            }
            PhaseName::Open | PhaseName::Closing if self.chance.percent(70) => self.draw_bid(lot),
            PhaseName::RoundOver if usual(&mut self.chance) => self.after_round(lot, &view),
            PhaseName::Drawing if usual(&mut self.chance) => self.draw_in_draw(lot, &view),
            PhaseName::Provisional if self.chance.percent(40) => {
                let answer = self.chance.one_of(&[YesNo::Yes, YesNo::No]);
                (clerk(), Command::SellerAnswers { lot, answer })
            }
            PhaseName::RunnerUp if self.chance.percent(60) => {
                let paddle = match view.runner_up {
                    Some(asked) if self.chance.percent(80) => asked.paddle,
                    _ => self.paddle(),
                };
                let answer = self.chance.one_of(&[YesNo::Yes, YesNo::No]);
                let by = self.hand_or_clerk(paddle);
                (by, Command::RunnerUpAnswers { lot, paddle, answer })
            }
            PhaseName::Closed if self.chance.percent(40) => self.after_sale(lot, &view),
            _ => self.draw_desk(lot, &view),
        }
    }

    fn after_round(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        match self.chance.below(10) {
            0..3 => (sale::auctioneer(), Command::Open { lot }),
            3..9 if !view.tied.is_empty() => (sale::auctioneer(), Command::Draw { lot }),
            3..5 => (sale::auctioneer(), Command::Hammer { lot }),
            _ => self.draw_strike(lot, view),
        }
    }

    fn after_sale(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        let paddle = match view.result {
            Some(LotResult::Sold { paddle, .. }) if self.chance.percent(85) => paddle,
            _ => self.paddle(),
        };
        let reason = sale::reason("no");
        if self.chance.percent(75) {
            let by = self.hand_or_clerk(paddle);
            return (by, Command::RefuseResult { lot, paddle, reason });
        }
        (sale::auctioneer(), Command::RecordUnsigned { lot, paddle, reason })
    }

    /// A nonce of a hand: always the same in one walk.
    fn nonce(&self, lot: LotId, hand: u32) -> Hash {
        let mut nonce = [0; 32];
        nonce[..8].copy_from_slice(&self.secret.to_be_bytes());
        nonce[8..12].copy_from_slice(&lot.0.to_be_bytes());
        nonce[12..16].copy_from_slice(&hand.to_be_bytes());
        Hash(nonce)
    }

    fn draw_in_draw(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        if self.chance.percent(6) {
            // A paddle outside the draw is left out: its disqualification ends the draw.
            let paddle = self.chance.one_of(&view.draw.as_ref().expect("a draw").paddles);
            let reason = sale::reason("rain");
            return (sale::auctioneer(), Command::Disqualify { lot, paddle, reason });
        }
        let draw = view.draw.as_ref().expect("a draw");
        let mut hands: Vec<u32> = draw.paddles.iter().map(|paddle| paddle.0).collect();
        hands.push(0);
        let mut hand = self.chance.one_of(&hands);
        if self.chance.percent(5) {
            hand = self.paddle().0;
        }
        let by = if hand == 0 { sale::auctioneer() } else { sale::bidder(hand) };
        let whose = if self.chance.percent(92) { hand } else { hand + 1 };
        let nonce = self.nonce(lot, whose);
        let reveals = if draw.head.is_some() { 90 } else { 8 };
        if self.chance.percent(reveals) {
            return (by, Command::Reveal { lot, nonce });
        }
        (by, Command::Commit { lot, commitment: commitment(hand, nonce) })
    }

    fn draw_desk(&mut self, lot: LotId, view: &LotView) -> (By, Command) {
        let paddle = self.paddle();
        let reason = sale::reason("rain");
        let command = match self.chance.below(36) {
            0..3 => Command::Pause { lot, reason },
            3..8 => Command::Resume { lot },
            8..15 => {
                let random = u8::try_from(self.chance.below(6)).expect("small");
                let call = if self.chance.percent(90) { view.calls + 1 } else { random };
                Command::Call { lot, call }
            }
            15..19 => Command::Hammer { lot },
            19 => Command::Pass { lot },
            20 if self.chance.percent(10) => Command::Withdraw { lot, reason },
            20 | 21 | 29..33 => return self.draw_strike(lot, view),
            22 => Command::Admit { paddle, limit: None },
            23 => Command::ConfirmDeposit { paddle },
            24 => match self.chance.below(12) {
                0 => Command::Exclude { paddle, reason },
                1 => Command::RecordAbsence { paddle, reason },
                2 => Command::Draw { lot },
                3 => Command::SellerAnswers { lot, answer: YesNo::Yes },
                4 => Command::RunnerUpAnswers { lot, paddle, answer: YesNo::Yes },
                5 => Command::Reveal { lot, nonce: Hash::ZERO },
                6 => Command::Commit { lot, commitment: Hash::ZERO },
                7 => Command::RefuseResult { lot, paddle, reason },
                8 => Command::RecordUnsigned { lot, paddle, reason },
                9 => return (By::Clock, sign_with(paddle)),
                10 => Command::Announce { message: reason },
                _ => sale::create(),
            },
            25 => Command::Open { lot },
            26 | 27 => self.draw_increment(lot, view),
            28 if self.chance.percent(60) => return (By::Clock, self.fault()),
            28 => return (By::Clock, Command::Tick { head: None }),
            33 | 34 => return (By::Bidder { paddle }, Command::Leave { lot }),
            _ => return (By::Observer, Command::Hammer { lot }),
        };
        (sale::auctioneer(), command)
    }

    fn draw_increment(&mut self, lot: LotId, view: &LotView) -> Command {
        let scale = Scale {
            decimals: view.terms.currency.decimals,
            unit: if view.terms.grid.is_some() && self.chance.percent(80) { 60 } else { 1 },
            start: 1,
            direction: view.terms.direction,
        };
        Command::SetIncrement { lot, increment: rounds::increment(&mut self.chance, &scale) }
    }

    /// A fault that began a while ago, or is said to begin only now.
    fn fault(&mut self) -> Command {
        let since = Timestamp::from_micros(self.at.micros() - self.chance.between(-1, 3_000_000));
        let cause = self.chance.one_of(&[FaultCause::JournalStalled, FaultCause::BiddersVanished]);
        let vanished = vec![self.paddle()];
        let (connected, in_flight) = (Vec::new(), Vec::new());
        let fault = Fault { cause, since, connected, vanished, in_flight };
        Command::ReportFault { fault: Box::new(fault) }
    }

    pub(super) fn paddle(&mut self) -> Paddle {
        Paddle(self.chance.one_of(&PADDLES))
    }

    pub(super) fn hand_or_clerk(&mut self, paddle: Paddle) -> By {
        match self.chance.below(10) {
            0..5 => By::Bidder { paddle },
            5 => By::Bidder { paddle: self.paddle() },
            _ => clerk(),
        }
    }

    /// Mostly a lot that has not ended.
    fn choose_lot(&mut self) -> LotId {
        let any = LotId(1 + self.chance.below(LOTS));
        let other = LotId(LOTS + 1 - any.0);
        match self.chance.below(40) {
            0 => LotId(LOTS + 5),
            1..5 => any,
            _ if self.view(any).is_some_and(|view| view.phase == PhaseName::Closed) => other,
            _ => any,
        }
    }

    /// A bid of a bidder, or of the clerk for one in the hall.
    pub(super) fn draw_bid(&mut self, lot: LotId) -> (By, Command) {
        if self.chance.percent(8) && !self.bids.is_empty() {
            let (paddle, mut bid) = self.chance.one_of(&self.bids);
            bid.seen = self.chance.percent(50).then_some(self.chance.below(99).into());
            return (sale::bidder(paddle), Command::Bid(bid));
        }
        if !self.chance.percent(97) {
            self.ids = self.ids.saturating_sub(3);
        }
        self.ids += 1;
        let view = self.view(lot);
        let turn = view.as_ref().and_then(|view| view.turn).filter(|_| self.chance.percent(80));
        let paddle = turn.unwrap_or_else(|| self.paddle());
        let (offer, jump) = match &view {
            Some(view) if self.kind == Kind::Draws && self.chance.percent(70) => {
                let amount = Money::new(100, view.terms.currency.decimals);
                (Offer::Amount(amount.expect("an amount")), Jump::Unconfirmed)
            }
            Some(view) => {
                let near = self.near(lot, view);
                super::offers::draw(&mut self.chance, view, near)
            }
            None => (Offer::Amount(sale::money("5")), Jump::Unconfirmed),
        };
        let Command::Bid(bid) = sale::bid(lot.0, self.ids, offer) else {
            panic!("a bid is a bid");
        };
        let bid = self.conditioned(view.as_ref(), Bid { jump, ..bid });
        self.bids.push((paddle.0, bid.clone()));
        if self.chance.percent(8) {
            let channel = self.chance.one_of(&[Channel::Floor, Channel::Telephone]);
            return (clerk(), Command::BidFor { paddle, channel, bid });
        }
        (By::Bidder { paddle }, Command::Bid(bid))
    }
}

impl Walk {
    /// Now and then a bid that depends on a price or on a time, near what is true.
    fn conditioned(&mut self, view: Option<&LotView>, bid: Bid) -> Bid {
        let shown = view.and_then(|view| view.price.or(view.asking));
        let expected_price = match self.chance.below(30) {
            0..3 => shown,
            3 => view.and_then(|view| view.asking),
            4 => Some(sale::money("120")),
            _ => None,
        };
        let off = self.chance.between(-1, 3);
        let valid_until = Timestamp::from_micros(self.at.micros() + off);
        let valid_until = self.chance.percent(8).then_some(valid_until);
        Bid { expected_price, valid_until, ..bid }
    }
}

/// One key for each paddle, so that the same comes again.
fn sign_with(paddle: Paddle) -> Command {
    let key = VerifierKey::try_from(format!("example.com/s+{paddle}+key"));
    Command::SignWith { key: key.expect("the text of a key") }
}
