//! A round of a programme in Vietnamese: who may bid, when, how often, and by which format.

use gavel_proto::Terms;
use gavel_proto::terms::{Closes, OpenTo, Pace, Round, Timed};

use super::super::{Figures, follows_a_cap};
use super::{format, sense};

/// What is said of the round at this place of the programme, from 0.
pub(super) fn sentences(
    terms: &Terms,
    index: usize,
    round: &Round,
    figures: Figures<'_>,
) -> Vec<String> {
    let sense = sense(terms.direction);
    let mut said: Vec<String> = Vec::new();
    if 1 < terms.rounds.len() {
        said.push(format!("Vòng {}, {}:", index + 1, format::name(&round.format)));
    }
    said.extend(open_to(round.open_to, figures));
    if follows_a_cap(terms, index) {
        said.push("Đây là lần trả giá tốt nhất và cuối cùng.".into());
    }
    said.push(pace(&round.pace, index, figures));
    said.extend(format::sentences(terms, index, sense, figures));
    if 1 < round.times {
        said.push(format!(
            "Vòng được tổ chức nhiều nhất {} lần, chừng nào trong vòng còn có người trả giá tốt hơn.",
            round.times
        ));
    }
    said
}

fn open_to(open_to: OpenTo, figures: Figures<'_>) -> Option<String> {
    match open_to {
        OpenTo::Everybody => None,
        OpenTo::Bidders => Some("Dành cho những người đã trả giá hợp lệ ở lần trước.".into()),
        OpenTo::Best(1) => Some("Dành cho người đang dẫn đầu.".into()),
        OpenTo::Best(best) => Some(format!("Dành cho {best} người có giá tốt nhất cho đến lúc đó.")),
        OpenTo::WithinBasisPoints(points) => Some(format!(
            "Dành cho những người có giá cách giá tốt nhất không quá {}.",
            figures.percentage(points)
        )),
        OpenTo::Tied => Some(
            "Chỉ tổ chức nếu nhiều người cùng đứng đầu với giá bằng nhau, và dành cho họ.".into(),
        ),
        OpenTo::LastWindow => Some(
            "Chỉ tổ chức nếu thời hạn không được gia hạn thêm nữa và từ hai người trở lên đã trả giá \
             trong khoảng cuối; dành cho họ."
                .into(),
        ),
        OpenTo::AllButLeader => {
            Some("Chỉ tổ chức nếu có người dẫn đầu; dành cho tất cả những người khác.".into())
        }
        OpenTo::LeaderOf(round) => Some(format!(
            "Dành cho người dẫn đầu khi vòng {round} kết thúc; không tổ chức nếu người đó vẫn đang \
             dẫn đầu."
        )),
    }
}

fn pace(pace: &Pace, index: usize, figures: Figures<'_>) -> String {
    let opens = match (pace.opens_at(), pace.opens_after()) {
        (Some(at), _) => format!("Bắt đầu trả giá lúc {}", figures.time(at)),
        (None, Some(after)) => format!("Bắt đầu trả giá {} sau vòng trước", figures.length(after)),
        (None, None) if index == 0 => "Đấu giá viên mở lô".into(),
        (None, None) => "Đấu giá viên mở vòng".into(),
    };
    match pace {
        Pace::Hammer => format!(
            "{opens}, gọi giá ba lần rồi gõ búa; nếu có người trả giá giữa chừng thì gọi lại từ đầu."
        ),
        Pace::Stepped(stepped) => {
            format!("{opens}; vòng đi theo từng bước {}.", figures.length(stepped.every_ms))
        }
        Pace::Timed(Timed { closes, .. }) => match closes {
            Closes::At(at) => format!("{opens}; kết thúc trả giá lúc {}.", figures.time(*at)),
            Closes::AfterOpeningMs(length) => {
                format!("{opens}; kết thúc trả giá sau {}.", figures.length(*length))
            }
            Closes::AfterFirstBidMs(length) => format!(
                "{opens}; kết thúc trả giá {} sau lần trả giá đầu tiên.",
                figures.length(*length)
            ),
        },
    }
}
