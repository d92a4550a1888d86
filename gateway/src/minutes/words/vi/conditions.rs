//! The terms of a lot in Vietnamese.

use gavel_proto::terms::{
    BelowReserve, Closes, DrawTimes, Grant, OpenTo, Profile, Rights, SingleBidder,
};
use gavel_proto::{Currency, Forecast, Format, Increment, Pace, Terms, Timestamp};

use super::Vietnamese;
use crate::minutes::words::{Conditions, Speech, percent, sentences};

impl Conditions for Vietnamese {
    fn rights(&self, rights: &Rights) -> String {
        let grant = match rights.grant {
            Grant::Ownership => "quyền sở hữu",
            Grant::ExclusiveLicence => "quyền sử dụng độc quyền",
            Grant::Licence => "quyền sử dụng không độc quyền",
        };
        let Rights { territory, field, term, .. } = rights;
        format!("{grant}; phạm vi: {}; lĩnh vực: {}; thời hạn: {}", territory.vi, field.vi, term.vi)
    }

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
