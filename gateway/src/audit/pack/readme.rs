//! What a stranger reads first in a pack.

use gavel_proto::SessionId;

/// The text of `README.txt`.
pub(super) fn text(session: &SessionId) -> String {
    format!(
        "\
HỒ SƠ KIỂM TOÁN CỦA PHIÊN {session}

Tệp này chứa tất cả những gì cần để kiểm tra phiên đấu giá mà không cần mạng và không cần máy chủ:

  journal/{session}/   nhật ký: mọi yêu cầu và mọi quyết định, theo thứ tự
  head.txt             gốc cây băm cuối cùng đã ký (C2SP tlog-checkpoint)
  key.txt              khóa kiểm tra chữ ký, dạng tên+mã+khóa
  terms/               thể lệ của từng lô, đúng như đã công bố
  minutes/             biên bản bằng tiếng Việt và tiếng Anh, trang web và PDF
  build.txt            chương trình nào đã làm ra hồ sơ này
  MANIFEST             SHA-256 của từng tệp

1. Trước hết, so sánh key.txt với khóa mà sàn đã công bố. Nếu khác, đừng tin phần còn lại.
2. Có chương trình gavel:     gavel verify HỒ-SƠ.tar --key KHÓA
   Lệnh này kiểm tra từng byte, thứ tự, cây băm, chữ ký, quyết định lại mọi yêu cầu theo thể lệ,
   in lại biên bản và so sánh. Mã kết thúc 0: đúng; 1: sai, và sai ở đâu; 2: không đọc được.
3. Không có chương trình:     tar -xf HỒ-SƠ.tar && sha256sum -c MANIFEST
   Định dạng của nhật ký được mô tả trong docs/JOURNAL.md của mã nguồn; một chương trình kiểm tra
   viết bằng Python theo trang đó nằm ở tests/checker/check.py.

Nhật ký chứa cả những điều mà phòng đấu giá không được nghe: giá tối đa, giá dự trữ, tên
người điều hành. Chỉ đưa hồ sơ này cho người được quyền biết.

----------------------------------------------------------------------------------------------------

AUDIT PACK OF THE SESSION {session}

This file holds all that is needed to check the sale, without a network and without a server:

  journal/{session}/   the journal: every command and every decision, in their order
  head.txt             the last signed head of its tree (C2SP tlog-checkpoint)
  key.txt              the key that checks signatures, as name+id+key
  terms/               the terms of each lot, as they were published
  minutes/             the minutes in Vietnamese and English, as pages and as PDF
  build.txt            which program made this pack
  MANIFEST             the SHA-256 of each file

1. First compare key.txt with the key that the exchange published. If they differ, believe none of
   the rest.
2. With the program gavel:    gavel verify PACK.tar --key KEY
   It checks bytes, order, tree and signatures, decides every command again under the terms, prints
   the minutes anew and compares them. Exit code 0: it is right; 1: it is not, and where; 2: it could
   not be read.
3. Without the program:       tar -xf PACK.tar && sha256sum -c MANIFEST
   The format of the journal is described in docs/JOURNAL.md of the source; a checker in Python,
   written from that page, is tests/checker/check.py.

The journal holds what the room did not hear as well: maxima, reserves, officers' names. Give this
pack only to those who may know that.
"
    )
}
