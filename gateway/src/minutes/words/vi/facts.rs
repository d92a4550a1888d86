//! What happened, fact by fact, in Vietnamese.

use gavel_proto::{DrawStep, Money, Paddle, Reserve, Sides, Terms, Timestamp};

use super::Vietnamese;
use crate::minutes::record::{Fact, Ground};
use crate::minutes::words::{Facts, Speech, Story, capital, paddles};

impl Facts for Vietnamese {
    fn fact(&self, fact: &Fact, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let bid = |best| self.bid(best, terms);
        match fact {
            Fact::Published { reserve: Reserve::None } => "Công bố lô".to_owned(),
            Fact::Published { .. } => "Công bố lô; có giá bảo lưu".to_owned(),
            Fact::Opened { round, time, closes_at, asking } => {
                let what = match asking {
                    Some(asking) => format!("trả giá từ {}", amount(*asking)),
                    None => "nhận phong bì".to_owned(),
                };
                let time = if *time == 1 { String::new() } else { format!(" (lần {time})") };
                format!("Mở vòng {round}{time}, {what}{}", self.until(*closes_at))
            }
            Fact::Price { bidder, channel, price, royalty, leader, asking, reserve } => format!(
                "{} trả giá ({}): giá {}{}, {} dẫn đầu{}{}",
                capital(&self.paddle(*bidder)),
                self.channel(*channel).to_lowercase(),
                amount(*price),
                royalty.as_ref().map_or_else(String::new, |royalty| {
                    format!(" ({})", self.royalty(royalty, &terms.currency))
                }),
                self.paddle(*leader),
                self.next_asking(*price, *asking, terms),
                met(*reserve)
            ),
            Fact::SideBid { bidder, channel, side, amount: offered } => format!(
                "{} trả giá ({}): {}, {}",
                capital(&self.paddle(*bidder)),
                self.channel(*channel).to_lowercase(),
                self.side(*side).to_lowercase(),
                amount(*offered)
            ),
            Fact::Sides(sides) => self.sides(sides, terms),
            Fact::Recomputed { best, closes_at } => {
                let best = best.map_or_else(|| "chưa có giá nào".to_owned(), bid);
                format!(
                    "Tính lại, không kể giá không còn hiệu lực: {best}{}",
                    self.until(*closes_at)
                )
            }
            Fact::Stepped { asking } => format!("Giá chuyển đến {}", amount(*asking)),
            Fact::Turn { paddle, asking, closes_at } => format!(
                "Đến lượt {}; phải trả {}{}",
                self.paddle(*paddle),
                amount(*asking),
                self.until(Some(*closes_at))
            ),
            Fact::Increment { increment, asking } => format!(
                "Đổi bước giá: {}; giá phải trả tiếp theo {}",
                self.increment(increment, &terms.currency),
                amount(*asking)
            ),
            Fact::Deadline { closes_at } => {
                format!("Giờ kết thúc mới: {}", self.moment(*closes_at))
            }
            Fact::Paused { reason } => format!("Tạm dừng: {reason}"),
            Fact::Stopped { cause, since } => {
                let (cause, since) = (self.cause(*cause).to_lowercase(), self.moment(*since));
                format!("Hệ thống tạm dừng kể từ {since} do sự cố: {cause}")
            }
            Fact::Resumed { closes_at } => format!("Tiếp tục{}", self.until(*closes_at)),
            Fact::Called { call, standing } => {
                let standing = standing.map_or_else(|| "chưa có giá nào".to_owned(), bid);
                format!("Nhắc giá lần {call}: {standing}")
            }
            Fact::Left { paddle } => format!("{} rời vòng", capital(&self.paddle(*paddle))),
            Fact::RoundEnded { closed_at, tied } => {
                format!("Hết vòng lúc {}{}", self.moment(*closed_at), equal(tied))
            }
            Fact::EnvelopeIn => "Nộp phong bì".to_owned(),
            Fact::EnvelopesOpened { closed_at, count } => format!(
                "Hết giờ lúc {}; mở phong bì: phát ra {}, thu về {}, hợp lệ {}, không hợp lệ {}",
                self.moment(*closed_at),
                count.issued,
                count.returned,
                count.valid,
                count.invalid
            ),
            Fact::Barred { paddle, reason } => {
                format!("Truất quyền {}: {reason}", self.paddle(*paddle))
            }
            Fact::Withdrawn { paddle } => format!(
                "{} rút lại giá đã trả và không được tham gia tiếp",
                capital(&self.paddle(*paddle))
            ),
            Fact::Voided { paddle, reason, asked_by } => {
                let asked = asked_by.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
                format!("Gạch bỏ một giá của {}, {asked} đề nghị: {reason}", self.paddle(*paddle))
            }
            Fact::Draw(step) => self.draw_step(step),
            Fact::After(after) => self.after(after, terms),
            Fact::BidRefused { bidder, ground } => {
                let whose = bidder
                    .map_or_else(String::new, |bidder| format!(" của {}", self.paddle(bidder)));
                format!("Trả giá{whose} không được nhận: {}", self.ground(ground, terms))
            }
        }
    }
}

