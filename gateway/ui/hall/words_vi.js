// The words of the hall screen in Vietnamese.

/** @type {Record<string, string>} */
export const words = {
  hall_server_time: "Giờ máy chủ",
  hall_full: "Toàn màn hình",
  hall_leader: "Đang dẫn đầu",
  hall_price_sold: "Giá trúng đấu giá",
  hall_no_lots: "Phiên chưa công bố lô nào. Lô mới sẽ tự hiện ra ở đây.",
  hall_over: "Mọi lô đã kết thúc",
  hall_lot_title: "Lô {lot} · {title}",
  hall_ticker: "Diễn biến của phiên",
  hall_to_front: "Xem các phiên của Sàn",
  hall_stop_1006:
    "Sàn không cho xem phiên này khi chưa có liên kết. Hãy xin Sàn cấp một liên kết theo dõi.",
  hall_stop_1008: "Ở đây không có phiên nào tên là “{session}”.",
  hall_stop_other: "Máy chủ đã kết thúc hẳn kết nối này. Hãy tải lại trang.",
  ticker_lot_published: "Công bố lô {lot}: {title}",
  ticker_lot_opened: "Mở lô {lot}",
  ticker_price_changed: "Lô {lot}: {price}, thẻ số {paddle}",
  ticker_sides_changed: "Lô {lot}: bên đang hơn được {price}",
  ticker_asking_stepped: "Lô {lot}: giá hạ còn {price}",
  ticker_turn_began: "Lô {lot}: đến lượt thẻ số {paddle}",
  ticker_deadline_moved: "Lô {lot}: kéo dài đến {time}",
  ticker_lot_paused: "Lô {lot} tạm dừng: {reason}",
  ticker_lot_resumed: "Lô {lot} tiếp tục",
  ticker_called: "Lô {lot}: {call}",
  ticker_round_ended: "Lô {lot}: hết vòng",
  ticker_envelopes_opened: "Lô {lot}: đã mở {count} phong bì",
  ticker_bidder_disqualified: "Lô {lot}: thẻ số {paddle} bị truất quyền: {reason}",
  ticker_bid_withdrawn: "Lô {lot}: thẻ số {paddle} rút lại giá đã trả",
  ticker_bid_voided: "Lô {lot}: giá của thẻ số {paddle} bị hủy: {reason}",
  ticker_lot_closed: "Lô {lot}: {result}",
};
