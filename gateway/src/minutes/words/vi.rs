//! The minutes in Vietnamese: names and figures.

mod conditions;
mod facts;
mod formats;
mod labels;
mod results;
mod story;

use gavel_proto::royalty::Base;
use gavel_proto::{By, Channel, Currency, Millis, Money, Paddle, Pair, Royalty, Text, Timestamp};

use super::{Labels, Speech, Unit, capital, number, percent, units};
use crate::figures::{Marks, grouped, grouped_digits, in_hanoi, split};
use crate::language::Language;
use crate::minutes::record::Minutes;

/// Vietnamese, the language of the law that the minutes follow.
pub(in crate::minutes) struct Vietnamese;

const MARKS: Marks = Marks::of(Language::Vi);

impl Speech for Vietnamese {
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

    fn count(&self, count: u64) -> String {
        grouped_digits(&count.to_string(), MARKS)
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

    fn drawer(&self, paddle: Paddle) -> String {
        match paddle.0 {
            0 => "đấu giá viên".to_owned(),
            _ => self.paddle(paddle),
        }
    }

    fn hand(&self, by: &By) -> String {
        match by {
            By::Clock => "Đồng hồ máy chủ".to_owned(),
            By::Observer => "Người theo dõi".to_owned(),
            By::Bidder { paddle } => capital(&self.paddle(*paddle)),
            By::Clerk { officer } => format!("Thư ký {officer}"),
            By::Auctioneer { officer } => format!("Đấu giá viên {officer}"),
            By::SecondOfficer { officer } => format!("Người xác nhận thứ hai {officer}"),
            By::Auditor { officer } => format!("Kiểm tra viên {officer}"),
            By::Supervisor { officer } => format!("Giám sát viên {officer}"),
        }
    }

    fn channel(&self, channel: Channel) -> &'static str {
        match channel {
            Channel::Online => "Trực tuyến",
            Channel::Floor => "Tại phòng",
            Channel::Telephone => "Điện thoại",
        }
    }

    fn journal(&self, minutes: &Minutes) -> String {
        let until = self.moment(minutes.known_until);
        format!("{} mục, đến {until}", self.count(minutes.head.size))
    }

    fn royalty(&self, royalty: &Royalty, currency: &Currency) -> String {
        let at_once =
            royalty.lump_sum.map(|sum| format!("trả một lần {}", self.amount(sum, currency)));
        let share = royalty.share.map(|share| {
            format!("{} % {} mỗi năm", percent(share.basis_points, ','), self.base(share.of))
        });
        let minimum = royalty
            .yearly_minimum
            .map(|least| format!("tối thiểu {} mỗi năm", self.amount(least, currency)));
        // The minimum is no part of the sum: it is what a year brings at least.
        let sum: Vec<String> = [at_once, share].into_iter().flatten().collect();
        let sum = Some(sum.join(" + ")).filter(|sum| !sum.is_empty());
        [sum, minimum].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn schedule(&self, schedule: &[Pair], currency: &Currency) -> String {
        let pairs = schedule.iter().map(|pair| {
            format!("{} × {}", self.count(pair.quantity), self.amount(pair.unit_price, currency))
        });
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn base(&self, base: Base) -> &'static str {
        match base {
            Base::NetPrice => "giá bán tịnh",
            Base::NetRevenue => "doanh thu thuần",
            Base::PretaxProfit => "lợi nhuận trước thuế",
        }
    }
}
