//! Who is there in a round: the sales with their people, the hot lot, the crowd.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use gavel_engine::running::{Clock, HouseClock};
use gavel_gateway::stepped::Premises;
use gavel_proto::{BidId, By, Millis, Officer, Paddle, SessionId};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::ledger::Ledger;
use super::line::{Pass, Whereabouts};
use super::person::Person;
use super::script::{Act, Script};
use super::server::House;
use super::tally::Tally;
use super::{crowd, hot};
use crate::oracle::chance::{Chance, Seed};
use crate::oracle::walk::Kind;

/// Sales of each kind in a round.
const SALES_PER_KIND: usize = 2;
/// How long most walks last: one begins early enough to be over at the end of its round.
const WALK: Duration = Duration::from_mins(4);
/// Out of so many acts, one is the last on its connection.
const ACTS_PER_CUT: u32 = 50;
const TOKEN_SECONDS: u64 = 24 * 3_600;

/// A sale that is to be held.
pub(super) struct Sale {
    pub(super) session: SessionId,
    /// What is asked in it, until it begins; nothing where that is not known beforehand.
    script: Option<Script>,
    /// Every bid that is in the script, if there is one.
    pub(super) scripted: Option<BTreeSet<BidId>>,
    begins_after: Duration,
    tokens: Vec<(By, String)>,
}

/// Everybody of a round.
pub(super) struct Cast {
    /// The hot one first.
    pub(super) sales: Vec<Sale>,
    chance: Chance,
}

/// What one person wrote down, and in which of the sales.
pub(super) type Written = (usize, Option<Paddle>, Ledger);

impl Cast {
    /// Draws the sales of a round and mints everybody's token.
    pub(super) fn draw(house: &House, round: Duration, number: u64, seed: Seed) -> Self {
        let mut chance = Chance::new(Seed(seed.0.wrapping_mul(1_000).wrapping_add(number)));
        let premises = house.premises();
        let auctioneer = By::Auctioneer { officer: officer("an") };
        let bidders = (1..=hot::PADDLES).map(|number| By::Bidder { paddle: Paddle(number) });
        let people = [auctioneer, By::Observer].into_iter().chain(bidders).collect();
        let mut sales = vec![Sale::new(&premises, &format!("r{number}-hot"), people, None)];
        let last_begin = i64::try_from(round.saturating_sub(WALK).as_millis()).expect("a time");
        for part in 1..=SALES_PER_KIND {
            for (index, kind) in (1..).zip(Kind::ALL) {
                let script = Script::of(kind, Seed(u64::from(chance.below(u32::MAX))));
                let mut people: Vec<By> = script.people.iter().map(|(by, _)| by.clone()).collect();
                people.retain(|by| *by != By::Observer);
                people.push(By::Observer);
                let name = format!("r{number}-k{index}-{part}");
                let mut sale = Sale::new(&premises, &name, people, Some(script));
                let millis = chance.between(0, last_begin).unsigned_abs();
                sale.begins_after = Duration::from_millis(millis);
                sales.push(sale);
            }
        }
        Self { sales, chance }
    }

    pub(super) fn sessions(&self) -> Vec<SessionId> {
        self.sales.iter().map(|sale| sale.session.clone()).collect()
    }

    /// Sends everybody on their way, until `end`.
    pub(super) fn perform(
        &mut self,
        house: &Whereabouts,
        tally: &Arc<Tally>,
        end: Instant,
    ) -> JoinSet<Option<Written>> {
        let mut people = JoinSet::new();
        let pass = |sale: &Sale, by: &By| {
            let (house, tally) = (house.clone(), Arc::clone(tally));
            let (session, token) = (sale.session.to_string(), sale.token(by));
            Pass { session, token, house, window: None, tally }
        };
        let (now, clock) = (Instant::now(), HouseClock::start());
        for (index, sale) in self.sales.iter_mut().enumerate() {
            let Some(mut script) = sale.script.take() else { continue };
            script.begin_at(clock.now().after(millis(sale.begins_after)));
            for (by, acts) in script.people {
                let person = Person::new(pass(sale, &by), by.paddle());
                let begin = now + sale.begins_after;
                let seed = Seed(u64::from(self.chance.below(u32::MAX)));
                people.spawn(async move {
                    let (paddle, ledger) = play(person, acts, begin, end, seed).await;
                    Some((index, paddle, ledger))
                });
            }
        }
        self.heat(&pass, &mut people, end);
        for _ in 0..crowd::OBSERVERS {
            let passes = self.sales.iter().map(|sale| pass(sale, &By::Observer)).collect();
            let seed = Seed(u64::from(self.chance.below(u32::MAX)));
            people.spawn(async move {
                crowd::watch(passes, seed, end).await;
                None
            });
        }
        people
    }

    /// The people of the hot lot.
    fn heat(
        &mut self,
        pass: &dyn Fn(&Sale, &By) -> Pass,
        people: &mut JoinSet<Option<Written>>,
        end: Instant,
    ) {
        let (open, lot) = watch::channel(0);
        let [sale, ..] = &self.sales[..] else { return };
        let desk = Person::new(pass(sale, &By::Auctioneer { officer: officer("an") }), None);
        people.spawn(async move {
            let (paddle, ledger) = hot::sell(desk, open, end).await.leave().await;
            Some((0, paddle, ledger))
        });
        for number in 1..=hot::PADDLES {
            let by = By::Bidder { paddle: Paddle(number) };
            let bidder = Person::new(pass(sale, &by), by.paddle());
            let (lot, seed) = (lot.clone(), Seed(u64::from(self.chance.below(u32::MAX))));
            people.spawn(async move {
                let (paddle, ledger) = hot::bid(bidder, lot, seed, end).await;
                Some((0, paddle, ledger))
            });
        }
    }
}

impl Sale {
    fn new(premises: &Premises, name: &str, people: Vec<By>, script: Option<Script>) -> Self {
        let session: SessionId = name.parse().expect("a session's name");
        let tokens = people.into_iter().map(|by| {
            let token = premises.mint(&session, &by, TOKEN_SECONDS);
            (by, token)
        });
        let tokens = tokens.collect();
        let scripted = script.as_ref().map(Script::bids);
        Self { session, script, scripted, begins_after: Duration::ZERO, tokens }
    }

    fn token(&self, by: &By) -> String {
        let minted = self.tokens.iter().find(|(other, _)| other == by);
        minted.expect("everybody of the sale has a token").1.clone()
    }
}

/// Does what the script says, when it says so, until `end`; whoever is cut off comes again.
async fn play(
    mut person: Person,
    acts: Vec<Act>,
    begin: Instant,
    end: Instant,
    seed: Seed,
) -> (Option<Paddle>, Ledger) {
    let mut chance = Chance::new(seed);
    tokio::time::sleep_until(begin.min(end)).await;
    for act in acts {
        let due = begin + act.after;
        if end <= due {
            break;
        }
        person.rest(due).await;
        match act.bid {
            Some(bid_id) => person.bid(bid_id, &act.params).await,
            None => drop(person.ask(&act.method, &act.params).await),
        }
        if chance.below(ACTS_PER_CUT) == 0 {
            person.lose();
        }
    }
    person.leave().await
}

fn officer(name: &str) -> Officer {
    Officer::try_from(name.to_owned()).expect("a name")
}

fn millis(duration: Duration) -> Millis {
    Millis(u64::try_from(duration.as_millis()).expect("a time"))
}
