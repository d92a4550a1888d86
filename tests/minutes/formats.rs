//! A sale with a lot of every format, and with what the law provides for when something goes wrong.

use gavel_proto::royalty::{Base, Expected, Share};
use gavel_proto::terms::{
    BelowReserve, Closes, Dutch, English, Exclusive, Format, OpenTo, Profile, Round, Sealed,
    SingleBidder, Stepped, Timed, Turns, Units,
};
use gavel_proto::{
    Channel, Command, Currency, Direction, Forecast, LotId, Millis, Offer, Pace, Paddle, Pair,
    Royalty, Terms, YesNo,
};

use super::journal::{Journal, amount, text, titled};
use crate::sale::{english, money, publish, reason, step, timed};

/// Amounts that only their owners and the desk know, and that no price ever came to.
pub(crate) const SECRETS: [&str; 2] = ["1777666555", "900800701"];

/// Lots 1 to 9: the law's own auction with a struck bid, a refusal with a runner-up, one without;
/// a Dutch lot, units, a hybrid, a royalty that awaits the seller, an exclusive licence, an
/// order in turns.
pub(crate) fn sale() -> Journal {
    let mut journal = Journal::begun();
    let family = reason("Con của thẩm định viên");
    journal.clerk(30, Command::Admit { paddle: Paddle(12), limit: None });
    journal.clerk(31, Command::Exclude { paddle: Paddle(12), reason: family });
    journal.clerk(32, Command::Admit { paddle: Paddle(13), limit: None });
    journal.clerk(33, Command::ConfirmDeposit { paddle: Paddle(13) });
    let nowhere = reason("Không đến, không báo");
    journal.auctioneer(40, Command::RecordAbsence { paddle: Paddle(13), reason: nowhere });
    struck(&mut journal);
    refused(&mut journal, 2, "1350000000");
    refused(&mut journal, 3, "1250000000");
    dutch(&mut journal);
    units(&mut journal);
    hybrid(&mut journal);
    royalty(&mut journal);
    exclusive(&mut journal);
    turns(&mut journal);
    journal
}

/// What the law describes: by the hammer, with a deposit.
fn by_law(vi: &str, en: &str) -> Terms {
    let terms = english(money("1000000000"), step(money("10000000")), Pace::Hammer);
    Terms {
        profile: Profile::PropertyAuction,
        single_bidder: SingleBidder::Refused,
        deposit: Some(money("200000000")),
        ..titled(vi, en, terms)
    }
}

fn hammer(journal: &mut Journal, second: i64, lot: LotId) {
    for call in 1..=3 {
        journal.auctioneer(second + i64::from(call), Command::Call { lot, call });
    }
    journal.auctioneer(second + 4, Command::Hammer { lot });
}

/// Lot 1: a bid from the floor for the wrong paddle is struck by two officers, and the increment
/// changes.
fn struck(journal: &mut Journal) {
    let lot = LotId(1);
    let terms = by_law("Quyền sử dụng giống lúa DT-18", "Rights in the rice variety DT-18");
    journal.auctioneer(60, publish(1, terms, None));
    journal.auctioneer(70, Command::Open { lot });
    journal.bid(80, 7, 1, amount("1000000000"));
    journal.bid_for(90, (8, Channel::Floor), 1, amount("1100000000"));
    let wrong = reason("Nhập nhầm thẻ");
    let bid_id = journal.last_bid();
    journal.auctioneer(95, Command::Void { lot, bid_id, reason: wrong });
    journal.clerk(100, Command::ConfirmVoid { lot, bid_id });
    journal.auctioneer(105, Command::SetIncrement { lot, increment: step(money("20000000")) });
    journal.bid_for(110, (10, Channel::Telephone), 1, amount("1100000000"));
    hammer(journal, 120, lot);
}

/// Lots 2 and 3: the winner refuses at 1.5 billion; a deposit of 0.2 more brings one runner-up
/// there and leaves the other short.
fn refused(journal: &mut Journal, number: u32, runner_up: &str) {
    let lot = LotId(number);
    let terms =
        by_law("Bằng độc quyền: màng lọc nước nhiễm mặn", "Patent: a membrane for brackish water");
    let at = i64::from(number) * 100;
    journal.auctioneer(at, publish(number, terms, None));
    journal.auctioneer(at + 10, Command::Open { lot });
    journal.bid(at + 20, 8, number, amount(runner_up));
    journal.bid(at + 30, 7, number, amount("1500000000"));
    hammer(journal, at + 40, lot);
    let why = reason("Không thu xếp được vốn");
    journal.auctioneer(at + 50, Command::RefuseResult { lot, paddle: Paddle(7), reason: why });
    let answer = YesNo::Yes;
    journal.auctioneer(at + 60, Command::RunnerUpAnswers { lot, paddle: Paddle(8), answer });
}

