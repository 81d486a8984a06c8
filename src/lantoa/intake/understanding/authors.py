"""The grammar of an authors' cell: "Nguyễn Văn A (60%); Trần Thị B [DV012] (40%)".

    authors = author { (";" | new line) author }
    author  = name [ "[" code "]" ] [ "(" share "%" ")" ]

A share may also stand bare after the name ("A - 60%"). Commas part authors only where every
piece is a name. Shares are whole per cent: all authors have one and they make 100, or none has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lantoa.intake.choices import ProblemKind
from lantoa.intake.understanding.findings import BadCell
from lantoa.shared.text import tidy

_PARTS = re.compile(r"[;\n]")
_AUTHOR = re.compile(
    r"""
    (?P<name>[^\[\](){}%\d]+?)
    (?:\s*\[(?P<code>[^\[\]]+)\])?
    (?:\s*[-–:,]?\s*\(?\s*(?P<share>-?\d+(?:[.,]\d+)?)\s*%\s*\)?)?
    \s*[.]?
    """,
    re.VERBOSE,
)
_NAME_PIECE = re.compile(
    r"\s*[^\W\d_]+(?:\s+[^\W\d_]+)+\s*(?:\[[^\]]+\]\s*)?(?:\(?\s*\d+\s*%\s*\)?)?\s*"
)


@dataclass(frozen=True, slots=True)
class Author:
    """An author as written: a name, a code where given, a share in whole per cent."""

    name: str
    code: str | None = None
    share: int | None = None


def parse_authors(written: str) -> tuple[Author, ...]:
    """Read an authors' cell. Raises `BadCell`."""
    authors = tuple(_author(part) for part in _split(written))
    shares = [author.share for author in authors if author.share is not None]
    if shares and len(shares) < len(authors):
        nameless = ", ".join(author.name for author in authors if author.share is None)
        raise BadCell(
            ProblemKind.SHARE_SUM,
            _("Thiếu tỷ lệ của %(names)s. Ghi tỷ lệ cho mọi tác giả, cộng đúng 100%%.")
            % {"names": nameless},
        )
    if shares and (sum(shares) != 100 or min(shares) < 1):
        raise BadCell(
            ProblemKind.SHARE_SUM,
            _("Tỷ lệ các tác giả cộng là %(total)s%%. Sửa lại cho đúng 100%%.")
            % {"total": sum(shares)},
        )
    repeated = {author for author in authors if authors.count(author) > 1}
    if repeated:
        raise BadCell(
            ProblemKind.DUPLICATE_ROW,
            _("Tác giả %(name)s ghi hai lần. Bỏ một, hoặc thêm mã vào từng người cùng tên.")
            % {"name": repeated.pop().name},
        )
    return authors


def show_authors(authors: tuple[Author, ...]) -> str:
    """Write authors as the grammar reads them."""
    return "; ".join(
        author.name
        + (f" [{author.code}]" if author.code else "")
        + (f" ({author.share}%)" if author.share is not None else "")
        for author in authors
    )


def _split(written: str) -> list[str]:
    parts = [part for part in _PARTS.split(written) if tidy(part)]
    if len(parts) == 1 and "," in parts[0]:
        pieces = parts[0].split(",")
        if all(_NAME_PIECE.fullmatch(piece) for piece in pieces):
            return pieces
    return parts


def _author(part: str) -> Author:
    written = tidy(part)
    found = _AUTHOR.fullmatch(written)
    name = tidy(found["name"]).strip(" -–:,.") if found else ""
    if not found or not name:
        raise BadCell(
            ProblemKind.UNREADABLE_TEXT,
            _(
                "Không đọc được tác giả “%(written)s”. Ghi như: Nguyễn Văn A (60%%); "
                "Trần Thị B (40%%)."
            )
            % {"written": written},
        )
    share = found["share"]
    if share is not None and not share.isdecimal():
        raise BadCell(
            ProblemKind.OUT_OF_RANGE,
            _("Tỷ lệ %(share)s%% của %(name)s không phải số nguyên dương. Ghi phần trăm nguyên.")
            % {"share": share, "name": name},
        )
    code = tidy(found["code"]) if found["code"] else None
    return Author(name, code, int(share) if share is not None else None)
