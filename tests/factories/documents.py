"""A paper that has every part an official paper can have; names and figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from lantoa.documents.paper import (
    Align,
    Appendix,
    Band,
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Signer,
    Table,
    Text,
)

MADE_AT = datetime(2022, 11, 14, 9, 41, tzinfo=UTC)
ROWS_URL = "https://lantoa.example.vn/sang-kien/?tu=2017&den=2022"


def make_paper(**changes: object) -> Paper:
    """Return a short report of one paragraph; `changes` are fields of `Paper`."""
    plain = Paper(
        issuing_body="Công đoàn Quân khu",
        kind="Báo cáo",
        subject="Kết quả phong trào",
        number="08/BC-CĐ",
        place="Thái Nguyên",
        signed_on=date(2026, 2, 5),
        blocks=(Paragraph(("Phong trào phát triển đều.",)),),
        signer=Signer(("TM. Ban Chấp hành", "Chủ tịch"), "Đại tá Nguyễn Văn A"),
        made_at=MADE_AT,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def make_review(*, list_rows: int = 45, year_group: str = "Số được công nhận") -> Paper:
    """Return a five-year review with headings, figures, lists, tables and two appendices."""
    return make_paper(
        parent_body="Ban Công đoàn Quốc phòng",
        number="118/BC-CĐ",
        subject="Tổng kết phong trào thi đua “Lao động giỏi, lao động sáng tạo”\n"
        "giai đoạn 2017–2022",
        signed_on=date(2022, 11, 14),
        addressees=("Ban Công đoàn Quốc phòng", "Cục Chính trị Quân khu"),
        basis=(
            "Căn cứ Luật Thi đua, khen thưởng",
            "Căn cứ Kế hoạch số 12/KH-CĐ ngày 03 tháng 01 năm 2017 của Công đoàn Quân khu",
        ),
        blocks=_review_blocks(year_group),
        recipients=("Như trên", "Các công đoàn cơ sở", "Lưu: VT, CĐ"),
        appendices=(
            Appendix("Danh sách sáng kiến được công nhận", (make_list(rows=list_rows),)),
            Appendix("Xếp loại công đoàn cơ sở", (_grades(),), landscape=False),
        ),
        foot_note="Số liệu chốt ngày 14/11/2022, bản 3f9a",
    )


def make_list(*, rows: int) -> Table:
    """Return a long list such as an appendix holds."""
    return Table(
        columns=(
            Column("TT", 1, Align.CENTER),
            Column("Tên sáng kiến", 6),
            Column("Tác giả", 4),
            Column("Đơn vị", 4),
            Column("Số quyết định", 3, Align.CENTER),
            Column("Giá trị làm lợi", 3, Align.RIGHT),
        ),
        rows=(
            Band("I. Công đoàn cơ sở Xưởng X1"),
            *(
                (
                    str(number),
                    f"Cải tiến đồ gá kiểm tra cụm van số {number} bằng vật tư tận dụng tại xưởng",
                    "Thiếu tá QNCN Trần Thị Bưởi",
                    "Công đoàn cơ sở Xưởng X1, Cục Hậu cần – Kỹ thuật",
                    f"{number:02d}/QĐ-X1",
                    Figure(f"{number * 3},5", code=f"benefit-{number}", url=ROWS_URL),
                )
                for number in range(1, rows + 1)
            ),
        ),
        total=("", "Cộng", "", "", "", "3.127,5"),
        unit="triệu đồng",
        notes=("Ghi chú: tính theo mức hội đồng chấp nhận.",),
    )


def _review_blocks(year_group: str) -> tuple[Block, ...]:
    return (
        Heading(1, "I. ĐẶC ĐIỂM TÌNH HÌNH"),
        Paragraph((_SITUATION,)),
        Heading(1, "II. KẾT QUẢ ĐẠT ĐƯỢC"),
        Heading(2, "1. Đề tài, sáng kiến"),
        Paragraph(
            (
                "5 năm qua, các công đoàn cơ sở đã có ",
                Figure("trên 200", code="initiatives_and_works", url=ROWS_URL),
                " công trình, sáng kiến và ",
                Figure("hàng trăm", code="topics_and_products", url=f"{ROWS_URL}&loai=de-tai"),
                " đề tài, sản phẩm sáng tạo được áp dụng, tiết kiệm và làm lợi cho ngân sách ",
                Figure("gần 3 tỷ đồng", code="benefit_vnd", url=ROWS_URL, bold=True),
                Text(" (không cộng phần không tính được bằng tiền).", italic=True),
            )
        ),
        Heading(3, "a) Theo năm"),
        Table(
            columns=(
                Column("Loại", 4),
                Column("2020", 1, Align.RIGHT, group=year_group),
                Column("2021", 1, Align.RIGHT, group=year_group),
                Column("2022", 1, Align.RIGHT, group=year_group),
                Column("Cộng", 1.4, Align.RIGHT),
            ),
            rows=(
                ("Công trình, sáng kiến", "37", "41", "46", Figure("210", code="by-year-works")),
                ("Đề tài, sản phẩm sáng tạo", "92", "104", "117", "531"),
            ),
            total=("Tổng số", "129", "145", "163", "741"),
            caption="Bảng 1. Số lượng theo năm",
        ),
        Heading(2, "2. Hạn chế"),
        Bullets(
            (
                ("Một số đơn vị chưa đăng ký chỉ tiêu từ đầu năm, hồ sơ gửi chậm so với hạn;",),
                ("việc nhân rộng sáng kiến giữa các đơn vị còn ít.",),
            )
        ),
        *(
            Paragraph((f"{number}. Nhóm giải pháp {number}: " + _SOLUTION,))
            for number in range(1, 8)
        ),
    )


_SITUATION = (
    "Công đoàn Quân khu có 31 công đoàn cơ sở. Phong trào thi đua được triển khai rộng "
    "khắp ở các xưởng, kho, bệnh viện, nhà trường, bám sát nhiệm vụ chính trị của từng "
    "đơn vị, gắn với Cuộc vận động 50 và phong trào Thi đua Quyết thắng."
)
_SOLUTION = (
    "tăng cường sự lãnh đạo của cấp ủy, sự phối hợp của chỉ huy; nâng cao chất lượng tuyên truyền, "
    "giáo dục; phát hiện, bồi dưỡng, tổng kết và nhân rộng điển hình tiên tiến; bảo đảm kinh phí, "
    "vật tư và thời gian cho đoàn viên nghiên cứu, thử nghiệm."
)


def _grades() -> Table:
    return Table(
        columns=(
            Column("Xếp loại", 3),
            Column("Số CĐCS", 1, Align.RIGHT),
            Column("%", 1, Align.RIGHT),
        ),
        rows=(("Vững mạnh xuất sắc", "14", "45,2"), ("Vững mạnh", "17", "54,8")),
        total=("Cộng", "31", "100"),
    )
