from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from lantoa.accounts.models import User
from lantoa.audit.models import Entry, FileOpening
from lantoa.organization.actions.roles import assign_role
from lantoa.organization.choices import Role
from lantoa.organization.models import PersonalField, RoleAssignment, Unit
from tests.factories.accounts import PASSWORD
from tests.factories.organization import (
    NOON,
    PersonFactory,
    UnitFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/quan-tri/tai-khoan/"


@pytest.fixture
def region() -> Unit:
    return UnitFactory(parent=None, code="QK")


@pytest.fixture
def union(region: Unit) -> Unit:
    return UnitFactory(parent=region, code="K01", name="Công đoàn Kho K1")


@pytest.fixture
def administrator(union: Unit) -> User:
    return officer_of(union, Role.ADMINISTRATOR)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _post(user: User, path: str, **given: str) -> int:
    return _client(user).post(path, given).status_code


def test_an_administrator_sees_the_accounts_of_the_subtree(
    region: Unit, union: Unit, administrator: User
) -> None:
    below = officer_of(UnitFactory(parent=union), Role.MEMBER)
    above, beside = officer_of(region), officer_of(UnitFactory(parent=region))

    page = _client(administrator).get(LIST).content.decode()

    assert below.username in page
    assert "Quản trị viên · Công đoàn Kho K1" in page
    assert above.username not in page
    assert beside.username not in page
    client = _client(administrator)
    assert client.get(f"{LIST}{above.username}/").status_code == 404
    assert client.get(f"{LIST}{below.username}/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_other_roles_see_no_accounts(union: Unit, role: Role) -> None:
    user = officer_of(union, role)

    assert _client(user).get(LIST).status_code == 403
    assert _client(user).get(f"{LIST}them/").status_code == 403
    assert _client(user).get(f"{LIST}{user.username}/").status_code == 404


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_accounts_cost_the_same_for_any_number(
    union: Unit, administrator: User, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        officer_of(union)
    client = _client(administrator)

    with django_assert_num_queries(8):
        assert client.get(LIST).status_code == 200


def test_accounts_are_found_by_name_unit_and_role(union: Unit, administrator: User) -> None:
    group = UnitFactory(parent=union, code="TO1")
    officer_of(group, Role.MEMBER)
    found = UserFactory(username="hoa.lt", full_name="Lê Thị Hoà")
    assign_role(found, role=Role.LEADER, unit=union, since=date(2020, 1, 1), actor=None, at=NOON)
    client = _client(administrator)

    for query in ("q=hoa le", "q=Hòa", "vai_tro=leader", "q=hoa.lt"):
        page = client.get(f"{LIST}?{query}").content.decode()
        assert f"{LIST}hoa.lt/" in page
    assert f"{LIST}hoa.lt/" not in client.get(f"{LIST}?don_vi=TO1").content.decode()


def test_an_account_is_opened_with_a_role_and_a_first_password(
    union: Unit, administrator: User
) -> None:
    person = PersonFactory(unit=union, code="ĐV-1")
    given = {
        "username": "Hoa.LT",
        "full_name": "Lê Thị Hoa",
        "unit": "K01",
        "role": "grassroots_officer",
        "password": "mật khẩu đầu tiên 22",
    }

    assert _post(administrator, f"{LIST}them/", **given) == 302

    made = User.objects.get(username="hoa.lt")
    assert made.must_change_password
    assert [(one.role, one.unit) for one in made.roles.all()] == [("grassroots_officer", union)]
    officer = officer_of(union, Role.COMMENDATION_OFFICER)
    assign_role(
        officer,
        role=Role.ADMINISTRATOR,
        unit=union,
        since=date(2020, 1, 1),
        actor=None,
        at=NOON,
    )
    assert _post(officer, f"{LIST}hoa.lt/nguoi/", person="ĐV-1") == 302
    person.refresh_from_db()
    assert person.user == made


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"username": "cu"}, "đã có. Chọn tên khác"),
        ({"username": "có cách"}, "không có dấu cách"),
        ({"password": "12345678"}, "password_error"),
        ({"unit": "QK"}, "Không có đơn vị nào là “QK”"),
        ({"role": "vua"}, "role_error"),
    ],
)
def test_a_refused_account_says_what_to_mend(
    administrator: User, given: dict[str, str], words: str
) -> None:
    UserFactory(username="cu")
    right = {
        "username": "moi",
        "full_name": "Người mới",
        "unit": "K01",
        "role": "member",
        "password": "mật khẩu đầu tiên 22",
    }

    response = _client(administrator).post(f"{LIST}them/", {**right, **given})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not User.objects.filter(username="moi").exists()


