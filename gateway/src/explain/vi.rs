//! The terms of a lot in Vietnamese.

mod format;
mod round;

use gavel_proto::royalty::{Base, Forecast};
use gavel_proto::terms::{BelowReserve, Format, Grant, Profile, Rights, SingleBidder};
use gavel_proto::{Direction, Terms};

use super::{Figures, draws_ties, waits_for_the_hammer};

/// What these terms mean, in the order in which a bidder needs it.
pub(super) fn sentences(terms: &Terms, figures: Figures<'_>) -> Vec<String> {
    let mut said = vec![format!("{}.", terms.title.vi)];
    said.extend(terms.rights.as_ref().map(rights));
    said.push(object(terms, figures));
    said.extend(amounts(terms, figures));
    said.extend(terms.royalty.as_ref().map(|forecast| royalty(forecast, figures)));
    if 1 < terms.rounds.len() {
        let rounds = terms.rounds.len();
        said.push(format!(
            "Cuộc bán gồm {rounds} vòng; mức giá tốt nhất của một vòng vẫn ràng buộc ở mọi vòng sau."
        ));
    }
    for (index, round) in terms.rounds.iter().enumerate() {
        said.extend(round::sentences(terms, index, round, figures));
    }
    said.extend(ties(terms, figures));
    if waits_for_the_hammer(terms) {
        said.push("Kết quả được xác lập khi đấu giá viên gõ búa.".into());
    }
    said.push(below_reserve(terms, figures));
    said.push(single_bidder(&terms.single_bidder));
    said.push(profile(terms.profile));
    said
}

/// How the words turn round in a reverse lot.
#[derive(Clone, Copy)]
struct Sense {
    least: &'static str,
    above: &'static str,
    highest: &'static str,
    falls: &'static str,
    down: &'static str,
    limit: &'static str,
}

const fn sense(direction: Direction) -> Sense {
    match direction {
        Direction::Forward => Sense {
            least: "không thấp hơn",
            above: "cao hơn",
            highest: "cao nhất",
            falls: "giảm",
            down: "xuống đến",
            limit: "tối đa",
        },
        Direction::Reverse => Sense {
            least: "không cao hơn",
            above: "thấp hơn",
            highest: "thấp nhất",
            falls: "tăng",
            down: "lên đến",
            limit: "tối thiểu",
        },
    }
}

fn rights(rights: &Rights) -> String {
    let grant = match rights.grant {
        Grant::Ownership => "Bán quyền sở hữu",
        Grant::ExclusiveLicence => "Bán quyền sử dụng độc quyền",
        Grant::Licence => "Bán quyền sử dụng không độc quyền",
    };
    format!(
        "{grant}; phạm vi: {}; lĩnh vực: {}; thời hạn: {}.",
        rights.territory.vi, rights.field.vi, rights.term.vi
    )
}

fn object(terms: &Terms, figures: Figures<'_>) -> String {
    let licences = figures.number(terms.quantity);
    let is_exclusive =
        terms.rounds.iter().any(|round| matches!(round.format, Format::Exclusive(_)));
    match (terms.direction, terms.quantity) {
        (Direction::Forward, 1) => "Người trả giá cao nhất thắng.".into(),
        (Direction::Reverse, 1) => {
            "Đây là đặt hàng công nghệ: người chào giá thấp nhất thắng.".into()
        }
        (Direction::Forward, _) if is_exclusive => format!(
            "Bán một giấy phép độc quyền, hoặc nhiều nhất {licences} giấy phép không độc quyền, mỗi \
             người một giấy phép."
        ),
        (Direction::Forward, _) => {
            format!("Bán {licences} giấy phép như nhau; các mức giá cao nhất thắng.")
        }
        (Direction::Reverse, _) => {
            format!("Đây là đặt hàng {licences} đơn vị như nhau; các mức giá thấp nhất thắng.")
        }
    }
}

fn amounts(terms: &Terms, figures: Figures<'_>) -> Vec<String> {
    let sense = sense(terms.direction);
    let opening = terms.opening.map(|opening| {
        let opening = figures.amount(opening);
        let least = sense.least;
        match terms.rounds.first().map(|round| &round.format) {
            Some(Format::English(_)) => {
                format!("Lần trả giá đầu tiên {least} giá khởi điểm, {opening}.")
            }
            Some(Format::Exclusive(_)) => {
                format!("Lần trả giá độc quyền đầu tiên {least} giá khởi điểm, {opening}.")
            }
            Some(Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) | Format::Turns(_))
            | None => format!("Giá khởi điểm là {opening}."),
        }
    });
    let grid = terms.grid.map(|grid| {
        format!("Mọi mức giá cách giá khởi điểm một số nguyên lần {}.", figures.amount(grid))
    });
    let deposit = terms.deposit.map(|deposit| {
        format!(
            "Người trả giá đã nộp tiền đặt trước {} và được thư ký xác nhận.",
            figures.amount(deposit)
        )
    });
    [opening, grid, deposit].into_iter().flatten().collect()
}

