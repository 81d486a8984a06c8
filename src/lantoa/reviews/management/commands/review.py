from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.http import Http404
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.documents.pdf import render_pdf
from lantoa.documents.word import render_docx
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.organization.queries.units import get_unit, root_unit
from lantoa.organization.scopes import the_program
from lantoa.reviews.models import Review
from lantoa.reviews.queries.appendix import sheets_behind
from lantoa.reviews.queries.gathering import REPORTED
from lantoa.reviews.queries.reports import report_today
from lantoa.reviews.queries.reviews import unkept_review
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.report import Report
from lantoa.reviews.writing.workbook import write_workbook
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial
from lantoa.shared.errors import DomainError
from lantoa.statistics.choices import Measure
from lantoa.statistics.scope import Scope


class Command(BaseCommand):
    """Print the review of a unit over a period, or write it as Word, PDF and Excel."""

    help = "số liệu và báo cáo tổng kết của một đơn vị trong một giai đoạn"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", required=True, type=_first_day, help="ngày đầu, 2017-01-01"
        )
        parser.add_argument(
            "--to", dest="last", required=True, type=_last_day, help="ngày cuối, 2022-12-31"
        )
        parser.add_argument("--unit", default="", help="mã đơn vị; không ghi thì đơn vị gốc")
        parser.add_argument(
            "--structure",
            choices=Structure.values,
            default=Structure.THEN.value,
            help="tính theo cơ cấu lúc đó hay hiện nay",
        )
        parser.add_argument("--spoken", default="", help="cách gọi kỳ, ví dụ “5 năm qua”")
        parser.add_argument(
            "--site", default="", help="địa chỉ của hệ thống, để số trong tệp mở được danh sách"
        )
        parser.add_argument("--json", action="store_true", help="in mọi số liệu dạng JSON")
        parser.add_argument("--docx", type=Path, help="ghi báo cáo Word vào tệp này")
        parser.add_argument("--pdf", type=Path, help="ghi báo cáo PDF vào tệp này")
        parser.add_argument("--xlsx", type=Path, help="ghi phụ lục Excel vào tệp này")

    def handle(self, *_args: object, **options: Any) -> None:  # noqa: ANN401 -- argparse
        user = the_program()
        unit = _unit(options["unit"], user)
        period = Period.through(options["first"], options["last"])
        review = unkept_review(Scope(user, unit, period, Structure(options["structure"])))
        review.spoken_period = options["spoken"]
        report = report_today(
            review, user=user, at=timezone.now(), base_url=options["site"].rstrip("/")
        )
        for path, content in (
            (options["docx"], render_docx),
            (options["pdf"], render_pdf),
        ):
            if path:
                path.write_bytes(content(report.paper))
        if options["xlsx"]:
            with options["xlsx"].open("wb") as target:
                write_workbook(report, sheets_behind(review, report, user), target=target)
        if options["json"]:
            self.stdout.write(json.dumps(answer(review, report), ensure_ascii=False))
        elif not any(options[name] for name in ("docx", "pdf", "xlsx")):
            self.stdout.write(report.press_text or "Chưa có số liệu trong kỳ này.")


def _first_day(written: str) -> date:
    return first_day(_partial(written))


def _last_day(written: str) -> date:
    return last_day(_partial(written))


def _partial(written: str) -> str:
    try:
        return parse_partial(written)
    except BadDate as error:
        raise ArgumentTypeError(str(error)) from error


def _unit(code: str, user: User) -> Unit:
    """Return the unit asked for, else the root."""
    if not code:
        unit = root_unit()
        if unit is None:
            raise DomainError("Chưa có đơn vị nào. Chạy “lantoa setup” hoặc “lantoa demo” trước.")
        return unit
    try:
        return get_unit(user, code)
    except Http404:
        raise DomainError(f"Không có đơn vị mang mã “{code}”.") from None


def answer(review: Review, report: Report) -> dict[str, Any]:
    """Return what `--json` prints."""
    return {
        "scope": {"code": review.unit.code, "name": review.unit.name},
        "from": review.first_day.isoformat(),
        "to": review.last_day.isoformat(),
        "figures": [
            {
                "code": code,
                "value": _plain(report.cited[code]),
                "measure": report.cited[code].measure.value,
                "phrase": report.cited[code].phrase,
                "rows": {"url": report.cited[code].url, "count": report.cited[code].row_count},
            }
            for code in REPORTED
        ],
        "press": report.press_text,
    }


def _plain(cited: Cited) -> int | float | None:
    """Return counts and đồng as integers, shares and rates as numbers with one decimal."""
    if cited.value is None or cited.measure in {Measure.COUNT, Measure.MONEY}:
        return cited.value if cited.value is None else int(cited.value)
    return float(cited.value)