def test_roles_are_given_and_ended_and_stay_as_history(union: Unit, administrator: User) -> None:
    officer = officer_of(union)
    given = {"role": "leader", "unit": "K01", "since": "01/01/2020"}

    assert _post(administrator, f"{LIST}{officer.username}/vai-tro/", **given) == 302
    assert _post(administrator, f"{LIST}{officer.username}/vai-tro/", **given) == 302
    held = RoleAssignment.objects.get(user=officer, role="leader")
    end = f"{LIST}{officer.username}/vai-tro/{held.pk}/ket-thuc/"
    assert _post(administrator, end) == 302
    assert _post(administrator, end) == 409

    held.refresh_from_db()
    assert held.valid_until is not None
    acts = Entry.objects.filter(record_id=officer.pk, details__role="leader")
    assert sorted(acts.values_list("act", flat=True)) == ["role.assigned", "role.ended"]


def test_an_administrator_does_not_lock_themselves_out(administrator: User) -> None:
    own = RoleAssignment.objects.get(user=administrator)

    ended = _post(administrator, f"{LIST}{administrator.username}/vai-tro/{own.pk}/ket-thuc/")
    closed = _post(administrator, f"{LIST}{administrator.username}/dang-dung/", dang_dung="0")

    assert (ended, closed) == (409, 409)


def test_a_password_is_reset_and_an_account_closed_and_used_again(
    union: Unit, administrator: User
) -> None:
    officer = officer_of(union)
    page = f"{LIST}{officer.username}/"

    assert _post(administrator, f"{page}mat-khau/", password="12345678") == 422
    assert _post(administrator, f"{page}mat-khau/", password="mật khẩu đặt lại 22") == 302
    officer.refresh_from_db()
    assert officer.must_change_password
    assert officer.check_password("mật khẩu đặt lại 22")

    inside = _client(officer)
    assert _post(administrator, f"{page}dang-dung/", dang_dung="0") == 302
    assert inside.get("/tai-khoan/").status_code == 302
    assert _post(administrator, f"{page}dang-dung/", dang_dung="1") == 302


def test_an_account_with_a_role_above_is_beyond_reach(
    region: Unit, union: Unit, administrator: User
) -> None:
    both = officer_of(union)
    assign_role(both, role=Role.LEADER, unit=region, since=date(2020, 1, 1), actor=None, at=NOON)
    page = f"{LIST}{both.username}/"

    assert _post(administrator, f"{page}mat-khau/", password="mật khẩu đặt lại 22") == 403
    assert _post(administrator, f"{page}dang-dung/", dang_dung="0") == 403
    assert _post(administrator, f"{page}mo-khoa/") == 403
    assert _post(administrator, f"{page}xem-nhu/") == 403
    both.refresh_from_db()
    assert both.check_password(PASSWORD)


def test_roles_are_given_only_at_units_one_administers(
    region: Unit, union: Unit, administrator: User
) -> None:
    officer = officer_of(union)
    assign_role(
        administrator, role=Role.MEMBER, unit=region, since=date(2020, 1, 1), actor=None, at=NOON
    )

    given = {"role": "leader", "unit": "QK", "since": "01/01/2020"}

    assert _post(administrator, f"{LIST}{officer.username}/vai-tro/", **given) == 403


