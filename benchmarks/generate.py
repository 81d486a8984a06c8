"""A streaming generator of a large organization: seeded, in pieces that memory can hold.

It writes through the models, not through the actions: what is measured is reading, and rows of
this kind are written by the import benchmark through the actions.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model
from tqdm import tqdm

from lantoa.assessments.models import Grade, Grading
from lantoa.awards.models import Award, AwardKind
from lantoa.decisions.models import Decision
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
    State,
)
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.organization.models import Membership, Person, Placement, Unit, UnitKind
from lantoa.organization.rules import path_step
from lantoa.shared.text import fold, name_sort_key, sort_key

FIRST_YEAR, LAST_YEAR = 2017, 2022
PIECE = 4000
_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Triệu Lương".split()
_MIDDLE = "Văn Thị Đức Hữu Quang Minh Xuân Ngọc Thu Thanh Hồng Kim Công Đình".split()
_GIVEN = (
    "An Ánh Bình Cường Dũng Đạt Giang Hà Hải Hạnh Hằng Hưng Khánh Lan Linh Long Mai Nam Nga".split()
)
_VERBS = "Cải tiến,Chế tạo,Thiết kế,Ứng dụng,Xây dựng,Nghiên cứu,Số hóa,Đổi mới".split(",")
_THINGS = (
    "giá đỡ động cơ,máy nén khí,bộ gá hàn,quy trình bảo quản,bảng điều khiển,xe đẩy vật tư,"
    "hệ thống thông gió,máy cắt tôn,phần mềm thống kê,tủ sấy dụng cụ,mô hình huấn luyện,"
    "bơm thủy lực"
).split(",")
_PLACES = (
    "tại xưởng,cho kho vật tư,ở bệnh viện,trong huấn luyện,cho dây chuyền,khi bảo dưỡng".split(",")
)

M = TypeVar("M", bound=Model)


def fill(*, initiatives: int, awards: int, units: int, seed: int = 1) -> None:
    """Write the organization; the number of people is ten a unit."""
    dice = random.Random(seed)
    tree = _units(units, dice)
    leaves = [unit for unit in tree if len(unit.path) > 8] or tree
    people = _people(leaves, dice, count=units * 10)
    decisions = _decisions(dice)
    _initiatives(initiatives, leaves, people, decisions, dice)
    _awards(awards, leaves, people, decisions, dice)
    _gradings(tree, dice)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _save(model: type[M], rows: Iterable[M], *, label: str, total: int) -> list[M]:
    made: list[M] = []
    stream = iter(rows)
    with tqdm(total=total, desc=label, unit="dòng", disable=total < PIECE) as bar:
        while piece := list(islice(stream, PIECE)):
            made += model._default_manager.bulk_create(piece)  # noqa: SLF001 -- any model
            bar.update(len(piece))
    return made


def _units(count: int, dice: random.Random) -> list[Unit]:
    kinds = list(UnitKind.objects.order_by("level"))
    made: list[Unit] = []

    def add(name: str, kind: UnitKind, parent: Unit | None) -> Unit:
        key = len(made) + 1_000_001
        step = path_step(key)
        unit = Unit(
            pk=key,
            code=f"D{key}",
            name=name,
            kind=kind,
            parent=parent,
            present_id=key,
            path=(parent.path if parent else "") + step,
            search_text=fold(f"D{key} {name}"),
            sort_key=sort_key(name),
        )
        made.append(unit)
        return unit

    root = add("Công đoàn Tổng hợp", kinds[0], None)
    grassroots = next(kind for kind in kinds if kind.code == "cdcs")
    branches = [add(f"Khối {number}", kinds[1], root) for number in range(1, 31)]
    while len(made) < count:
        number = len(made)
        add(f"{dice.choice(_THINGS).capitalize()} {number}", grassroots, branches[number % 30])
    Unit.objects.bulk_create(made)
    always = DateRange(date(1900, 1, 1), None)
    _save(
        Placement,
        (Placement(unit=unit, parent=unit.parent, path=unit.path, valid=always) for unit in made),
        label="Vị trí",
        total=len(made),
    )
    return made


def _people(units: list[Unit], dice: random.Random, *, count: int) -> list[tuple[int, int, str]]:
    def make() -> Iterator[Person]:
        for number in range(count):
            name = f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}"
            yield Person(
                code=f"N{number:06d}",
                full_name=name,
                born=str(dice.randint(1960, 2000)),
                gender=dice.choice(["nam", "nu"]),
                search_text=fold(f"N{number:06d} {name}"),
                sort_key=name_sort_key(name),
            )

    people = _save(Person, make(), label="Người", total=count)
    always = DateRange(date(1900, 1, 1), None)
    homes = [units[number % len(units)] for number in range(count)]
    _save(
        Membership,
        (
            Membership(person=person, unit=unit, valid=always)
            for person, unit in zip(people, homes, strict=True)
        ),
        label="Đoàn viên",
        total=count,
    )
    return [(p.pk, unit.pk, p.full_name) for p, unit in zip(people, homes, strict=True)]


def _day(dice: random.Random) -> date:
    span = (date(LAST_YEAR, 12, 31) - date(FIRST_YEAR, 1, 1)).days
    return date(FIRST_YEAR, 1, 1) + timedelta(days=dice.randint(0, span))


def _decisions(dice: random.Random) -> list[tuple[int, date]]:
    made = Decision.objects.bulk_create(
        Decision(
            number=f"{number}/QĐ-CĐ",
            signed_on=_day(dice),
            issuer="Công đoàn Tổng hợp",
            search_text=f"{number} qd cd",
        )
        for number in range(1, 2001)
    )
    return [(decision.pk, decision.signed_on) for decision in made]


def _initiatives(
    count: int,
    units: list[Unit],
    people: list[tuple[int, int, str]],
    decisions: list[tuple[int, date]],
    dice: random.Random,
) -> None:
    states = [State.RECOGNIZED] * 8 + [State.PENDING, State.DECLINED]
    scopes = [Scope.GRASSROOTS] * 8 + [Scope.REGION, Scope.MINISTRY]

    def make() -> Iterator[Initiative]:
        for number in range(count):
            unit, (_key, day) = dice.choice(units), dice.choice(decisions)
            title = f"{dice.choice(_VERBS)} {dice.choice(_THINGS)} {dice.choice(_PLACES)} {number}"
            state = dice.choice(states)
            yield Initiative(
                code=f"BM-{number:07d}",
                title=title,
                title_key=fold(title),
                unit=unit,
                kind=dice.choice(Kind.values[:4]),
                field=dice.choice(Field.values),
                state=state,
                year=day.year,
                counted_on=day,
                benefit_state=dice.choice([BenefitState.MONEY, BenefitState.NOT_MONEY]),
                search_text=fold(f"BM-{number:07d} {title} {unit.name}"),
            )

    rows = _save(Initiative, make(), label="Sáng kiến", total=count)
    by_day: dict[date, int] = {day: key for key, day in decisions}
    _save(
        Authorship,
        (
            Authorship(initiative=row, person_id=key, name=name, share_percent=100)
            for row in rows
            for key, _unit, name in [dice.choice(people)]
        ),
        label="Tác giả",
        total=count,
    )
    _save(
        Recognition,
        (
            Recognition(
                initiative=row, scope=dice.choice(scopes), decision_id=by_day[row.counted_on]
            )
            for row in rows
            if row.state == State.RECOGNIZED
        ),
        label="Công nhận",
        total=count,
    )
    _save(
        Benefit,
        (
            Benefit(
                initiative=row,
                year=row.year,
                kind=dice.choice(BenefitKind.values),
                beneficiary=dice.choice(Beneficiary.values),
                accepted_vnd=dice.randint(1, 900) * 100_000,
            )
            for row in rows
            if row.benefit_state == BenefitState.MONEY
        ),
        label="Lợi ích",
        total=count,
    )


def _awards(
    count: int,
    units: list[Unit],
    people: list[tuple[int, int, str]],
    decisions: list[tuple[int, date]],
    dice: random.Random,
) -> None:
    kinds = list(AwardKind.objects.order_by("pk"))
    names = {unit.pk: unit.name for unit in units}
    seen: set[tuple[Any, ...]] = set()

    def make() -> Iterator[Award]:
        made = 0
        while made < count:
            kind, (key, day) = dice.choice(kinds), dice.choice(decisions)
            person, unit, name = dice.choice(people)
            if (key, kind.pk, person) in seen:
                continue
            seen.add((key, kind.pk, person))
            made += 1
            yield Award(
                kind=kind,
                recipient="ca_nhan",
                person_id=person,
                unit_id=unit,
                year=day.year,
                counted_on=day,
                decision_id=key,
                search_text=fold(f"{name} {kind.name} {names[unit]}"),
            )

    _save(Award, make(), label="Khen thưởng", total=count)


def _gradings(tree: list[Unit], dice: random.Random) -> None:
    grades = list(Grade.objects.filter(scheme__code__isnull=False).order_by("pk")[:4])
    unions = [unit for unit in tree if unit.kind.code == "cdcs"]
    _save(
        Grading,
        (
            Grading(
                unit=unit,
                year=year,
                grade=dice.choice(grades),
                counted_on=date(year, 12, 31),
                counted_precision="year",
                search_text=fold(unit.name),
            )
            for unit in unions
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
        ),
        label="Xếp loại",
        total=len(unions) * 6,
    )
