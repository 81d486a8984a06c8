from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from lantoa.accounts.models import User
from lantoa.audit.models import Entry, FileOpening
from lantoa.organization.actions.people import apply_rows, person_row
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from lantoa.organization.rows import PersonRow
from lantoa.organization.writing import fingerprint
from tests.factories.organization import (
    NOON,
    PersonFactory,
    UnitFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="K01", name="Công đoàn Kho K1")


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _page(user: User, path: str) -> str:
    response = _client(user).get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_people_of_ones_units_and_no_others(unit: Unit, officer: User) -> None:
    PersonFactory(unit=unit, full_name="Lê Thị Hoa", rank="Thiếu tá", category="QNCN")
    PersonFactory(unit=UnitFactory(), full_name="Phạm Văn Ngoài")

    page = _page(officer, "/nguoi/")

    assert "Lê Thị Hoa" in page
    assert "Quân nhân chuyên nghiệp" in page
    assert "Phạm Văn Ngoài" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=hoa", ["Hoa"]),
        ("q=HOÀ le", ["Hoa"]),
        ("don_vi=K01", ["Anh", "Hoa"]),
        ("don_vi=TO1", ["Bình"]),
        ("doi_tuong=QNCN", ["Hoa"]),
        ("gioi_tinh=nu", ["Hoa"]),
        ("dang=khong", []),
        ("dang=co", ["Anh", "Bình", "Hoa"]),
        ("sx=-ten", ["Hoa", "Bình", "Anh"]),
    ],
)
def test_the_list_filters_and_sorts(unit: Unit, query: str, found: list[str]) -> None:
    group = UnitFactory(code="TO1")
    PersonFactory(unit=unit, full_name="Lê Thị Hoa", gender="nu", category="QNCN")
    PersonFactory(unit=unit, full_name="Trần Anh", gender="nam")
    PersonFactory(unit=group, full_name="Bùi Bình")
    user = officer_of(Unit.objects.get(parent__isnull=True))

    response = _client(user).get(f"/nguoi/?{query}&xuat=csv")

    rows = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";")
    table = [row for row in rows if row]
    if len(table[0]) == 1:
        table = [row[0].split(",") for row in table]
    column = table[0].index("Họ và tên")
    assert [row[column].split()[-1] for row in table[1:]] == found


def test_an_unreadable_filter_shows_no_one(unit: Unit, officer: User) -> None:
    PersonFactory(unit=unit, full_name="Lê Thị Hoa")

    response = _client(officer).get("/nguoi/?don_vi=KHONG-CO")

    assert response.status_code == 422
    assert "Lê Thị Hoa" not in response.content.decode()


def test_exporting_people_is_noted_in_the_journal(unit: Unit, officer: User) -> None:
    PersonFactory(unit=unit)

    response = _client(officer).get("/nguoi/?don_vi=K01&xuat=xlsx")
    response.getvalue()

    entry = Entry.objects.get(act="person.exported")
    assert (entry.actor, entry.details) == (officer, {"asked": "don_vi=K01&xuat=xlsx"})


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_people(
    unit: Unit, officer: User, count: int, django_assert_num_queries
) -> None:
    PersonFactory.create_batch(count, unit=unit)
    client = _client(officer)

    with django_assert_num_queries(6):
        assert client.get("/nguoi/").status_code == 200


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COUNCIL_MEMBER])
def test_roles_without_personal_files_see_only_themselves(unit: Unit, role: Role) -> None:
    user = officer_of(unit, role)
    own = PersonFactory(unit=unit, full_name="Nguyễn Chính Mình", user=user)
    other = PersonFactory(unit=unit, full_name="Phạm Người Khác")

    page = _page(user, "/nguoi/")

    assert "Nguyễn Chính Mình" in page
    assert "Phạm Người Khác" not in page
    assert _client(user).get(f"/nguoi/{other.code}/").status_code == 404
    assert _client(user).get(f"/nguoi/{own.code}/").status_code == 200