fn stepped(seconds: u64) -> Pace {
    let every_ms = Millis(seconds * 1_000);
    Pace::Stepped(Stepped { opens_at: None, opens_after_ms: None, every_ms })
}

fn after(seconds: u64) -> Pace {
    timed(Closes::AfterOpeningMs(Millis(seconds * 1_000)))
}

fn lot(vi: &str, en: &str, rounds: Vec<Round>) -> Terms {
    let terms = Terms::new(text(vi, en), Currency::vnd(), rounds);
    Terms { opening: Some(money("1000000000")), ..terms }
}

/// Lot 4: the price falls until somebody takes it, and others come too late or name another.
fn dutch(journal: &mut Journal) {
    let format = Format::Dutch(Dutch {
        decrement: money("50000000"),
        last: money("500000000"),
        tie_window_ms: Some(Millis(2_000)),
    });
    let terms = lot(
        "Nhãn hiệu và công thức nước mắm",
        "Mark and recipe of a fish sauce",
        vec![Round::new(format, stepped(10))],
    );
    journal.auctioneer(400, publish(4, terms, None));
    journal.auctioneer(410, Command::Open { lot: LotId(4) });
    journal.bid(425, 8, 4, amount("950000000"));
    journal.bid(426, 10, 4, amount("1000000000"));
    journal.bid(427, 7, 4, amount("950000000"));
    journal.bid(429, 10, 4, amount("950000000"));
    journal.auctioneer(450, Command::Hammer { lot: LotId(4) });
}

/// Lot 5: ten licences, one bidder served in part.
fn units(journal: &mut Journal) {
    let units = Units {
        pairs: 2,
        pricing: gavel_proto::terms::UnitPricing::LowestWinning,
        margin: gavel_proto::terms::Margin::ProRata,
        fills: gavel_proto::terms::Fills::Partial,
        cap: Some(8),
        replacement: gavel_proto::terms::Replacement::Refused,
    };
    let terms = lot(
        "Mười giấy phép sử dụng phần mềm kiểm định",
        "Ten licences of an inspection software",
        vec![Round::new(Format::Units(units), after(60))],
    );
    let terms = Terms { quantity: 10, opening: Some(money("10000000")), ..terms };
    let pairs = |pairs: &[(u64, &str)]| {
        let pair = |(quantity, price): &(u64, &str)| Pair {
            quantity: *quantity,
            unit_price: money(price),
        };
        Offer::Schedule(pairs.iter().map(pair).collect())
    };
    journal.auctioneer(500, publish(5, terms, None));
    journal.auctioneer(510, Command::Open { lot: LotId(5) });
    journal.bid(520, 7, 5, pairs(&[(4, "30000000"), (4, "20000000")]));
    journal.bid(521, 8, 5, pairs(&[(4, "25000000"), (2, "20000000")]));
    journal.bid(522, 9, 5, pairs(&[(3, "9000000")]));
    journal.auctioneer(580, Command::Hammer { lot: LotId(5) });
}

/// Lot 6: envelopes, then the best two in the open, one of them with a maximum.
fn hybrid(journal: &mut Journal) {
    let sealed = Round::new(Format::Sealed(Sealed::default()), after(30));
    let pace = Timed {
        opens_after_ms: Some(Millis(10_000)),
        ..Timed::new(Closes::AfterOpeningMs(Millis(60_000)))
    };
    let open = Round {
        open_to: OpenTo::Best(2),
        ..Round::new(Format::English(English::new(step(money("10000000")))), Pace::Timed(pace))
    };
    let terms =
        lot("Thuật toán xếp lịch tàu", "An algorithm for train schedules", vec![sealed, open]);
    journal.auctioneer(600, publish(6, terms, None));
    journal.auctioneer(610, Command::Open { lot: LotId(6) });
    journal.bid(615, 7, 6, amount("1200000000"));
    journal.bid(616, 8, 6, amount("1300000000"));
    journal.bid(617, 10, 6, amount("1100000000"));
    journal.bid(660, 7, 6, Offer::Maximum(money("1777666555")));
    journal.bid(665, 8, 6, amount("1400000000"));
    journal.bid(666, 10, 6, amount("1500000000"));
    journal.auctioneer(730, Command::Hammer { lot: LotId(6) });
}