fn royalty(forecast: &Forecast, figures: Figures<'_>) -> String {
    let bases = forecast.expected.iter().map(|expected| {
        let years: Vec<String> =
            expected.yearly.iter().map(|amount| figures.amount(*amount)).collect();
        format!("{} {}", base(expected.of), years.join(", "))
    });
    let bases: Vec<String> = bases.collect();
    format!(
        "Có thể trả giá bằng một số tiền hoặc bằng tiền bản quyền: một khoản trả ngay, một tỷ lệ trả \
         cuối mỗi năm, một mức tối thiểu mỗi năm. Tiền bản quyền được tính theo giá trị hiện tại, \
         dựa trên dự báo {} của người bán và lãi suất chiết khấu {} mỗi năm: {}. Mọi màn hình hiển \
         thị cả cơ cấu bản quyền và giá trị được tính.",
        figures.counted(forecast.years() as u64, "năm", "year"),
        figures.percentage(forecast.discount_basis_points),
        bases.join("; "),
    )
}

const fn base(base: Base) -> &'static str {
    match base {
        Base::NetPrice => "giá bán tịnh",
        Base::NetRevenue => "doanh thu thuần",
        Base::PretaxProfit => "lợi nhuận trước thuế",
    }
}

fn ties(terms: &Terms, figures: Figures<'_>) -> Option<String> {
    draws_ties(terms).then(|| {
        format!(
            "Nếu không còn vòng nào mà nhiều người cùng đứng đầu với giá bằng nhau thì bốc thăm: mỗi \
             người trong số họ và đấu giá viên cam kết một số bí mật trong {}, rồi công bố số đó \
             trong {}; ai cũng có thể tính lại kết quả bốc thăm từ các số ấy và nhật ký.",
            figures.length(terms.draw.commit_ms),
            figures.length(terms.draw.reveal_ms),
        )
    })
}

fn below_reserve(terms: &Terms, figures: Figures<'_>) -> String {
    match terms.below_reserve {
        BelowReserve::Passed => {
            "Người bán có thể đã đặt giá dự trữ và giá này được giữ bí mật: nếu giá tốt nhất không \
             đạt giá dự trữ thì lô không bán được."
                .into()
        }
        BelowReserve::Provisional { answer_within_ms } => format!(
            "Người bán đã đặt giá dự trữ và giá này được giữ bí mật: nếu giá tốt nhất không đạt giá \
             dự trữ, người bán trả lời trong {} có bán hay không; nếu không trả lời thì lô không bán \
             được.",
            figures.length(answer_within_ms),
        ),
    }
}

fn single_bidder(single_bidder: &SingleBidder) -> String {
    match single_bidder {
        SingleBidder::Accepted => "Một người trả giá duy nhất cũng có thể thắng.".into(),
        SingleBidder::Refused => "Nếu chỉ có một người tham gia trả giá thì lô không thành.".into(),
        SingleBidder::Consented(document) => format!(
            "Một người trả giá duy nhất cũng có thể thắng: phiên đầu không thành và người bán đã đồng \
             ý bằng văn bản ({document})."
        ),
    }
}

fn profile(profile: Profile) -> String {
    let version = profile.rules().version;
    match profile {
        Profile::NegotiatedCompetition => format!(
            "Khung pháp lý `negotiated_competition`, phiên bản {version}: giá theo thỏa thuận (Luật \
             Chuyển giao công nghệ 07/2017, Điều 27), kết quả là lời mời ký hợp đồng. Luật sư phải \
             xác nhận khung pháp lý này trước khi bán thật."
        ),
        Profile::PropertyAuction => format!(
            "Khung pháp lý `property_auction`, phiên bản {version}: áp dụng Luật Đấu giá tài sản \
             01/2016/QH14. Luật sư phải xác nhận khung pháp lý này trước khi bán thật: Luật \
             37/2024/QH15 đang có hiệu lực."
        ),
    }
}
