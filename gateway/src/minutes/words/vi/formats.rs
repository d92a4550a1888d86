//! How bids are taken and ranked in each format, in Vietnamese.

use gavel_proto::terms::{
    Cap, Dutch, English, Exclusive, Fills, LeaderBids, Margin, Pricing, Replacement, Sealed,
    SoftClose, UnitPricing, Units,
};
use gavel_proto::{Direction, Terms};

use super::Vietnamese;
use crate::minutes::words::Speech;

impl Vietnamese {
    pub(super) fn english(&self, english: &English, terms: &Terms) -> Vec<String> {
        let best = match terms.direction {
            Direction::Forward => "Đấu giá công khai, trả giá lên: giá cao nhất thắng",
            Direction::Reverse => "Đấu giá công khai, trả giá xuống: giá thấp nhất thắng",
        };
        let increment = self.increment(&english.increment, &terms.currency);
        let mut parts = vec![best.to_owned(), format!("Bước giá: {increment}")];
        parts.extend(
            english
                .max_jump_steps
                .map(|steps| format!("Trả vượt quá {steps} bước giá phải xác nhận")),
        );
        match english.leader_bids {
            LeaderBids::Refused => {}
            LeaderBids::Accepted => {
                parts.push("Người dẫn đầu được tự trả giá cao hơn".to_owned());
            }
        }
        parts.extend(english.soft_close.map(|soft| self.soft_close(soft)));
        parts.extend(
            english.until_left.map(|left| format!("Vòng kết thúc khi chỉ còn {left} người")),
        );
        parts
    }

    fn soft_close(&self, soft: SoftClose) -> String {
        let (window, extension) = (self.length(soft.window_ms), self.length(soft.extension_ms));
        let cap = match soft.cap {
            None => String::new(),
            Some(Cap::Moves(moves)) => format!(", nhiều nhất {moves} lần"),
            Some(Cap::LatestAt(at)) => format!(", muộn nhất {}", self.moment(at)),
        };
        format!(
            "Trả giá trong {window} cuối thì giờ kết thúc lùi đến {extension} sau lần trả giá \
             đó{cap}"
        )
    }

    pub(super) fn sealed(&self, sealed: &Sealed, terms: &Terms) -> Vec<String> {
        let wins = match (sealed.pricing, terms.direction) {
            (Pricing::FirstPrice, Direction::Forward) => {
                "giá hợp lệ cao nhất thắng theo đúng giá đã ghi"
            }
            (Pricing::FirstPrice, Direction::Reverse) => {
                "giá hợp lệ thấp nhất thắng theo đúng giá đã ghi"
            }
            (Pricing::SecondPrice, Direction::Forward) => {
                "giá hợp lệ cao nhất thắng và trả theo giá cao thứ hai của người khác"
            }
            (Pricing::SecondPrice, Direction::Reverse) => {
                "giá hợp lệ thấp nhất thắng và được trả theo giá thấp thứ hai của người khác"
            }
        };
        let amount = |amount| self.amount(amount, &terms.currency);
        let mut parts = vec![format!("Trả giá kín bằng phong bì: {wins}")];
        parts.extend(sealed.floor.map(|floor| format!("Giá sàn: {}", amount(floor))));
        parts.extend(sealed.ceiling.map(|ceiling| format!("Giá trần: {}", amount(ceiling))));
        parts.push(replacement(sealed.replacement));
        parts
    }

    pub(super) fn units(&self, units: &Units, terms: &Terms) -> Vec<String> {
        let pricing = match units.pricing {
            UnitPricing::PayAsBid => "mỗi người trả đúng đơn giá của mình",
            UnitPricing::LowestWinning => "mọi người trúng trả đơn giá trúng thấp nhất",
            UnitPricing::HighestLosing => "mọi người trúng trả đơn giá cao nhất không trúng",
        };
        let margin = match units.margin {
            Margin::ProRata => "theo tỷ lệ số lượng",
            Margin::BySequence => "theo thứ tự nộp",
        };
        let fills = match units.fills {
            Fills::Partial => "Số lượng có thể được đáp ứng một phần",
            Fills::Whole => "Số lượng chỉ được đáp ứng trọn vẹn",
        };
        let mut parts = vec![
            format!(
                "Trả giá kín cho {} đơn vị giống nhau, đơn giá tốt nhất được trước; {pricing}",
                self.count(terms.quantity)
            ),
            format!("Mỗi người ghi nhiều nhất {} mức giá", units.pairs),
            format!("Ở mức giá mà số lượng hết, chia {margin}"),
            fills.to_owned(),
        ];
        parts.extend(
            units.cap.map(|cap| format!("Mỗi người mua nhiều nhất {} đơn vị", self.count(cap))),
        );
        parts.push(replacement(units.replacement));
        parts
    }

    pub(super) fn exclusive(&self, exclusive: &Exclusive, terms: &Terms) -> Vec<String> {
        let currency = &terms.currency;
        let mut parts = vec![
            format!(
                "Đấu giá công khai giữa một giấy phép độc quyền và {} giấy phép thường: bên có tổng \
                 giá trị cao hơn thắng",
                self.count(terms.quantity)
            ),
            format!("Độc quyền: bước giá {}", self.increment(&exclusive.increment, currency)),
            format!(
                "Giấy phép thường: khởi điểm {}, bước giá {}",
                self.amount(exclusive.shared_opening, currency),
                self.increment(&exclusive.shared_increment, currency)
            ),
        ];
        parts.extend(exclusive.soft_close.map(|soft| self.soft_close(soft)));
        parts
    }

    pub(super) fn dutch(&self, dutch: &Dutch, terms: &Terms) -> Vec<String> {
        let step = self.amount(dutch.decrement, &terms.currency);
        let last = self.amount(dutch.last, &terms.currency);
        let falls = match terms.direction {
            Direction::Forward => format!(
                "Đặt giá xuống: từ giá khởi điểm mỗi nấc giảm {step}, đến {last}; người chấp nhận \
                 giá trước thắng"
            ),
            Direction::Reverse => format!(
                "Đặt giá lên: từ giá khởi điểm mỗi nấc tăng {step}, đến {last}; người chấp nhận giá \
                 trước thắng"
            ),
        };
        let tie = dutch.tie_window_ms.map(|window| {
            format!("Những người chấp nhận cùng một giá trong {} thì bốc thăm", self.length(window))
        });
        [Some(falls), tie].into_iter().flatten().collect()
    }
}

fn replacement(replacement: Replacement) -> String {
    match replacement {
        Replacement::Allowed => {
            "Được thay phong bì cho đến hết giờ; chỉ phong bì nộp sau cùng được tính"
        }
        Replacement::Refused => "Không được thay phong bì",
    }
    .to_owned()
}
