//! The formats in Vietnamese: how bids are taken, which wins, and what is paid.

use gavel_proto::Terms;
use gavel_proto::terms::{
    Cap, Dutch, English, Exclusive, Fills, Format, Increment, LeaderBids, Margin, Pricing,
    Replacement, Sealed, SoftClose, Turns, UnitPricing, Units,
};

use super::super::{Figures, follows_a_dutch_round};
use super::Sense;

/// What a round is called by its format.
pub(super) const fn name(format: &Format) -> &'static str {
    match format {
        Format::English(_) => "trả giá công khai",
        Format::Sealed(_) => "phong bì niêm phong",
        Format::Units(_) => "bảng giá niêm phong cho nhiều đơn vị",
        Format::Exclusive(_) => "một giấy phép độc quyền đối lại nhiều giấy phép không độc quyền",
        Format::Dutch(_) => "giá thay đổi dần cho đến khi có người chấp nhận",
        Format::Turns(_) => "trả giá theo lượt",
    }
}

/// What silence means in a later round: the best bid of a round stands in every later one.
const SILENCE: &str = "Ai không nộp thì giữ nguyên mức giá gần nhất của mình.";

/// What is said of the format of the round at this place, from 0.
pub(super) fn sentences(
    terms: &Terms,
    index: usize,
    sense: Sense,
    figures: Figures<'_>,
) -> Vec<String> {
    match &terms.rounds[index].format {
        Format::English(round) => english(terms, round, sense, figures),
        Format::Sealed(round) => {
            let conditions = conditions(terms, index, round, figures);
            let silence = (0 < index).then(|| SILENCE.to_owned());
            sealed(round, conditions.into_iter().chain(silence), sense)
        }
        Format::Units(round) => units(terms, round, sense, figures),
        Format::Exclusive(round) => exclusive(terms, round, figures),
        Format::Dutch(round) => dutch(terms, round, sense, figures),
        Format::Turns(round) => turns(round, sense, figures),
    }
}

fn english(terms: &Terms, english: &English, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let step = increment(&english.increment, figures);
    let mut said = vec![format!("Mỗi lần trả giá sau {} giá hiện tại {step}.", sense.above)];
    if terms.royalty.is_none() {
        said.push(format!(
            "Có thể đặt một mức giá {} mà không ai khác nhìn thấy: hệ thống trả giá thay trong giới \
             hạn đó, chỉ đến mức cần thiết; giữa các mức bằng nhau, mức đặt trước dẫn đầu.",
            sense.limit
        ));
    }
    said.push(match english.leader_bids {
        LeaderBids::Refused => "Người đang dẫn đầu không tự trả cao hơn chính mình.".into(),
        LeaderBids::Accepted => "Người đang dẫn đầu được tự trả giá tiếp công khai.".into(),
    });
    said.extend(english.max_jump_steps.map(|steps| {
        let steps = figures.counted(steps.into(), "bước giá", "step");
        format!("Trả giá công khai vượt giá hiện tại quá {steps} thì phải xác nhận.")
    }));
    said.extend(
        english
            .soft_close
            .map(|soft| soft_close(soft, " làm thay đổi giá hoặc người dẫn đầu", figures)),
    );
    said.extend(english.until_left.map(|left| {
        let left = figures.counted(left.into(), "người", "bidder");
        format!("Người trả giá có thể rời vòng; vòng kết thúc ngay khi còn không quá {left}.")
    }));
    said
}

fn increment(increment: &Increment, figures: Figures<'_>) -> String {
    match increment {
        Increment::BasisPoints(points) => {
            format!("ít nhất {} của giá đó, làm tròn lên", figures.percentage(*points))
        }
        Increment::Table(bands) => {
            let bands = bands.iter().map(|band| match band.from {
                None => format!("ít nhất {}", figures.amount(band.step)),
                Some(from) => {
                    format!("{} khi giá từ {}", figures.amount(band.step), figures.amount(from))
                }
            });
            let bands: Vec<String> = bands.collect();
            bands.join(", ")
        }
    }
}

/// How a late bid, such as is meant by `which`, moves the end.
fn soft_close(soft: SoftClose, which: &str, figures: Figures<'_>) -> String {
    let window = figures.length(soft.window_ms);
    let extension = figures.length(soft.extension_ms);
    let cap = match soft.cap {
        None => String::new(),
        Some(Cap::Moves(moves)) => format!(", nhiều nhất {moves} lần"),
        Some(Cap::LatestAt(at)) => format!(", nhưng không quá {}", figures.time(at)),
    };
    format!(
        "Lần trả giá trong {window} cuối{which} thì dời thời điểm kết thúc đến {extension} sau lần \
         đó{cap}."
    )
}

const fn replacement(replacement: Replacement) -> &'static str {
    match replacement {
        Replacement::Allowed => {
            "Trước thời điểm đó được nộp thay thế: lần nộp cuối cùng được tính."
        }
        Replacement::Refused => "Đã nộp thì không được thay thế.",
    }
}

fn sealed(sealed: &Sealed, conditions: impl Iterator<Item = String>, sense: Sense) -> Vec<String> {
    let hands_in = format!(
        "Mỗi người nộp một phong bì niêm phong; không ai biết nội dung hay số lượng phong bì cho đến \
         khi tất cả được mở cùng lúc khi hết hạn. {}",
        replacement(sealed.replacement)
    );
    let wins = match sealed.pricing {
        Pricing::FirstPrice => format!("Phong bì có giá {} thắng với giá của mình.", sense.highest),
        Pricing::SecondPrice => format!(
            "Phong bì có giá {} thắng; giá phải trả là giá tốt nhất trong phong bì của những người \
             khác, hoặc giá dự trữ (nếu không có thì giá khởi điểm) nếu giá này có lợi hơn cho người \
             bán. Giá phải trả không bao giờ phụ thuộc vào phong bì của chính người thắng.",
            sense.highest
        ),
    };
    [hands_in].into_iter().chain(conditions).chain([wins]).collect()
}

