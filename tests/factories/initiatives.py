"""Initiatives, written the way everybody writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.initiatives.actions import apply_rows
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.models import Unit
from tests.factories.decisions import decision_row
from tests.factories.organization import NOON, UnitFactory


def initiative_row(unit: Unit | None = None, **fields: Any) -> InitiativeRow:
    """Return a plain row: an initiative of 2021 that waits to be received."""
    given: dict[str, Any] = {
        "unit_id": (unit or UnitFactory()).pk,
        "year": 2021,
        "title": "Bệ thử bơm cao áp",
        "kind": "sang_kien",
    }
    return InitiativeRow(**{**given, **fields})


def full_row(unit: Unit | None = None, **fields: Any) -> InitiativeRow:
    """Return a row that states everything: recognized by two scopes, with money of two years."""
    given: dict[str, Any] = {
        "field": "ky_thuat",
        "first_applied": "2020-11",
        "summary": "Gá bơm của ba loại động cơ lên cùng trục dẫn.",
        "authors": (AuthorRow("Trần Văn Lộc", None, 60), AuthorRow("Ngô Đức Thịnh", None, 40)),
        "benefits": (
            benefit_row(2021, declared_vnd=50_000_000, accepted_vnd=48_000_000),
            benefit_row(2022, "tiet_kiem", "ngan_sach", accepted_vnd=12_000_000),
        ),
        "recognitions": (
            recognition_row("co_so", "12/QĐ-X1"),
            recognition_row("quan_khu", "97/QĐ-QK", signed_on=date(2021, 11, 30)),
        ),
    }
    return initiative_row(unit, **{**given, **fields})


def benefit_row(
    year: int = 2021, kind: str = "lam_loi", beneficiary: str = "don_vi", **amounts: int
) -> BenefitRow:
    return BenefitRow(year, kind, beneficiary, **amounts)


def recognition_row(
    scope: str = "co_so", number: str = "12/QĐ-X1", *, grade: str | None = None, **decision: Any
) -> RecognitionRow:
    return RecognitionRow(scope, decision_row(number, **decision), grade)


def make_initiative(unit: Unit | None = None, **fields: Any) -> Initiative:
    """Return an initiative that is stored."""
    outcome = apply_rows([initiative_row(unit, **fields)], actor=None, at=NOON)
    return Initiative.objects.get(pk=outcome.keys[0])
