//! Load: one lot of each format, which takes one accepted bid after another, each with an id of its
//! own; and English bids that are refused. `benches/books.rs` says who bids what.
//! Measured: decide, entry and evolve of a bid on one thread, as the floor does it:
//! - `english`: accepted and refused, and accepted with its record and with the push to the room as
//!   JSON, in memory; after 400,000 bids the lot is a new one;
//! - `book`: bids 1 to 10, 901 to 1,000, and 90,001 to 100,000 of each format;
//! - `lots`: English bids on 1, 100 and 10,000 open lots in turn, as many behind as many others;
//! - `cores`: a session on one core and one on each of two, both at once: what a bid takes, which
//!   is the same where nothing is shared.
//!
//! Left out: disk, tree and heads, gateway.

mod books;
mod record;
mod sale;

use std::hint::black_box;
use std::ops::{Range, RangeInclusive};
use std::time::{Duration, Instant};

use books::{BOOKS, Book};
use criterion::{Bencher, BenchmarkId, Criterion, criterion_group, criterion_main};
use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::wire::{Message, Push};
use gavel_proto::{LotId, SessionId};

const LOT: LotId = LotId(1);
const BIDS: u32 = 400_000;
/// Books of so many bids, of which the last so many are measured.
const SIZES: [(u32, u32); 3] = [(10, 10), (1_000, 100), (100_000, 10_000)];
const LOTS: [u32; 3] = [1, 100, 10_000];
const SALT: [u8; record::SALT_BYTES] = [7; record::SALT_BYTES];
/// For benches of many cases.
const SHORT: Duration = Duration::from_millis(500);
/// Bids of each session on a core of its own.
const BIDS_PER_CORE: u32 = 100_000;

fn live() -> Session {
    let mut session = Session::default();
    sale::accept_all(&mut session, sale::opening());
    sale::accept_all(&mut session, sale::publication(LOT));
    session
}

fn english(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("english");
    group.bench_function("accepted", |bencher| accepted(bencher, |entry| drop(black_box(entry))));
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
    group.bench_function("accepted and written", |bencher| {
        let name = "bench".parse().expect("a session's name");
        let (mut records, mut push) = (Vec::new(), Vec::new());
        accepted(bencher, |entry| {
            records.clear();
            record::write_record(&mut records, &entry, &SALT).expect("room for a record");
            push.clear();
            write_push(&mut push, &name, &entry);
            black_box((&records, &push));
        });
    });
    group.finish();
}

/// One accepted bid after another, and what is done with its entry.
fn accepted(bencher: &mut Bencher<'_>, mut then: impl FnMut(Entry)) {
    let (mut session, mut number) = (live(), 0);
    bencher.iter(|| {
        if number == BIDS {
            (session, number) = (live(), 0);
        }
        number += 1;
        let (by, command) = sale::bid(LOT, number, number);
        then(sale::accept(&mut session, by, command));
    });
}

/// What the room hears of an entry.
fn write_push(buffer: &mut Vec<u8>, session: &SessionId, entry: &Entry) {
    let heard = entry.outcome.events().iter();
    let events: Vec<_> = heard.filter(|event| audience(event) == Audience::Room).collect();
    let Entry { seq, at, .. } = *entry;
    let push = Message::Push(Push { session, seq, prev: seq - 1, at, check: None, events });
    serde_json::to_writer(buffer, &push).expect("a push has a JSON form");
}

fn book(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("book");
    group.sample_size(10).warm_up_time(SHORT).measurement_time(SHORT);
    for book in &BOOKS {
        for (bids, last) in SIZES {
            group.bench_function(BenchmarkId::new(book.name, bids), |bencher| {
                bencher.iter_custom(|times| {
                    let runs = u32::try_from(times.div_ceil(u64::from(last))).expect("few runs");
                    let took: Duration = (0..runs)
                        .map(|_| {
                            timed(&mut begun(book, bids - last, bids), book, bids - last + 1..=bids)
                        })
                        .sum();
                    scaled(took, runs * last, times)
                });
            });
        }
    }
    group.finish();
}

fn lots(criterion: &mut Criterion) {
    let [book, ..] = &BOOKS;
    let mut group = criterion.benchmark_group("lots");
    group.sample_size(10).warm_up_time(SHORT).measurement_time(SHORT);
    for lots in LOTS {
        group.bench_function(BenchmarkId::from_parameter(lots), |bencher| {
            bencher.iter_custom(|times| {
                let mut session = book.open(lots, 0);
                in_turn(&mut session, book, lots, 0..BIDS);
                scaled(in_turn(&mut session, book, lots, BIDS..2 * BIDS), BIDS, times)
            });
        });
    }
    group.finish();
}

/// How long bids take that go to the lots in turn.
fn in_turn(session: &mut Session, book: &Book, lots: u32, numbers: Range<u32>) -> Duration {
    let started = Instant::now();
    for number in numbers {
        let (by, command) = book.bid(LotId(1 + number % lots), 1 + number / lots);
        sale::accept(session, by, command);
    }
    started.elapsed()
}

/// What took so long for so many, for other times.
fn scaled(took: Duration, many: u32, times: u64) -> Duration {
    let nanos = took.as_nanos() * u128::from(times) / u128::from(many);
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

fn cores(criterion: &mut Criterion) {
    let [book, ..] = &BOOKS;
    let mut group = criterion.benchmark_group("cores");
    group.sample_size(20);
    for cores in [1, 2_u32] {
        group.bench_function(BenchmarkId::from_parameter(cores), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| side_by_side(book, cores)).sum());
        });
    }
    group.finish();
}

/// How long the bids of a session take where so many sessions run at once.
fn side_by_side(book: &Book, cores: u32) -> Duration {
    let mut sessions: Vec<Session> = (0..cores).map(|_| book.open(1, 0)).collect();
    let started = Instant::now();
    std::thread::scope(|scope| {
        for session in &mut sessions {
            scope.spawn(|| timed(session, book, 1..=BIDS_PER_CORE));
        }
    });
    started.elapsed()
}

/// A session with so many bids in its book, and everybody there who makes the first `all`.
fn begun(book: &Book, bids: u32, all: u32) -> Session {
    let mut session = book.open(1, all);
    book.take(&mut session, 1..=bids);
    session
}

/// How long these bids take.
fn timed(session: &mut Session, book: &Book, numbers: RangeInclusive<u32>) -> Duration {
    let started = Instant::now();
    book.take(session, numbers);
    started.elapsed()
}

criterion_group!(benches, english, book, lots, cores);
criterion_main!(benches);
