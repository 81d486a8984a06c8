"""What the component page shows: invented names and numbers, no records."""

from __future__ import annotations

from lantoa.ui.components import Bar, Chip, Mark, Node, Share, Step, Tab

STATUSES = [
    ("draft", "Chưa gửi"),
    ("waiting", "Chờ tiếp nhận"),
    ("active", "Đang thẩm định"),
    ("returned", "Trả lại"),
    ("overdue", "Quá hạn"),
    ("declined", "Không công nhận"),
    ("met", "Đạt"),
    ("unmet", "Chưa đạt"),
    ("unclear", "Chưa rõ"),
    ("person", "Người xét"),
    ("recognized", "Đã công nhận"),
    ("withdrawn", "Đã thu hồi"),
]
STEPS = [
    Step("Gửi", "21/11/2026", "done"),
    Step("Tiếp nhận", "22/11, Lê Minh Thư", "done"),
    Step("Thẩm định", "hạn 21/12", "now"),
    Step("Hội đồng", "đợt 2, 26/11"),
    Step("Quyết định", "trước 22/02/2027", "limit"),
]
TABS = [
    Tab("Tất cả", "?", "168", current=True),
    Tab("Chưa gửi", "?trang_thai=draft", "12"),
    Tab("Chờ tiếp nhận", "?trang_thai=waiting", "9"),
    Tab("Đang thẩm định", "?trang_thai=active", "31"),
    Tab("Đã công nhận", "?trang_thai=recognized", "trên 10.000"),
]
CHIPS = [Chip("Gửi: 01/01–23/11/2026", "?"), Chip("Đơn vị: Xưởng Cơ khí 27", "?")]
NODES = [
    Node(
        "0",
        "Công đoàn Quân khu",
        "31",
        is_open=True,
        children=(
            Node(
                "1",
                "Khối nhà máy, xưởng",
                "2/8",
                is_open=True,
                children=(
                    Node("11", "Xưởng Cơ khí 27", "412 đoàn viên", checked=True),
                    Node("12", "Xưởng Ô tô 55", "188", checked=True),
                    Node("13", "Xưởng Mộc 9", "sáp nhập vào Xưởng In, 01/07/2024", is_ended=True),
                ),
            ),
            Node("2", "Khối bệnh viện", "5", children=(Node("21", "Bệnh viện Sông Đào", "320"),)),
        ),
    )
]
SERIES = ["Đề tài, sản phẩm", "Công trình, sáng kiến"]
BARS = [
    Bar(str(2017 + place), (Mark(high, f"?nam={place}&a"), Mark(low, f"?nam={place}&b")))
    for place, (low, high) in enumerate(
        [(23, 61), (28, 75), (35, 82), (37, 92), (41, 104), (46, 117)]
    )
]
GRADES = [
    Share("vững mạnh xuất sắc", 14, "s5", "?a"),
    Share("vững mạnh", 17, "s2", "?b"),
]
SELF_SCORED = [Share("đã tự chấm", 26, "met", "?a"), Share("chưa", 5, "rest")]
PER_HUNDRED = [
    Share("Xưởng Cơ khí 27", 42, "s5", "?a"),
    Share("Bệnh viện Sông Đào", 31, "s4", "?b"),
    Share("Kho K18", 12, "s3", "?c"),
    Share("Bảo tàng", 0, "s3"),
]
ROWS = [
    ("SK-26-0168", "Bệ thử bơm cao áp dùng cho ba loại động cơ", "Trần Văn Lộc", "+1",
     "Xưởng Cơ khí 27", "active", "Đang thẩm định", "21/11", None),
    ("SK-26-0161", "Giá treo dịch truyền cơ động cho khoa Ngoại", "Hoàng Thị Lan", "",
     "Bệnh viện QY Sông Đào", "waiting", "Chờ tiếp nhận", "18/11", 12_500_000),
    ("SK-26-0157", "Lịch bảo quản kho theo độ ẩm từng ngăn", "Lý Văn Páo", "+2",
     "Kho K18", "returned", "Trả lại", "16/11", None),
    ("SK-26-0131", "Tủ sấy dây cáp cứu hộ tận dụng nhiệt thải", "Đặng Hữu Phước", "+1",
     "Lữ đoàn Công binh 84", "recognized", "Công nhận Bộ", "28/10", 154_000_000),
]  # fmt: skip
SWATCHES = [
    *("giay", "to", "chim", "muc", "muc-2", "muc-3", "ke-dam", "son", "son-nen"),
    *("vang", "cham", "rung", "dat", "sim", "tro", "c1", "c2", "c3", "c4", "c5", "c6"),
    *("s1", "s2", "s3", "s4", "s5"),
]