def test_opening_a_file_is_logged_and_its_owner_sees_by_whom(unit: Unit, officer: User) -> None:
    owner = UserFactory(full_name="Chủ hồ sơ")
    person = PersonFactory(unit=unit, user=owner)

    _page(officer, f"/nguoi/{person.code}/")

    opening = FileOpening.objects.get()
    assert (opening.opened_by, opening.person_id, opening.purpose) == (
        officer,
        person.pk,
        "ly_lich",
    )
    assert officer.full_name in _page(owner, f"/nguoi/{person.code}/luot-mo/")
    assert _client(officer).get(f"/nguoi/{person.code}/luot-mo/").status_code == 403
    auditor = officer_of(unit, Role.AUDITOR)
    assert officer.full_name in _page(auditor, f"/nguoi/{person.code}/luot-mo/")


def test_the_page_of_a_person_shows_their_way(unit: Unit, officer: User) -> None:
    person = PersonFactory(
        unit=unit, full_name="Lê Thị Hoa", born="1975-03", position="Tổ trưởng", rank="Thiếu tá"
    )

    page = _page(officer, f"/nguoi/{person.code}/")

    for words in ("Lê Thị Hoa", "03/1975", "Thiếu tá, Tổ trưởng", "Công đoàn Kho K1", "Lịch sử"):
        assert words in page


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_person_costs_the_same_for_any_way(
    unit: Unit, count: int, django_assert_num_queries
) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", since=NOON.date().replace(year=2000))
    for number in range(count):
        place = UnitFactory(parent=unit)
        row = PersonRow(
            place.pk, "ĐV-1", person.full_name, since=NOON.date().replace(year=2010 + number)
        )
        apply_rows([row], actor=None, at=NOON)
    client = _client(officer_of(unit))

    with django_assert_num_queries(17):
        assert client.get("/nguoi/ĐV-1/").status_code == 200


def _form(**given: str) -> dict[str, str]:
    right = {
        "code": "ĐV-1",
        "full_name": "Lê Thị Hoa",
        "born": "3/1975",
        "gender": "nu",
        "unit": "K01",
        "category": "QNCN",
        "position": "Tổ trưởng",
        "is_union_member": "on",
    }
    return {**right, **given}


def test_a_person_is_added_by_a_form(unit: Unit, officer: User) -> None:
    response = _client(officer).post("/nguoi/them/", _form())

    person = Person.objects.get()
    assert response.status_code == 302
    assert (person.code, person.born, person.gender) == ("ĐV-1", "1975-03", "nu")
    assert person.memberships.get().position == "Tổ trưởng"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "ĐV-0"}, "Mã này đã là của một người khác"),
        ({"code": "a/b"}, "Mã không có dấu cách"),
        ({"born": "31/06/1975"}, "Tháng 6 không có ngày 31"),
        ({"unit": "khong-co"}, "Không có đơn vị nào là “khong-co”"),
        ({"full_name": ""}, "full_name_error"),
        ({"since": "ngày xưa"}, "since_error"),
    ],
)
def test_a_refused_person_says_what_to_mend(
    unit: Unit, officer: User, given: dict[str, str], words: str
) -> None:
    PersonFactory(unit=unit, code="ĐV-0")

    response = _client(officer).post("/nguoi/them/", _form(**given))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Person.objects.count() == 1


def test_a_form_that_grew_old_overwrites_nothing(unit: Unit, officer: User) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1")
    client = _client(officer)
    seen = fingerprint(person_row(person))
    apply_rows([PersonRow(unit.pk, "ĐV-1", "Tên người khác sửa")], actor=None, at=NOON)

    refused = client.post("/nguoi/ĐV-1/sua/", _form(seen=seen))
    accepted = client.post("/nguoi/ĐV-1/sua/", _form(seen=fingerprint(person_row(person))))

    assert "đã được người khác sửa" in refused.content.decode()
    assert accepted.status_code == 302
    person.refresh_from_db()
    assert person.full_name == "Lê Thị Hoa"


