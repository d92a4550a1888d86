// Every sentence of the page, in Vietnamese and English, and the language that is chosen.

const WORDS = {
  watching: ["Người theo dõi", "Observer"],
  bidder: ["Người trả giá số {0}", "Bidder, paddle {0}"],
  clerk: ["Thư ký phiên", "Clerk"],
  auctioneer: ["Đấu giá viên", "Auctioneer"],
  auditor: ["Kiểm toán viên", "Auditor"],
  lots: ["Các lô", "Lots"],
  lot: ["Lô {0}", "Lot {0}"],
  no_lots: ["Chưa có lô nào được công bố.", "No lot has been published yet."],
  price: ["Giá hiện tại", "Price"],
  final_price: ["Giá cuối cùng", "Final price"],
  asking: ["Giá phải trả tiếp theo", "Asking price"],
  opening: ["Giá khởi điểm", "Opening price"],
  ceiling: ["Giá trần", "Ceiling"],
  leader: ["Đang dẫn đầu", "Leader"],
  paddle: ["Số {0}", "Paddle {0}"],
  closes_in: ["Còn lại", "Closes in"],
  closed_at: ["Kết thúc lúc", "Closed at"],
  no_deadline: ["Theo búa", "By the hammer"],
  clock_waits: ["Từ giá đầu tiên", "From the first bid"],
  paused: ["Tạm dừng: {0}", "Paused: {0}"],
  time_kept: ["Thời gian còn lại được giữ nguyên.", "The time left is kept."],
  extended: ["Hạn đã được kéo dài", "Deadline extended"],
  calls: ["Gọi giá lần {0}", "Call {0}"],
  reserve_none: ["Không có giá dự trữ", "No reserve"],
  reserve_not_met: ["Chưa đạt giá dự trữ", "Reserve not met"],
  reserve_met: ["Đã đạt giá dự trữ", "Reserve met"],
  reserve_secret: ["Giá dự trữ: {0}", "Reserve: {0}"],
  history: ["Diễn biến giá", "History"],
  no_history: ["Chưa có ai trả giá.", "Nobody has bid yet."],
  at: ["Lúc", "At"],
  who_bid: ["Người trả", "Bidder"],
  envelopes: ["Phong bì đã mở", "Opened envelopes"],
  sealed_secret: [
    "Phong bì niêm phong: không ai biết số lượng và nội dung trước khi mở.",
    "Sealed envelopes: nobody knows how many there are, or what they say, before the opening.",
  ],
  forward: ["Giá cao nhất thắng", "The highest wins"],
  reverse: ["Giá thấp nhất thắng", "The lowest wins"],
  phase_published: ["Sắp mở", "Not open yet"],
  phase_open: ["Đang mở", "Open"],
  phase_paused: ["Tạm dừng", "Paused"],
  phase_closing: ["Đang gọi giá", "Being called"],
  phase_opened: ["Đã mở phong bì", "Envelopes opened"],
  phase_closed: ["Đã kết thúc", "Closed"],
  result_sold: ["Bán cho số {0} với giá {1}", "Sold to paddle {0} for {1}"],
  result_passed: ["Không bán: chưa đạt giá dự trữ", "Passed: not sold"],
  result_failed: ["Không thành: không có giá hợp lệ", "Failed: no eligible bid"],
  result_withdrawn: ["Đã rút khỏi phiên: {0}", "Withdrawn: {0}"],
  standing_sent: ["Đã gửi, chờ xác nhận…", "Sent, waiting for the answer…"],
  standing_unknown: ["Chưa rõ kết quả: đang hỏi lại…", "Not known yet: asking again…"],
  standing_leading: ["Bạn đang dẫn đầu", "You lead"],
  standing_leading_not_met: [
    "Bạn đang dẫn đầu, nhưng chưa đạt giá dự trữ",
    "You lead, but the reserve is not met",
  ],
  standing_outbid: ["Đã có người trả cao hơn bạn", "You have been outbid"],
  standing_envelope_in: ["Phong bì của bạn đã được ghi nhận: {0}", "Your envelope is recorded: {0}"],
  standing_examined: ["Phong bì đang được xét", "The envelopes are being examined"],
  standing_won: ["Bạn đã thắng lô này", "You won this lot"],
  standing_not_won: ["Bạn không thắng lô này", "You did not win this lot"],
  standing_not_sold: ["Lô này không được bán", "This lot was not sold"],
  standing_none: ["Bạn chưa trả giá cho lô này", "You have not bid on this lot"],
  recorded: ["Giá của bạn đã được ghi nhận.", "Your bid is recorded."],
  my_maximum: ["Mức tối đa của bạn: {0} (chỉ bạn thấy)", "Your maximum: {0} (only you see it)"],
  bid_asking: ["Trả {0}", "Bid {0}"],
  other_amount: ["Mức khác", "Another amount"],
  kind_amount: ["Trả đúng mức này", "Bid exactly this"],
  kind_maximum: ["Tự động trả đến mức này", "Bid for me up to this"],
  send: ["Gửi", "Send"],
  send_envelope: ["Gửi phong bì", "Send envelope"],
  envelope: ["Giá trong phong bì", "What your envelope says"],
  far_above: [
    "{0} cao hơn nhiều so với giá phải trả {1}. Vẫn gửi?",
    "{0} is far above the asking price of {1}. Send it?",
  ],
  amount_hint: ["Ví dụ: 250tr, 1,5 tỷ, 1.250.000.000", "For example: 250m, 1.5bn, 1,250,000,000"],
  amount_unclear: [
    "Không đọc được số tiền này. Hãy viết như 250tr hoặc 1.250.000.000.",
    "This amount is not clear. Write it like 250m or 1,250,000,000.",
  ],
  not_admitted: ["Thư ký chưa cho bạn vào phiên.", "The clerk has not admitted you yet."],
  no_deposit: ["Tiền đặt trước chưa được xác nhận.", "Your deposit is not confirmed yet."],
  desk: ["Bàn điều hành", "Desk"],
  open: ["Mở lô", "Open"],
  pause: ["Tạm dừng", "Pause"],
  resume: ["Tiếp tục", "Resume"],
  call: ["Gọi giá lần {0}", "Call {0}"],
  hammer: ["Gõ búa", "Hammer"],
  pass: ["Không bán", "Pass"],
  withdraw: ["Rút lô", "Withdraw"],
  disqualify: ["Truất quyền", "Disqualify"],
  reason: ["Lý do (cả phòng sẽ nghe)", "Reason (the room will hear it)"],
  cancel: ["Thôi", "Cancel"],
  confirm: ["Xác nhận", "Confirm"],
  really_hammer: ["Gõ búa cho lô {0}?", "Let the hammer fall on lot {0}?"],
  really_pass: ["Không bán lô {0}?", "Pass lot {0}?"],
  draw: [
    "Các phong bì bằng nhau: hãy bốc thăm, rồi chọn số trúng.",
    "Equal envelopes lead: draw lots, then choose the paddle drawn.",
  ],
  roster: ["Danh sách tham gia", "Roster"],
  admit: ["Cho vào phiên", "Admit"],
  paddle_number: ["Số của người trả giá", "Paddle number"],
  limit: ["Hạn mức (có thể để trống)", "Limit (may stay empty)"],
  confirm_deposit: ["Xác nhận tiền đặt trước", "Confirm deposit"],
  deposit_ok: ["Đã đặt trước", "Deposit confirmed"],
  deposit_missing: ["Chưa đặt trước", "No deposit"],
  badge_connecting: ["Đang kết nối…", "Connecting…"],
  badge_live: ["Trực tiếp", "Live"],
  badge_quiet: ["Mạng chậm…", "Slow network…"],
  badge_reconnecting: ["Mất kết nối, đang nối lại…", "Connection lost, reconnecting…"],
  badge_refused: ["Không vào được", "Not let in"],
  clock_offset: ["Giờ máy chủ; lệch {0} ms, khứ hồi {1} ms", "Server time; offset {0} ms, round trip {1} ms"],
  no_token: [
    "Hãy mở trang này bằng liên kết trong thư mời của bạn. Liên kết cho biết bạn là ai trong phiên.",
    "Open this page with the link in your invitation. The link says who you are in the sale.",
  ],
  fault_disqualified: ["bị truất quyền", "disqualified"],
  fault_misses_opening: ["không đạt giá khởi điểm", "misses the opening price"],
  fault_below_floor: ["dưới giá sàn", "below the floor"],
  fault_above_ceiling: ["trên giá trần", "above the ceiling"],
  fault_off_grid: ["lệch bước giá", "between two steps"],
};

let chosen = localStorage.getItem("lang") ?? (navigator.language.startsWith("en") ? "en" : "vi");
document.documentElement.lang = chosen;

/** The language of the page: "vi" or "en". */
export const lang = () => chosen;

export function choose(language) {
  chosen = language;
  localStorage.setItem("lang", language);
  document.documentElement.lang = language;
}

/** A sentence in the reader's language, with `{0}`, `{1}` filled in. */
export function word(key, ...values) {
  const sentence = WORDS[key]?.[chosen === "vi" ? 0 : 1] ?? key;
  return sentence.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? "");
}

/** A text that comes in both languages. */
export const text = (both) => both?.[chosen] ?? "";
