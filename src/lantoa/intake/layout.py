"""The product's own workbook, declared once: its sheets, columns, and what each cell means.

The same table writes blank and filled workbooks, reads them back, names fields in differences,
and documents the layout. A field is that of the app's typed row (`rows.py` of each app), or a
part that the sheet's statement puts together (`decision_number`, `person_code` …).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lantoa.shared.text import fold


class CellKind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CODE = "code"
    YEAR = "year"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    BIRTH = "birth"  # a partial date of someone's life
    PARTIAL = "partial"  # a day, a month or a year
    DAY = "day"
    WORD = "word"  # a word of a vocabulary
    YES_NO = "yes-no"
    AUTHORS = "authors"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. `words` names the vocabulary of a WORD cell."""

    field: str
    heading: str
    kind: CellKind = CellKind.TEXT
    is_required: bool = False
    words: str = ""
    width: int = 16
    note: str = ""
    longest: int = 200
    least: int = 0
    most: int = 1_000_000
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The folded headings under which the column is found."""
        return frozenset(fold(name) for name in (self.heading, *self.aliases))


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its key (also the kind of record), its name, and its columns in order."""

    key: str
    name: str
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)


K = CellKind
UNIT = Column(
    "unit",
    "Đơn vị",
    width=14,
    note="Mã hoặc tên đơn vị. Để trống: đơn vị ghi ở trang “Đơn vị”.",
)
_YEAR = Column("year", "Năm", K.YEAR, is_required=True, width=8)
_PERSON_CODE = Column(
    "person_code",
    "Mã đoàn viên",
    K.CODE,
    width=12,
    longest=32,
    note="Ghi khi trong đơn vị có hai người cùng tên.",
)
_MOVEMENT = Column("movement", "Phong trào", K.WORD, words="movement", width=30)
_REASON = Column("reason", "Thành tích", width=36, longest=1000)
_POSITION = Column("position", "Chức vụ khi được khen", width=18, longest=120)
_CATEGORY = Column("category", "Đối tượng khi được khen", width=14, longest=100)
_OCCASION = Column("occasion", "Dịp khen", K.WORD, words="occasion", width=18)


def _decision(*, is_required: bool = False) -> tuple[Column, ...]:
    return (
        Column(
            "decision_number",
            "Số QĐ",
            K.CODE,
            is_required=is_required,
            width=14,
            longest=64,
            aliases=("Số quyết định",),
        ),
        Column(
            "decision_date",
            "Ngày QĐ",
            K.DAY,
            is_required=is_required,
            width=12,
            aliases=("Ngày ký", "Ngày quyết định"),
        ),
        Column(
            "decision_issuer", "Cơ quan ban hành", is_required=is_required, width=26, longest=200
        ),
        Column("decision_signer", "Người ký", width=20, longest=120),
    )


