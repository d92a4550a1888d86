//! Load: a million bids, a thousand on each of a thousand lots, one lot after another.
//! Measured: bytes held per closed lot, after every hundred lots. What a closed lot keeps is its
//! terms, its last price points and the verdict on each bid id.

mod sale;

use std::alloc::System;

use gavel_engine::pure::Session;
use gavel_proto::{Command, LotId};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const LOTS: u32 = 1_000;
const BIDS: u32 = 1_000;

fn sell(session: &mut Session, lot: LotId) {
    sale::accept_all(session, sale::publication(lot));
    for number in 1..=BIDS {
        let (by, command) = sale::bid(lot, number, number);
        sale::accept(session, by, command);
    }
    let calls = (1..=3).map(|call| Command::Call { lot, call });
    sale::accept_all(session, calls.chain([Command::Hammer { lot }]));
}

fn main() {
    let mut session = Session::default();
    sale::accept_all(&mut session, sale::opening());
    let region = Region::new(ALLOCATOR);
    for lot in 1..=LOTS {
        sell(&mut session, LotId(lot));
        if lot % 100 == 0 {
            let change = region.change();
            let held = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
            println!("{lot:>5} lots closed: {:>7} bytes per lot", held / lot as usize);
        }
    }
}