/// What an envelope must say to count, if it must.
fn conditions(
    terms: &Terms,
    index: usize,
    sealed: &Sealed,
    figures: Figures<'_>,
) -> Option<String> {
    let opening = terms.opening.filter(|_| !follows_a_dutch_round(terms, index));
    let opening = opening.map(|_| "đạt giá khởi điểm".to_owned());
    let best = (0 < index).then(|| "đạt giá tốt nhất của các vòng trước".to_owned());
    let floor = sealed.floor.map(|floor| format!("không dưới {}", figures.amount(floor)));
    let ceiling = sealed.ceiling.map(|most| format!("không quá {}", figures.amount(most)));
    let conditions: Vec<String> = [opening, best, floor, ceiling].into_iter().flatten().collect();
    (!conditions.is_empty())
        .then(|| format!("Phong bì hợp lệ nếu {}.", figures.listed(&conditions)))
}

fn units(terms: &Terms, units: &Units, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let pairs = figures.counted(units.pairs.into(), "cặp", "pair");
    let cap = units.cap.map(|cap| format!(", tổng cộng không quá {} đơn vị", figures.number(cap)));
    let margin = match units.margin {
        Margin::ProRata => {
            "theo tỷ lệ số lượng; phần lẻ còn lại dành cho số dư lớn nhất, bằng nhau thì ai nộp trước \
             được trước"
        }
        Margin::BySequence => "theo thứ tự nộp",
    };
    let fills = match units.fills {
        Fills::Partial => "Một cặp có thể được đáp ứng một phần.",
        Fills::Whole => "Một cặp được đáp ứng toàn bộ hoặc không; khi đó xét cặp tiếp theo.",
    };
    let pricing = match units.pricing {
        UnitPricing::PayAsBid => "Mỗi người thắng trả theo giá của mình.",
        UnitPricing::LowestWinning => {
            "Mọi người thắng trả cùng một giá: giá thắng kém nhất đối với người bán."
        }
        UnitPricing::HighestLosing => {
            "Mọi người thắng trả cùng một giá: giá trượt tốt nhất đối với người bán, hoặc giá dự trữ \
             (nếu không có thì giá khởi điểm) nếu không ai trượt hay giá này có lợi hơn cho người bán."
        }
    };
    let conditions =
        terms.opening.map(|_| "Bảng giá hợp lệ nếu mọi mức giá đạt giá khởi điểm.".to_owned());
    let hands_in = format!(
        "Mỗi người nộp một bảng giá niêm phong gồm nhiều nhất {pairs} số lượng và đơn giá{}. {}",
        cap.unwrap_or_default(),
        replacement(units.replacement)
    );
    let served = format!(
        "Giá {} được đáp ứng trước; ở mức giá mà số đơn vị vừa hết, đáp ứng {margin}. {fills}",
        sense.highest
    );
    [hands_in].into_iter().chain(conditions).chain([served, pricing.to_owned()]).collect()
}

fn exclusive(terms: &Terms, exclusive: &Exclusive, figures: Figures<'_>) -> Vec<String> {
    let licences = figures.number(terms.quantity);
    let mut said = vec![
        format!(
            "Trả giá độc quyền phải cao hơn giá độc quyền tốt nhất {}.",
            increment(&exclusive.increment, figures)
        ),
        format!(
            "Trả giá cho một trong {licences} giấy phép không thấp hơn {}; khi đủ {licences} người, \
             phải cao hơn giá bị thay thế {}.",
            figures.amount(exclusive.shared_opening),
            increment(&exclusive.shared_increment, figures)
        ),
        format!(
            "Người bán nhận giá độc quyền tốt nhất hoặc tổng {licences} giá không độc quyền tốt nhất, \
             bên nào nhiều hơn; nếu bằng nhau thì bên đạt mức đó trước. Mọi người đều thấy hai bên \
             cách nhau bao nhiêu."
        ),
    ];
    said.extend(exclusive.soft_close.map(|soft| soft_close(soft, "", figures)));
    said
}

fn dutch(terms: &Terms, dutch: &Dutch, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let opening = terms.opening.map(|opening| figures.amount(opening)).unwrap_or_default();
    let accepts = match dutch.tie_window_ms {
        None => "Người đầu tiên chấp nhận giá đang có thì thắng.".into(),
        Some(window) => format!(
            "Khi có người chấp nhận, giá dừng lại; trong {} những người khác được chấp nhận cùng giá, \
             rồi bốc thăm giữa những người đã chấp nhận.",
            figures.length(window)
        ),
    };
    vec![
        format!(
            "Giá bắt đầu từ {opening}, sau mỗi bước thời gian {} {}, {} {}; mức cuối cùng giữ trong \
             một bước.",
            sense.falls,
            figures.amount(dutch.decrement),
            sense.down,
            figures.amount(dutch.last)
        ),
        accepts,
    ]
}

fn turns(turns: &Turns, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let step = increment(&turns.increment, figures);
    vec![format!(
        "Mỗi người có một lượt dài một bước, từ giá kém nhất đến giá tốt nhất. Trong lượt của mình, có \
         thể thay giá của mình bằng giá {} {step}; bằng giá thì ai trả trước xếp trước.",
        sense.above
    )]
}
