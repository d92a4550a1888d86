//! Load: one lot, two bidders who outbid each other by one step, every bid with an id of its own;
//! after 500,000 bids the lot is a new one.
//! Measured: decide, entry and evolve of one English bid, accepted or refused, on one thread, as
//! the floor does it. Left out: journal, gateway, JSON.

mod sale;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gavel_engine::pure::Session;
use gavel_proto::LotId;

const LOT: LotId = LotId(1);
const BIDS: u32 = 500_000;

fn live() -> Session {
    let mut session = Session::default();
    sale::accept_all(&mut session, sale::opening());
    sale::accept_all(&mut session, sale::publication(LOT));
    session
}

fn decide(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decide");
    group.bench_function("accepted", |bencher| {
        let (mut session, mut number) = (live(), 0);
        bencher.iter(|| {
            if number == BIDS {
                (session, number) = (live(), 0);
            }
            number += 1;
            let (by, command) = sale::bid(LOT, number, number);
            let entry = session.entry(sale::AT, by, command);
            session.apply(black_box(&entry));
        });
    });
    group.bench_function("refused", |bencher| {
        let (mut session, mut number) = (live(), BIDS);
        bencher.iter(|| {
            if number == BIDS {
                (session, number) = (live(), 0);
                let (by, command) = sale::bid(LOT, number, BIDS);
                sale::accept(&mut session, by, command);
            }
            number += 1;
            let (by, command) = sale::bid(LOT, number, 1);
            let entry = session.entry(sale::AT, by, command);
            session.apply(black_box(&entry));
        });
    });
    group.finish();
}

criterion_group!(benches, decide);
criterion_main!(benches);
