from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from lantoa.accounts.models import User
from lantoa.organization.actions.successions import succeed_units
from lantoa.organization.actions.units import rename_unit
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from tests.factories.organization import NOON, PersonFactory, UnitFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def region() -> Unit:
    return UnitFactory(parent=None, code="QK", name="Công đoàn Quân khu")


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _main(page: str) -> str:
    """Return what stands under the bar."""
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def _administrator(unit: Unit) -> Client:
    return _client(officer_of(unit, Role.ADMINISTRATOR))


def test_the_tree_shows_two_levels_with_their_members(region: Unit) -> None:
    union = UnitFactory(parent=region, code="K01", name="Công đoàn Kho K1")
    group = UnitFactory(parent=union, name="Tổ Hàn")
    UnitFactory(parent=group, name="Tổ con")
    PersonFactory.create_batch(2, unit=union)
    PersonFactory(unit=group)

    page = _client(officer_of(region)).get("/don-vi/").content.decode()

    assert page.index("Công đoàn Kho K1") < page.index("Tổ Hàn")
    assert "Tổ con" not in page
    assert '<td class="lt-num" data-label="Đoàn viên">3</td>' in page
    assert "Thêm đơn vị" not in page


def test_the_tree_opens_at_any_unit_of_ones_own_and_at_no_other(region: Unit) -> None:
    mine, other = UnitFactory(parent=region), UnitFactory(parent=region)
    UnitFactory(parent=mine, name="Tổ của mình")
    client = _client(officer_of(mine, Role.MEMBER))

    assert "Tổ của mình" in client.get(f"/don-vi/?don_vi={mine.code}").content.decode()
    assert other.name not in client.get("/don-vi/").content.decode()
    assert client.get(f"/don-vi/?don_vi={other.code}").status_code == 404
    assert client.get(f"/don-vi/{other.code}/").status_code == 404
    assert client.get("/don-vi/khong-co/").status_code == 404


def test_the_tree_finds_units_by_any_part_of_any_name(region: Unit) -> None:
    unit = UnitFactory(parent=region, name="Công đoàn Xưởng Đại tu")
    rename_unit(unit, name="Công đoàn Nhà máy Z1", on=date(2020, 1, 1), actor=None, at=NOON)
    UnitFactory(parent=region, name="Công đoàn Bệnh viện")
    client = _client(officer_of(region))

    page = _main(client.get("/don-vi/", {"q": "xuong dai"}).content.decode())
    nothing = client.get("/don-vi/", {"q": "không có đâu"}).content.decode()

    assert "Nhà máy Z1" in page
    assert "Bệnh viện" not in page
    assert "Không có đơn vị nào khớp" in nothing


def test_ended_units_are_shown_when_asked_for_with_what_they_are_now(region: Unit) -> None:
    small = UnitFactory(parent=region, name="Công đoàn Kho nhỏ")
    large = UnitFactory(parent=region, name="Công đoàn Kho lớn")
    succeed_units([small], [large], on=date(2020, 5, 1), actor=None, at=NOON)
    client = _client(officer_of(region))

    assert "Công đoàn Kho nhỏ" not in client.get("/don-vi/").content.decode()
    page = client.get("/don-vi/?cu=1").content.decode()
    assert "nay là Công đoàn Kho lớn, từ 01/05/2020" in page


def test_someone_without_a_role_is_told_whom_to_ask() -> None:
    page = _client(UserFactory()).get("/don-vi/").content.decode()

    assert "Bạn chưa giữ vai trò ở đơn vị nào" in page


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_for_any_number_of_units(
    region: Unit, count: int, django_assert_num_queries
) -> None:
    for union in UnitFactory.create_batch(count, parent=region):
        UnitFactory.create_batch(count, parent=union)
    client = _client(officer_of(region))

    with django_assert_num_queries(8):
        assert client.get("/don-vi/").status_code == 200


def test_the_page_of_a_unit_shows_its_life(region: Unit) -> None:
    union = UnitFactory(parent=region, code="K01", name="Kho cũ", founded_on=date(2010, 2, 3))
    rename_unit(union, name="Kho mới", on=date(2020, 1, 1), actor=None, at=NOON)
    merged = UnitFactory(parent=region, name="Kho nhập vào")
    succeed_units([merged], [union], on=date(2021, 1, 1), actor=None, at=NOON, basis="QĐ 12")
    PersonFactory(unit=union)

    page = _client(officer_of(region)).get("/don-vi/K01/").content.decode()

    for words in ("Kho mới", "03/02/2010", "“Kho cũ”", "Tiếp nối từ 01/01/2021", "QĐ 12"):
        assert words in page
    assert "Ghi sáp nhập, chia tách đơn vị" in page
    assert "/nguoi/?don_vi=K01" in page
    assert "/don-vi/K01/chuyen/" not in page


def test_a_member_sees_the_unit_and_nobody_in_it(region: Unit) -> None:
    union = UnitFactory(parent=region, code="K01")
    PersonFactory(unit=union, full_name="Phạm Văn Kín")

    page = _client(officer_of(union, Role.MEMBER)).get("/don-vi/K01/").content.decode()

    assert "/nguoi/" not in _main(page)
    assert f"/don-vi/{region.code}/" not in _main(page)
    assert "Vừa làm" not in page


