//! Load: three entries that a real session made, read and written again and again: an accepted
//! English bid (two events), a refused one, a tick that closes a lot.
//! Measured: the JSON of one entry, written into a buffer that is kept; read from bytes, where the
//! reader checks each string's UTF-8 by itself; read as a text that was checked as a whole. One
//! thread. Left out: deciding, folding, the record around the body, its checksum and its leaf.

mod sale;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::terms::{Closes, English, Round, Timed};
use gavel_proto::{
    By, Command, Currency, Format, Increment, LotId, Millis, Money, Pace, Terms, Text, Timestamp,
};

const LOT: LotId = LotId(1);
const TIMED: LotId = LotId(2);
/// What is bid: as many digits as a sale in dong has.
const AMOUNT: u32 = 130_000_000;
/// How long the timed lot is open.
const OPEN_MS: Millis = Millis(600_000);

/// An accepted bid, a refused one, a tick.
fn entries() -> [(&'static str, Entry); 3] {
    let mut session = Session::default();
    sale::accept_all(&mut session, sale::opening());
    sale::accept_all(&mut session, sale::publication(LOT));
    let accepted = entry(&mut session, sale::AT, sale::bid(LOT, 1, AMOUNT));
    let refused = entry(&mut session, sale::AT, sale::bid(LOT, 2, AMOUNT));
    let publish = Command::Publish { lot: TIMED, terms: Box::new(timed()), reserve: None };
    sale::accept(&mut session, sale::desk(), publish);
    sale::accept(&mut session, sale::desk(), Command::Open { lot: TIMED });
    let (by, command) = sale::bid(TIMED, 1, AMOUNT);
    sale::accept(&mut session, by, command);
    let closes_at = sale::AT.after(OPEN_MS);
    let tick = entry(&mut session, closes_at, (By::Clock, Command::Tick { head: None }));
    [("accepted bid", accepted), ("refused bid", refused), ("tick", tick)]
}

fn entry(session: &mut Session, at: Timestamp, (by, command): (By, Command)) -> Entry {
    let entry = session.entry(at, by, command);
    session.apply(&entry);
    entry
}

fn timed() -> Terms {
    let title = Text { vi: "Bằng sáng chế".into(), en: "A patent".into() };
    let opening = Money::new(100_000_000, 0).expect("an amount");
    let step = Increment::BasisPoints(500);
    let pace = Pace::Timed(Timed::new(Closes::AfterOpeningMs(OPEN_MS)));
    let round = Round::new(Format::English(English::new(step)), pace);
    Terms { opening: Some(opening), ..Terms::new(title, Currency::vnd(), vec![round]) }
}

fn write(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("write");
    for (name, entry) in entries() {
        let mut body = Vec::with_capacity(4_096);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                body.clear();
                serde_json::to_writer(&mut body, black_box(&entry)).expect("it can be written");
                black_box(body.len())
            });
        });
    }
    group.finish();
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, entry) in entries() {
        let body = serde_json::to_vec(&entry).expect("it can be written");
        group.bench_function(name, |bencher| {
            bencher.iter(|| serde_json::from_slice::<Entry>(black_box(&body)).expect("an entry"));
        });
    }
    group.finish();
}

fn read_text(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read text");
    for (name, entry) in entries() {
        let body = serde_json::to_vec(&entry).expect("it can be written");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let text = std::str::from_utf8(black_box(&body)).expect("a text");
                serde_json::from_str::<Entry>(text).expect("an entry")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, write, read, read_text);
criterion_main!(benches);
