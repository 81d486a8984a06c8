"""One cell as its column asks for it: pure, and never a silent change.

An empty cell is None ("not stated"). What cannot be read raises `BadCell` with the remedy.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lantoa.intake.choices import ProblemKind
from lantoa.intake.layout import CellKind, Column
from lantoa.intake.reading.tables import Broken, Cell
from lantoa.intake.understanding.authors import parse_authors
from lantoa.intake.understanding.findings import BadCell
from lantoa.intake.understanding.words import Vocabulary
from lantoa.shared.dates import BadDate, last_day, parse_partial, show_date, show_partial
from lantoa.shared.numbers import group_digits
from lantoa.shared.text import tidy

FIRST_YEAR, FIRST_BIRTH_YEAR = 1945, 1900
_NOTHING = {"", "-", "–", "—", "không", "không có", "0 đồng"}
_EXCEL_START = date(1899, 12, 30)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+$|[+-]?\d{1,3}(?:,\d{3})+$")
_PLAIN = re.compile(r"[+-]?\d+$")
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_SCALED = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ)$", re.IGNORECASE)
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_LIKE_FORMULA = re.compile(r"[=@]\S|[+\-]\w*\(")
_SERIALS = range(20_000, 80_000)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a cell needs besides the cell: today, and the vocabularies."""

    on: date
    words: Mapping[str, Vocabulary]

    def read(self, column: Column, cell: Cell) -> Any:  # noqa: ANN401 -- as the column's kind says
        """Return the value of a cell, None when it is empty. Raises `BadCell`."""
        if cell == "" or cell is None:
            return None
        if isinstance(cell, Broken):
            raise BadCell(
                ProblemKind.UNREADABLE_TEXT,
                _("Ô này là công thức đang báo lỗi. Sửa công thức, hoặc gõ thẳng giá trị."),
            )
        return _READERS[column.kind](self, column, cell)


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet program would run a text that it were given as a field."""
    return bool(_LIKE_FORMULA.match(text))


def shown(cell: Cell) -> str:
    """Return a cell as the officer sees it in Excel."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return show_date(cell) if cell.time() == time() else cell.strftime("%d/%m/%Y %H:%M")
    return show_date(cell) if isinstance(cell, date) else str(cell)


def _text(_reader: Reader, column: Column, cell: Cell) -> str | None:
    text = tidy(cell if isinstance(cell, str) else shown(cell))
    if _CONTROL.search(text):
        raise BadCell(
            ProblemKind.UNREADABLE_TEXT,
            _("Chữ trong ô này hỏng, có ký tự không đọc được. Gõ lại ô này."),
        )
    if len(text) > column.longest:
        raise BadCell(
            ProblemKind.OUT_OF_RANGE,
            _("Ô này dài %(length)s ký tự, nhiều nhất là %(most)s. Rút gọn lại.")
            % {"length": group_digits(len(text)), "most": group_digits(column.longest)},
        )
    return text or None


def _word(reader: Reader, column: Column, cell: Cell) -> str | None:
    text = _text(reader, column, cell)
    return reader.words[column.words].code_of(text) if text else None