def test_seeing_as_another_shows_their_pages_and_changes_nothing(
    union: Unit, administrator: User
) -> None:
    group = UnitFactory(parent=union, code="TO1", name="Tổ Hàn")
    member = officer_of(group, Role.MEMBER)
    own = PersonFactory(unit=group, code="ĐV-1", user=member)
    client = _client(administrator)

    client.post(f"{LIST}{member.username}/xem-nhu/")

    page = client.get("/don-vi/").content.decode()
    assert f"Đang xem như <strong>{member.full_name}</strong>" in page
    assert client.get("/don-vi/K01/").status_code == 404
    assert client.get(LIST).status_code == 403
    refused = client.post("/tai-khoan/", {"full_name": "Đổi trộm", "email": ""})
    assert refused.status_code == 403
    assert "chỉ xem, không sửa được gì" in refused.content.decode()
    member.refresh_from_db()
    assert member.full_name != "Đổi trộm"
    client.get("/nguoi/ĐV-1/")
    opening = FileOpening.objects.get(person_id=own.pk)
    assert (opening.opened_by, opening.purpose) == (administrator, "xem_nhu")

    stopped = client.post("/quan-tri/thoi-xem-nhu/")
    assert stopped.headers["Location"] == f"{LIST}{member.username}/"
    assert "Đang xem như" not in client.get("/don-vi/").content.decode()
    seen = Entry.objects.filter(act__startswith="seeing_as").order_by("pk")
    assert [(entry.act, entry.actor, entry.acting_as) for entry in seen] == [
        ("seeing_as.started", administrator, member),
        ("seeing_as.stopped", administrator, member),
    ]


def test_seeing_as_ends_when_the_right_to_it_ends(union: Unit, administrator: User) -> None:
    member = officer_of(union, Role.MEMBER)
    client = _client(administrator)
    client.post(f"{LIST}{member.username}/xem-nhu/")
    RoleAssignment.objects.filter(user=administrator).update(valid_until=date(2021, 1, 1))

    page = client.get("/don-vi/").content.decode()

    assert "Đang xem như" not in page
    assert "xem_nhu" not in client.session


def test_nobody_sees_as_an_equal_a_higher_one_or_themselves(
    region: Unit, union: Unit, administrator: User
) -> None:
    equal = officer_of(union, Role.ADMINISTRATOR)
    higher = officer_of(region, Role.ADMINISTRATOR)

    assert _post(administrator, f"{LIST}{equal.username}/xem-nhu/") == 403
    assert _post(administrator, f"{LIST}{administrator.username}/xem-nhu/") == 403
    assert _post(administrator, f"{LIST}{higher.username}/xem-nhu/") == 404
    assert _post(higher, f"{LIST}{administrator.username}/xem-nhu/") == 302


def test_signing_out_while_seeing_as_another_signs_the_administrator_out(
    union: Unit, administrator: User
) -> None:
    member = officer_of(union, Role.MEMBER)
    client = _client(administrator)
    client.post(f"{LIST}{member.username}/xem-nhu/")

    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/don-vi/").status_code == 302


def test_the_journal_shows_the_acts_of_ones_units_and_ones_own(
    region: Unit, union: Unit, administrator: User
) -> None:
    beside = UnitFactory(parent=region, code="K02", name="Công đoàn Kho K2")
    leader = officer_of(union, Role.LEADER)

    page = _client(leader).get("/nhat-ky/").content.decode()

    assert "Thêm đơn vị" in page
    assert "Công đoàn Kho K1" in page
    assert beside.name not in page
    whole = _client(officer_of(region, Role.AUDITOR)).get("/nhat-ky/?don_vi=K02")
    assert beside.name in whole.content.decode()
    assert _client(officer_of(union, Role.MEMBER)).get("/nhat-ky/").status_code == 403


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_journal_costs_the_same_for_any_number_of_acts(
    region: Unit, count: int, django_assert_num_queries
) -> None:
    UnitFactory.create_batch(count, parent=region)
    client = _client(officer_of(region, Role.AUDITOR))

    with django_assert_num_queries(6):
        assert client.get("/nhat-ky/").status_code == 200


@pytest.mark.parametrize(
    ("query", "count"), [("tu=2022", 2), ("tu=07/2022", 0), ("den=06/2022", 2), ("den=2021", 0)]
)
def test_the_journal_is_filtered_by_days(region: Unit, query: str, count: int) -> None:
    UnitFactory(parent=region, name="Công đoàn Kho K1")
    auditor = officer_of(region, Role.AUDITOR)
    Entry.objects.filter(act="role.assigned")

    page = _client(auditor).get(f"/nhat-ky/?{query}").content.decode()

    assert page.count("Thêm đơn vị") == count


def test_everyone_reads_which_personal_data_are_kept_and_why() -> None:
    page = _client(UserFactory()).get("/du-lieu-ca-nhan/").content.decode()

    for field in PersonalField.objects.all():
        assert field.label in page
    assert "chưa đối chiếu" in page
