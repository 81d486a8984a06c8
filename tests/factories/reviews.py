"""A small Region with something of everything a review counts, and reviews of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.accounts.models import User
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit, UnitKind
from lantoa.reviews.actions import Description, create_review
from lantoa.reviews.asked import Asked
from lantoa.reviews.facts import Facts, Number
from lantoa.reviews.models import Review
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.figures import Figure
from lantoa.statistics.rules import ratio
from lantoa.statistics.scope import Scope
from tests.factories.assessments import make_grading
from tests.factories.awards import make_award, make_nomination, make_person_award
from tests.factories.contests import make_entry
from tests.factories.decisions import decision_row
from tests.factories.initiatives import benefit_row, make_initiative, recognition_row
from tests.factories.movements import (
    ActivityFactory,
    MovementFactory,
    SolutionFactory,
    TrainingFactory,
)
from tests.factories.organization import (
    NOON,
    PersonFactory,
    UnitFactory,
    UnitKindFactory,
    officer_of,
)

PERIOD = Period.of_years(2017, 2022)
CONTEST = "Đề tài, sáng kiến trong Công đoàn Quân đội"


@dataclass(frozen=True, slots=True)
class Region:
    """The Region, its two grassroots unions, and an officer who writes its review."""

    root: Unit
    workshop: Unit
    hospital: Unit
    officer: User


def make_region() -> Region:
    """Return a Region whose review of 2017–2022 has something to say in every section."""
    kind = UnitKindFactory(code="khu", name="Quân khu", level=10)
    root = UnitFactory(parent=None, code="QK", name="Công đoàn Quân khu", kind=kind)
    workshop = UnitFactory(parent=root, code="X1", name="Công đoàn cơ sở Xưởng X1")
    hospital = UnitFactory(parent=root, code="BV4", name="Công đoàn cơ sở Bệnh viện 4")
    _fill_initiatives(workshop, hospital)
    _fill_honours(root, workshop, hospital)
    _fill_life(root, workshop, hospital)
    return Region(root, workshop, hospital, officer_of(root))


def recognized(unit: Unit, title: str, *, year: int = 2021, **fields: Any) -> Any:
    """Return an initiative that its own unit recognized in `year`."""
    given: dict[str, Any] = {
        "year": year,
        "state": "da_cong_nhan",
        "field": "ky_thuat",
        "recognitions": (
            recognition_row("co_so", f"{year}/QĐ-{unit.code}", signed_on=date(year, 6, 1)),
        ),
    }
    return make_initiative(unit, title=title, **{**given, **fields})


def _fill_initiatives(workshop: Unit, hospital: Unit) -> None:
    recognized(
        workshop,
        "Bệ thử bơm cao áp",
        benefits=(benefit_row(2021, "tiet_kiem", "ngan_sach", accepted_vnd=120_400_000),),
    )
    recognized(workshop, "Máy cuốn ống", year=2020, kind="cong_trinh")
    recognized(
        workshop,
        "Đồ gá hàn khung",
        year=2022,
        recognitions=(
            recognition_row("co_so", "9/QĐ-X1", signed_on=date(2022, 3, 1)),
            recognition_row("bo", "77/QĐ-BQP", signed_on=date(2022, 9, 1)),
        ),
    )
    recognized(hospital, "Giá chia trẻ sơ sinh", kind="de_tai", benefit_state="khong_tinh_tien")
    make_initiative(hospital, title="Chưa ai nhận")


def _fill_honours(root: Unit, workshop: Unit, hospital: Unit) -> None:
    region = decision_row("5/QĐ-QK", signed_on=date(2022, 11, 1))
    make_person_award(workshop, decision=region, occasion="tong_ket")
    make_person_award(workshop, decision=region, occasion="tong_ket")
    make_award(hospital, decision=region, occasion="tong_ket")
    make_award(workshop, kind="CO_TD_TCCT", decision=decision_row("6/QĐ-CT"))
    make_person_award(hospital, kind="BTV", decision=decision_row("7/QĐ-HT"))
    prized = recognized(workshop, "Robot hàn", kind="san_pham")
    make_award(
        workshop,
        kind="TTST",
        recipient="sang_kien",
        initiative_id=prized.pk,
        decision=decision_row("8/QĐ-TTST"),
    )
    make_nomination(workshop)
    make_nomination(
        hospital, recipient="ca_nhan", person_id=PersonFactory(unit=hospital, code="ĐV-DN").pk
    )
    make_entry(
        workshop, contest=CONTEST, edition=5, year=2021, level="toan_quan", prize="nhat",
        contestant="Xưởng X1",
    )  # fmt: skip
    make_entry(
        hospital, contest=CONTEST, edition=5, year=2021, level="toan_quan", prize="khuyen_khich",
        contestant="Bệnh viện 4",
    )  # fmt: skip
    make_grading(workshop, year=2022, grade="VMXS")
    make_grading(hospital, year=2022, grade="VM")
    make_grading(hospital, year=2021, grade="VM")


def _fill_life(root: Unit, workshop: Unit, hospital: Unit) -> None:
    PersonFactory(unit=workshop, gender="nu", since=date(2018, 1, 1))
    movement = MovementFactory(unit=root, name="Lao động giỏi, lao động sáng tạo", code="LDG")
    MovementFactory(unit=root, name="Xưởng máy kiểu mẫu", code="XM", parent=movement)
    MovementFactory(
        unit=root, name="An toàn lao động, an toàn giao thông", code="AT", parent=movement
    )
    ActivityFactory(unit=workshop, movement=movement)
    TrainingFactory(unit=hospital)
    SolutionFactory(unit=root, movement=movement, number=1, text="Nâng cao nhận thức")
    SolutionFactory(unit=root, movement=movement, number=2, text="Bồi dưỡng tay nghề")


def make_review(region: Region, **description: Any) -> Review:
    """Return a draft of the Region's review of 2017–2022."""
    return create_review(
        region.root,
        period=PERIOD,
        structure=Structure.THEN,
        description=Description(**description),
        actor=region.officer,
        at=NOON,
    )


def make_scope(name: str = "Công đoàn Quân khu", kind: str = "khu") -> Scope:
    """Return a scope of a unit that is stored nowhere."""
    unit = Unit(code="QK", name=name, kind=UnitKind(code=kind, name=kind, level=10), path="0001")
    return Scope(User(username="ai-do"), unit, PERIOD)


def make_number(code: str, value: int | None, scope: Scope, *, of: int | None = None) -> Number:
    """Return a figure of the whole period; `of` is the denominator of a ratio."""
    indicator = CATALOGUE[code]
    if indicator.source is not None or value is None or of is None:
        return Number(Asked(code), Figure(indicator, scope, value, value or 0))
    share = ratio(value, of, per=indicator.per)
    return Number(Asked(code), Figure(indicator, scope, share, of, value, of))


def make_facts(
    values: dict[str, int | tuple[int, int] | None], scope: Scope | None = None, **changes: Any
) -> Facts:
    """Return facts with only these figures; a pair is a ratio's numerator and denominator."""
    place = scope or make_scope()
    figures = {
        code: make_number(code, value[0], place, of=value[1])
        if isinstance(value, tuple)
        else make_number(code, value, place)
        for code, value in values.items()
    }
    given: dict[str, Any] = {"spoken": "Giai đoạn 2017–2022", "ancestor": None}
    return Facts(scope=place, figures=figures, **{**given, **changes})
