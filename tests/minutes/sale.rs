//! A sale that has everything in it that minutes must tell, and secrets that they must not.

use gavel_engine::pure::draw::{AUCTIONEER, commitment};
use gavel_proto::terms::{Closes, Format, Sealed, SoftClose};
use gavel_proto::{Command, Direction, Hash, LotId, Millis, Money, Offer, Pace, Paddle};

use super::journal::{Journal, amount, text, titled};
use crate::sale::{english, money, publish, reason, sealed, step, timed};

/// Amounts that only their owners and the desk know, and that no price ever came to.
pub(crate) const SECRETS: [&str; 6] =
    ["123456789", "176543210", "987654321", "255111111", "333222111", "777888999"];

/// A title that means something to every format.
pub(super) const HOSTILE: &str = r#"#[evil] *x* $y$ <b>b</b> &amp; "q" {{ papers }} \ #let x = 1"#;

/// The whole sale: sold, passed, failed, drawn, withdrawn, and one lot that has not opened.
pub(crate) fn sale() -> Journal {
    let mut journal = Journal::begun();
    sold(&mut journal);
    passed(&mut journal);
    failed(&mut journal);
    drawn(&mut journal);
    withdrawn(&mut journal);
    let terms = english(money("50000000"), step(money("5000000")), Pace::Hammer);
    journal.auctioneer(5_000, publish(6, titled(HOSTILE, HOSTILE, terms), None));
    journal
}

/// Lot 1: by the clock, with a pause, a late bid, a disqualification, and a maximum that was beaten.
fn sold(journal: &mut Journal) {
    let after_ten_minutes = timed(Closes::AfterOpeningMs(Millis(600_000)));
    let mut terms = titled(
        "Bằng sáng chế: cảm biến khí thải cho lò hơi công nghiệp",
        "Patent: an emission sensor for industrial boilers",
        english(money("100000000"), step(money("10000000")), after_ten_minutes),
    );
    terms.summary = text(
        "Chuyển nhượng toàn bộ quyền sở hữu bằng sáng chế tại Việt Nam, kèm hồ sơ kỹ thuật và hai \
         ngày đào tạo. Thời hạn bảo hộ còn 14 năm.",
        "Full assignment of the patent in Viet Nam, with the technical file and two days of \
         training. Protected for another 14 years.",
    );
    if let Format::English(english) = &mut terms.rounds[0].format {
        let half_a_minute = Millis(30_000);
        english.soft_close =
            Some(SoftClose { window_ms: half_a_minute, extension_ms: half_a_minute, cap: None });
    }
    journal.auctioneer(60, publish(1, terms, Some(money("123456789"))));
    journal.auctioneer(100, Command::Open { lot: LotId(1) });
    journal.bid(110, 7, 1, amount("100000000"));
    journal.bid(120, 9, 1, amount("105000000"));
    journal.bid(130, 7, 1, amount("130000000"));
    journal.bid(131, 9, 1, amount("130000000"));
    let light = reason("Mất điện trong phòng đấu giá");
    journal.auctioneer(200, Command::Pause { lot: LotId(1), reason: light });
    journal.bid(210, 9, 1, amount("140000000"));
    journal.auctioneer(320, Command::Resume { lot: LotId(1) });
    journal.bid(400, 8, 1, Offer::Maximum(money("176543210")));
    journal.bid(420, 9, 1, Offer::AskingAtMost(money("777888999")));
    journal.bid(430, 9, 1, amount("999000000"));
    let barred = reason("Thông đồng với thẻ số 8");
    journal
        .auctioneer(500, Command::Disqualify { lot: LotId(1), paddle: Paddle(10), reason: barred });
    journal.bid(510, 10, 1, amount("200000000"));
    journal.bid(800, 7, 1, amount("180000000"));
    journal.bid(1_000, 9, 1, amount("190000000"));
}

/// Lot 2: by the hammer, with calls that a bid sets back, and a reserve that nobody reaches.
fn passed(journal: &mut Journal) {
    let terms = titled(
        "Bí quyết: chế biến tinh dầu sả không dùng dung môi",
        "Know-how: lemongrass oil distilled without solvents",
        english(money("80000000"), step(money("5000000")), Pace::Hammer),
    );
    let lot = LotId(2);
    journal.auctioneer(1_100, publish(2, terms, Some(money("987654321"))));
    journal.auctioneer(1_110, Command::Open { lot });
    journal.bid(1_120, 8, 2, amount("80000000"));
    journal.auctioneer(1_130, Command::Call { lot, call: 1 });
    journal.auctioneer(1_140, Command::Call { lot, call: 2 });
    journal.bid(1_145, 9, 2, amount("85000000"));
    for (second, call) in [(1_150, 1), (1_160, 2), (1_170, 3)] {
        journal.auctioneer(second, Command::Call { lot, call });
    }
    journal.auctioneer(1_180, Command::Hammer { lot });
}

