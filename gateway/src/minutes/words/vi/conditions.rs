//! The terms of a lot in Vietnamese.

use gavel_proto::terms::{
    BelowReserve, Cap, Closes, DrawTimes, Dutch, English, Exclusive, Fills, LeaderBids, Margin,
    OpenTo, Pricing, Profile, Replacement, Sealed, SingleBidder, SoftClose, UnitPricing, Units,
};
use gavel_proto::{Currency, Direction, Forecast, Format, Increment, Pace, Terms, Timestamp};

use super::Vietnamese;
use crate::minutes::words::{Conditions, Speech, percent, sentences};

impl Conditions for Vietnamese {
    fn profile(&self, profile: Profile) -> String {
        let version = profile.rules().version;
        match profile {
            Profile::PropertyAuction => {
                format!("Luật Đấu giá tài sản số 01/2016/QH14 (bộ quy tắc {version})")
            }
            Profile::NegotiatedCompetition => format!(
                "Giá do các bên thỏa thuận, Điều 27 Luật Chuyển giao công nghệ số 07/2017/QH14 \
                 (bộ quy tắc {version}); kết quả là lời mời ký hợp đồng"
            ),
        }
    }

    fn below_reserve(&self, below: BelowReserve) -> String {
        match below {
            BelowReserve::Passed => "Không bán".to_owned(),
            BelowReserve::Provisional { answer_within_ms } => format!(
                "Người có tài sản trả lời có bán hay không trong {}; không trả lời thì không bán",
                self.length(answer_within_ms)
            ),
        }
    }

    fn single_bidder(&self, single: &SingleBidder) -> String {
        match single {
            SingleBidder::Accepted => "Được nhận".to_owned(),
            SingleBidder::Refused => "Không được nhận: lô không thành".to_owned(),
            SingleBidder::Consented(document) => {
                format!("Được nhận, theo văn bản đồng ý của người có tài sản: {document}")
            }
        }
    }

    fn draw_times(&self, draw: DrawTimes) -> String {
        format!(
            "{} để cam kết, {} để công bố số bí mật",
            self.length(draw.commit_ms),
            self.length(draw.reveal_ms)
        )
    }

    fn forecast(&self, forecast: &Forecast, currency: &Currency) -> String {
        let bases = forecast.expected.iter().map(|expected| {
            let years = expected.yearly.iter().map(|amount| self.amount(*amount, currency));
            format!("{}: {}", self.base(expected.of), years.collect::<Vec<_>>().join(", "))
        });
        format!(
            "Theo giá trị hiện tại ròng, chiết khấu {} % mỗi năm, trong {} năm. Dự báo cho từng \
             năm: {}",
            percent(forecast.discount_basis_points, ','),
            forecast.years(),
            bases.collect::<Vec<_>>().join("; ")
        )
    }

    fn round(&self, terms: &Terms, round: u32) -> String {
        let held = terms.round(round);
        let mut parts = match &held.format {
            Format::English(english) => self.english(english, terms),
            Format::Sealed(sealed) => self.sealed(sealed, terms),
            Format::Units(units) => self.units(units, terms),
            Format::Exclusive(exclusive) => self.exclusive(exclusive, terms),
            Format::Dutch(dutch) => self.dutch(dutch, terms),
            Format::Turns(turns) => vec![
                "Trả giá theo lượt, người có giá kém nhất đi trước; giá mới thay giá cũ của chính \
                 mình"
                    .to_owned(),
                format!(
                    "Mỗi lần phải tốt hơn ít nhất {}",
                    self.increment(&turns.increment, &terms.currency)
                ),
            ],
        };
        if round != 1 || held.open_to != OpenTo::Everybody {
            parts.push(open_to(held.open_to));
        }
        parts.push(self.pace(&held.pace));
        if 1 < held.times {
            parts.push(format!(
                "Vòng được lặp lại khi lần trước có giá tốt hơn, nhiều nhất {} lần",
                held.times
            ));
        }
        sentences(parts)
    }
}

fn open_to(open_to: OpenTo) -> String {
    match open_to {
        OpenTo::Everybody => "Dành cho mọi người tham gia".to_owned(),
        OpenTo::Bidders => "Dành cho những người đã trả giá hợp lệ ở lần trước".to_owned(),
        OpenTo::Best(count) => format!("Dành cho {count} người trả giá tốt nhất"),
        OpenTo::WithinBasisPoints(points) => {
            format!(
                "Dành cho những người có giá cách giá tốt nhất không quá {} %",
                percent(points, ',')
            )
        }
        OpenTo::Tied => "Dành cho những người cùng trả giá tốt nhất bằng nhau".to_owned(),
        OpenTo::LastWindow => {
            "Dành cho những người đã trả giá trong khoảng gia hạn cuối cùng".to_owned()
        }
        OpenTo::AllButLeader => "Dành cho mọi người trừ người dẫn đầu".to_owned(),
        OpenTo::LeaderOf(round) => format!("Dành cho người dẫn đầu vòng {round}"),
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

impl Vietnamese {
    pub(super) fn increment(&self, increment: &Increment, currency: &Currency) -> String {
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

    fn english(&self, english: &English, terms: &Terms) -> Vec<String> {
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

    fn sealed(&self, sealed: &Sealed, terms: &Terms) -> Vec<String> {
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

    fn units(&self, units: &Units, terms: &Terms) -> Vec<String> {
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

    fn exclusive(&self, exclusive: &Exclusive, terms: &Terms) -> Vec<String> {
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

    fn dutch(&self, dutch: &Dutch, terms: &Terms) -> Vec<String> {
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

    fn pace(&self, pace: &Pace) -> String {
        match pace {
            Pace::Hammer => "Do đấu giá viên điều hành; gõ búa sau ba lần nhắc giá".to_owned(),
            Pace::Timed(timed) => {
                let closes = match timed.closes {
                    Closes::At(at) => format!("kết thúc lúc {}", self.moment(at)),
                    Closes::AfterOpeningMs(length) => {
                        format!("kết thúc sau {}", self.length(length))
                    }
                    Closes::AfterFirstBidMs(length) => {
                        format!("kết thúc {} sau lần trả giá đầu tiên", self.length(length))
                    }
                };
                format!("{}; {closes}", self.opens(timed.opens_at, pace))
            }
            Pace::Stepped(stepped) => format!(
                "{}; mỗi nấc hoặc mỗi lượt {}",
                self.opens(stepped.opens_at, pace),
                self.length(stepped.every_ms)
            ),
        }
    }

    fn opens(&self, opens_at: Option<Timestamp>, pace: &Pace) -> String {
        match (opens_at, pace.opens_after()) {
            (Some(at), _) => format!("Mở lúc {}", self.moment(at)),
            (None, Some(after)) => format!("Tự mở {} sau vòng trước", self.length(after)),
            (None, None) => "Đấu giá viên mở".to_owned(),
        }
    }
}