impl Vietnamese {
    pub(super) fn bid(&self, (paddle, price): (Paddle, Money), terms: &Terms) -> String {
        format!("{} của {}", self.amount(price, &terms.currency), self.paddle(paddle))
    }

    /// In a Dutch round the next acceptance is at the same price.
    fn next_asking(&self, price: Money, asking: Money, terms: &Terms) -> String {
        if asking == price {
            return String::new();
        }
        format!("; giá phải trả tiếp theo {}", self.amount(asking, &terms.currency))
    }

    fn until(&self, closes_at: Option<Timestamp>) -> String {
        closes_at.map_or_else(String::new, |at| format!(", kết thúc lúc {}", self.moment(at)))
    }

    fn sides(&self, sides: &Sides, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        let exclusive = sides.exclusive.map_or_else(
            || "chưa có".to_owned(),
            |side| format!("{} của {}", amount(side.amount), self.paddle(side.paddle)),
        );
        let shared = sides.shared_sum.map_or_else(
            || "chưa có".to_owned(),
            |sum| {
                let among: Vec<_> = sides.shared.iter().map(|side| side.paddle).collect();
                format!("{} của thẻ số {}", amount(sum), paddles(&among))
            },
        );
        let ahead = match (sides.ahead, sides.gap) {
            (None, _) => String::new(),
            (Some(side), None) => {
                format!("; hai bên bằng nhau, bên {} đến trước", self.side(side).to_lowercase())
            }
            (Some(side), Some(gap)) => {
                format!("; bên {} hơn {}", self.side(side).to_lowercase(), amount(gap))
            }
        };
        format!("Độc quyền: {exclusive}; giấy phép thường, cộng lại: {shared}{ahead}")
    }

    fn draw_step(&self, step: &DrawStep) -> String {
        match step {
            DrawStep::Began { paddles: among, commit_by } => format!(
                "Bắt đầu bốc thăm giữa thẻ số {}; cam kết trước {}",
                paddles(among),
                self.moment(*commit_by)
            ),
            DrawStep::Committed { paddle, commitment } => {
                format!("{} cam kết {commitment}", capital(&self.drawer(*paddle)))
            }
            DrawStep::CommitsClosed { head, reveal_by } => format!(
                "Chốt gốc nhật ký {head}; công bố số bí mật trước {}",
                self.moment(*reveal_by)
            ),
            DrawStep::Revealed { paddle, nonce } => {
                format!("{} công bố {nonce}", capital(&self.drawer(*paddle)))
            }
            DrawStep::Drawn { seed, winner, missing } => {
                let missing: Vec<String> = missing.iter().map(|one| self.drawer(*one)).collect();
                let missing = if missing.is_empty() {
                    String::new()
                } else {
                    format!("; không công bố, tính là số không: {}", missing.join(", "))
                };
                format!("Bốc thăm được {}; hạt giống {seed}{missing}", self.paddle(*winner))
            }
        }
    }

    fn ground(&self, ground: &Ground, terms: &Terms) -> String {
        let amount = |amount| self.amount(amount, &terms.currency);
        match ground {
            Ground::NotOpen => "chưa mở trả giá".to_owned(),
            Ground::Paused => "lô đang tạm dừng".to_owned(),
            Ground::Closed { closed_at } => format!("đã hết giờ lúc {}", self.moment(*closed_at)),
            Ground::Barred { reason } => format!("đã bị truất quyền ({reason})"),
            Ground::NotInRound => "không thuộc vòng này".to_owned(),
            Ground::HasLeft => "đã rời vòng".to_owned(),
            Ground::NotYourTurn { turn } => format!("đang là lượt của {}", self.paddle(*turn)),
            Ground::OffGrid { grid } => format!("lệch nấc giá {}", amount(*grid)),
            Ground::BelowAsking { asking } => {
                format!("không đạt giá phải trả {}", amount(*asking))
            }
            Ground::PriceMoved { asking } => format!("giá đã chuyển đến {}", amount(*asking)),
        }
    }
}

/// Whether the reserve is met, behind a price.
const fn met(reserve: Reserve) -> &'static str {
    match reserve {
        Reserve::None => "",
        Reserve::NotMet => "; chưa đạt giá bảo lưu",
        Reserve::Met => "; đã đạt giá bảo lưu",
    }
}

/// Who leads with equal bids, behind the end of a round.
fn equal(tied: &[Paddle]) -> String {
    if tied.is_empty() {
        return String::new();
    }
    format!("; giá tốt nhất bằng nhau: thẻ số {}", paddles(tied))
}
