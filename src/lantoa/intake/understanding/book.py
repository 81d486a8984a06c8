"""What the register knows that a file may name: units, people, initiatives, vocabularies.

Built once a file in a constant number of queries; rows of the file itself are added while it is
read, under negative keys that stand for records not made yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lantoa.intake.choices import ProblemKind
from lantoa.intake.understanding.findings import BadCell
from lantoa.intake.understanding.words import Vocabulary
from lantoa.organization.models import Unit
from lantoa.shared.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A person or an initiative that a cell may mean; a negative key: a new one of this file."""

    key: int
    code: str
    name: str


@dataclass(slots=True)
class People:
    """The people of the units a file is about, by unit and by code."""

    by_name: dict[tuple[int, str], list[Known]] = field(default_factory=dict)
    by_code: dict[tuple[int, str], Known] = field(default_factory=dict)
    by_key: dict[int, Known] = field(default_factory=dict)
    held: dict[tuple[int, str], str] = field(default_factory=dict)  # where a held row names them

    def add(self, unit_id: int, known: Known, names: Collection[str] = ()) -> None:
        self.by_key.setdefault(known.key, known)
        self.by_code.setdefault((unit_id, fold(known.code)), known)
        for name in {fold(known.name), *names}:
            there = self.by_name.setdefault((unit_id, name), [])
            if known.key not in {other.key for other in there}:
                there.append(known)

    def find(self, unit_id: int, *, name: str | None, code: str | None) -> int:
        """Return the key of the one person meant. Raises `BadCell` with the way to say whom."""
        if code:
            return self._by_code(unit_id, name, code)
        found = self.by_name.get((unit_id, fold(name or "")), [])
        if len(found) == 1:
            return found[0].key
        if found:
            codes = ", ".join(f"[{known.code}]" for known in found)
            raise BadCell(
                ProblemKind.UNKNOWN_PERSON,
                _("Đơn vị có %(count)s người tên “%(name)s”. Thêm mã vào: %(codes)s.")
                % {"count": len(found), "name": name, "codes": codes},
            )
        held = self.held.get((unit_id, fold(name or "")))
        if held:
            raise BadCell(
                ProblemKind.UNKNOWN_PERSON,
                _("“%(name)s” đang bị giữ lại ở ô %(place)s. Sửa ô đó trước.")
                % {"name": name, "place": held},
            )
        raise BadCell(
            ProblemKind.UNKNOWN_PERSON,
            _("Đơn vị không có ai tên “%(name)s”. Sửa tên, hoặc thêm người này ở trang Đoàn viên.")
            % {"name": name},
        )

    def _by_code(self, unit_id: int, name: str | None, code: str) -> int:
        known = self.by_code.get((unit_id, fold(code)))
        if known is None:
            raise BadCell(
                ProblemKind.UNKNOWN_PERSON,
                _("Đơn vị không có ai mang mã “%(code)s”. Sửa mã, hoặc thêm ở trang Đoàn viên.")
                % {"code": code},
            )
        called = self.by_name.get((unit_id, fold(name)), []) if name else [known]
        if known.key not in {other.key for other in called}:
            raise BadCell(
                ProblemKind.UNKNOWN_PERSON,
                _("Mã “%(code)s” là của %(known)s, tệp ghi “%(name)s”. Sửa mã hoặc sửa tên.")
                % {"code": code, "known": known.name, "name": name},
            )
        return known.key

    def needs_code(self, unit_id: int, key: int, name: str) -> bool:
        """Tell whether the name alone would not lead back to this person."""
        return [known.key for known in self.by_name.get((unit_id, fold(name)), [])] != [key]

    def code_of(self, key: int | None) -> str:
        known = self.by_key.get(key) if key is not None else None
        return known.code if known else ""

    def name_of(self, key: int | None) -> str:
        known = self.by_key.get(key) if key is not None else None
        return known.name if known else ""


@dataclass(slots=True)
class Initiatives:
    """The initiatives that awards of a file may name, by unit and folded title or code."""

    by_title: dict[tuple[int, str], list[Known]] = field(default_factory=dict)
    by_key: dict[int, Known] = field(default_factory=dict)

    def add(self, unit_id: int, known: Known) -> None:
        self.by_key.setdefault(known.key, known)
        for name in {fold(known.name), fold(known.code)} - {""}:
            there = self.by_title.setdefault((unit_id, name), [])
            if known.key not in {other.key for other in there}:
                there.append(known)

    def find(self, unit_id: int, title: str) -> int:
        found = self.by_title.get((unit_id, fold(title)), [])
        if len(found) == 1:
            return found[0].key
        if found:
            raise BadCell(
                ProblemKind.UNKNOWN_VALUE,
                _("Đơn vị có %(count)s sáng kiến tên này. Ghi mã sáng kiến thay cho tên.")
                % {"count": len(found)},
            )
        raise BadCell(
            ProblemKind.UNKNOWN_VALUE,
            _("Đơn vị không có sáng kiến “%(title)s”. Sửa tên, hoặc thêm ở trang Sáng kiến.")
            % {"title": title},
        )

    def shown(self, unit_id: int, key: int | None) -> str:
        """Return what names the initiative in a cell: its title, or its code among namesakes."""
        known = self.by_key.get(key) if key is not None else None
        if known is None:
            return ""
        namesakes = self.by_title.get((unit_id, fold(known.name)), [])
        return known.code if len(namesakes) > 1 and known.code else known.name


@dataclass(slots=True)
class Book:
    """Everything a file's cells are looked up in."""

    on: date
    words: Mapping[str, Vocabulary]
    units: dict[int, Unit] = field(default_factory=dict)
    people: People = field(default_factory=People)
    initiatives: Initiatives = field(default_factory=Initiatives)
    movements: set[str] = field(default_factory=set)  # codes that exist, or will

    def unit_code(self, unit_id: int) -> str:
        unit = self.units.get(unit_id)
        return unit.code if unit else ""
