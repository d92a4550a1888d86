//! What is read of a sale as it stands: a lot by its bidder, by the room and by the desk, and what the
//! house itself asks of a session.

use gavel_engine::pure::Viewer;
use gavel_engine::pure::draw::commitment;
use gavel_proto::view::LotView;
use gavel_proto::{By, Command, Event, Hash, LotId, LotResult, Paddle, VerifierKey};

use super::script::{ZERO, instant};
use super::{Play, played};
use crate::sale;

const ENGLISH: &str = "opening 100, step 10, closes 60";

impl Play {
    fn lot(&self, viewer: Viewer) -> LotView {
        let view = self.timeline.session().view(viewer).expect("a session");
        view.lots.into_iter().next().expect("a lot")
    }
}

/// The last bid of a bidder that counts: nobody else reads it, and a struck one nobody.
#[test]
fn a_bidder_reads_his_own_last_bid() {
    let play = played(
        ENGLISH,
        "
        10 | 7     | max 200 #a      | 7 leads at 100
        11 | 9     | 110             | 7 leads at 120
        12 | 7     | max 300 #b      | taken
        13 | -     | void #b         | to be struck
        14 | clerk | confirm void #b | a bid of 7 is struck, now 7 leads at 120, closes at 60
        ",
    );
    let own = |viewer| play.lot(viewer).mine.map(|bid| (bid.amount, bid.maximum));
    let (low, high) = (sale::money("110"), sale::money("200"));
    assert_eq!(own(Viewer::Paddle(Paddle(7))), Some((None, Some(high))));
    assert_eq!(own(Viewer::Paddle(Paddle(9))), Some((Some(low), None)));
    for other in [Viewer::Paddle(Paddle(3)), Viewer::Room, Viewer::Desk] {
        assert_eq!(own(other), None, "{other:?}");
    }
}

/// Each is asked to improve his own bid; the room reads what is asked of whose turn it is.
#[test]
fn in_turns_everybody_reads_what_he_himself_is_asked() {
    let play = played(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10 | 1 | 900  | taken
        11 | 2 | 800  | taken
        60 | - | -    | 1 says 900, 2 says 800
        61 | - | open | round 2 is open, closes at 181
        ",
    );
    let asked = |viewer| play.lot(viewer).asking.map(|asking| asking.to_string());
    assert_eq!(asked(Viewer::Room).as_deref(), Some("890"));
    assert_eq!(asked(Viewer::Paddle(Paddle(1))).as_deref(), Some("890"));
    assert_eq!(asked(Viewer::Paddle(Paddle(2))).as_deref(), Some("790"));
}

/// Void and disqualified bids stay in the history, each with its reason (rule book 9).
#[test]
fn a_struck_bid_stays_in_the_history_struck_through() {
    let play = played(
        ENGLISH,
        "
        10 | 7     | 100 #a          | 7 leads at 100
        11 | 9     | 110             | 9 leads at 110
        12 | 3     | 120             | 3 leads at 120
        13 | 7     | 130             | 7 leads at 130
        14 | -     | void #a         | to be struck
        15 | clerk | confirm void #a | a bid of 7 is struck, now 7 leads at 130, closes at 60
        16 | -     | disqualify 9    | 9 is out, 9 forfeits, now 7 leads at 130, closes at 60
        ",
    );
    let points = play.lot(Viewer::Room).history;
    let told = points.iter().map(|point| (point.bidder.0, point.struck.is_some()));
    let told: Vec<_> = told.collect();
    assert_eq!(told, [(7, true), (9, true), (3, false), (7, false)]);
}

#[test]
fn whoever_was_drawn_is_shown_as_the_leader() {
    let play = played(
        "opening 100, dutch down 10 to 70, every 10, tie window 5, draw 30+40",
        "
        2  | 7 | 100  | 7 leads at 100, closes at 7
        3  | 9 | 100  | 7 leads at 100
        7  | - | -    | the round is over, 7 and 9 are tied
        8  | - | draw | a draw among 7 and 9, commit by 38
        38 | - | -    | reveal by 78, 9 is drawn without the auctioneer and 7 and 9
        ",
    );
    assert_eq!(play.lot(Viewer::Room).leader, Some(Paddle(9)));
}

#[test]
fn everybody_reads_why_a_lot_is_paused() {
    let play = played(ENGLISH, "10 | - | pause | paused");
    assert_eq!(play.lot(Viewer::Room).pause_reason, Some(sale::reason("rain")));
}

/// A round is opened with the price that its bidders are asked.
#[test]
fn the_opening_of_a_round_says_what_is_asked() {
    let envelopes = "
        10 | 1 | 900  | taken
        11 | 2 | 800  | taken
        12 | 3 | 700  | taken
        60 | - | -    | 1 says 900, 2 says 800, 3 says 700
        ";
    for (round, asked) in [
        ("english, step 10, closes 60, for the best 2", "690"),
        ("turns 10, every 120", "890"),
        ("turns 10, every 120, for the best 2", "790"),
    ] {
        let setting = format!("sealed, reverse, opening 1000, closes 60, then {round}");
        let mut play = played(&setting, envelopes);
        let open = Command::Open { lot: LotId(1) };
        let entry = play.timeline.enter(instant("61"), sale::auctioneer(), open);
        let [Event::LotOpened { asking, .. }] = entry.outcome.events() else {
            panic!("the round opens: {entry:?}");
        };
        assert_eq!(asking.map(|asking| asking.to_string()).as_deref(), Some(asked), "{round}");
    }
}