def _yes_no(reader: Reader, column: Column, cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    code = _word(reader, column, cell)
    return None if code is None else code == "1"


def _whole(written: str) -> int | None:
    """Read a whole number with or without grouped digits; None when it is none."""
    if _PLAIN.match(written):
        return int(written)
    if _GROUPED.match(written):
        return int(re.sub(r"[.,\s]", "", written))
    return None


def _number(cell: Cell) -> int | None:
    if isinstance(cell, bool | date | time | timedelta):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    return _whole(tidy(str(cell)))


def _integer(_reader: Reader, column: Column, cell: Cell) -> int | None:
    if isinstance(cell, str) and tidy(cell) in _NOTHING:
        return None
    number = _number(cell)
    if number is None:
        raise BadCell(
            ProblemKind.BAD_NUMBER,
            _("“%(written)s” không phải số nguyên. Chỉ ghi chữ số, như 12.")
            % {"written": shown(cell)},
        )
    return _in_range(column, number, shown(cell))


def _in_range(column: Column, number: int, written: str) -> int:
    if number < 0 <= column.least:
        raise BadCell(
            ProblemKind.NEGATIVE_NUMBER,
            _("“%(written)s” là số âm. Ghi số không âm, hoặc để trống.") % {"written": written},
        )
    if not column.least <= number <= column.most:
        raise BadCell(
            ProblemKind.OUT_OF_RANGE,
            _("“%(written)s” nằm ngoài khoảng %(least)s đến %(most)s. Kiểm tra lại số này.")
            % {
                "written": written,
                "least": group_digits(column.least),
                "most": group_digits(column.most),
            },
        )
    return number


def _decimal(_reader: Reader, column: Column, cell: Cell) -> str | None:
    """Return decimal text without needless zeros: "8.25", "9"."""
    written = shown(cell) if not isinstance(cell, str) else tidy(cell)
    if written in _NOTHING:
        return None
    try:
        number = Decimal(written.replace(",", "."))
    except InvalidOperation:
        number = None
    if number is None or isinstance(cell, bool | date) or not number.is_finite():
        raise BadCell(
            ProblemKind.BAD_NUMBER,
            _("“%(written)s” không phải số. Ghi như 8,25.") % {"written": written},
        )
    _in_range(column, math.floor(number), written)
    if number != round(number, 2):
        raise BadCell(
            ProblemKind.OUT_OF_RANGE,
            _("“%(written)s” có quá hai chữ số lẻ. Ghi nhiều nhất hai, như 8,25.")
            % {"written": written},
        )
    return f"{number.normalize():f}"


def _money(_reader: Reader, _column: Column, cell: Cell) -> int | None:
    if isinstance(cell, str):
        written = tidy(cell)
        if written.casefold() in _NOTHING:
            return None
        amount = _amount(_CURRENCY.sub("", written))
    else:
        written, amount = shown(cell), _number(cell)
    if amount is None:
        raise BadCell(
            ProblemKind.BAD_NUMBER,
            _("“%(written)s” không phải số đồng. Ghi cả số, như 12.500.000.")
            % {"written": written},
        )
    if amount < 0:
        raise BadCell(
            ProblemKind.NEGATIVE_NUMBER,
            _("“%(written)s” là số âm. Ghi số tiền không âm, hoặc để trống.")
            % {"written": written},
        )
    if amount > 10**15:
        raise BadCell(
            ProblemKind.OUT_OF_RANGE,
            _("“%(written)s” lớn quá một triệu tỷ đồng. Kiểm tra lại số không.")
            % {"written": written},
        )
    return amount


def _amount(written: str) -> int | None:
    scaled = _SCALED.match(written)
    if not scaled:
        return _whole(written)
    exact = Decimal(scaled[1].replace(",", ".")) * _SCALES[scaled[2].casefold()]
    return int(exact) if exact == int(exact) else None


def _year(reader: Reader, _column: Column, cell: Cell) -> int | None:
    year = cell.year if isinstance(cell, date) else _number(cell)
    last = reader.on.year + 1
    if year is None:
        raise BadCell(
            ProblemKind.BAD_NUMBER,
            _("“%(written)s” không phải năm. Ghi bốn chữ số, như 2021.") % {"written": shown(cell)},
        )
    if not FIRST_YEAR <= year <= last:
        raise BadCell(
            ProblemKind.IMPLAUSIBLE_DATE,
            _("Năm %(year)s không thể đúng. Ghi năm từ %(first)s đến %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": last},
        )
    return year


def _partial(reader: Reader, column: Column, cell: Cell) -> str | None:
    """Return a date as precise as it is written, within what can be true."""
    if isinstance(cell, datetime):
        partial = cell.date().isoformat()
    elif isinstance(cell, date):
        partial = cell.isoformat()
    else:
        partial = _written_date(cell)
        if not partial:
            return None
    is_birth = column.kind is CellKind.BIRTH
    first = date(FIRST_BIRTH_YEAR if is_birth else FIRST_YEAR, 1, 1)
    last = reader.on if is_birth else date(reader.on.year + 1, 12, 31)
    beyond = partial > last.isoformat() if is_birth else int(partial[:4]) > last.year
    if last_day(partial) < first or beyond:
        raise BadCell(ProblemKind.IMPLAUSIBLE_DATE, _implausible(partial, last))
    return partial


def _written_date(cell: Cell) -> str:
    if isinstance(cell, float) and math.isfinite(cell) and int(cell) in _SERIALS:
        meant = show_date(_EXCEL_START + timedelta(days=int(cell)))
        raise BadCell(
            ProblemKind.BAD_DATE,
            _("Ô này là số %(number)s, không phải ngày. Nếu là %(day)s thì ghi đúng như vậy.")
            % {"number": shown(cell), "day": meant},
        )
    written = tidy(shown(cell))
    if written.casefold() in _NOTHING:
        return ""
    try:
        return parse_partial(written)
    except BadDate as error:
        year = re.search(r"\d{4}", written)
        strange = year is not None and not FIRST_BIRTH_YEAR <= int(year[0]) <= 2100
        kind = ProblemKind.IMPLAUSIBLE_DATE if strange else ProblemKind.BAD_DATE
        raise BadCell(kind, str(error)) from error


def _implausible(partial: str, last: date) -> str:
    year = int(partial[:4])
    shown_day = show_partial(partial)
    if year > last.year and year - 100 <= last.year:
        meant = show_partial(f"{year - 100:04d}{partial[4:]}")
        return _("%(day)s còn ở tương lai. Ghi lại năm; nếu là %(meant)s thì ghi như vậy.") % {
            "day": shown_day,
            "meant": meant,
        }
    if year >= last.year:
        return _("%(day)s còn ở tương lai. Ghi lại ngày cho đúng.") % {"day": shown_day}
    return _("%(day)s quá xa trong quá khứ. Ghi lại năm bốn chữ số.") % {"day": shown_day}


def _day(reader: Reader, column: Column, cell: Cell) -> date | None:
    partial = _partial(reader, column, cell)
    if partial is None:
        return None
    if partial.count("-") != 2:
        raise BadCell(
            ProblemKind.BAD_DATE,
            _("“%(written)s” thiếu ngày. Ghi đủ ngày/tháng/năm, như 05/02/2021.")
            % {"written": shown(cell)},
        )
    return date.fromisoformat(partial)


def _authors(reader: Reader, column: Column, cell: Cell) -> object:
    text = cell if isinstance(cell, str) else shown(cell)
    _text(reader, column, cell)
    return parse_authors(text)


def _names(reader: Reader, column: Column, cell: Cell) -> tuple[str, ...]:
    _text(reader, column, cell)
    parts = re.split(r"[;\n]", str(cell))
    return tuple(dict.fromkeys(name for part in parts if (name := tidy(part))))


_READERS: Mapping[CellKind, Callable[[Reader, Column, Cell], Any]] = {
    CellKind.TEXT: _text,
    CellKind.CODE: _text,
    CellKind.YEAR: _year,
    CellKind.INTEGER: _integer,
    CellKind.DECIMAL: _decimal,
    CellKind.MONEY: _money,
    CellKind.BIRTH: _partial,
    CellKind.PARTIAL: _partial,
    CellKind.DAY: _day,
    CellKind.WORD: _word,
    CellKind.YES_NO: _yes_no,
    CellKind.AUTHORS: _authors,
    CellKind.NAMES: _names,
}
