"""Building the demo: units, sign-ins, workbooks on disk, and their way in like any officer's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import override

from lantoa.accounts.actions import create_user
from lantoa.accounts.models import User
from lantoa.home.demo.people import Member
from lantoa.home.demo.places import (
    EVERY_UNION,
    FOUNDED,
    MERGED,
    MERGED_INTO,
    MERGED_ON,
    MOVED,
    MOVED_ON,
    MOVED_TO,
    ROOT,
    UPPER,
    Place,
)
from lantoa.home.demo.plan import YEARS
from lantoa.home.demo.region import Book, draw_region, labelled
from lantoa.intake import workbooks
from lantoa.intake.actions.applying import apply_batch
from lantoa.intake.actions.reading import read_batch
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.choices import FileState
from lantoa.intake.queries import files
from lantoa.intake.queries.register import vocabularies
from lantoa.intake.reading.opening import Upload
from lantoa.organization.actions.accounts import link_person
from lantoa.organization.actions.roles import assign_role
from lantoa.organization.actions.successions import succeed_units
from lantoa.organization.actions.units import create_unit, move_unit
from lantoa.organization.choices import Role, Structure
from lantoa.organization.models import Person, Unit, UnitKind
from lantoa.reviews.actions import Description, create_review
from lantoa.shared.dates import Period

PASSWORD = "songhien-2022"  # noqa: S105 -- for everybody: a demo serves this machine only
MEMBER_UNION = "HC01"
_MADE_AT_NOON = 12


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo and whom it stands for."""

    username: str
    full_name: str
    role: Role
    unit: str


SIGN_INS = (
    SignIn("thidua", "Hoàng Thị Lan", Role.COMMENDATION_OFFICER, ROOT.code),
    SignIn("lanhdao", "Trần Quang Khải Minh", Role.LEADER, ROOT.code),
    SignIn("congdoan", "Phạm Thu Hà", Role.GRASSROOTS_OFFICER, MEMBER_UNION),
    SignIn("doanvien", "", Role.MEMBER, MEMBER_UNION),
    SignIn("hoidong", "Đỗ Minh Quân", Role.COUNCIL_MEMBER, ROOT.code),
    SignIn("kiemtra", "Vũ Đức Thịnh", Role.AUDITOR, ROOT.code),
    SignIn("quantri", "Lê Hữu Tùng", Role.ADMINISTRATOR, ROOT.code),
)


class DemoBroken(Exception):
    """The demo's own workbooks did not come in whole: a defect, not a user's mistake."""


def build(*, folder: Path, at: datetime, step: Callable[[str], None]) -> str:
    """Fill an empty installation with the demo and return its sign-ins as text.

    `step` is told before each part that takes time.
    """
    step("Đơn vị, tài khoản")
    books, people = draw_region()
    member = people[MEMBER_UNION][0]
    units = _make_units(at)
    users = _make_users(units, member, at)
    move_unit(units[MOVED], to=units[MOVED_TO], on=MOVED_ON, actor=users["quantri"], at=at)
    step("Sổ của các đơn vị")
    uploads = write_workbooks(books, folder=folder, at=at)
    for group in (uploads[:1], uploads[1:]):  # the movements first: every other book names them
        _bring_in(group, actor=users["thidua"], at=at, step=step)
    _merge(units, actor=users["quantri"], at=at)
    person = Person.objects.get(code=member.code)
    link_person(users["doanvien"], person=person, actor=users["quantri"], at=at)
    step("Báo cáo tổng kết")
    create_review(
        units[ROOT.code],
        period=Period.of_years(YEARS[0], YEARS[-1]),
        structure=Structure.THEN,
        description=Description(place="Sông Hiền", spoken_period="5 năm qua"),
        actor=users["thidua"],
        at=at,
    )
    return told(users)


def write_workbooks(books: Iterable[Book], *, folder: Path, at: datetime) -> list[Upload]:
    """Write each union's workbook into `folder` and return them in order."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = at.replace(hour=_MADE_AT_NOON, minute=0, second=0, microsecond=0)
    uploads = []
    with override("vi"):
        words = vocabularies()
        for movement in (line for book in books for line in book.lines.get("movement", ())):
            words["movement"].add(str(movement["code"]), str(movement["name"]))
        for book in books:
            sheets = workbooks.workbook_sheets(
                book.code, book.name, labelled(book.lines, words), words
            )
            content = workbooks.as_xlsx(sheets, title=book.name, at=made_at)
            path = folder / f"{book.code}.xlsx"
            path.write_bytes(content)
            uploads.append(Upload(path.name, content))
    return uploads


def told(users: dict[str, User]) -> str:
    """Return the sign-ins as they are printed."""
    lines = [
        f"  {one.username:<10} {PASSWORD}   {one.role.label}, {users[one.username].full_name}"
        for one in SIGN_INS
    ]
    return "\n".join(["Đăng nhập bản trình diễn (tên, mật khẩu, vai trò):", *lines])


def _make_units(at: datetime) -> dict[str, Unit]:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    units: dict[str, Unit] = {}

    def make(place: Place) -> None:
        units[place.code] = create_unit(
            code=place.code,
            name=place.name,
            short_name=place.short_name,
            kind=kinds[place.kind],
            parent=units.get(place.parent),
            founded_on=FOUNDED,
            aliases=(place.command,) if place.command else (),
            actor=None,
            at=at,
        )

    for place in (ROOT, *UPPER, *EVERY_UNION):
        make(place)
    return units


def _make_users(units: dict[str, Unit], member: Member, at: datetime) -> dict[str, User]:
    users = {}
    for one in SIGN_INS:
        user = create_user(
            username=one.username,
            full_name=one.full_name or member.name,
            password=PASSWORD,
            actor=None,
            at=at,
            is_demo=True,
        )
        assign_role(
            user, role=one.role, unit=units[one.unit], since=date(2017, 1, 1), actor=None, at=at
        )
        users[one.username] = user
    return users


def _merge(units: dict[str, Unit], *, actor: User, at: datetime) -> None:
    """One union went on in another; its people of that day went over."""
    succeed_units(
        [units[MERGED.code]],
        [units[MERGED_INTO]],
        on=MERGED_ON,
        actor=actor,
        at=at,
        basis="Quyết định 1512/QĐ-BTL ngày 20/12/2019",
    )


def _bring_in(
    uploads: list[Upload], *, actor: User, at: datetime, step: Callable[[str], None]
) -> None:
    """Send, read and apply workbooks as the Region's officer; anything held is a defect."""
    batch = receive_files(uploads, actor=actor, at=at)
    read_batch(batch, at=at)
    apply_batch(batch, actor=actor, at=at, each=lambda file: step(file.name))
    for file in files.files_of(batch):
        if file.state != FileState.APPLIED or files.tally(file).held:
            problems = [str(problem) for problem in files.problems_of(file)[0][:5]]
            raise DemoBroken(f"{file.name}: {file.refusal} {problems}")
