"""What reading gives: sheets of cells as sent, and the refusal of what cannot be read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError

MOST_CELLS = 1_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_UNPACKED = 128_000_000  # bytes of everything inside one ZIP or XLSX
MOST_TEXT = 32_000_000  # characters in all cells of a file
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,  # of bz2: the bytes are in memory, so never of a disk
    EOFError,
    LookupError,  # a part that is missing, a name that is empty, an encoding that does not exist
    ValueError,  # a place before the beginning of the file
    struct.error,
    NotImplementedError,  # a way of packing that no office program uses
    RuntimeError,  # a part with a password of its own
)
"""What `zipfile` raises for a damaged file."""
BROKEN_XML = (expat.ExpatError, ET.ParseError)
Reason = Literal["not_spreadsheet", "password", "corrupt", "too_large", "empty"]


class Refused(DomainError):
    """The file cannot be read at all; `reason` says why, the sentence how to go on."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def damaged() -> Refused:
    return Refused(
        "corrupt",
        _("Tệp bị hỏng hoặc bị cắt ngang khi chép. Mở tệp bằng Excel, lưu lại rồi gửi lại."),
    )


def locked() -> Refused:
    return Refused(
        "password",
        _(
            "Tệp có mật khẩu nên không đọc được. Trong Excel chọn Tệp, Thông tin, Bảo vệ sổ làm "
            "việc, bỏ mật khẩu, lưu lại rồi gửi."
        ),
    )


def too_large(what: str) -> Refused:
    return Refused(
        "too_large",
        _("Tệp quá lớn: %(what)s. Xóa dòng, cột thừa hoặc chia thành nhiều tệp rồi gửi lại.")
        % {"what": what},
    )


def swells() -> Refused:
    return too_large(_("giải nén ra quá %(most)s MB") % {"most": MOST_UNPACKED // 1_000_000})


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose formula gave an error instead of a value, such as #REF!."""

    shown: str

    def __str__(self) -> str:
        return self.shown


Cell = str | float | int | bool | date | datetime | time | timedelta | Broken


@dataclass(frozen=True, slots=True)
class Mended:
    """That text came in an old encoding and was put into Unicode, with one word as an example."""

    encoding: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as sent: its rows from the first one on, an empty cell is an empty text.

    `mended` where its text came in an old encoding.
    """

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False
    mended: Mended | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one file, in their order."""

    tables: tuple[Table, ...]


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the place of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
