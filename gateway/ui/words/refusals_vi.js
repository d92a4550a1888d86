// Every refusal in Vietnamese, by its permanent number, with the data to act on.

import { dayAndTime, timeOfDay } from "../format.js";
import { faultsVi } from "./faults_vi.js";

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
  1013: () => "Chưa có quyết định nào cho mã trả giá này với thẻ số của bạn.",
  1014: () => "Sàn chưa đọc lại được nhật ký. Hãy thử lại và báo cho thư ký.",
  1015: (data) => `Phòng đã đầy. Trang sẽ tự thử lại ${wait(data)}.`,
  1016: (data) => `Bạn đã kết nối quá nhiều lần. Hãy đóng trang khác; trang này sẽ thử lại ${wait(data)}.`,
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
  2013: ({ takes }) => `Vòng này nhận cách trả giá khác: ${kinds(takes)}.`,
  2014: ({ fault }) => `Số tiền này không được nhận: ${faultWords(fault)}.`,
  2015: ({ asking, grid }, show) =>
    `Ở đây giá đi theo nấc ${show(grid)}. Giá phải trả tiếp theo là ${show(asking)}.`,
  2016: ({ asking }, show) => `Lúc giá của bạn đến nơi, giá phải trả đã là ${show(asking)}.`,
  2017: () => "Lô này không nhận thêm giá nữa. Hãy báo đấu giá viên.",
  2018: ({ reason }) => `Thẻ của bạn không được tham gia phiên này: ${reason}`,
  2019: ({ round }) => `Vòng ${round} không dành cho thẻ của bạn. Bạn có thể theo dõi ở đây.`,
  2020: () => "Thẻ của bạn đã rời vòng này và không trả giá trong vòng này nữa.",
  2021: ({ turn, until }) => `Đang là lượt của thẻ số ${turn}, đến ${timeOfDay(until, "vi")}.`,
  2022: () => "Thư ký chỉ ghi giá trả công khai. Phần còn lại người trả giá tự nộp.",
  2023: ({ fault }) => `Các dòng này không được nhận: ${faultWords(fault)}.`,
  2024: ({ fault }) => `Đề nghị này không được nhận: ${faultWords(fault)}.`,
  2025: ({ asking }, show) => `Giá lúc này là ${show(asking)}. Hãy chấp nhận mức ấy.`,
  2026: ({ most }, show) =>
    `Vượt quá ${show(most)}, mức cao nhất không cần hỏi lại. Hãy xác nhận nếu đúng ý bạn.`,
  2027: ({ valid_until }) =>
    `Giá này chỉ có hiệu lực đến ${timeOfDay(valid_until, "vi")}. Nếu vẫn muốn, hãy trả giá lại.`,
  2028: ({ price }, show) =>
    price
      ? `Lúc giá của bạn đến nơi, giá là ${show(price)}, khác mức bạn chờ đợi.`
      : "Ở đây không có giá nào để chờ đợi. Hãy trả giá mà không kèm mức ấy.",
  2101: () => "Phiên này đã có rồi.",
  2102: () => "Phiên chưa bắt đầu.",
  2103: ({ next }) => `Lô tiếp theo phải là số ${next}.`,
  2104: () => "Phiên này không nhận thêm lô.",
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
    `Cùng trả giá tốt nhất: thẻ số ${(paddles ?? []).join(", ")}. Hãy bốc thăm.`,
  2116: () => "Lô này không có bốc thăm, hoặc bên này không được bốc thăm.",
  2117: ({ price }, show) => `Giá ${show(price)} đã ràng buộc người bán. Hãy gõ búa.`,
  2119: () => "Chưa có thời hạn nào đến.",
  2120: ({ paddle }) => `Điều ấy đã được ghi cho thẻ số ${paddle} rồi.`,
  2121: ({ until }) => `Đang bốc thăm đến ${timeOfDay(until, "vi")}. Gõ búa khi bốc thăm xong.`,
  2122: () => "Bên này đã làm việc ấy trong lần bốc thăm này.",
  2123: ({ commit_by }) =>
    `Chỉ công bố số sau ${timeOfDay(commit_by, "vi")}, hoặc khi mọi bên đã cam kết.`,
  2124: () => "Số này không phải số đã cam kết.",
  2125: ({ round }) => `Còn phải tổ chức vòng ${round}. Hãy mở vòng ấy.`,
  2126: () => "Đã hết vòng cuối. Hãy gõ búa.",
  2127: () => "Việc này không dành cho vòng có hình thức này.",
  2128: ({ paddle }) =>
    `Thẻ số ${paddle} không dẫn đầu lô này. Chỉ người dẫn đầu mới rút lại giá đã trả.`,
  2129: () => "Vòng này không có giá nào mang mã ấy.",
  2130: () => "Giá ấy đã bị hủy rồi.",
  2131: () => "Việc ấy đã được đề nghị. Cần người thứ hai xác nhận.",
  2132: () => "Chưa ai đề nghị hủy giá này. Hãy đề nghị trước, rồi người thứ hai xác nhận.",
  2133: ({ officer }) => `Cần người thứ hai xác nhận; ${officer} là người đề nghị.`,
  2134: () => "Lô này không hỏi người bán điều gì.",
  2135: ({ paddle }) => `Thẻ số ${paddle} không trúng lô này.`,
  2136: ({ paddle }) => `Thẻ số ${paddle} không phải người trả giá liền kề đang được hỏi.`,
  2138: () => "Không có lô nào đang mở để tạm dừng do sự cố.",
  2137: () => "Thẻ được đánh số từ 1.",
};

/** What is wrong, by its name; some bear a number to act on. */
function faultWords(/** @type {any} */ fault) {
  const [name, given] = typeof fault === "object" ? Object.entries(fault)[0] : [fault, {}];
  return faultsVi[name]?.(given) ?? String(name);
}

function kinds(/** @type {string[]} */ takes = []) {
  return takes.map((kind) => KINDS[kind] ?? kind).join(" hoặc ");
}

/** @type {Record<string, string>} */
const KINDS = {
  amount: "một số tiền",
  maximum: "mức tối đa",
  asking_at_most: "giá phải trả tiếp theo",
  schedule: "số lượng với đơn giá",
  royalty: "khoản trả một lần, tỷ lệ và mức tối thiểu mỗi năm",
};

function wait(/** @type {{retry_after_ms?: number}} */ { retry_after_ms }) {
  return retry_after_ms ? `sau ${Math.ceil(retry_after_ms / 1000)} giây` : "sau giây lát";
}
