"""What a page and a workbook say of each row behind a number, list by list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse

from lantoa.awards.queries import recipient_of
from lantoa.documents.sheets import Kind, Value
from lantoa.statistics.catalogue.indicator import SourceKey


@dataclass(frozen=True, slots=True)
class RowColumn:
    heading: str
    value: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    width: float | None = None


@dataclass(frozen=True, slots=True)
class RowList:
    """One list: the name of its sheet, how rows are fetched, named, placed and opened."""

    title: str
    joins: Callable[[QuerySet[Any]], QuerySet[Any]]
    name: Callable[[Any], str]
    unit: Callable[[Any], str]
    day: Callable[[Any], str]
    address: Callable[[Any], str]
    columns: tuple[RowColumn, ...]


def _unit_name(row: Any) -> str:  # noqa: ANN401 -- any record
    return str(row.unit.name)


def _shown_day(row: Any) -> str:  # noqa: ANN401
    return str(row.shown_day)


def _opens(url_name: str) -> Callable[[Any], str]:
    return lambda row: reverse(url_name, args=[row.pk])


def _with(*names: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    return lambda rows: rows.select_related(*names)


def _honour_name(row: Any) -> str:  # noqa: ANN401 -- an award or a nomination
    return f"{row.kind.short_name or row.kind.name}: {recipient_of(row)}"


def _initiatives(rows: QuerySet[Any]) -> QuerySet[Any]:
    joined = rows.select_related("unit").prefetch_related("authors", "recognitions__decision")
    summed: QuerySet[Any] = joined.annotate(accepted_vnd=Sum("benefits__accepted_vnd"))
    return summed


_DAY = RowColumn("Ngày tính", _shown_day, width=12)
_UNIT = RowColumn("Đơn vị", _unit_name, width=36)
_HONOUR = (
    RowColumn("Danh hiệu, hình thức", lambda row: row.kind.name, width=40),
    RowColumn("Đối tượng", lambda row: row.get_recipient_display(), width=12),
    RowColumn("Tên", recipient_of, width=36),
    _UNIT,
    RowColumn("Năm", lambda row: row.year, Kind.TEXT, 8),
    RowColumn("Dịp", lambda row: row.get_occasion_display(), width=24),
)

LISTS: Mapping[SourceKey, RowList] = {
    "initiatives": RowList(
        "Đề tài, sáng kiến",
        _initiatives,
        str,
        _unit_name,
        _shown_day,
        _opens("initiatives:detail"),
        (
            RowColumn("Mã", lambda row: row.code or "", width=12),
            RowColumn("Tên", str, width=50),
            RowColumn("Loại", lambda row: row.get_kind_display(), width=18),
            RowColumn("Lĩnh vực", lambda row: row.get_field_display(), width=18),
            _UNIT,
            RowColumn("Năm", lambda row: row.year, Kind.TEXT, 8),
            _DAY,
            RowColumn("Tác giả", lambda row: ", ".join(a.name for a in row.authors.all())),
            RowColumn("Cấp công nhận cao nhất", lambda row: row.get_top_scope_display()),
            RowColumn("Hiệu quả", lambda row: row.get_benefit_state_display(), width=22),
            RowColumn("Hội đồng chấp nhận (đồng)", lambda row: row.accepted_vnd, Kind.MONEY),
        ),
    ),
    "benefits": RowList(
        "Lợi ích bằng tiền",
        _with("initiative__unit"),
        lambda row: f"{row.initiative.title}, {row.year}",
        lambda row: str(row.initiative.unit.name),
        lambda row: str(row.year),
        lambda row: reverse("initiatives:detail", args=[row.initiative_id]),
        (
            RowColumn("Sáng kiến", lambda row: row.initiative.title, width=50),
            RowColumn("Đơn vị", lambda row: row.initiative.unit.name, width=36),
            RowColumn("Năm hưởng lợi", lambda row: row.year, Kind.TEXT, 10),
            RowColumn("Loại", lambda row: row.get_kind_display(), width=12),
            RowColumn("Nơi hưởng lợi", lambda row: row.get_beneficiary_display(), width=14),
            RowColumn("Hội đồng chấp nhận (đồng)", lambda row: row.accepted_vnd, Kind.MONEY),
        ),
    ),
    "awards": RowList(
        "Khen thưởng đã tặng",
        _with("kind", "unit", "person", "initiative", "decision"),
        _honour_name,
        _unit_name,
        _shown_day,
        _opens("awards:detail"),
        (
            *_HONOUR,
            RowColumn("Số quyết định", lambda row: row.decision.number, width=18),
            RowColumn("Ngày ký", lambda row: row.decision.signed_on, Kind.DATE),
        ),
    ),
    "nominations": RowList(
        "Đề nghị khen thưởng",
        _with("kind", "unit", "person", "initiative"),
        _honour_name,
        _unit_name,
        _shown_day,
        _opens("awards:nomination"),
        (*_HONOUR, RowColumn("Số tờ trình", lambda row: row.proposal_number, width=18)),
    ),
    "entries": RowList(
        "Bài dự thi",
        _with("contest", "unit"),
        str,
        _unit_name,
        _shown_day,
        _opens("contests:entry"),
        (
            RowColumn("Hội thi", lambda row: row.contest.series, width=40),
            RowColumn("Lần", lambda row: row.contest.edition, Kind.TEXT, 6),
            RowColumn("Năm", lambda row: row.contest.year, Kind.TEXT, 8),
            RowColumn("Bài, sản phẩm", lambda row: row.title, width=40),
            RowColumn("Người, tập thể", lambda row: row.contestant),
            _UNIT,
            RowColumn("Giải", lambda row: row.get_prize_display(), width=16),
        ),
    ),
    "unions": RowList(
        "Đơn vị",
        _with("kind"),
        str,
        lambda row: str(row.kind.name),
        lambda _row: "",
        lambda row: reverse("home:unit-file", args=[row.code]),
        (
            RowColumn("Mã", lambda row: row.code, width=14),
            RowColumn("Đơn vị", str, width=44),
            RowColumn("Loại", lambda row: row.kind.name, width=22),
        ),
    ),
    "members": RowList(
        "Đoàn viên",
        _with("person", "unit", "category"),
        lambda row: str(row.person.full_name),
        _unit_name,
        lambda _row: "",
        lambda row: reverse("home:person-file", args=[row.person.code]),
        # no names: a head-count is checked by codes, and a sheet travels further than a page
        (
            RowColumn("Mã", lambda row: row.person.code, width=14),
            RowColumn("Đối tượng", lambda row: row.category.name if row.category else ""),
            RowColumn("Giới tính", lambda row: row.person.get_gender_display(), width=10),
            _UNIT,
        ),
    ),
    "movements": RowList(
        "Phong trào",
        _with("unit", "parent"),
        str,
        _unit_name,
        _shown_day,
        _opens("movements:detail"),
        (
            RowColumn("Phong trào", str, width=50),
            RowColumn("Thuộc", lambda row: row.parent.name if row.parent else "", width=40),
            RowColumn("Đơn vị phát động", _unit_name, width=36),
            _DAY,
        ),
    ),
    "activities": RowList(
        "Tuyên truyền",
        _with("unit", "movement"),
        lambda row: str(row.form),
        _unit_name,
        _shown_day,
        _opens("movements:activity"),
        (
            RowColumn("Hình thức", lambda row: row.form, width=40),
            RowColumn("Phong trào", lambda row: row.movement.name, width=40),
            _UNIT,
            _DAY,
            RowColumn("Số buổi", lambda row: row.sessions, Kind.INTEGER),
            RowColumn("Lượt người", lambda row: row.attendances, Kind.INTEGER),
        ),
    ),
    "trainings": RowList(
        "Tập huấn",
        _with("unit"),
        str,
        _unit_name,
        _shown_day,
        _opens("movements:training"),
        (
            RowColumn("Lớp", str, width=50),
            _UNIT,
            _DAY,
            RowColumn("Số ngày", lambda row: row.days, Kind.INTEGER),
            RowColumn("Số người", lambda row: row.participants, Kind.INTEGER),
        ),
    ),
    "registrations": RowList(
        "Đăng ký thi đua",
        _with("unit", "person"),
        lambda row: f"{row.title_code or row.topic}: {row.person or row.unit}",
        _unit_name,
        _shown_day,
        _opens("movements:registration"),
        (
            RowColumn("Năm", lambda row: row.year, Kind.TEXT, 8),
            RowColumn("Người, tập thể", lambda row: str(row.person or row.unit), width=36),
            _UNIT,
            RowColumn("Danh hiệu", lambda row: row.title_code, width=16),
            RowColumn("Đề tài, sáng kiến", lambda row: row.topic, width=40),
        ),
    ),
    "solutions": RowList(
        "Nhóm giải pháp",
        _with("unit", "movement"),
        str,
        _unit_name,
        _shown_day,
        _opens("movements:solution"),
        (
            RowColumn("Số", lambda row: row.number, Kind.INTEGER, 6),
            RowColumn("Nhóm giải pháp", lambda row: row.text, width=90),
            _DAY,
        ),
    ),
}
