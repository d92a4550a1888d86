// What can be wrong with terms, in Vietnamese, by the fault's name: for whoever publishes a lot.

/** @type {Record<string, (given: any) => string>} */
export const termsFaultsVi = {
  title: () => "tên lô có từ 1 đến 200 ký tự ở mỗi thứ tiếng",
  summary: () => "mô tả có nhiều nhất 4.000 ký tự ở mỗi thứ tiếng",
  currency: () => "mã tiền có từ 1 đến 8 ký tự, từ 0 đến 4 số lẻ",
  amount: () => "có số tiền nhiều chữ số hơn loại tiền, hoặc lớn hơn mức có thể trả",
  rounds: () => "mỗi lô có từ 1 đến 16 vòng, mỗi vòng tổ chức từ 1 đến 100 lần",
  quantity: () =>
    "số lượng từ 1 đến 1.000.000.000; nhiều đơn vị thì cần vòng dành cho nhiều đơn vị",
  no_opening: () => "vòng trả giá lên, đặt giá xuống hoặc độc quyền cần giá khởi điểm",
  increment_table: () =>
    "bảng bước giá có từ 1 đến 32 mức, mức đầu không ghi từ đâu, mức sau cao hơn",
  increment_percentage: () => "bước giá từ 0,01 đến 1.000 %",
  max_jump: () => "bước nhảy tối đa ít nhất là một bước giá",
  until_left: () => "vòng kéo dài đến khi còn 1 người trở lên",
  soft_close: () => "gia hạn cần vòng theo đồng hồ, thời gian cuối và thời gian kéo dài",
  soft_close_cap: () => "giới hạn gia hạn là ít nhất một lần, hoặc một giờ sau giờ kết thúc",
  floor_above_ceiling: () => "giá sàn cao hơn giá trần",
  opening_out_of_reach: () => "không phong bì nào đạt được giá khởi điểm giữa giá sàn và giá trần",
  rights: () => "quyền phải có phạm vi, lĩnh vực và thời hạn, ở mỗi ngôn ngữ",
  documents: () =>
    "một lô có nhiều nhất 20 tài liệu, mỗi tài liệu có tên ở hai ngôn ngữ và địa chỉ https://",
  grid_without_opening: () => "nấc giá cần giá khởi điểm để tính",
  off_grid: () => "đã có nấc giá thì giá bảo lưu và mọi bước giá phải tròn nấc",
  sealed_pace: () => "vòng trả giá kín cần thời hạn không chờ lần trả giá đầu",
  stepped_pace: () => "chỉ vòng đặt giá xuống và vòng theo lượt đi theo nấc thời gian",
  second_price_alone: () => "giá thứ hai cần giá bảo lưu hoặc giá khởi điểm",
  units: () => "vòng nhiều đơn vị nhận từ 1 đến 20 dòng mỗi người, giới hạn ít nhất là 1",
  whole_pro_rata: () => "dòng được chia trọn thì không chia theo số lượng được",
  highest_losing_alone: () => "giá trượt cao nhất cần giá bảo lưu hoặc giá khởi điểm",
  exclusive: () => "vòng độc quyền chỉ để bán, so với từ 2 giấy phép chia sẻ trở lên",
  dutch_prices: () => "giá xuống đi từ giá khởi điểm đến mức cuối trong 1 đến 10.000 nấc tròn",
  dutch_first: () => "vòng đặt giá xuống là vòng đầu và chỉ tổ chức một lần",
  turns_first: () => "vòng theo lượt dành cho người trả giá của vòng trước",
  only_round: () => "giá thứ hai, nhiều đơn vị, độc quyền hay chia sẻ chỉ đứng một vòng duy nhất",
  open_to: () => "vòng đầu dành cho mọi người, vòng sau theo các vòng trước",
  opens_in_order: () =>
    "chỉ vòng đầu mở vào giờ định sẵn; vòng sau mở sau vòng trước một thời gian",
  closes_too_early: () => "giờ kết thúc phải sau giờ mở và ở tương lai",
  duration: () => "thời gian từ một phần nghìn giây đến một năm",
  reserve: () => "giá bảo lưu phải có lợi cho người bán ít nhất bằng giá khởi điểm",
  provisional: () => "hỏi người bán thì cần giá bảo lưu và thời hạn trả lời đến một năm",
  forecast: () => "dự báo có từ 1 đến 50 năm, bằng nhau cho mọi cơ sở, mỗi cơ sở một lần",
  royalty_format: () => "phí bản quyền chỉ dùng ở vòng công khai và vòng kín của một đơn vị",
  consent: () => "sự đồng ý của người bán phải ghi tên văn bản",
  profile_format: () => "hồ sơ pháp lý chỉ nhận trả giá lên, trả giá kín và đặt giá xuống",
  profile_direction: () => "hồ sơ pháp lý chỉ nhận việc bán, không nhận đặt hàng",
  profile_structure: () => "hồ sơ pháp lý chỉ nhận một đơn vị theo đúng giá của người trúng",
  profile_hybrid: () =>
    "hồ sơ pháp lý nhận các vòng cùng một hình thức, và vòng tiếp giữa những người bằng giá",
  profile_deposit: () => "hồ sơ pháp lý đòi tiền đặt trước từ 5 đến 20 % giá khởi điểm (Điều 39)",
  profile_single_bidder: () =>
    "chỉ bán cho một người duy nhất khi người bán đồng ý bằng văn bản (Điều 49)",
};
