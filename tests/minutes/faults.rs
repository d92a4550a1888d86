//! A fault in the minutes: what happened, since when, and whom it reached (rule book 9).

use gavel_gateway::language::Languages;
use gavel_gateway::minutes::html;
use gavel_proto::{By, Command, Fault, FaultCause, InFlight, LotId, Pace, Paddle, Stage};

use super::journal::{Journal, amount, titled};
use super::{minutes, read};
use crate::sale::{english, money, publish, step};

/// Lot 1 is stopped by a fault, lot 2 is not open yet.
fn sale() -> Journal {
    let mut journal = Journal::begun();
    for lot in [1, 2] {
        let terms = english(money("100000000"), step(money("10000000")), Pace::Hammer);
        journal.auctioneer(60, publish(lot, titled("Lô thử", "A lot", terms), None));
    }
    let opened = journal.auctioneer(100, Command::Open { lot: LotId(1) });
    journal.bid(110, 7, 1, amount("100000000"));
    let in_flight = [(8, Stage::Waiting), (9, Stage::TurnedAway), (10, Stage::Unanswered(18))];
    let in_flight = in_flight.map(|(paddle, stage)| {
        let bid_id = journal.last_bid();
        InFlight { lot: LotId(1), paddle: Paddle(paddle), bid_id, stage }
    });
    let fault = Box::new(Fault {
        cause: FaultCause::BiddersVanished,
        since: opened.at,
        connected: vec![Paddle(7)],
        vanished: [8, 9, 10].map(Paddle).to_vec(),
        in_flight: in_flight.to_vec(),
    });
    journal.ask(120, By::Clock, Command::ReportFault { fault });
    journal.bid(130, 8, 1, amount("110000000"));
    journal.auctioneer(300, Command::Resume { lot: LotId(1) });
    journal
}

#[test]
fn the_minutes_tell_a_fault_in_both_languages() {
    let minutes = minutes(&sale(), None);
    for (language, lines) in [
        (
            Languages::Vi,
            [
                "Sự cố",
                "Sự việc | Nhiều người tham gia mất kết nối cùng lúc",
                "Lô tạm dừng | 1",
                "Người tham gia đang kết nối | 7",
                "Người tham gia mất kết nối | 8, 9, 10",
                "do sự cố: nhiều người tham gia mất kết nối cùng lúc",
                "lô đang tạm dừng",
            ],
        ),
        (
            Languages::En,
            [
                "Faults",
                "What happened | Many bidders lost their connection at once",
                "Lots paused | 1",
                "Bidders connected | 7",
                "Bidders who vanished | 8, 9, 10",
                "because of a fault: many bidders lost their connection at once",
                "lot 1: not decided yet; Paddle 9 on lot 1: turned away, not taken in; Paddle 10 on lot \
                 1: decided as entry 18, not answered yet",
            ],
        ),
    ] {
        let page = read(&html(&minutes, language));
        for line in lines {
            assert!(page.contains(line), "{line:?} is not in:\n{page}");
        }
    }
}

#[test]
fn the_minutes_of_another_lot_do_not_tell_it() {
    let journal = sale();
    assert_eq!(minutes(&journal, Some(1)).faults.len(), 1);
    let other = minutes(&journal, Some(2));
    assert!(other.faults.is_empty());
    assert!(!read(&html(&other, Languages::En)).contains("Faults"));
}
