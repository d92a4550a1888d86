//! The demo's catalogue: technologies as an exchange would offer them, in both languages.

use gavel_proto::terms::{Band, Closes, English, Format, Round, Sealed, SoftClose, Text, Timed};
use gavel_proto::{Currency, Direction, Increment, Millis, Money, Pace, Terms};

/// A lot to be: its terms, and its reserve.
pub(super) struct Item {
    pub(super) terms: Terms,
    pub(super) reserve: Option<Money>,
}

impl Item {
    /// Whether the clock ends it: those lots the demo opens by itself.
    pub(super) fn is_timed(&self) -> bool {
        matches!(self.terms.round(1).pace, Pace::Timed(_))
    }
}

/// What the demo sells: millions of dong, minutes.
pub(super) fn catalogue() -> Vec<Item> {
    vec![
        item(
            "Bằng sáng chế: cảm biến khí thải cho lò hơi công nghiệp",
            "Patent: an emission sensor for industrial boilers",
            "Chuyển nhượng toàn bộ quyền sở hữu bằng sáng chế tại Việt Nam, kèm hồ sơ kỹ thuật \
             và hai ngày đào tạo. Thời hạn bảo hộ còn 14 năm.",
            "Full assignment of the patent in Viet Nam, with the technical file and two days of \
             training. Protected for another 14 years.",
            Some(200),
            english(10, timed(6)),
            Some(260),
        ),
        item(
            "Bí quyết: chế biến tinh dầu sả không dùng dung môi",
            "Know-how: lemongrass oil distilled without solvents",
            "Quyền sử dụng độc quyền tại miền Bắc trong 5 năm, ngành dược liệu và mỹ phẩm. \
             Chuyên gia hướng dẫn tại xưởng của bên mua.",
            "An exclusive licence for the north of Viet Nam, 5 years, herbal medicine and \
             cosmetics. Taught on the buyer's own premises.",
            Some(80),
            english(5, timed(9)),
            None,
        ),
        item(
            "Phần mềm: nhận dạng sâu bệnh lúa qua ảnh chụp",
            "Software: rice pests and diseases recognised from a photograph",
            "Giấy phép không độc quyền có mã nguồn, 10 năm, toàn quốc. Hồ sơ niêm phong, giá thứ \
             nhất; được thay phong bì cho đến hạn.",
            "A non-exclusive licence with source code, 10 years, nationwide. Sealed envelopes, \
             first price; an envelope may be replaced until the deadline.",
            Some(120),
            sealed(None, timed(4)),
            None,
        ),
        item(
            "Giải pháp hữu ích: gạch không nung từ tro bay",
            "Utility solution: unfired bricks from fly ash",
            "Chuyển nhượng quyền sở hữu. Đấu giá viên điều hành: mở, gọi giá ba lần, gõ búa. \
             Hãy mở lô này bằng liên kết của đấu giá viên.",
            "Assignment of ownership, paced by the auctioneer: open it, call three times, let the \
             hammer fall. Try it with the auctioneer's link.",
            Some(150),
            english(10, Pace::Hammer),
            None,
        ),
        item(
            "Đặt hàng công nghệ: xử lý nước thải làng nghề dệt nhuộm",
            "A technology wanted: waste water of dyeing villages",
            "Bên mua đặt hàng một công nghệ đạt QCVN 13; giá chào thấp nhất thắng, không vượt \
             giá trần. Hồ sơ niêm phong.",
            "The buyer orders a technology that meets QCVN 13; the lowest offer at or below the \
             ceiling wins. Sealed envelopes.",
            None,
            sealed(Some(900), timed(7)),
            None,
        )
        .reverse(),
    ]
}

impl Item {
    fn reverse(mut self) -> Self {
        self.terms.direction = Direction::Reverse;
        self
    }
}

fn item(
    vi: &str,
    en: &str,
    summary_vi: &str,
    summary_en: &str,
    opening: Option<i64>,
    round: Round,
    reserve: Option<i64>,
) -> Item {
    let text = |vi: &str, en: &str| Text { vi: vi.into(), en: en.into() };
    let terms = Terms {
        summary: text(summary_vi, summary_en),
        opening: opening.map(millions),
        ..Terms::new(text(vi, en), Currency::vnd(), vec![round])
    };
    Item { terms, reserve: reserve.map(millions) }
}

fn english(step: i64, pace: Pace) -> Round {
    let increment = Increment::Table(vec![Band { from: None, step: millions(step) }]);
    let soft_close = matches!(pace, Pace::Timed(_)).then_some(SoftClose {
        window_ms: Millis(30_000),
        extension_ms: Millis(30_000),
        cap: None,
    });
    Round::new(Format::English(English { soft_close, ..English::new(increment) }), pace)
}

fn sealed(ceiling: Option<i64>, pace: Pace) -> Round {
    let ceiling = ceiling.map(millions);
    Round::new(Format::Sealed(Sealed { ceiling, ..Sealed::default() }), pace)
}

fn timed(minutes: u64) -> Pace {
    let closes = Closes::AfterOpeningMs(Millis(minutes * 60_000));
    Pace::Timed(Timed::new(closes))
}

fn millions(amount: i64) -> Money {
    Money::new(amount * 1_000_000, 0).expect("invariant: the demo's amounts are amounts")
}
