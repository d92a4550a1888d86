//! The faults of terms in words, each with its remedy.

use gavel_proto::terms::TermsFault;

use crate::language::Language;

/// What is wrong, and what to write.
pub(super) fn sentence(fault: TermsFault, language: Language) -> String {
    match language {
        Language::En => format!("fault: {fault}"),
        Language::Vi => format!("lỗi: {}", vietnamese(fault)),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one sentence for each fault")]
const fn vietnamese(fault: TermsFault) -> &'static str {
    match fault {
        TermsFault::Title => "tên lô có từ 1 đến 200 ký tự ở mỗi ngôn ngữ",
        TermsFault::Summary => "phần mô tả có nhiều nhất 4.000 ký tự ở mỗi ngôn ngữ",
        TermsFault::Rights => {
            "quyền (rights) có phạm vi, lĩnh vực và thời hạn, mỗi mục từ 1 đến 200 ký tự ở mỗi ngôn ngữ"
        }
        TermsFault::Documents => {
            "một lô có nhiều nhất 20 tài liệu, mỗi tài liệu có tên ở hai ngôn ngữ và địa chỉ https://"
        }
        TermsFault::Currency => "tiền tệ có mã từ 1 đến 8 ký tự và từ 0 đến 4 chữ số thập phân",
        TermsFault::Amount => {
            "một số tiền có nhiều chữ số hơn đồng tiền cho phép; hãy viết theo đơn vị của đồng tiền"
        }
        TermsFault::Rounds => "một lô có từ 1 đến 16 vòng, mỗi vòng tổ chức từ 1 đến 100 lần",
        TermsFault::Quantity => {
            "một lô bán từ 1 đến 1.000.000.000 đơn vị; bán nhiều đơn vị cần một vòng dành cho việc đó"
        }
        TermsFault::NoOpening => {
            "vòng trả giá lên, vòng đặt giá xuống và vòng độc quyền cần có giá khởi điểm (opening)"
        }
        TermsFault::IncrementTable => {
            "bảng bước giá có từ 1 đến 32 mức, mức đầu không ghi `from`, mỗi mức sau ghi `from` cao hơn"
        }
        TermsFault::IncrementPercentage => {
            "bước giá theo điểm cơ bản nằm trong khoảng từ 1 đến 100.000"
        }
        TermsFault::MaxJump => {
            "mức nhảy tối đa ít nhất là một bước giá; bỏ trống nếu không giới hạn"
        }
        TermsFault::UntilLeft => "một vòng kéo dài cho đến khi còn lại từ 1 người trả giá trở lên",
        TermsFault::SoftClose => {
            "gia hạn khi trả giá muộn cần vòng có thời hạn, một khoảng cuối và một thời gian gia hạn"
        }
        TermsFault::SoftCloseCap => {
            "giới hạn gia hạn là ít nhất một lần, hoặc một thời điểm sau thời điểm kết thúc"
        }
        TermsFault::FloorAboveCeiling => "giá sàn cao hơn giá trần; hãy sửa một trong hai",
        TermsFault::OpeningOutOfReach => {
            "không phong bì nào nằm giữa giá sàn và giá trần mà đạt được giá khởi điểm"
        }
        TermsFault::GridWithoutOpening => "lưới giá (grid) cần có giá khởi điểm để tính từ đó",
        TermsFault::OffGrid => {
            "khi có lưới giá, giá dự trữ và mọi bước giá là bội số của lưới; không dùng phần trăm"
        }
        TermsFault::SealedPace => {
            "vòng bỏ phiếu kín cần một thời hạn không phụ thuộc vào lần trả giá đầu tiên"
        }
        TermsFault::SteppedPace => {
            "vòng đặt giá xuống và vòng theo lượt đi theo từng bước thời gian bằng nhau; các vòng khác \
             thì không"
        }
        TermsFault::SecondPriceAlone => {
            "giá thứ hai cần giá dự trữ hoặc giá khởi điểm để một người trả giá duy nhất trả theo"
        }
        TermsFault::Units => {
            "vòng nhiều đơn vị nhận từ 1 đến 20 cặp số lượng và giá mỗi người; mức tối đa mỗi người ít \
             nhất là 1"
        }
        TermsFault::WholeProRata => {
            "đã không chia lẻ thì không phân bổ theo tỷ lệ được; hãy phân bổ theo thứ tự (by_sequence)"
        }
        TermsFault::HighestLosingAlone => {
            "giá trượt cao nhất cần giá dự trữ hoặc giá khởi điểm, phòng khi không ai trượt"
        }
        TermsFault::Exclusive => {
            "vòng độc quyền chỉ dùng để bán, đối lại từ 2 giấy phép không độc quyền trở lên (quantity)"
        }
        TermsFault::DutchPrices => {
            "giá đi từ giá khởi điểm đến giá cuối trong 1 đến 10.000 bước nguyên"
        }
        TermsFault::DutchFirst => {
            "vòng đặt giá xuống phải là vòng đầu và chỉ tổ chức một lần; vòng sau dùng hình thức khác"
        }
        TermsFault::TurnsFirst => {
            "vòng theo lượt dành cho người đã trả giá ở vòng trước; hãy bắt đầu bằng hình thức khác"
        }
        TermsFault::OnlyRound => {
            "giá thứ hai, nhiều đơn vị và độc quyền đối với không độc quyền phải là vòng duy nhất"
        }
        TermsFault::OpenTo => {
            "vòng đầu mở cho mọi người; vòng sau mở cho từ 1 người trở lên mà một vòng trước xác định \
             được (`tied`: sau vòng sealed hoặc dutch; `last_window`: sau vòng có giới hạn gia hạn)"
        }
        TermsFault::OpensInOrder => {
            "chỉ vòng đầu mở vào một thời điểm; vòng sau mở sau vòng trước một khoảng thời gian"
        }
        TermsFault::ClosesTooEarly => {
            "thời điểm kết thúc phải ở tương lai, sau thời điểm mở và sau các vòng trước; vòng được tổ \
             chức lại thì kết thúc sau khi mở một khoảng thời gian"
        }
        TermsFault::Duration => "một khoảng thời gian dài từ một mili giây đến một năm",
        TermsFault::Reserve => {
            "giá dự trữ không được kém giá khởi điểm đối với người bán và phải đạt tới được; ở vòng đặt \
             giá xuống, nó nằm giữa giá cuối và giá khởi điểm"
        }
        TermsFault::Provisional => {
            "kết quả tạm thời cần lô một đơn vị bán theo giá của chính người thắng, giá dự trữ và thời gian trả lời, nhiều nhất một năm"
        }
        TermsFault::Forecast => {
            "dự báo có từ 1 đến 50 năm, như nhau cho mọi cơ sở, mỗi cơ sở một lần, và lãi suất chiết \
             khấu nhiều nhất 10.000 điểm cơ bản"
        }
        TermsFault::RoyaltyFormat => {
            "tiền bản quyền được chào không theo lưới giá, ở vòng trả giá lên hoặc vòng kín trả theo \
             giá của chính mình"
        }
        TermsFault::Consent => "văn bản đồng ý của người bán được ghi tên bằng 1 đến 200 ký tự",
        TermsFault::ProfileFormat => {
            "khung pháp lý không thừa nhận hình thức của một vòng; hãy dùng english, sealed hoặc dutch"
        }
        TermsFault::ProfileDirection => {
            "khung pháp lý chỉ cho phép bán; hãy đặt hàng theo `negotiated_competition`"
        }
        TermsFault::ProfileStructure => {
            "khung pháp lý chỉ cho phép một đơn vị với giá thường của chính người trúng"
        }
        TermsFault::ProfileHybrid => {
            "khung pháp lý cho phép các vòng cùng một hình thức, và vòng tiếp giữa những người bằng giá"
        }
        TermsFault::ProfileDeposit => {
            "khung pháp lý yêu cầu tiền đặt trước từ 5 đến 20 % giá khởi điểm (Điều 39)"
        }
        TermsFault::ProfileSingleBidder => {
            "khung pháp lý chỉ bán cho người trả giá duy nhất khi người bán đồng ý bằng văn bản \
             (Điều 49)"
        }
    }
}