PEOPLE = SheetLayout(
    "person",
    "Đoàn viên",
    (
        UNIT,
        Column("code", "Mã", K.CODE, is_required=True, width=12, longest=32, aliases=("Mã số",)),
        Column(
            "full_name",
            "Họ và tên",
            is_required=True,
            width=24,
            aliases=("Họ tên",),
        ),
        Column("born", "Ngày sinh", K.BIRTH, width=12, note="Chỉ biết năm thì chỉ ghi năm."),
        Column("gender", "Giới tính", K.WORD, words="gender", width=9),
        Column("category", "Đối tượng", K.WORD, words="category", width=12),
        Column("rank", "Cấp bậc", width=14, longest=60),
        Column("position", "Chức vụ", width=18, longest=120),
        Column("trade", "Ngành nghề", width=18, longest=120),
        Column("workplace", "Bộ phận", width=18, longest=120),
        Column("union_joined", "Ngày vào công đoàn", K.PARTIAL, width=12),
        Column("is_union_member", "Là đoàn viên", K.YES_NO, words="yes-no", width=9),
        Column("since", "Về đơn vị từ ngày", K.DAY, width=12),
    ),
)
MOVEMENTS = SheetLayout(
    "movement",
    "Phong trào",
    (
        UNIT,
        Column("code", "Mã", K.CODE, is_required=True, width=16, longest=32),
        Column("name", "Tên phong trào", is_required=True, width=44, longest=300),
        Column("kind", "Loại", K.WORD, is_required=True, words="movement-kind", width=16),
        Column("launched_on", "Ngày phát động", K.DAY, is_required=True, width=12),
        Column("ends_on", "Ngày kết thúc", K.DAY, width=12),
        Column("parent", "Thuộc phong trào", K.WORD, words="movement", width=30),
        Column("aims", "Mục tiêu", width=40, longest=4000),
        Column("aliases", "Tên khác", K.NAMES, width=30, note="Các tên cách nhau bằng dấu ;"),
    ),
)
INITIATIVES = SheetLayout(
    "initiative",
    "Sáng kiến",
    (
        UNIT,
        Column("code", "Mã", K.CODE, width=12, longest=32),
        Column(
            "title",
            "Tên sáng kiến, đề tài, công trình",
            is_required=True,
            width=48,
            longest=500,
            aliases=("Tên sáng kiến", "Tên"),
            note="Nhiều năm hưởng lợi, nhiều cấp công nhận: ghi thêm dòng dưới, để trống tên.",
        ),
        Column("kind", "Loại", K.WORD, is_required=True, words="initiative-kind", width=16),
        Column("field", "Lĩnh vực", K.WORD, words="initiative-field", width=16),
        _YEAR,
        Column("counted", "Ngày hoàn thành", K.PARTIAL, width=12),
        Column("first_applied", "Áp dụng lần đầu", K.PARTIAL, width=12),
        Column(
            "authors",
            "Tác giả",
            K.AUTHORS,
            width=40,
            longest=2000,
            note="Nguyễn Văn A (60%); Trần Thị B (40%). Trùng tên thì thêm mã: Lê Văn C [DV012].",
        ),
        Column("summary", "Tóm tắt", width=40, longest=4000),
        Column("state", "Trạng thái", K.WORD, words="initiative-state", width=16),
        Column("benefit_state", "Hiệu quả", K.WORD, words="benefit-state", width=18),
        Column("benefit_year", "Năm hưởng lợi", K.YEAR, width=9),
        Column("benefit_kind", "Loại lợi ích", K.WORD, words="benefit-kind", width=12),
        Column("beneficiary", "Nơi hưởng lợi", K.WORD, words="beneficiary", width=12),
        Column("declared_vnd", "Tác giả kê khai (đồng)", K.MONEY, width=16),
        Column("confirmed_vnd", "Đơn vị xác nhận (đồng)", K.MONEY, width=16),
        Column("accepted_vnd", "Hội đồng chấp nhận (đồng)", K.MONEY, width=16),
        Column("scope", "Cấp công nhận", K.WORD, words="scope", width=16),
        *_decision(),
        Column("grade", "Xếp loại", width=10, longest=32),
    ),
)
CONTESTS = SheetLayout(
    "contest_entry",
    "Hội thi",
    (
        UNIT,
        Column("contest", "Tên hội thi", is_required=True, width=40, longest=300),
        Column("edition", "Lần thứ", K.INTEGER, width=8, least=1, most=999),
        _YEAR,
        Column("level", "Cấp", K.WORD, is_required=True, words="contest-level", width=14),
        _PERSON_CODE,
        Column("contestant", "Người, tập thể dự thi", width=24),
        Column("title", "Tên bài, sản phẩm", width=40, longest=500),
        Column("theory_score", "Lý thuyết", K.DECIMAL, width=9, most=1000),
        Column("practice_score", "Thực hành", K.DECIMAL, width=9, most=1000),
        Column("total_score", "Tổng điểm", K.DECIMAL, width=9, most=1000),
        Column("prize", "Giải", K.WORD, words="prize", width=16),
        Column("counted", "Ngày thi", K.PARTIAL, width=12),
    ),
)
GRADINGS = SheetLayout(
    "grading",
    "Xếp loại",
    (
        UNIT,
        _YEAR,
        Column("grade", "Xếp loại", K.WORD, is_required=True, words="grade", width=20),
        Column("score", "Điểm", K.DECIMAL, width=8, most=200),
        *_decision(),
    ),
)
_HONOUR = (
    Column("recipient", "Đối tượng khen", K.WORD, is_required=True, words="recipient", width=12),
    _PERSON_CODE,
    Column(
        "recipient_name",
        "Người, sáng kiến được khen",
        width=30,
        longest=500,
        note="Tập thể thì để trống: đó là chính đơn vị.",
    ),
    Column("kind", "Hình thức", K.WORD, is_required=True, words="award", width=34),
)
AWARDS = SheetLayout(
    "award",
    "Khen thưởng",
    (
        UNIT,
        *_HONOUR,
        Column("year", "Năm", K.YEAR, width=8, note="Để trống: năm của quyết định."),
        *_decision(is_required=True),
        _REASON,
        _POSITION,
        _CATEGORY,
        _OCCASION,
    ),
)
NOMINATIONS = SheetLayout(
    "nomination",
    "Đề nghị khen thưởng",
    (
        UNIT,
        *_HONOUR,
        _YEAR,
        Column("counted", "Ngày đề nghị", K.PARTIAL, width=12),
        Column("proposal_number", "Số tờ trình", K.CODE, width=14, longest=64),
        Column("state", "Kết quả", K.WORD, words="nomination-state", width=14),
        _REASON,
        _POSITION,
        _CATEGORY,
        _OCCASION,
    ),
)
ACTIVITIES = SheetLayout(
    "activity",
    "Tuyên truyền",
    (
        UNIT,
        Column("movement", "Phong trào", K.WORD, is_required=True, words="movement", width=30),
        Column("form", "Hình thức", is_required=True, width=30, longest=120),
        Column("counted", "Ngày", K.PARTIAL, is_required=True, width=12),
        Column("sessions", "Số buổi", K.INTEGER, width=8),
        Column("attendances", "Lượt người", K.INTEGER, width=10, most=100_000_000),
    ),
)
TRAININGS = SheetLayout(
    "training",
    "Tập huấn",
    (
        UNIT,
        Column("name", "Tên lớp", is_required=True, width=40, longest=300),
        Column("counted", "Ngày khai giảng", K.PARTIAL, is_required=True, width=12),
        Column("days", "Số ngày", K.INTEGER, width=8, least=1, most=400),
        Column("place", "Địa điểm", width=24),
        Column("participants", "Số người", K.INTEGER, width=9),
    ),
)
REGISTRATIONS = SheetLayout(
    "registration",
    "Đăng ký thi đua",
    (
        UNIT,
        _YEAR,
        _PERSON_CODE,
        Column("person", "Người đăng ký", width=24, note="Để trống: cả đơn vị đăng ký."),
        Column("title_code", "Danh hiệu đăng ký", K.WORD, words="award", width=30),
        Column("topic", "Đề tài, sáng kiến đăng ký", width=40, longest=500),
        _MOVEMENT,
        Column("counted", "Ngày đăng ký", K.PARTIAL, width=12),
    ),
)
SOLUTIONS = SheetLayout(
    "solution",
    "Nhóm giải pháp",
    (
        UNIT,
        Column("movement", "Phong trào", K.WORD, is_required=True, words="movement", width=30),
        Column("counted_on", "Ngày nghị quyết", K.DAY, is_required=True, width=12),
        Column("number", "Số thứ tự", K.INTEGER, is_required=True, width=8, least=1, most=99),
        Column("text", "Nội dung", is_required=True, width=80, longest=4000),
    ),
)

# In the order in which they are written: who and what is named comes before what names it.
SHEETS = (
    PEOPLE,
    MOVEMENTS,
    INITIATIVES,
    CONTESTS,
    GRADINGS,
    AWARDS,
    NOMINATIONS,
    ACTIVITIES,
    TRAININGS,
    REGISTRATIONS,
    SOLUTIONS,
)
UNIT_SHEET = "Đơn vị"
UNIT_CODE, UNIT_NAME = "Mã đơn vị", "Tên đơn vị"


def sheet_named(name: str) -> SheetLayout | None:
    """Return the sheet of this name, written with or without marks, or of this key."""
    folded = fold(name)
    for sheet in SHEETS:
        if folded in {fold(sheet.name), fold(sheet.key)}:
            return sheet
    return None
