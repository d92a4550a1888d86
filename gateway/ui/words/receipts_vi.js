// The words of receipts, in Vietnamese.

/** @type {Record<string, string>} */
export const receiptsVi = {
  receipts: "Biên nhận của tôi",
  receipts_none:
    "Mỗi lần bạn trả giá, câu trả lời đều kèm một biên nhận có chữ ký. Trang này kiểm tra và giữ biên nhận trong trình duyệt.",
  receipts_count: "Hiện có: {n}. Trang đã kiểm tra: {checked}.",
  receipts_wrong: "Không khớp: {n}!",
  receipts_key_first: "Khóa {id} của {name}, thấy lần đầu tại đây lúc {time}.",
  receipts_key_announced:
    "Khóa {id} của {name}, được báo trong nhật ký và nghe tại đây lúc {time}.",
  receipts_key_accepted: "Khóa {id} của {name}, bạn đã đối chiếu lúc {time}.",
  receipts_save: "Lưu các biên nhận",
  receipts_older: "Còn {n} biên nhận cũ hơn. Trong tệp có đủ.",
  receipts_unstored: "Chỉ có trong thẻ trình duyệt này, đóng là mất: {n}. Hãy lưu tệp ngay.",
  receipts_full:
    "Trình duyệt này giữ {limit} biên nhận cho mỗi thẻ số và nay đã đủ. Hãy lưu tệp, sau đó bạn có thể dọn chỗ.",
  receipts_forget: "Xóa khỏi trình duyệt",
  receipts_forget_title: "Xóa các biên nhận này?",
  receipts_forget_text:
    "Chúng đã được lưu vào tệp. Hãy mở tệp xem đã đủ chưa: trình duyệt này sẽ không còn giữ nữa.",
  receipts_how: "Cách kiểm tra không cần trang này",
  receipts_how_text:
    "Biên nhận buộc Sàn phải giữ lời: chữ ký bao trùm toàn bộ nhật ký đến lúc đó, và bằng chứng cho thấy câu trả lời này nằm trong nhật ký. Hãy đối chiếu khóa dưới đây với khóa Sàn đã công bố, rồi kiểm tra tệp đã lưu bằng chương trình của Sàn hoặc bất kỳ chương trình nào theo đúng định dạng mở của nhật ký.",
  receipts_here: "Biên nhận trong trình duyệt này",
  receipts_here_text: "Vẫn được giữ ở đây và lưu ra tệp được, kể cả khi không có liên kết.",
  receipts_here_of: "{session}, thẻ số {paddle}",

  receipt_show: "Xem các biên nhận của tôi",
  receipt_checking: "Đang kiểm tra biên nhận",
  receipt_checked: "Biên nhận đã kiểm tra",
  receipt_kept: "Biên nhận đã giữ",
  receipt_false: "Biên nhận KHÔNG khớp",
  receipt_said: "Lô {lot} · {said}",
  said_accepted: "Đã nhận",
  said_refused: "Không nhận",
  refused_code: "Không nhận, mã {code}.",
  number: "Số {seq}",

  receipt_why_no_crypto:
    "Biên nhận được giữ nhưng chưa kiểm tra tại đây: trang này không đến qua đường truyền an toàn (https) nên trình duyệt không kiểm tra chữ ký. Hãy lưu tệp và kiểm tra theo cách ghi bên dưới.",
  receipt_why_no_ed25519:
    "Biên nhận được giữ nhưng chưa kiểm tra tại đây: trình duyệt này quá cũ, chưa biết loại chữ ký này (Ed25519). Hãy lưu tệp và kiểm tra theo cách ghi bên dưới.",
  receipt_why_unproven: "Chữ ký đúng; bằng chứng chưa tới.",
  receipt_why_sealed:
    "Chữ ký và vị trí đều đúng. Mục này có điều bí mật của người khác, nên phần còn lại phải xem trong nhật ký.",
  receipt_why_key_awaited: "Ký bằng khóa mới mà bạn chưa đối chiếu.",
  receipt_why_origin: "Biên nhận này thuộc về một nhật ký khác.",
  receipt_why_key: "Khóa đã ký không phải khóa của Sàn.",
  receipt_why_signature: "Chữ ký không phải của Sàn.",
  receipt_why_proof: "Bằng chứng không dẫn tới đầu nhật ký đã ký.",
  receipt_why_leaf: "Mục ghi trong đó không phải mục đã được ký.",
  receipt_why_entry: "Không đọc được mục ghi trong đó.",
  receipt_why_seq: "Số thứ tự khác với mục ghi trong đó.",
  receipt_why_at: "Thời điểm khác với mục ghi trong đó.",
  receipt_why_bid: "Lần trả giá khác với mục ghi trong đó.",
  receipt_why_verdict: "Câu trả lời khác với mục ghi trong đó.",
  receipt_why_told: "Trước đó Sàn đã trả lời khác.",
  receipt_why_asked: "Biên nhận này là của lần trả giá khác.",
  receipt_why_form: "Biên nhận sai định dạng.",

  alarm_false_title: "Có biên nhận không khớp",
  alarm_false: "Lô {lot}, số {seq}: {why}",
  alarm_fork_title: "Có hai nhật ký khác nhau",
  alarm_fork_root:
    "Hai biên nhận số {one} và số {other} cùng thuộc một nhật ký gồm {number} mục, nhưng gốc của chúng khác nhau. Chỉ có thể có một: đây là bằng chứng rằng đã có hai nhật ký được đưa ra.",
  alarm_fork_leaf:
    "Hai biên nhận ghi hai mục khác nhau cùng mang số {number}. Chỉ có thể có một: đây là bằng chứng rằng đã có hai nhật ký được đưa ra.",
  alarm_fork_unchecked:
    "Tại đây không kiểm tra được cả hai có do Sàn ký hay không: kiểm tra viên kiểm tra được.",
  alarm_what_to_do:
    "Biên nhận vẫn được giữ ở đây. Hãy lưu tệp và đưa cho kiểm tra viên; đừng xóa dữ liệu của trình duyệt này.",
  alarm_show: "Xem",
  alarm_key_title: "Sàn ký bằng một khóa khác",
  alarm_key:
    "Trước đây là {old}, nay là {now}, và tại đây chưa nghe thông báo nào. Hãy đối chiếu khóa mới với khóa Sàn đã công bố. Bạn vẫn trả giá được; biên nhận ký bằng khóa mới được giữ nhưng chưa được tin cho đến lúc đó.",
  alarm_key_accept: "Tôi đã đối chiếu: tin khóa này",
  alarm_key_accept_title: "Tin khóa mới?",
  alarm_key_accept_text:
    "Chỉ khi bạn có khóa này từ Sàn bằng cách khác ngoài trang này: trên giấy, qua điện thoại, trên thông báo công khai.",
};
