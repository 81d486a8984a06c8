"""A small Region with something of everything that an indicator counts, and much it must not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from lantoa.accounts.models import User
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.actions.merging import merge_person
from lantoa.organization.actions.successions import succeed_units
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit, UnitKind
from lantoa.shared.dates import Period
from lantoa.statistics.scope import Scope
from tests.factories.assessments import make_grading
from tests.factories.awards import make_award, make_nomination
from tests.factories.contests import make_entry
from tests.factories.decisions import decision_row
from tests.factories.initiatives import benefit_row, make_initiative, recognition_row
from tests.factories.movements import (
    ActivityFactory,
    MovementFactory,
    RegistrationFactory,
    SolutionFactory,
    TrainingFactory,
)
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

SIX_YEARS = Period.of_years(2017, 2022)
CONTEST = "Đề tài, sáng kiến trong Công đoàn Quân đội"


@dataclass(frozen=True)
class World:
    """Units: the Region with the unions `first`, `second`, `third`; `ended` went into `first`."""

    region: Unit
    first: Unit
    second: Unit
    third: Unit
    ended: Unit
    leader: User
    officer: User

    def scope(self, unit: Unit | None = None, **changes: Any) -> Scope:
        return Scope(
            **{"user": self.leader, "unit": unit or self.region, "period": SIX_YEARS, **changes}
        )


@pytest.fixture
def world(db: None) -> World:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    region = UnitFactory(code="QK", name="Công đoàn Quân khu", kind=kinds["khu"], parent=None)
    first, second, third, ended = (
        UnitFactory(code=code, name=f"Công đoàn {code}", kind=kinds["cdcs"], parent=region)
        for code in ("CS1", "CS2", "CS3", "CS4")
    )
    group = UnitFactory(code="TO1", name="Tổ 1", kind=kinds["to_cd"], parent=first)
    leader = officer_of(region, Role.LEADER)
    made = World(region, first, second, third, ended, leader, officer_of(second))
    _people(made, group)
    _initiatives(made, group)
    _honours(made)
    _contests(made)
    _gradings(made)
    _movements(made)
    administrator = officer_of(region, Role.ADMINISTRATOR)
    succeed_units([ended], [first], on=date(2021, 7, 1), actor=administrator, at=NOON)
    for unit in (first, ended):
        unit.refresh_from_db()
    return made


def _people(world: World, group: Unit) -> None:
    for number in range(3):
        PersonFactory(unit=world.first, code=f"A{number}", gender="nu" if number else "nam")
    PersonFactory(unit=group, code="KS", trade="Kỹ sư cơ khí")
    PersonFactory(unit=world.second, code="B1")
    PersonFactory(unit=world.second, code="B2", is_union_member=False)
    PersonFactory(unit=world.second, code="B3", since=date(2023, 3, 1))


def _initiatives(world: World, group: Unit) -> None:
    by_ministry = (recognition_row("co_so"), recognition_row("bo", "7/QĐ-BQP"))
    make_initiative(
        world.first,
        title="Bệ thử bơm",
        year=2018,
        counted_on=date(2018, 5, 5),
        recognitions=by_ministry,
        field="ky_thuat",
        benefits=(
            benefit_row(2018, "tiet_kiem", "ngan_sach", accepted_vnd=1_500_000_000),
            benefit_row(2019, "lam_loi", "don_vi", declared_vnd=9, accepted_vnd=464_300_000),
        ),
        authors=(AuthorRow("Nguyễn Văn An", None, 100),),
    )
    for number, (unit, kind) in enumerate(
        [
            (group, "sang_kien"),
            (world.first, "cong_trinh"),
            (world.second, "de_tai"),
            (world.second, "san_pham"),
            (world.first, "giai_phap"),
            (world.ended, "cai_tien"),
        ]
    ):
        make_initiative(
            unit,
            title=f"Kết quả {kind}",
            kind=kind,
            year=2020,
            counted_on=date(2020, 3, number + 1),
            recognitions=(recognition_row("co_so"),),
            benefits=(benefit_row(2020, accepted_vnd=1_000_000_000),) if number == 1 else (),
            benefit_state=None if number == 1 else "khong_tinh_tien",
        )
    scopes = ("cap_tren", "quan_khu", "toan_quan", "toan_quoc")
    make_initiative(
        world.second,
        title="Lên mọi cấp",
        year=2022,
        recognitions=tuple(recognition_row(scope, f"{scope}/QĐ") for scope in scopes),
    )
    make_initiative(world.first, title="Chờ tiếp nhận", year=2021)
    make_initiative(
        world.first, title="Trước kỳ", year=2016, recognitions=(recognition_row("bo", "1/QĐ"),)
    )
    make_initiative(
        world.first, title="Bị thu hồi", year=2021, recognitions=(recognition_row("bo", "9/QĐ"),)
    )
    Decision.objects.filter(number="9/QĐ").update(revoked_on=date(2022, 2, 2))


def _honours(world: World) -> None:
    person = PersonFactory(unit=world.first, code="AN", full_name="Lê Văn Sáng")
    double = PersonFactory(unit=world.first, code="AN-2", full_name="Lê Văn Sang")
    other = PersonFactory(unit=world.second, code="BN", full_name="Trần Thị Mai")
    winner = Initiative.objects.get(title="Bệ thử bơm")

    def give(unit: Unit, kind: str, number: str, **fields: Any) -> None:
        make_award(unit, kind=kind, decision=decision_row(number), **fields)

    to = {"recipient": "ca_nhan"}
    give(world.first, "TTST", "1/TT", recipient="sang_kien", initiative_id=winner.pk)
    give(world.first, "HH_TTST", "2/TT", recipient="sang_kien", initiative_id=winner.pk)
    give(world.first, "BTV", "3/HT", **to, person_id=person.pk)
    give(world.first, "BTV", "4/HT", **to, person_id=double.pk)
    give(world.second, "CO_TD_TCCT", "5/CT")
    give(world.second, "BK_TCCT", "6/CT")
    give(world.ended, "BK_TCCT", "6/CT")
    give(world.first, "BK_QK", "8/QK", occasion="tong_ket")
    give(world.first, "BK_QK", "8/QK", **to, person_id=person.pk, occasion="tong_ket")
    give(world.second, "BK_QK", "8/QK", **to, person_id=other.pk, occasion="tong_ket")
    give(world.second, "BK_QK", "11/QK", **to, person_id=other.pk, occasion="hang_nam")
    give(world.second, "BK_TCCT", "12/CT", reason="đã thu hồi")
    Decision.objects.filter(number="12/CT").update(revoked_on=date(2022, 2, 2))
    make_award(
        world.second, kind="BK_TCCT", decision=decision_row("13/CT", signed_on=date(2016, 9, 9))
    )
    make_nomination(world.first, counted_on=date(2022, 10, 1))
    make_nomination(world.first, **to, person_id=person.pk, counted_on=date(2022, 10, 1))
    make_nomination(world.second, state="da_tang", counted_on=date(2022, 10, 1))
    merge_person(double, into=person, actor=officer_of(world.region), at=NOON)


def _contests(world: World) -> None:
    fifth = {"contest": CONTEST, "edition": 5, "year": 2020, "level": "toan_quan"}
    make_entry(world.first, **fifth, prize="nhat")
    for number in range(3):
        make_entry(world.second, **fifth, prize="khuyen_khich", contestant=f"Người {number}")
    make_entry(world.first, **{**fifth, "edition": 4, "year": 2018}, prize="nhat")
    make_entry(world.first, prize="nhi")
    make_entry(world.second, prize="ba")
    make_entry(world.second, contestant="Không giải", prize="khong")


def _gradings(world: World) -> None:
    for unit, grades in (
        (world.first, {2020: "VM", 2021: "VM", 2022: "VMXS"}),
        (world.second, {2020: "VMXS", 2022: "VM"}),
        (world.third, {2021: "KHA", 2022: "KHA"}),
        (world.ended, {2020: "VM"}),
    ):
        for year, grade in grades.items():
            make_grading(unit, year=year, grade=grade)


def _movements(world: World) -> None:
    main = MovementFactory(unit=world.region, code="goc", counted_on=date(2015, 1, 1))
    for number in range(8):
        MovementFactory(unit=world.region, parent=main, name=f"Phong trào nhánh {number}")
    ActivityFactory(unit=world.first, movement=main, sessions=3, attendances=150)
    ActivityFactory(unit=world.second, movement=main, sessions=None, attendances=50)
    TrainingFactory(unit=world.first, participants=40)
    person = PersonFactory(unit=world.first, code="DK")
    RegistrationFactory(unit=world.first, person=person)
    RegistrationFactory(unit=world.first, person=person, title_code="CSTD_CS")
    RegistrationFactory(unit=world.second)
    SolutionFactory(unit=world.region, movement=main, counted_on=date(2019, 11, 1))
    for _number in range(7):
        SolutionFactory(unit=world.region, movement=main, counted_on=date(2022, 11, 14))
