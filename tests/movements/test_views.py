from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.organization.choices import Role
from tests.factories.movements import (
    ActivityFactory,
    MovementFactory,
    RegistrationFactory,
    SolutionFactory,
    TrainingFactory,
)
from tests.factories.organization import PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db

LISTS = {
    "/phong-trao/": MovementFactory,
    "/phong-trao/tuyen-truyen/": ActivityFactory,
    "/phong-trao/tap-huan/": TrainingFactory,
    "/phong-trao/dang-ky/": RegistrationFactory,
    "/phong-trao/giai-phap/": SolutionFactory,
}
every_list = pytest.mark.parametrize(("path", "factory"), LISTS.items(), ids=list(LISTS))


def signed_in(unit: Any, role: Role = Role.COMMENDATION_OFFICER) -> Client:
    client = Client()
    client.force_login(officer_of(unit, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def region():
    return UnitFactory(code="QK", parent=None)


@pytest.fixture
def movement(region):
    return MovementFactory(unit=region, code="goc", name="Lao động giỏi, lao động sáng tạo")


def made(factory: Any, unit: Any, movement: Any, number: int) -> Any:
    """Make one record that differs from the others by its number."""
    extra: dict[str, Any] = {}
    if factory in {ActivityFactory, SolutionFactory}:
        extra["movement"] = movement
    if factory is RegistrationFactory:
        extra["year"] = 2010 + number
    return factory(unit=unit, **extra)


@every_list
def test_a_list_shows_the_subtree_and_nothing_beside_it(region, movement, path, factory):
    mine, other = UnitFactory(parent=region), UnitFactory(parent=region, name="Công đoàn Nơi Khác")
    made(factory, mine, movement, 1)
    made(factory, other, movement, 2)

    page = signed_in(mine).get(path).content.decode()

    assert mine.name in page
    assert "Công đoàn Nơi Khác" not in page


# What a list itself asks, without the bar of the page: session, user, roles, the form's choices,
# the tabs, the count and the rows; the totals and the prefetches of some.
COSTS = {
    "/phong-trao/": 7,
    "/phong-trao/tuyen-truyen/": 8,
    "/phong-trao/tap-huan/": 7,
    "/phong-trao/dang-ky/": 8,
    "/phong-trao/giai-phap/": 6,
}


@every_list
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_rows(  # noqa: PLR0917 -- fixtures
    region, movement, django_assert_num_queries, count, path, factory
):
    for number in range(count):
        made(factory, region, movement, number)
    client = signed_in(region)

    with django_assert_num_queries(COSTS[path]):
        client.get(path, headers={"HX-Target": "danh-sach"})


@every_list
def test_a_record_of_another_unit_is_not_found_and_no_form_of_it_either(
    region, movement, path, factory
):
    record = made(factory, UnitFactory(parent=region), movement, 1)
    client = signed_in(UnitFactory(parent=region))

    assert client.get(f"{path}{record.pk}/").status_code == 404
    assert client.get(f"{path}{record.pk}/sua/").status_code == 404


@every_list
def test_a_page_shows_the_record_and_offers_its_form_to_an_officer(region, movement, path, factory):
    record = made(factory, region, movement, 1)
    reader = signed_in(region, Role.LEADER)
    officer = signed_in(region)

    read = reader.get(f"{path}{record.pk}/")
    write = officer.get(f"{path}{record.pk}/")

    assert read.status_code == 200
    assert "/sua/" not in read.content.decode()
    assert f"{path}{record.pk}/sua/" in write.content.decode()


FORMS: dict[str, tuple[type, dict[str, str], str, str]] = {
    "/phong-trao/": (
        Movement,
        {"code": "moi", "name": "Xưởng máy kiểu mẫu", "kind": "dot", "launched_on": "01/02/2021"},
        "name",
        "Xưởng máy kiểu mẫu lần hai",
    ),
    "/phong-trao/tuyen-truyen/": (
        Activity,
        {"movement": "goc", "form": "Sân khấu hóa", "day": "05/2021", "attendances": "120"},
        "form",
        "Hội diễn",
    ),
    "/phong-trao/tap-huan/": (
        Training,
        {"name": "Tập huấn an toàn", "day": "2021", "days": "2"},
        "name",
        "Tập huấn vệ sinh lao động",
    ),
    "/phong-trao/dang-ky/": (
        Registration,
        {"year": "2021", "title_code": "CSTDCS"},
        "topic",
        "Đồ gá vạn năng",
    ),
    "/phong-trao/giai-phap/": (
        Solution,
        {"movement": "goc", "day": "14/11/2022", "number": "1", "text": "Đẩy mạnh tuyên truyền"},
        "text",
        "Đổi mới tuyên truyền",
    ),
}
every_form = pytest.mark.parametrize(
    "case", [(path, *rest) for path, rest in FORMS.items()], ids=list(FORMS)
)


@every_form
def test_a_form_writes_a_record_and_its_second_form_corrects_it(region, movement, case):
    path, model, typed, field, later = case
    client = signed_in(region)
    before = set(model.objects.values_list("pk", flat=True))
    given = {"unit": region.code, **typed}

    added = client.post(f"{path}them/", given)
    record = model.objects.exclude(pk__in=before).get()
    seen = client.get(f"{path}{record.pk}/sua/").context["form"].initial["seen"]
    corrected = client.post(f"{path}{record.pk}/sua/", {**given, field: later, "seen": seen})

    record.refresh_from_db()
    assert (added.status_code, corrected.status_code) == (302, 302)
    assert getattr(record, field) == later


@every_form
def test_a_form_refuses_a_unit_that_the_officer_may_not_write(region, movement, case):
    path, model, typed, _field, _later = case
    other = UnitFactory(parent=region)
    client = signed_in(UnitFactory(parent=region))
    before = model.objects.count()

    answer = client.post(f"{path}them/", {"unit": other.code, **typed})

    assert answer.status_code == 422
    assert model.objects.count() == before


@every_form
def test_a_form_that_says_too_little_stays_with_an_error_at_its_field(region, movement, case):
    path, _model, _typed, _field, _later = case
    answer = signed_in(region).post(f"{path}them/", {"unit": region.code})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


@every_form
def test_a_form_opened_before_a_later_change_is_refused_in_words(region, movement, case):
    path, model, typed, field, later = case
    client = signed_in(region)
    before = set(model.objects.values_list("pk", flat=True))
    given = {"unit": region.code, **typed}
    client.post(f"{path}them/", given)
    record = model.objects.exclude(pk__in=before).get()

    answer = client.post(f"{path}{record.pk}/sua/", {**given, field: later, "seen": "cũ"})

    assert answer.status_code == 422
    assert "đã được người khác sửa" in answer.content.decode()


def test_a_pledge_names_its_person_by_code_and_refuses_an_unknown_one(region, movement):
    person = PersonFactory(unit=region, full_name="Lê Thị Mai")
    client = signed_in(region)
    given = {"unit": region.code, "year": "2021", "topic": "Đồ gá"}

    wrong = client.post("/phong-trao/dang-ky/them/", {**given, "person": "KHONG-CO"})
    right = client.post("/phong-trao/dang-ky/them/", {**given, "person": person.code})

    assert "Không có người mang mã này" in wrong.content.decode()
    assert right.status_code == 302
    assert Registration.objects.get().person == person


def test_the_page_of_a_movement_counts_what_was_done_under_its_parts(region, movement):
    part = MovementFactory(unit=region, parent=movement, name="Xưởng máy kiểu mẫu")
    ActivityFactory(unit=region, movement=part, attendances=1250)
    SolutionFactory(unit=region, movement=movement, text="Đẩy mạnh tuyên truyền")

    page = signed_in(region).get(f"/phong-trao/{movement.pk}/").content.decode()

    assert "Xưởng máy kiểu mẫu" in page
    assert "1.250" in page
    assert "Đẩy mạnh tuyên truyền" in page


@every_list
def test_the_five_lists_lead_to_each_other(region, path, factory):
    page = signed_in(region).get(path).content.decode()

    assert all(f'href="{other}"' in page for other in LISTS)
    assert page.count(f'<a href="{path}" aria-current="true"') == 1


@every_form
def test_adding_what_is_there_is_refused_and_lays_nothing_over_it(region, movement, case):
    path, model, typed, _field, _later = case
    client = signed_in(region)
    given = {"unit": region.code, **typed}
    client.post(f"{path}them/", given)
    stored = list(model.objects.order_by("pk").values())

    again = client.post(f"{path}them/", given)

    assert again.status_code == 422
    assert "Đã có một bản ghi như vậy" in again.content.decode()
    assert list(model.objects.order_by("pk").values()) == stored
