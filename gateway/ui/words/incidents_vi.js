// What the page says of faults of the house and its lines, in Vietnamese.

/** @type {Record<string, string>} */
export const incidentsVi = {
  pause_fault:
    "Hệ thống tạm dừng do sự cố: {cause}. Khi lô tiếp tục, thời gian của bạn sẽ được trả lại.",
  fault_journal_stalled: "nhật ký không ghi được kịp thời",
  fault_house_stalled: "máy chủ ngừng hoạt động",
  fault_bidders_vanished: "nhiều người tham gia mất kết nối cùng lúc",
  faults: "Sự cố",
  faults_note:
    "Các lô đang mở đã tự tạm dừng kể từ thời điểm dưới đây. Hãy cho tiếp tục khi mọi người đã kết nối lại.",
  fault_cause: "Sự việc",
  fault_since: "Kể từ",
  fault_lots: "Lô",
  fault_reach: "Người bị ảnh hưởng",
  fault_entry: "Số nhật ký",
  fault_counts: "{vanished} mất kết nối, {connected} đang kết nối, {bids} giá đang gửi",
  fault_names: "mất kết nối: {vanished}; đang kết nối: {connected}; giá đang gửi: {bids}",
  fault_bid_turned_away: "thẻ số {paddle}, lô {lot}, bị từ chối vì quá tải",
  fault_bid_waiting: "thẻ số {paddle}, lô {lot}, chưa được xét",
  fault_bid_unanswered: "thẻ số {paddle}, lô {lot}, đã xét tại số {seq}",
};