#[test]
fn a_runner_up_pays_the_royalty_that_he_bid() {
    let play = played(
        "sealed, deposit 20, discount 2500 revenue 1000 2000, closes 60",
        "
        10 | 7 | lump 100 share 1000 | taken
        11 | 9 | share 1500          | taken
        60 | - | -                   | 7 says 308, 9 says 312
        61 | - | hammer              | sold to 9 for 312
        62 | - | refuse 9            | 9 refuses 312, 9 forfeits, 7 is asked for 308
        63 | - | runner-up 7 yes     | sold to 7 for 308
        ",
    );
    let Some(LotResult::Sold { royalty: Some(royalty), .. }) = play.lot(Viewer::Room).result else {
        panic!("sold for a royalty");
    };
    assert_eq!(royalty.lump_sum, Some(sale::money("100")));
}

#[test]
fn a_bidder_reads_his_own_seat_and_the_desk_all_of_them() {
    let play =
        played("3 paddles, opening 100, step 10, closes 60", "1 | - | admit 30 | 30 is admitted");
    let view = |viewer| play.timeline.session().view(viewer).expect("a session");
    let own = view(Viewer::Paddle(Paddle(30)));
    assert_eq!(own.me.map(|me| (me.paddle, me.deposit_confirmed)), Some((Paddle(30), false)));
    assert_eq!(own.roster, None);
    let all = view(Viewer::Desk).roster.expect("the roster");
    let all: Vec<u32> = all.iter().map(|member| member.paddle.0).collect();
    assert_eq!(all, [1, 2, 3, 30]);
    assert_eq!(view(Viewer::Room).me, None);
}

/// The seed of a draw takes the journal's head as it is when all have committed, and nothing else
/// asks for a head.
#[test]
fn the_head_is_asked_for_once_when_the_commitments_are_in() {
    let wants = |play: &Play| play.timeline.session().wants_head();
    assert!(!wants(&played(ENGLISH, "10 | 7 | 100 | 7 leads at 100")));
    let tie = "
        10 | 7 | 300  | taken
        11 | 9 | 300  | taken
        60 | - | -    | 7 says 300, 9 says 300
        63 | - | draw | a draw among 7 and 9, commit by 93
        ";
    let mut play = played("sealed, closes 60, draw 30+40", tie);
    let commit = |paddle, nonce: u8| {
        let commitment = commitment(Paddle(paddle), Hash([nonce; 32]));
        (sale::bidder(paddle), Command::Commit { lot: LotId(1), commitment })
    };
    for (by, command) in [commit(7, 1), commit(9, 2)] {
        play.timeline.enter(instant("70"), by, command);
    }
    assert!(wants(&play));
    play.pass(instant("93"));
    assert!(!wants(&play));
}

/// While a lot is open a fault could do harm.
#[test]
fn the_session_knows_whether_a_lot_is_open() {
    let is_open = |story: &str| {
        let play = played("unopened, opening 100, step 10, hammer", story);
        play.timeline.session().has_open_lots()
    };
    assert!(!is_open(""));
    let open = "1 | - | open | open\n";
    assert!(is_open(open));
    assert!(is_open(&format!("{open} 2 | 7 | 100 | 7 leads at 100")));
    assert!(!is_open(&format!("{open} 2 | - | withdraw | withdrawn: rain")));
}

/// A fault from before the last entry is told from that entry on: what was decided until then stands.
#[test]
fn a_fault_is_told_from_when_it_stopped_the_lots() {
    let play = played(
        ENGLISH,
        "
        52 | 9     | 110       | 9 leads at 110
        55 | clock | vanish 45 | the bidders vanished, paused, as of 52
        ",
    );
    let faults = play.timeline.session().view(Viewer::Desk).expect("a session").faults;
    let since: Vec<_> = faults.iter().flatten().map(|reported| reported.fault.since).collect();
    assert_eq!(since, [instant("52")]);
}

#[test]
fn the_key_that_signs_already_is_not_announced_again() {
    let key = |name: &str| VerifierKey::try_from(format!("{name}+1+key")).expect("a key");
    let mut timeline = sale::begun(ZERO);
    let mut announced = |name| {
        let command = Command::SignWith { key: key(name) };
        timeline.enter(ZERO, By::Clock, command).outcome.events().len()
    };
    assert_eq!(["a", "a", "b", "a"].map(&mut announced), [1, 0, 1, 1]);
    assert_eq!(timeline.session().key_before(), Some(&key("b")));
}
