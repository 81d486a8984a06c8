"""Which kind of file this is, told from its content, never from its name alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from lantoa.intake.reading.delimited import read_csv
from lantoa.intake.reading.encodings import mended
from lantoa.intake.reading.ods import MEDIA_TYPE as ODS_TYPE
from lantoa.intake.reading.ods import is_ods, read_ods
from lantoa.intake.reading.tables import (
    BROKEN_ZIP,
    MOST_UNPACKED,
    Refused,
    Workbook,
    damaged,
    locked,
    swells,
    too_large,
)
from lantoa.intake.reading.word import MAIN_PART, read_word
from lantoa.intake.reading.word import MEDIA_TYPE as WORD_TYPE
from lantoa.intake.reading.xls import MEDIA_TYPE as XLS_TYPE
from lantoa.intake.reading.xls import read_xls
from lantoa.intake.reading.xlsx import read_xlsx
from lantoa.shared.numbers import group_digits
from lantoa.shared.text import tidy

MOST_FILES = 500
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": XLS_TYPE,
    "ods": ODS_TYPE,
    "docx": WORD_TYPE,
    "csv": "text/csv",
    "zip": "application/zip",
}
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_JUNK = ("__MACOSX/", ".", "~$")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it arrived: its name and its bytes."""

    name: str
    content: bytes


def read_workbook(upload: Upload) -> Workbook:
    """Read the sheets of a file, whatever program wrote it; its text is in Unicode afterwards.

    XLSX, XLS, ODS, the tables of a DOCX, CSV, or the CSVs of one workbook in a ZIP. Raises
    `Refused`.
    """
    book = _read(upload)
    return Workbook(tuple(table if table.mended else mended(table) for table in book.tables))


def _read(upload: Upload) -> Workbook:
    content = upload.content
    if not content:
        raise Refused("empty", _("Tệp rỗng. Kiểm tra lại tệp trên máy rồi gửi lại."))
    if content.startswith(_OLE):
        return _container(content)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _package(content)
    if upload.name.lower().endswith((".csv", ".txt", ".tsv")):
        return Workbook((read_csv(content, name=_stem(upload.name)),))
    if upload.name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".zip")):
        raise damaged()
    raise _unknown()


def _container(content: bytes) -> Workbook:
    """Read an old Excel file; a new one with a password is wrapped in the same container."""
    if _ENCRYPTED in content[: 1 << 20] or _ENCRYPTED in content[-(1 << 20) :]:
        raise locked()
    book = read_xls(content)
    if book is None:
        raise _unknown()
    return book


def _package(content: bytes) -> Workbook:
    names = _names(content)
    if "xl/workbook.xml" in names:
        return read_xlsx(content)
    if MAIN_PART in names:
        return read_word(content)
    if is_ods(content):
        return read_ods(content)
    if names and all(name.lower().endswith(".csv") for name in names):
        parts = (read_csv(part.content, name=_stem(part.name)) for part in _parts(content))
        return Workbook(tuple(parts))
    raise _unknown()


def unpacked(upload: Upload) -> list[Upload]:
    """Return the workbooks inside a ZIP; anything else is returned as it is.

    CSVs of one folder are one workbook: they are put together again as a ZIP of CSVs. Raises
    `Refused`.
    """
    if not upload.content.startswith(_ZIP):
        return [upload]
    names = _names(upload.content)
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names or "mimetype" in names:
        return [upload]
    books: list[Upload] = []
    tables: dict[str, list[Upload]] = {}
    for part in _parts(upload.content):
        if part.name.lower().endswith(".csv"):
            tables.setdefault(str(PurePosixPath(part.name).parent), []).append(part)
        else:
            books.append(Upload(PurePosixPath(part.name).name, part.content))
    for folder, parts in tables.items():
        name = upload.name if folder == "." else f"{PurePosixPath(folder).name}.zip"
        books.append(Upload(name, packed(sorted(parts, key=lambda part: part.name))))
    return books


def _unknown() -> Refused:
    return Refused(
        "not_spreadsheet",
        _(
            "Tệp này không phải bảng tính. Gửi tệp Excel, .ods, .csv, Word .docx có bảng, hoặc "
            ".zip gồm các tệp ấy."
        ),
    )


def _stem(name: str) -> str:
    return tidy(PurePosixPath(name).stem)


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [part.filename for part in package.infolist() if _is_wanted(part)]
    except BROKEN_ZIP as error:
        raise damaged() from error


def _is_wanted(part: zipfile.ZipInfo) -> bool:
    return not part.is_dir() and not any(
        part.filename.startswith(sign) or PurePosixPath(part.filename).name.startswith(sign)
        for sign in _JUNK
    )


def _parts(content: bytes) -> Iterator[Upload]:
    """Yield the files of a ZIP within the allowance. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.infolist() if _is_wanted(part)]
            if len(parts) > MOST_FILES:
                raise too_large(
                    _("tệp nén chứa quá %(most)s tệp") % {"most": group_digits(MOST_FILES)}
                )
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise swells()
            for part in parts:
                if part.flag_bits & 1:
                    raise locked()
                yield Upload(part.filename, package.read(part))
    except BROKEN_ZIP as error:
        raise damaged() from error


def packed(parts: Iterable[Upload]) -> bytes:
    """Return files as one ZIP without folders, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts:
            info = zipfile.ZipInfo(PurePosixPath(part.name).name, _FIXED_TIME)
            package.writestr(info, part.content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
