//! The minutes in Vietnamese.

mod labels;

use gavel_proto::terms::{Closes, SoftClose};
use gavel_proto::{
    By, Currency, Direction, EnvelopeFault, Format, Increment, LotResult, Millis, Money, Pace,
    Paddle, Reserve, Terms, Text, Timestamp,
};

use super::figures::{Marks, grouped, in_hanoi, split};
use super::{Labels, Unit, Words, capital, number, paddles, percent, units};
use crate::minutes::record::{Ending, Fact, Ground, Minutes, Opening};

/// Vietnamese, the language of the law that the minutes follow.
pub(in crate::minutes) struct Vietnamese;

const MARKS: Marks = Marks { group: '.', point: ',' };

impl Words for Vietnamese {
    fn labels(&self) -> &'static Labels {
        &labels::LABELS
    }

    fn text<'a>(&self, text: &'a Text) -> &'a str {
        &text.vi
    }

    fn amount(&self, amount: Money, currency: &Currency) -> String {
        let sign = if currency.code == "VND" { "₫" } else { &currency.code };
        format!("{}\u{a0}{sign}", grouped(amount, MARKS))
    }

    fn spelled(&self, amount: Money, currency: &Currency) -> String {
        let (whole, minor) = split(amount);
        let mut words: Vec<String> = whole.parse().map(number::vietnamese).into_iter().collect();
        if minor.bytes().any(|digit| digit != b'0') {
            words.push("phẩy".to_owned());
            let digits = minor.chars().filter_map(|digit| digit.to_digit(10));
            words.extend(digits.map(|digit| number::vietnamese(digit.into())));
        }
        let name = if currency.code == "VND" { "đồng" } else { &currency.code };
        capital(&format!("{} {name}", words.join(" ")))
    }

    fn moment(&self, at: Timestamp) -> String {
        in_hanoi(at, "%H:%M:%S ngày %d/%m/%Y")
    }

    fn second(&self, at: Timestamp) -> String {
        in_hanoi(at, "%d/%m/%Y %H:%M:%S")
    }

    fn microsecond(&self, at: Timestamp) -> String {
        in_hanoi(at, "%d/%m/%Y %H:%M:%S%.6f")
    }

    fn length(&self, length: Millis) -> String {
        let (count, unit) = units(length);
        let unit = match unit {
            Unit::Days => "ngày",
            Unit::Hours => "giờ",
            Unit::Minutes => "phút",
            Unit::Seconds => "giây",
            Unit::Milliseconds => "mili giây",
        };
        format!("{count} {unit}")
    }

    fn paddle(&self, paddle: Paddle) -> String {
        format!("thẻ số {paddle}")
    }

    fn hand(&self, by: &By) -> String {
        match by {
            By::Clock => "Đồng hồ máy chủ".to_owned(),
            By::Observer => "Người theo dõi".to_owned(),
            By::Bidder { paddle } => capital(&self.paddle(*paddle)),
            By::Clerk { officer } => format!("Thư ký {officer}"),
            By::Auctioneer { officer } => format!("Đấu giá viên {officer}"),
            By::Auditor { officer } => format!("Kiểm tra viên {officer}"),
        }
    }

    fn journal(&self, minutes: &Minutes) -> String {
        let until = self.moment(minutes.known_until);
        format!("{} mục, đến {until}", minutes.entries)
    }

    fn format(&self, terms: &Terms) -> &'static str {
        match (&terms.round().format, terms.direction) {
            (Format::English(_), Direction::Forward) => {
                "Đấu giá công khai, trả giá lên: giá cao nhất thắng"
            }
            (Format::English(_), Direction::Reverse) => {
                "Đấu giá công khai, trả giá xuống: giá thấp nhất thắng"
            }
            (Format::Sealed(_), Direction::Forward) => {
                "Trả giá kín bằng phong bì, một vòng: giá hợp lệ cao nhất thắng theo đúng giá đã ghi"
            }
            (Format::Sealed(_), Direction::Reverse) => {
                "Chào giá kín bằng phong bì, một vòng: giá hợp lệ thấp nhất thắng theo đúng giá đã ghi"
            }
        }
    }

    fn increment(&self, increment: &Increment, currency: &Currency) -> String {
        match increment {
            Increment::BasisPoints(share) => format!("{} % giá hiện tại", percent(*share, ',')),
            Increment::Table(bands) => {
                let bands = bands.iter().map(|band| {
                    let step = self.amount(band.step, currency);
                    match band.from {
                        None => step,
                        Some(from) => format!("{step} từ mức {}", self.amount(from, currency)),
                    }
                });
                bands.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn soft_close(&self, soft: SoftClose) -> String {
        let (window, extension) = (self.length(soft.window_ms), self.length(soft.extension_ms));
        format!(
            "Trả giá trong {window} cuối thì giờ kết thúc lùi đến {extension} sau lần trả giá đó"
        )
    }

    fn pace(&self, pace: &Pace) -> String {
        let Pace::Timed(timed) = pace else {
            return "Do đấu giá viên điều hành; gõ búa sau ba lần nhắc giá".to_owned();
        };
        let opens = timed.opens_at.map_or_else(
            || "Đấu giá viên mở".to_owned(),
            |at| format!("Mở lúc {}", self.moment(at)),
        );
        let closes = match timed.closes {
            Closes::At(at) => format!("kết thúc lúc {}", self.moment(at)),
            Closes::AfterOpeningMs(length) => format!("kết thúc sau {}", self.length(length)),
            Closes::AfterFirstBidMs(length) => {
                format!("kết thúc {} sau lần trả giá đầu tiên", self.length(length))
            }
        };
        format!("{opens}; {closes}")
    }

    fn opening(&self, opening: &Opening) -> String {
        let (valid, invalid) = opening.counts();
        let closed_at = self.moment(opening.closed_at);
        format!(
            "Hết giờ trả giá lúc {closed_at}. Số phong bì thu về: {}; hợp lệ: {valid}; không hợp \
             lệ: {invalid}.",
            valid + invalid
        )
    }

    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str {
        match fault {
            None => "Hợp lệ",
            Some(EnvelopeFault::Disqualified) => "Không: bị truất quyền",
            Some(EnvelopeFault::MissesOpening) => "Không: không đạt giá khởi điểm",
            Some(EnvelopeFault::BelowFloor) => "Không: dưới giá sàn",
            Some(EnvelopeFault::AboveCeiling) => "Không: trên giá trần",
            Some(EnvelopeFault::OffGrid) => "Không: lệch nấc giá",
        }
    }

    fn ending(&self, ending: &Ending, currency: &Currency) -> String {
        match (&ending.result, ending.best) {
            (LotResult::Sold { paddle, .. }, _) => {
                format!("Đấu giá thành, {} trúng đấu giá.", self.paddle(*paddle))
            }
            (LotResult::Passed, Some((paddle, price))) => format!(
                "Không bán: giá tốt nhất là {} của {} không đạt giá bảo lưu.",
                self.amount(price, currency),
                self.paddle(paddle)
            ),
            (LotResult::Passed, None) => {
                "Không bán: đấu giá viên kết thúc lô khi chưa có ai trả giá hợp lệ.".to_owned()
            }
            (LotResult::Failed, _) => "Đấu giá không thành: không có ai trả giá hợp lệ.".to_owned(),
            (LotResult::Withdrawn { reason }, _) => {
                format!("Lô bị rút khỏi phiên. Lý do: {reason}")
            }
        }
    }

    fn draw(&self, ending: &Ending) -> String {
        let tied = paddles(&ending.drawn_among);
        format!("Các phong bì tốt nhất bằng nhau (thẻ số {tied}); người trúng được bốc thăm.")
    }

    fn result(&self, ending: Option<&Ending>) -> &'static str {
        match ending.map(|ending| &ending.result) {
            None => "Chưa kết thúc",
            Some(LotResult::Sold { .. }) => "Đấu giá thành",
            Some(LotResult::Passed) => "Không bán",
            Some(LotResult::Failed) => "Không thành",
            Some(LotResult::Withdrawn { .. }) => "Đã rút",
        }
    }

    fn fact(&self, fact: &Fact, currency: &Currency) -> String {
        let until = |closes_at: &Option<Timestamp>| {
            closes_at.map_or_else(String::new, |at| format!(", kết thúc lúc {}", self.moment(at)))
        };
        match fact {
            Fact::Published { reserve: Reserve::None } => "Công bố lô".to_owned(),
            Fact::Published { .. } => "Công bố lô; có giá bảo lưu".to_owned(),
            Fact::Opened { closes_at, asking: Some(asking) } => {
                let asking = self.amount(*asking, currency);
                format!("Mở trả giá từ {asking}{}", until(closes_at))
            }
            Fact::Opened { closes_at, asking: None } => {
                format!("Mở nhận phong bì{}", until(closes_at))
            }
            Fact::Price { price, leader, asking, reserve } => format!(
                "Trả giá: giá {}, {} dẫn đầu; giá phải trả tiếp theo {}{}",
                self.amount(*price, currency),
                self.paddle(*leader),
                self.amount(*asking, currency),
                match reserve {
                    Reserve::None => "",
                    Reserve::NotMet => "; chưa đạt giá bảo lưu",
                    Reserve::Met => "; đã đạt giá bảo lưu",
                }
            ),
            Fact::Deadline { closes_at } => {
                format!("Giờ kết thúc mới: {}", self.moment(*closes_at))
            }
            Fact::Paused { reason } => format!("Tạm dừng: {reason}"),
            Fact::Resumed { closes_at } => format!("Tiếp tục{}", until(closes_at)),
            Fact::Called { call } => format!("Nhắc giá lần {call}"),
            Fact::EnvelopeIn => "Nộp phong bì".to_owned(),
            Fact::EnvelopesOpened { count } => format!("Mở {count} phong bì"),
            Fact::Barred { paddle, reason } => {
                format!("Truất quyền {}: {reason}", self.paddle(*paddle))
            }
            Fact::Ended { closed_at, result } => {
                let outcome = match result {
                    LotResult::Sold { paddle, price } => {
                        let price = self.amount(*price, currency);
                        format!("bán cho {} với giá {price}", self.paddle(*paddle))
                    }
                    LotResult::Passed => "không bán".to_owned(),
                    LotResult::Failed => "không thành".to_owned(),
                    LotResult::Withdrawn { reason } => format!("rút khỏi phiên: {reason}"),
                };
                format!("Kết thúc lúc {}: {outcome}", self.moment(*closed_at))
            }
            Fact::BidRefused { ground } => {
                format!("Trả giá không được nhận: {}", self.ground(ground, currency))
            }
            Fact::Tied { paddles: tied } => {
                format!("Phong bì tốt nhất bằng nhau, phải bốc thăm: thẻ số {}", paddles(tied))
            }
        }
    }

    fn ground(&self, ground: &Ground, currency: &Currency) -> String {
        match ground {
            Ground::NotOpen => "chưa mở trả giá".to_owned(),
            Ground::Paused => "lô đang tạm dừng".to_owned(),
            Ground::Closed { closed_at } => format!("đã hết giờ lúc {}", self.moment(*closed_at)),
            Ground::Barred { reason } => format!("đã bị truất quyền ({reason})"),
            Ground::OffGrid { grid } => format!("lệch nấc giá {}", self.amount(*grid, currency)),
            Ground::BelowAsking { asking } => {
                format!("dưới giá phải trả {}", self.amount(*asking, currency))
            }
        }
    }
}