/// Lot 7: royalties by their value; the best is below the reserve and the seller takes it.
fn royalty(journal: &mut Journal) {
    let forecast = Forecast {
        discount_basis_points: 1_250,
        expected: vec![Expected {
            of: Base::NetRevenue,
            yearly: ["2000000000", "4000000000", "5000000000"].map(money).to_vec(),
        }],
    };
    let format = Format::English(English::new(step(money("10000000"))));
    let terms = lot(
        "Vắc-xin cho gia cầm: quyền sản xuất",
        "A vaccine for poultry: the right to make it",
        vec![Round::new(format, after(60))],
    );
    let terms = Terms {
        opening: Some(money("100000000")),
        royalty: Some(forecast),
        below_reserve: BelowReserve::Provisional { answer_within_ms: Millis(600_000) },
        ..terms
    };
    let royalty = |sum: Option<&str>, basis_points, least: Option<&str>| {
        Offer::Royalty(Royalty {
            lump_sum: sum.map(money),
            share: Some(Share { of: Base::NetRevenue, basis_points }),
            yearly_minimum: least.map(money),
        })
    };
    journal.auctioneer(800, publish(7, terms, Some(money("900800701"))));
    journal.auctioneer(810, Command::Open { lot: LotId(7) });
    journal.bid(820, 7, 7, royalty(Some("50000000"), 300, None));
    journal.bid(830, 8, 7, royalty(Some("100000000"), 450, Some("120000000")));
    journal.auctioneer(900, Command::SellerAnswers { lot: LotId(7), answer: YesNo::Yes });
}

/// Lot 8: one exclusive licence against two; the two together are worth more.
fn exclusive(journal: &mut Journal) {
    let format = Format::Exclusive(Exclusive {
        increment: step(money("10000000")),
        shared_opening: money("400000000"),
        shared_increment: step(money("10000000")),
        soft_close: None,
    });
    let terms = lot(
        "Công nghệ sấy lạnh: độc quyền hoặc hai giấy phép",
        "Cold drying: exclusive, or two licences",
        vec![Round::new(format, after(60))],
    );
    let terms = Terms { quantity: 2, ..terms };
    let shared = |price| Offer::Schedule(vec![Pair { quantity: 1, unit_price: money(price) }]);
    journal.auctioneer(1_000, publish(8, terms, None));
    journal.auctioneer(1_010, Command::Open { lot: LotId(8) });
    journal.bid(1_020, 7, 8, amount("1000000000"));
    journal.bid(1_021, 8, 8, shared("500000000"));
    journal.bid(1_022, 9, 8, shared("600000000"));
}

/// Lot 9: an order for a technology, in envelopes and then in turns; the leader takes
/// his bid back.
fn turns(journal: &mut Journal) {
    let sealed = Round::new(Format::Sealed(Sealed::default()), after(30));
    let format = Format::Turns(Turns { increment: step(money("10000000")) });
    let terms = lot(
        "Đặt hàng: xử lý rác hữu cơ",
        "Wanted: a process for organic waste",
        vec![sealed, Round::new(format, stepped(20))],
    );
    let terms = Terms { direction: Direction::Reverse, ..terms };
    let lot = LotId(9);
    journal.auctioneer(1_100, publish(9, terms, None));
    journal.auctioneer(1_110, Command::Open { lot });
    journal.bid(1_115, 7, 9, amount("900000000"));
    journal.bid(1_116, 8, 9, amount("950000000"));
    journal.bid(1_117, 9, 9, amount("800000000"));
    journal.auctioneer(1_150, Command::Open { lot });
    journal.bid(1_155, 8, 9, amount("850000000"));
    journal.bid(1_156, 7, 9, amount("700000000"));
    journal.bid(1_175, 7, 9, amount("790000000"));
    journal.auctioneer(1_200, Command::WithdrawBid { lot, paddle: Paddle(7) });
    journal.auctioneer(1_220, Command::Hammer { lot });
}