def test_two_records_of_one_person_are_merged_looked_at_and_told_apart_again(
    unit: Unit, officer: User
) -> None:
    goes = PersonFactory(unit=unit, code="ĐV-1", full_name="Lê Thị Hoa", born="1975")
    stays = PersonFactory(unit=unit, code="ĐV-2", full_name="Lê Thị Hòa", born="1975-03")
    client = _client(officer)

    preview = client.get("/nguoi/ĐV-1/gop/", {"into": "ĐV-2"}).content.decode()
    assert "03/1975" in preview
    assert "tính cho" in preview
    assert not Person.objects.filter(merged_into=stays).exists()

    merged = client.post("/nguoi/ĐV-1/gop/", {"into": "ĐV-2"}, follow=True).content.decode()
    assert Person.objects.get(merged_into=stays) == goes
    assert 'action="/nguoi/%C4%90V-1/tach/"' in merged
    assert "đã gộp" in client.get("/nguoi/ĐV-1/").content.decode()

    client.post("/nguoi/ĐV-1/tach/")
    assert not Person.objects.filter(merged_into=stays).exists()


def test_merging_with_nobody_or_oneself_says_so(unit: Unit, officer: User) -> None:
    PersonFactory(unit=unit, code="ĐV-1")
    client = _client(officer)

    nobody = client.post("/nguoi/ĐV-1/gop/", {"into": "ĐV-9"})
    oneself = client.post("/nguoi/ĐV-1/gop/", {"into": "ĐV-1"})

    assert (nobody.status_code, oneself.status_code) == (422, 422)
    assert "Không có ai là “ĐV-9”" in nobody.content.decode()
    assert "Chọn hai hồ sơ khác nhau" in oneself.content.decode()


def test_spellings_and_leaving_are_noted_by_forms(unit: Unit, officer: User) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", since=NOON.date())
    client = _client(officer)

    client.post("/nguoi/ĐV-1/ten-khac/", {"names": "Lê T. Hoa\nHoa Lê"})
    early = client.post("/nguoi/ĐV-1/roi-di/", {"on": "01/01/2020"})
    client.post("/nguoi/ĐV-1/roi-di/", {"on": "01/07/2022"})

    assert early.status_code == 422
    assert sorted(person.aliases.values_list("name", flat=True)) == ["Hoa Lê", "Lê T. Hoa"]
    assert person.memberships.get().valid.upper.isoformat() == "2022-07-01"


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/nguoi/ĐV-1/sua/", _form()),
        ("/nguoi/ĐV-1/ten-khac/", {"names": "X"}),
        ("/nguoi/ĐV-1/roi-di/", {"on": "01/07/2022"}),
        ("/nguoi/ĐV-1/gop/", {"into": "ĐV-2"}),
        ("/nguoi/ĐV-1/tach/", {}),
    ],
)
def test_who_may_read_a_file_may_not_change_it(
    unit: Unit, path: str, given: dict[str, str]
) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", full_name="Lê Thị Hoa")
    PersonFactory(unit=unit, code="ĐV-2")
    leader = officer_of(unit, Role.LEADER)
    member = officer_of(unit, Role.MEMBER)
    given = {**given, "seen": fingerprint(person_row(person))}

    assert _client(leader).post(path, given).status_code == 403
    assert _client(member).post(path, given).status_code == 404


def test_nobody_adds_people_to_a_unit_they_do_not_write_for(unit: Unit) -> None:
    leader = officer_of(unit, Role.LEADER)

    assert _client(leader).post("/nguoi/them/", _form()).status_code == 403
    assert not Person.objects.exists()


def test_codes_with_slashes_open_their_page(unit: Unit, officer: User) -> None:
    PersonFactory(unit=unit, code="QK/12/ĐV 7", full_name="Lê Thị Hoa")

    page = _page(officer, "/nguoi/")

    assert "/nguoi/QK/12/%C4%90V%207/" in page
    assert "Lê Thị Hoa" in _page(officer, "/nguoi/QK/12/%C4%90V%207/")
