// Every refusal in Vietnamese, by its permanent number, with the data to act on.

import { dayAndTime, timeOfDay } from "../format.js";

/** @type {Record<number, import("./refusals_en.js").Sentence>} */
export const refusalsVi = {
  1001: () => "Máy chủ không đọc được tin này. Hãy tải lại trang.",
  1002: () => "Máy chủ không đọc được yêu cầu này. Hãy tải lại trang.",
  1003: () => "Máy chủ không biết yêu cầu này. Hãy tải lại trang để có bản mới nhất.",
  1004: () => "Máy chủ không nhận được nội dung này. Hãy kiểm tra rồi thử lại.",
  1005: () => "Máy chủ chưa biết bạn là ai. Hãy chờ một lát rồi thử lại.",
  1006: () => "Liên kết của bạn không hợp lệ hoặc đã hết hạn. Hãy xin Sàn cấp liên kết mới.",
  1007: () => "Bạn đã vào phòng rồi.",
  1008: () => "Liên kết của bạn thuộc về phiên khác.",
  1009: (data) => `Quá nhiều yêu cầu. Hãy thử lại ${wait(data)}.`,
  1010: (data) => `Sàn đang rất bận, chưa ghi nhận gì. Hãy thử lại ${wait(data)}.`,
  1011: () => "Phiên tạm ngừng. Khi phiên trở lại, trang sẽ hỏi ngay về điều bạn đã gửi.",
  1012: () => "Vai trò của bạn không được làm việc này.",
  2001: () => "Vai trò của bạn không được làm việc này.",
  2002: ({ lot }) => `Phiên này không có lô ${lot}.`,
  2003: () => "Mã này đã dùng cho lần trả giá khác. Hãy trả giá lại.",
  2004: ({ opens_at }) =>
    opens_at
      ? `Chưa mở trả giá. Lô mở lúc ${dayAndTime(opens_at, "vi")}.`
      : "Chưa mở trả giá. Đấu giá viên sẽ mở.",
  2005: () => "Lô đang tạm dừng. Hãy trả giá khi lô tiếp tục.",
  2006: ({ closed_at }) => `Đã hết giờ trả giá lúc ${timeOfDay(closed_at, "vi")}.`,
  2007: () => "Thẻ của bạn chưa có trong danh sách. Hãy nhờ thư ký ghi vào.",
  2008: ({ reason }) => `Thẻ đã bị truất quyền ở lô này: ${reason}`,
  2009: () => "Tiền đặt trước của bạn chưa được xác nhận. Hãy hỏi thư ký.",
  2010: ({ limit }, show) => `Hạn mức của bạn là ${show(limit)}. Hãy nhờ thư ký nâng lên.`,
  2011: ({ price }, show) =>
    `Bạn đang dẫn đầu rồi, ở mức ${show(price)}. Muốn chắc hơn, hãy đặt mức tối đa cao hơn.`,
  2012: () => "Phong bì của bạn đã nộp và không thay được ở lô này.",
  2013: () => "Vòng trả giá kín chỉ nhận một số tiền.",
  2014: () => "Số tiền này không hợp với loại tiền của lô.",
  2015: ({ asking, grid }, show) =>
    `Ở đây giá tăng theo nấc ${show(grid)}. Giá phải trả tiếp theo là ${show(asking)}.`,
  2016: ({ asking }, show) => `Lúc giá của bạn đến nơi, giá phải trả đã là ${show(asking)}.`,
  2017: () => "Lô này không nhận thêm giá nữa. Hãy báo đấu giá viên.",
  2101: () => "Phiên này đã có rồi.",
  2102: () => "Phiên chưa bắt đầu.",
  2103: ({ next }) => `Lô tiếp theo phải là số ${next}.`,
  2104: () => "Phiên này không nhận thêm lô.",
  2105: ({ faults }) => `Chưa công bố được điều kiện này: ${(faults ?? []).join(", ")}.`,
  2106: ({ paddle }) => `Thẻ số ${paddle} đã có trong danh sách.`,
  2107: () => "Danh sách đã đầy.",
  2108: ({ paddle }) => `Tiền đặt trước của thẻ số ${paddle} đã được xác nhận rồi.`,
  2109: () => "Lô đã mở rồi.",
  2110: () => "Lô không tạm dừng.",
  2111: ({ closes_at }) =>
    closes_at
      ? `Đồng hồ kết thúc lô này lúc ${timeOfDay(closes_at, "vi")}; không nhắc giá, không gõ búa.`
      : "Đồng hồ kết thúc lô này; không nhắc giá, không gõ búa.",
  2112: ({ calls }) =>
    `Phải nhắc giá lần lượt rồi mới gõ búa${calls === undefined ? "" : `; đã nhắc ${calls} lần`}.`,
  2113: ({ calls }) => `Chỉ gõ búa sau lần nhắc thứ ba; đã nhắc ${calls} lần.`,
  2114: ({ closes_at }) =>
    closes_at
      ? `Phong bì còn niêm kín đến ${timeOfDay(closes_at, "vi")}.`
      : "Phong bì còn niêm kín đến hết giờ.",
  2115: ({ paddles }) =>
    `Các phong bì tốt nhất bằng nhau: thẻ số ${(paddles ?? []).join(", ")}. Hãy bốc thăm.`,
  2116: () => "Không có gì để bốc thăm, hoặc thẻ ấy không được bốc thăm.",
  2117: ({ price }, show) => `Giá ${show(price)} đã ràng buộc người bán. Hãy gõ búa.`,
  2118: ({ paddle }) => `Thẻ số ${paddle} đang dẫn đầu lô này nên không truất quyền được.`,
  2119: () => "Chưa có thời hạn nào đến.",
};

function wait(/** @type {{retry_after_ms?: number}} */ { retry_after_ms }) {
  return retry_after_ms ? `sau ${Math.ceil(retry_after_ms / 1000)} giây` : "sau giây lát";
}
