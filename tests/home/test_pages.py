"""Việc của tôi, search, lifetime files and the bar: who sees what, and what a page costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from lantoa.accounts.actions import describe_self, note_sign_in
from lantoa.accounts.models import User
from lantoa.audit.models import FileOpening
from lantoa.home import finding, lifetime, scope, work
from lantoa.initiatives.rows import AuthorRow
from lantoa.initiatives.rules import RECEIVING
from lantoa.organization.choices import Role, Structure
from lantoa.organization.models import Person, Unit
from lantoa.reviews.actions import Description, create_review
from lantoa.shared.dates import Period
from tests.factories.assessments import make_grading
from tests.factories.awards import make_award, make_nomination, make_person_award
from tests.factories.contests import make_entry
from tests.factories.decisions import DecisionFactory
from tests.factories.initiatives import make_initiative, recognition_row
from tests.factories.movements import MovementFactory, RegistrationFactory, TrainingFactory
from tests.factories.organization import NOON, PersonFactory, UnitFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db
TODAY = date(2022, 6, 15)
PAGES = ["/viec/", "/tim/?tim=nguyen", "/chon-don-vi/"]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", PAGES)
def test_every_role_has_its_first_pages(role: Role, path: str) -> None:
    answer = signed_in(officer_of(UnitFactory(), role)).get(path)

    assert answer.status_code == 200


def test_the_bar_offers_a_member_no_reports_and_no_files() -> None:
    page = signed_in(officer_of(UnitFactory(), Role.MEMBER)).get("/viec/").content.decode()

    assert 'href="/sang-kien/"' in page
    assert 'href="/bao-cao/"' not in page
    assert 'href="/nhap-tep/"' not in page


def test_unions_without_last_years_grade_are_named_once_some_have_theirs() -> None:
    region = UnitFactory()
    graded, missing = UnitFactory(parent=region), UnitFactory(parent=region, name="Kho Bến Nứa")
    officer = officer_of(region)
    assert not [t for t in work.tasks_for(officer, on=TODAY) if "xếp loại" in t.title]

    make_grading(graded, year=2021)
    make_grading(region, year=2021)

    (task,) = [t for t in work.tasks_for(officer, on=TODAY) if "xếp loại" in t.title]
    assert "năm 2021 cho 1 công đoàn cơ sở" in task.title
    assert missing.name in task.detail


def test_the_title_is_the_sum_and_says_what_is_late() -> None:
    late = work.Task(date(2022, 6, 1), "a", "", "", "", RECEIVING, TODAY)
    soon = work.Task(date(2022, 6, 16), "b", "", "", "", RECEIVING, TODAY)
    later = work.Task(date(2022, 9, 1), "c", "", "", "", asked_on=TODAY)

    assert work.headline([]) == "Không có việc nào đang chờ"
    assert work.headline([soon]) == "Có 1 việc"
    assert work.headline([late, soon, later]) == "Có 3 việc, 1 việc quá hạn"
    groups = work.grouped([late, soon, later], on=TODAY)
    assert [group.key for group in groups] == ["overdue", "week", "later"]


def test_a_reminder_without_a_limit_in_law_is_never_overdue() -> None:
    past = work.Task(date(2022, 6, 1), "a", "", "", "", asked_on=TODAY)

    assert not past.is_late
    assert "quá" not in past.distance
    assert [group.key for group in work.grouped([past], on=TODAY)] == ["week"]


def test_the_silent_unions_of_a_task_are_those_of_the_dashboard_it_opens() -> None:
    region = UnitFactory()
    officer = officer_of(region, Role.COMMENDATION_OFFICER)
    silent = UnitFactory(parent=region, kind__code="cdcs")
    make_grading(silent, year=TODAY.year)  # something was recorded, but no initiative was sent

    (task,) = [t for t in work.tasks_for(officer, on=TODAY) if "Nhắc" in t.title]

    assert silent.name in task.detail
    page = signed_in(officer).get(task.url).content.decode()
    assert silent.name in page


@pytest.mark.parametrize("text", ["Hòa Bình", "hoa binh", "BINH hoa"])
def test_search_finds_what_one_may_see_with_or_without_marks(text: str) -> None:
    mine = UnitFactory(name="Xưởng Hòa Bình")
    make_entry(mine, contestant="Nguyễn Hòa Bình")
    make_entry(UnitFactory(name="Kho Hòa Bình"), contestant="Trần Hòa Bình")

    hits = {hit.title for group in finding.groups(officer_of(mine), text) for hit in group.hits}

    assert hits == {"Xưởng Hòa Bình", "Nguyễn Hòa Bình"}


def test_opening_a_personal_file_is_noted_and_shows_the_whole_life() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc", born="1975")
    make_entry(unit, contestant="Trần Văn Lộc", person_id=person.pk, prize="nhat")
    officer = officer_of(unit)

    page = signed_in(officer).get(f"/ho-so/nguoi/{person.code}/").content.decode()

    assert "Giải Nhất" in page
    assert "1975" in page
    opening = FileOpening.objects.get()
    assert (opening.person_id, opening.opened_by) == (person.pk, officer)


def test_a_personal_file_is_closed_to_strangers_and_to_members() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit)

    for reader in (officer_of(UnitFactory()), officer_of(unit, Role.MEMBER)):
        assert signed_in(reader).get(f"/ho-so/nguoi/{person.code}/").status_code == 404

    assert not FileOpening.objects.exists()


def test_a_member_reaches_their_own_file() -> None:
    unit = UnitFactory()
    user = UserFactory()
    person = PersonFactory(unit=unit, user=user)

    answer = signed_in(user).get("/ho-so/", follow=True)

    assert answer.status_code == 200
    assert person.full_name in answer.content.decode()


def test_an_account_without_a_person_is_told_so() -> None:
    answer = signed_in(officer_of(UnitFactory())).get("/ho-so/")

    assert answer.status_code == 404
    assert "chưa gắn với người nào" in answer.content.decode()


def test_the_file_of_a_merged_record_opens_the_person_that_counts() -> None:
    unit = UnitFactory()
    kept, gone = PersonFactory(unit=unit), PersonFactory(unit=unit)
    gone.merged_into = kept
    gone.save()

    file = lifetime.person_file(officer_of(unit), gone.code)

    assert (file.person, file.merged) == (kept, (gone,))


def test_the_file_of_a_foreign_unit_is_not_found() -> None:
    other = UnitFactory()

    answer = signed_in(officer_of(UnitFactory())).get(f"/ho-so/don-vi/{other.code}/")

    assert answer.status_code == 404


def test_the_file_of_a_unit_counts_by_year() -> None:
    unit = UnitFactory()
    make_grading(unit, year=2020)
    make_grading(unit, year=2021, grade="VMXS")

    file = lifetime.unit_file(officer_of(unit), unit.code, period=Period(), on=TODAY)

    assert [(year.year, year.grade) for year in file.years] == [
        (2021, "Vững mạnh xuất sắc"),
        (2020, "Vững mạnh"),
    ]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("", "Mọi thời gian"),
        ("tu=2022&den=2022", "Năm 2022"),
        ("tu=01/01/2017&den=31/12/2022", "2017–2022"),
        ("tu=2022", "Từ 01/01/2022"),
        ("den=2021-03-05", "Đến hết 05/03/2021"),
        ("tu=hom-qua", "Mọi thời gian"),
        ("tu=2022&den=2020", "Mọi thời gian"),
    ],
)
def test_the_switch_names_the_period_of_the_address(query: str, label: str) -> None:
    request = RequestFactory().get(f"/viec/?{query}")

    assert scope.period_label(scope.period_of(request.GET)) == label


@pytest.mark.parametrize(
    ("back", "address"),
    [
        ("/sang-kien/?loai=de_tai&sau=x", "/sang-kien/?loai=de_tai&don_vi=DV"),
        ("//evil.example/", "/?don_vi=DV"),
        ("https://evil.example/", "/?don_vi=DV"),
    ],
)
def test_choosing_a_unit_leads_back_to_this_site_only(back: str, address: str) -> None:
    unit = UnitFactory(code="DV")

    units = Unit.objects.filter(pk=unit.pk).select_related("kind")

    (link,) = scope.unit_links(units, scope.Address.read(back))

    assert link.url == address


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/viec/", 41),
        ("/tim/?tim=an", 11),
        ("/chon-don-vi/", 5),
        ("/chon-ky/", 5),
        ("/ho-so/don-vi/GOC/", 18),
        ("/ho-so/nguoi/P-AN/", 16),
    ],
)
def test_a_page_costs_the_same_for_any_number_of_rows(
    path: str, cost: int, count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory(code="GOC")
    officer = officer_of(unit)
    person = PersonFactory(unit=unit, code="P-AN", full_name="Lê An", user=officer)
    for number in range(count):
        _fill(unit, person, number)
        _draft_review(unit, officer, number)
    client = signed_in(officer)
    client.get(path)

    with django_assert_num_queries(cost):
        client.get(path)


def _fill(unit: Unit, person: Person, number: int) -> None:
    """Record one more of everything that the pages above show, each found by the word "an"."""
    child = UnitFactory(parent=unit, name=f"Xưởng An {number}", kind__code="cdcs")
    PersonFactory(unit=child, full_name="Nguyễn Văn An")
    MovementFactory(unit=child, name=f"Phong trào An {number}")
    TrainingFactory(unit=child)
    RegistrationFactory(unit=child, year=2019 + number, person=person)
    DecisionFactory(unit=child, issuer="Công đoàn An")
    make_grading(unit, year=2019 + number)
    make_grading(child, year=timezone.localdate().year - 1)
    make_entry(child, contestant=f"Lê An {number}", person_id=person.pk)
    make_award(unit, kind="BK_QK", year=2019 + number)
    make_person_award(child, person_id=person.pk)
    make_nomination(child, recipient="ca_nhan", person_id=person.pk)
    for state in ("cho_tiep_nhan", "tra_lai", "da_cong_nhan"):
        make_initiative(
            child,
            title=f"Bàn an toàn {state}",
            state=state,
            authors=(AuthorRow("Lê An", person.pk, 100),),
            recognitions=(recognition_row(),) if state == "da_cong_nhan" else (),
        )


def _draft_review(unit: Unit, officer: User, number: int) -> None:
    create_review(
        unit,
        period=Period.of_years(2017, 2020 + number),
        structure=Structure.THEN,
        description=Description(title=f"Sơ kết {number}"),
        actor=officer,
        at=NOON,
    )


def test_what_was_just_done_leaves_out_signing_in() -> None:
    officer = officer_of(UnitFactory(), Role.COMMENDATION_OFFICER)
    note_sign_in(officer, at=timezone.now())
    describe_self(officer, full_name="Trần Thị Mới", email="", actor=officer, at=timezone.now())

    assert [one.text for one in work.just_done(officer)] == ["Sửa tên, thư điện tử của tài khoản"]