def test_an_administrator_finds_every_act_on_the_page(region: Unit) -> None:
    UnitFactory(parent=region, code="K01")

    page = _administrator(region).get("/don-vi/K01/").content.decode()

    for act in ("sua", "doi-ten", "chuyen", "sap-nhap"):
        assert f"/don-vi/K01/{act}/" in page
    assert "/don-vi/them/?cap_tren=K01" in page
    assert "Lịch sử" in page


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_unit_costs_the_same_for_any_life(
    region: Unit, count: int, django_assert_num_queries
) -> None:
    union = UnitFactory(parent=region, code="K01")
    UnitFactory.create_batch(count, parent=union)
    for number in range(count):
        rename_unit(union, name=f"Tên {number}", on=date(2010 + number, 1, 1), actor=None, at=NOON)
    client = _administrator(region)

    with django_assert_num_queries(22):
        assert client.get("/don-vi/K01/").status_code == 200


def test_a_unit_is_added_renamed_moved_and_described_by_forms(region: Unit) -> None:
    north = UnitFactory(parent=region, code="BAC", name="Công đoàn phía Bắc")
    client = _administrator(region)

    added = client.post(
        "/don-vi/them/",
        {
            "parent": "cong doan quan khu",
            "code": "K01",
            "name": "Công đoàn Kho K1",
            "kind": "cdcs",
            "founded_on": "03/02/2015",
            "aliases": "Kho K1\n\nK.1",
        },
    )
    assert added.headers["Location"] == "/don-vi/K01/"
    renamed = client.post(
        "/don-vi/K01/doi-ten/", {"name": "Công đoàn Tổng kho", "on": "01/01/2020"}
    )
    moved = client.post("/don-vi/K01/chuyen/", {"to": "bac", "on": "01/06/2021"})
    described = client.post(
        "/don-vi/K01/sua/", {"kind": "cap_tren", "short_name": "K1", "aliases": "Tổng kho 1"}
    )

    assert {renamed.status_code, moved.status_code, described.status_code} == {302}
    unit = Unit.objects.select_related("parent", "kind").get(code="K01")
    assert (unit.name, unit.parent, unit.kind.code, unit.short_name) == (
        "Công đoàn Tổng kho",
        north,
        "cap_tren",
        "K1",
    )
    assert list(unit.aliases.values_list("name", flat=True)) == ["Tổng kho 1"]


def test_units_are_merged_by_a_form(region: Unit) -> None:
    small, large = UnitFactory(parent=region, code="NHO"), UnitFactory(parent=region, code="LON")
    client = _administrator(region)
    assert "NHO</textarea>" in client.get("/don-vi/NHO/sap-nhap/").content.decode()

    client.post(
        "/don-vi/NHO/sap-nhap/",
        {"predecessors": "NHO", "successors": large.name, "on": "01/05/2020", "basis": "QĐ 1"},
    )

    small.refresh_from_db()
    assert (small.present, small.ended_on) == (large, date(2020, 5, 1))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"parent": "không đâu"}, "Không có đơn vị nào là “không đâu”"),
        ({"parent": "Công đoàn Kho"}, "Có 2 đơn vị khớp"),
        ({"code": "K 01"}, "Mã không có dấu cách"),
        ({"code": "QK"}, "Mã đơn vị “QK” đã có"),
        ({"founded_on": "31/02/2015"}, "founded_on_error"),
        ({"name": ""}, "name_error"),
        ({"kind": "khong-co"}, "kind_error"),
    ],
)
def test_a_refused_unit_says_what_to_mend(region: Unit, given: dict[str, str], words: str) -> None:
    UnitFactory(parent=region, name="Công đoàn Kho một")
    UnitFactory(parent=region, name="Công đoàn Kho hai")
    right = {"parent": "QK", "code": "K01", "name": "Kho", "kind": "cdcs"}

    response = _administrator(region).post("/don-vi/them/", {**right, **given})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Unit.objects.filter(code="K01").exists()


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/don-vi/them/", {"parent": "K01", "code": "X", "name": "X", "kind": "cdcs"}),
        ("/don-vi/K01/sua/", {"kind": "cdcs"}),
        ("/don-vi/K01/doi-ten/", {"name": "X", "on": "01/01/2020"}),
        ("/don-vi/K01/chuyen/", {"to": "K02", "on": "01/01/2020"}),
        (
            "/don-vi/K01/sap-nhap/",
            {"predecessors": "K01", "successors": "K02", "on": "01/01/2020"},
        ),
    ],
)
def test_only_an_administrator_changes_units(
    region: Unit, path: str, given: dict[str, str]
) -> None:
    union = UnitFactory(parent=region, code="K01", name="Kho")
    UnitFactory(parent=region, code="K02")
    names = [officer_of(region), officer_of(region, Role.LEADER), officer_of(union, Role.MEMBER)]

    answers = [_client(user).post(path, given).status_code for user in names]

    # the member does not even see the other unit that two of the forms name
    assert set(answers) <= {403, 422}
    assert answers[:2] == [403, 403]
    union.refresh_from_db()
    assert (union.name, union.parent_id, union.ended_on) == ("Kho", region.pk, None)
    assert Unit.objects.count() == 3