/// Lot 3: nobody bids.
fn failed(journal: &mut Journal) {
    let terms = titled(
        "Phần mềm: nhận dạng sâu bệnh lúa",
        "Software: rice pests recognised",
        english(
            money("60000000"),
            step(money("5000000")),
            timed(Closes::AfterOpeningMs(Millis(60_000))),
        ),
    );
    journal.auctioneer(1_200, publish(3, terms, None));
    journal.auctioneer(1_210, Command::Open { lot: LotId(3) });
}

/// Lot 4: sealed, with an envelope that was replaced, one too low, one that no longer counts, and
/// a tie.
fn drawn(journal: &mut Journal) {
    let mut terms = titled(
        "Giải pháp hữu ích: gạch không nung từ tro bay",
        "Utility solution: unfired bricks from fly ash",
        sealed(Direction::Forward, envelopes(), timed(Closes::AfterOpeningMs(Millis(300_000)))),
    );
    terms.opening = Some(money("100000000"));
    journal.auctioneer(1_300, publish(4, terms, None));
    journal.auctioneer(1_310, Command::Open { lot: LotId(4) });
    journal.bid(1_320, 7, 4, amount("250000000"));
    journal.bid(1_330, 9, 4, amount("255111111"));
    journal.bid(1_340, 8, 4, amount("250000000"));
    journal.bid(1_350, 9, 4, amount("240000000"));
    journal.bid(1_360, 10, 4, amount("90000000"));
    let forged = reason("Giấy ủy quyền không hợp lệ");
    journal.auctioneer(
        1_700,
        Command::Disqualify { lot: LotId(4), paddle: Paddle(9), reason: forged },
    );
    let lot = LotId(4);
    journal.auctioneer(1_710, Command::Hammer { lot });
    journal.auctioneer(1_720, Command::Draw { lot });
    for (second, hand) in [(1_730, AUCTIONEER), (1_740, Paddle(7)), (1_750, Paddle(8))] {
        let commitment = commitment(hand, nonce(hand));
        journal.hand(second, hand, Command::Commit { lot, commitment });
    }
    // Paddle 8 committed and never reveals.
    for (second, hand) in [(1_760, AUCTIONEER), (1_770, Paddle(7))] {
        journal.hand(second, hand, Command::Reveal { lot, nonce: nonce(hand) });
    }
    journal.auctioneer(1_900, Command::Hammer { lot });
}

/// What somebody keeps to himself until it is revealed.
pub(super) fn nonce(hand: Paddle) -> Hash {
    Hash([u8::try_from(hand.0).expect("a small number") + 0xa0; 32])
}

/// Lot 5: sealed, and taken out of the sale with its envelopes unopened.
fn withdrawn(journal: &mut Journal) {
    let terms = titled(
        "Đặt hàng công nghệ: xử lý nước thải làng nghề dệt nhuộm",
        "A technology wanted: waste water of dyeing villages",
        sealed(Direction::Reverse, envelopes(), timed(Closes::AfterOpeningMs(Millis(300_000)))),
    );
    let lot = LotId(5);
    journal.auctioneer(2_000, publish(5, terms, None));
    journal.auctioneer(2_010, Command::Open { lot });
    journal.bid(2_020, 7, 5, amount("333222111"));
    let cause = reason("Bên đặt hàng rút yêu cầu");
    journal.auctioneer(2_030, Command::Withdraw { lot, reason: cause });
}

fn envelopes() -> Sealed {
    Sealed::default()
}

/// A lot that 7 leads with a maximum, and 8 bids below it: what the room hears is the same for
/// every maximum that is high enough.
pub(super) fn led_with(maximum: Money) -> Journal {
    let mut journal = Journal::begun();
    let pace = timed(Closes::AfterOpeningMs(Millis(60_000)));
    let terms = english(money("100"), step(money("10")), pace);
    journal.auctioneer(60, publish(1, terms, None));
    journal.auctioneer(70, Command::Open { lot: LotId(1) });
    journal.bid(80, 7, 1, Offer::Maximum(maximum));
    journal.bid(90, 8, 1, amount("150"));
    journal.bid(100, 7, 1, Offer::Maximum(maximum.plus(money("7"))));
    journal.bid(140, 8, 1, amount("200"));
    journal
}
