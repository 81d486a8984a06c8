"""The tables of the report, each from facts; every number keeps the way to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lantoa.documents.paper import Align, Column, Row, Run, Table, Text
from lantoa.documents.wording import roman
from lantoa.organization.choices import Structure
from lantoa.reviews.facts import Facts, ListedRow, Number, Split, UnitLine
from lantoa.reviews.writing.pen import Pen
from lantoa.reviews.writing.runs import NOTHING
from lantoa.shared.numbers import decimal_comma, group_digits, percent

RESULT_ROWS = (
    ("initiatives_and_works", "Công trình, sáng kiến"),
    ("topics_and_products", "Đề tài, sản phẩm sáng tạo"),
    ("recognised_by_ministry", "Trong đó được Bộ Quốc phòng công nhận"),
    ("benefit_vnd", "Tiền tiết kiệm, làm lợi (triệu đồng)"),
    ("individual_awards", "Lượt cá nhân được khen thưởng"),
    ("collective_awards", "Lượt tập thể được khen thưởng"),
)
SPREADING_ROWS = (
    ("activities", "Hoạt động tuyên truyền"),
    ("sessions", "Số buổi"),
    ("attendances", "Lượt người dự"),
    ("trainings", "Lớp tập huấn"),
    ("training_participants", "Lượt người dự tập huấn"),
)
UNIT_COLUMNS = (
    ("initiatives_and_works", "Công trình, sáng kiến", 1.0),
    ("topics_and_products", "Đề tài, sản phẩm", 1.0),
    ("benefit_vnd", "Tiền tiết kiệm, làm lợi (đồng)", 1.6),
    ("recognised_by_ministry", "Bộ công nhận", 0.9),
    ("collective_awards", "Lượt tập thể được khen", 1.0),
    ("individual_awards", "Lượt cá nhân được khen", 1.0),
    ("members", "Đoàn viên", 0.9),
    ("recognized_per_100_members", "Đề tài, sáng kiến trên 100 đoàn viên", 1.1),
)
PRIZES = (("nhat", "Nhất"), ("nhi", "Nhì"), ("ba", "Ba"), ("khuyen_khich", "Khuyến khích"))
EXCELLENT = "VMXS"
_SHARES_NOTE = (
    "Tỷ lệ tính trên tổng số công đoàn cơ sở tồn tại cuối năm; vững mạnh gồm cả vững mạnh xuất sắc."
)
_RIGHT = Align.RIGHT
_CENTER = Align.CENTER
_SMALL = 11


def by_year(facts: Facts, pen: Pen, rows: Sequence[tuple[str, str]], caption: str) -> Table | None:
    """Each year of the period and the whole; a row about which nothing is known is left out."""
    years = sorted(facts.years)
    columns = (
        Column("Nội dung", 2.6),
        *(Column(str(year), 1, _RIGHT) for year in years),
        Column("Cả kỳ", 1.1, _RIGHT),
    )
    made: list[Row] = []
    for code, label in rows:
        write = pen.millions if code == "benefit_vnd" else pen.cell
        for whole in facts.known(code):
            cells = [write(facts.years[year].get(code)) for year in years]
            made.append((label, *cells, write(whole)))
    if not made:
        return None
    size = _SMALL if len(years) > 4 else 12
    return Table(columns, tuple(made), caption=caption, size_pt=size)


def by_unit(facts: Facts, pen: Pen) -> Table:
    """Results of each unit directly under, of the unions under those, and of the whole."""
    shown = [
        (code, heading, width)
        for code, heading, width in UNIT_COLUMNS
        if any(line.numbers[code].figure.is_something for line in facts.units)
    ]
    columns = (
        Column("TT", 0.5, _CENTER),
        Column("Đơn vị", 2.4),
        *(Column(heading, width, _RIGHT) for _code, heading, width in shown),
    )
    rows: list[Row] = []
    nested = any(line.parts for line in facts.units)
    for number, line in enumerate(facts.units, start=1):
        label = roman(number) if nested else str(number)
        rows.append(_unit_row(line, pen, shown, label=label, bold=nested))
        for place, part in enumerate(line.parts, start=1):
            rows.append(_unit_row(part, pen, shown, label=str(place), bold=False))
    total = [pen.cell(facts.figures.get(code)) for code, _head, _width in shown]
    note = (
        "Kết quả tính cho đơn vị nơi lập nên, theo cơ cấu của ngày ấy."
        if facts.scope.structure is Structure.THEN
        else "Kết quả tính theo cơ cấu hiện nay, qua các lần sáp nhập, chia tách."
    )
    return Table(
        columns,
        tuple(rows),
        total=("", "Toàn đơn vị", *total),
        caption="Kết quả theo đơn vị",
        size_pt=_SMALL,
        notes=(note,),
    )


def _unit_row(
    line: UnitLine, pen: Pen, shown: Sequence[tuple[str, str, float]], *, label: str, bold: bool
) -> tuple[Run, ...]:
    name = f"{line.name} (trực tiếp)" if line.is_own else line.name
    cells = [pen.cell(line.numbers[code]) for code, _head, _width in shown]
    return (Text(label, bold=bold), Text(name, bold=bold), *cells)


def split(parted: Split, pen: Pen) -> Table:
    """One figure by the values of a filter; shares only where the parts make a whole."""
    counts = [int(line.numbers[""].figure.value or 0) for line in parted.lines]
    whole = sum(counts) + parted.unnamed
    rows: list[Row] = [
        (line.name, pen.cell(line.numbers[""]), _share(count, whole))
        for line, count in zip(parted.lines, counts, strict=True)
    ]
    if parted.unnamed:
        rows.append(("Chưa phân loại", group_digits(parted.unnamed), _share(parted.unnamed, whole)))
    columns = (
        Column(parted.heading, 3),
        Column("Số lượng", 1, _RIGHT),
        Column("Tỷ lệ (%)", 1, _RIGHT),
    )
    if parted.overlaps:
        bare = tuple(row[:2] for row in rows if isinstance(row, tuple))
        return Table(columns[:2], bare, caption=parted.caption, notes=(parted.note,))
    total = ("Cộng", group_digits(whole), "100")
    return Table(columns, tuple(rows), total=total, caption=parted.caption)


def _share(part: int, whole: int) -> str:
    share = percent(part, whole)
    return NOTHING if share is None else decimal_comma(share)


def contests(facts: Facts, pen: Pen) -> Table:
    """Entries and prizes of each edition of a contest."""
    columns = (
        Column("Hội thi, giải thưởng", 3.2),
        Column("Năm", 0.7, _CENTER),
        Column("Dự thi", 0.8, _RIGHT),
        *(Column(label, 0.8, _RIGHT, group="Giải") for _prize, label in PRIZES),
    )
    rows = tuple(
        (
            line.name,
            str(line.year),
            *(_count(line.numbers, column, pen) for column in ("", *(code for code, _ in PRIZES))),
        )
        for line in facts.contests
    )
    return Table(columns, rows, caption="Kết quả hội thi")


def _count(numbers: Mapping[str, Number], column: str, pen: Pen) -> Run:
    """Write a count; where nothing was found there is nothing to open."""
    number = numbers.get(column)
    return "0" if number is None else pen.cell(number)


def grades(facts: Facts, pen: Pen) -> Table:
    """Grassroots unions by grade in each year, each grade with its share of all."""
    years = sorted(facts.grades)
    columns = (
        Column("Năm", 0.8, _CENTER),
        Column("Tổng số", 0.9, _RIGHT),
        *(
            Column(heading, 0.9, _RIGHT, group=name)
            for name in facts.grade_names.values()
            for heading in ("Số", "%")
        ),
        Column("Vững mạnh trở lên", 1.2, _RIGHT),
    )
    rows: list[Row] = []
    for year in years:
        of_year = facts.years[year]
        unions = of_year["unions"]
        cells: list[Run] = [str(year), pen.cell(unions)]
        for code in facts.grade_names:
            found = facts.grades[year].get(code)
            cells.append("0" if found is None else pen.cell(found))
            if code == EXCELLENT:
                cells.append(pen.cell(of_year["pct_vmxs_2022"]))
            else:
                count = int(found.figure.value or 0) if found else 0
                share = _share(count, int(unions.figure.value or 0))
                cells.append(share if share == NOTHING else f"{share}%")
        cells.append(pen.cell(of_year["pct_vm_2022"]))
        rows.append(tuple(cells))
    size = _SMALL if len(facts.grade_names) > 2 else 12
    return Table(
        columns,
        tuple(rows),
        caption="Xếp loại công đoàn cơ sở",
        notes=(_SHARES_NOTE,),
        size_pt=size,
    )


def awards(facts: Facts, pen: Pen) -> Table:
    """What was given, by title or form and by recipient, in lượt; persons also distinct."""
    columns = (
        Column("Danh hiệu, hình thức", 3.2),
        Column("Lượt", 0.9, _RIGHT, group="Cá nhân"),
        Column("Số người", 0.9, _RIGHT, group="Cá nhân"),
        Column("Lượt", 0.9, _RIGHT, group="Tập thể"),
        Column("Số đơn vị", 0.9, _RIGHT, group="Tập thể"),
        Column("Sáng kiến", 1, _RIGHT),
    )
    order = ("individual_awards", "awarded_persons", "collective_awards", "awarded_collectives")
    rows = tuple(
        (line.name, *(_count(line.numbers, code, pen) for code in (*order, "initiatives")))
        for line in facts.awards
    )
    initiatives = sum(
        int(number.figure.value or 0)
        for line in facts.awards
        if (number := line.numbers.get("initiatives")) is not None
    )
    total = [pen.cell(facts.figures.get(code)) for code in order]
    return Table(
        columns,
        rows,
        total=("Cộng", *total, group_digits(initiatives)),
        caption="Khen thưởng đã tặng",
        notes=("Được khen nhiều lần thì tính nhiều lượt, nhưng chỉ một người, một đơn vị.",),
    )


def nominations(facts: Facts, pen: Pen) -> Table:
    """What was asked for and has no answer yet; never added to what was given."""
    columns = (
        Column("Danh hiệu, hình thức", 3.2),
        Column("Cá nhân", 1, _RIGHT),
        Column("Tập thể", 1, _RIGHT),
    )
    rows = tuple(
        (line.name, *(_count(line.numbers, column, pen) for column in ("ca_nhan", "tap_the")))
        for line in facts.nominations
    )
    return Table(
        columns,
        rows,
        caption="Đề nghị khen thưởng, chưa có kết quả",
        notes=("Không tính vào số đã tặng.",),
    )


def gradings(facts: Facts) -> Table:
    """The grade of every grassroots union in every year."""
    years = facts.scope.years
    columns = (
        Column("TT", 0.4, _CENTER),
        Column("Công đoàn cơ sở", 2.4),
        *(Column(str(year), 1, _CENTER) for year in years),
    )
    rows = tuple(
        (str(number), line.unit, *(line.grades.get(year, NOTHING) for year in years))
        for number, line in enumerate(facts.gradings, start=1)
    )
    return Table(columns, rows, size_pt=_SMALL)


def listing(rows: Sequence[ListedRow], heading: str) -> Table:
    columns = (
        Column("TT", 0.4, _CENTER),
        Column(heading, 3.4),
        Column("Đơn vị", 2),
        Column("Năm", 0.6, _CENTER),
        Column("Căn cứ", 2),
    )
    made = tuple(
        (str(number), row.title, row.unit, str(row.year), row.note)
        for number, row in enumerate(rows, start=1)
    )
    return Table(columns, made, size_pt=_SMALL)
