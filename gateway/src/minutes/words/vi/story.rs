//! The rounds of a lot and what became of their bids, in Vietnamese.

use gavel_proto::{EnvelopeFault, FaultCause, ForfeitCase, InFlight, SideName, Stage, Terms};

use super::Vietnamese;
use crate::minutes::record::{Opening, RoundRecord, Struck};
use crate::minutes::words::{Speech, Story, paddles};

impl Story for Vietnamese {
    fn held(&self, round: &RoundRecord, terms: &Terms) -> String {
        match (terms.rounds.len(), terms.round(round.round).times) {
            (1, 1) => "Diễn biến trả giá".to_owned(),
            (_, 1) => format!("Vòng {}", round.round),
            (_, _) => format!("Vòng {}, lần {}", round.round, round.time),
        }
    }

    fn admitted(&self, round: &RoundRecord) -> String {
        match (&round.open_to, round.closed_to) {
            (Some(admitted), _) => format!("Thẻ số {}", paddles(admitted)),
            (None, Some(leader)) => format!("Mọi người tham gia trừ {}", self.paddle(leader)),
            (None, None) => "Mọi người tham gia".to_owned(),
        }
    }

    fn opening(&self, opening: &Opening) -> String {
        let count = opening.count;
        format!(
            "Hết giờ trả giá lúc {}. Số phiếu phát ra: {}; thu về: {}; hợp lệ: {}; không hợp lệ: \
             {}.",
            self.moment(opening.closed_at),
            count.issued,
            count.returned,
            count.valid,
            count.invalid
        )
    }

    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str {
        match fault {
            None => "Hợp lệ",
            Some(EnvelopeFault::Disqualified) => "Không: bị truất quyền hoặc loại khỏi phiên",
            Some(EnvelopeFault::Voided) => "Không: đã bị gạch",
            Some(EnvelopeFault::MissesOpening) => "Không: không đạt giá khởi điểm",
            Some(EnvelopeFault::BelowFloor) => "Không: dưới giá sàn",
            Some(EnvelopeFault::AboveCeiling) => "Không: trên giá trần",
            Some(EnvelopeFault::OffGrid) => "Không: lệch nấc giá",
        }
    }

    fn struck(&self, struck: &Struck) -> String {
        match struck {
            Struck::Voided { reason, asked_by, confirmed_by } => {
                let asked = asked_by.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
                let confirmed = self.hand(confirmed_by);
                format!("gạch bỏ, {asked} đề nghị, {confirmed} xác nhận; lý do: {reason}")
            }
            Struck::Barred { reason } => format!("người trả giá bị truất quyền; lý do: {reason}"),
            Struck::Withdrawn => "người trả giá rút lại giá đã trả".to_owned(),
        }
    }

    fn side(&self, side: SideName) -> &'static str {
        match side {
            SideName::Exclusive => "Độc quyền",
            SideName::Shared => "Giấy phép thường",
        }
    }

    fn case(&self, case: ForfeitCase) -> &'static str {
        match case {
            ForfeitCase::Absent => "Không tham gia mà không có sự kiện bất khả kháng",
            ForfeitCase::Disqualified => "Bị truất quyền tham gia",
            ForfeitCase::MinutesUnsigned => "Từ chối ký biên bản",
            ForfeitCase::BidWithdrawn => "Rút lại giá đã trả",
            ForfeitCase::ResultRefused => "Từ chối kết quả trúng",
        }
    }

    fn cause(&self, cause: FaultCause) -> &'static str {
        match cause {
            FaultCause::JournalStalled => "Nhật ký không ghi được kịp thời",
            FaultCause::HouseStalled => "Máy chủ ngừng hoạt động",
            FaultCause::BiddersVanished => "Nhiều người tham gia mất kết nối cùng lúc",
        }
    }

    fn in_flight(&self, bid: &InFlight) -> String {
        let stage = match bid.stage {
            Stage::TurnedAway => "bị từ chối vì quá tải, chưa được nhận".to_owned(),
            Stage::Waiting => "chưa được xét".to_owned(),
            Stage::Unanswered(seq) => format!("đã xét tại số thứ tự {seq}, chưa được trả lời"),
        };
        format!("{}, lô {}: {stage}", self.paddle(bid.paddle), bid.lot)
    }
}
