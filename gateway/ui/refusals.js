// Refusals by their code, in the reader's language, with the data to act on.

import { lang } from "./words.js";
import { clock, money } from "./format.js";

const SENTENCES = {
  1004: ["Không hiểu được yêu cầu này.", "This request was not understood."],
  1006: ["Liên kết không dùng được hoặc đã hết hạn. Hãy xin liên kết mới.", "The link does not hold, or expired. Ask for a new one."],
  1008: ["Liên kết này dành cho một phiên khác.", "This link is for another session."],
  1009: ["Quá nhiều yêu cầu. Hãy chờ một chút.", "Too many requests. Wait a moment."],
  1010: ["Máy chủ đang bận, chưa ghi nhận gì. Hãy thử lại.", "The house is busy, nothing was recorded. Try again."],
  1011: ["Phiên đã dừng. Trang sẽ hỏi lại khi nối lại.", "The session stopped. The page asks again when it is back."],
  1012: ["Vai trò của bạn không được làm việc này.", "Your role may not do that."],
  3500: ["Máy chủ không nhận được lời chào. Hãy tải lại trang.", "The house heard no hello in time. Load the page again."],
  3501: ["Liên kết không dùng được hoặc đã hết hạn. Hãy xin liên kết mới.", "The link does not hold, or expired. Ask for a new one."],
  3502: ["Quá nhiều yêu cầu từ trang này.", "Far too many requests from this page."],
  2001: ["Vai trò của bạn không được làm việc này.", "Your role may not do that."],
  2002: ["Không có lô này.", "There is no such lot."],
  2003: ["Mã này đã dùng cho một giá khác.", "This id was used for another bid."],
  2004: ["Lô chưa mở.", "Bidding has not opened."],
  2005: ["Lô đang tạm dừng. Hãy trả lại khi tiếp tục.", "The lot is paused. Bid again when it goes on."],
  2006: ["Lô đã kết thúc lúc {closed_at}.", "Bidding closed at {closed_at}."],
  2007: ["Bạn chưa được vào danh sách. Hãy gặp thư ký.", "You are not on the roster. Ask the clerk."],
  2008: ["Bị truất quyền: {reason}", "Disqualified: {reason}"],
  2009: ["Tiền đặt trước chưa được xác nhận. Hãy gặp thư ký.", "Your deposit is not confirmed. Ask the clerk."],
  2010: ["Vượt hạn mức {limit} của bạn.", "Above your limit of {limit}."],
  2011: ["Bạn đang dẫn đầu rồi. Có thể nâng mức tối đa.", "You lead already. You may raise your maximum."],
  2012: ["Phong bì của bạn đã gửi và không được thay.", "Your envelope is in and may not be replaced."],
  2013: ["Vòng niêm phong chỉ nhận một mức giá.", "A sealed round takes an amount only."],
  2014: ["Số tiền không hợp với đơn vị tiền của lô.", "The amount does not fit the lot's currency."],
  2015: ["Giá phải theo bước {grid}. Giá tiếp theo: {asking}.", "Amounts rise in steps of {grid}. The asking price is {asking}."],
  2016: ["Giá phải trả bây giờ là {asking}.", "The asking price is {asking} now."],
  2017: ["Lô không nhận thêm giá. Hãy báo đấu giá viên.", "This lot takes no more bids. Tell the auctioneer."],
  2106: ["Số {paddle} đã có trong danh sách.", "Paddle {paddle} is on the roster already."],
  2108: ["Tiền đặt trước đã được xác nhận.", "The deposit is confirmed already."],
  2109: ["Lô đã mở.", "The lot is open already."],
  2110: ["Lô không tạm dừng.", "The lot is not paused."],
  2111: ["Lô này kết thúc theo đồng hồ.", "The clock closes this lot."],
  2112: ["Gọi giá theo thứ tự; đã gọi {calls} lần.", "Calls come in order; {calls} made so far."],
  2113: ["Phải gọi giá ba lần trước khi gõ búa; đã gọi {calls}.", "The hammer falls after the third call; {calls} made so far."],
  2114: ["Phong bì được mở khi hết hạn.", "The envelopes are opened at the deadline."],
  2115: ["Các phong bì bằng nhau: hãy bốc thăm.", "Equal envelopes lead: draw lots."],
  2116: ["Số này không ở trong lần bốc thăm.", "That paddle was not in the draw."],
  2117: ["Đã có giá ràng buộc {price}. Hãy gõ búa.", "A bid of {price} binds the seller. Let the hammer fall."],
  2118: ["Số {paddle} đang dẫn đầu.", "Paddle {paddle} leads this lot."],
};

const AMOUNTS = ["asking", "grid", "limit", "price"];

/** What a refusal says, for a lot's currency. Codes that are new here say what the server says. */
export function refusal(error, currency) {
  const sentence = SENTENCES[error.code]?.[lang() === "vi" ? 0 : 1];
  if (!sentence) return error.message;
  return sentence.replace(/\{(\w+)\}/g, (_, key) => {
    const value = error.data?.[key];
    if (AMOUNTS.includes(key)) return money(value, currency, lang());
    return key.endsWith("_at") ? clock(value, lang()) : String(value ?? "");
  });
}
