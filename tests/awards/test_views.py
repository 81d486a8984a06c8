"""The pages of awards and nominations: two lists that never mix, and what each may be asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantoa.accounts.models import User
from lantoa.awards.filters import AwardFilter, NominationFilter
from lantoa.awards.models import Award, Nomination
from lantoa.awards.queries import distinct_collectives
from lantoa.decisions.actions import revoke_decision
from lantoa.organization.actions.merging import merge_person
from lantoa.organization.choices import Role
from lantoa.organization.listing import distinct
from lantoa.organization.models import Unit
from lantoa.organization.models.person import canonical_person
from tests.factories.awards import make_award, make_nomination, make_person_award
from tests.factories.decisions import decision_row
from tests.factories.initiatives import make_initiative
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "BK_QK",
    "recipient": "tap_the",
    "number": "12/QĐ-CĐ",
    "signed_on": "05/05/2021",
    "issuer": "Công đoàn Quân khu",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(name="Công đoàn của tôi", code="CUA-TOI")


@pytest.fixture
def officer(unit: Unit) -> Client:
    return signed_in(officer_of(unit))


def found(params: dict[str, Any]) -> set[str]:
    filtered = AwardFilter(params, queryset=Award.objects.select_related("kind"))
    assert filtered.is_valid()
    return {award.kind.code for award in filtered.qs}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {"BK_QK", "LDTT", "TTST", "CO_TD_TCCT"}),
        ({"hinh_thuc": ["BK_QK", "CO_TD_TCCT"]}, {"BK_QK", "CO_TD_TCCT"}),
        ({"cap": ["tong_cuc"]}, {"TTST", "CO_TD_TCCT"}),
        ({"la_danh_hieu": "true"}, {"LDTT", "CO_TD_TCCT"}),
        ({"doi_tuong": ["tap_the"]}, {"BK_QK", "CO_TD_TCCT"}),
        ({"doi_tuong": ["ca_nhan", "sang_kien"]}, {"LDTT", "TTST"}),
        ({"dip": ["tong_ket"]}, {"BK_QK"}),
        ({"nam": "2020"}, {"LDTT"}),
        ({"tu": "2022", "den": "06/2022"}, {"CO_TD_TCCT"}),
        ({"q": "to lenh"}, {"BK_QK"}),
        ({"hieu_luc": "thu-hoi"}, {"GK_DV"}),
        ({"hieu_luc": "ca-hai"}, {"BK_QK", "LDTT", "TTST", "CO_TD_TCCT", "GK_DV"}),
    ],
)
def test_each_filter_keeps_the_awards_it_names(
    unit: Unit, params: dict[str, Any], expected: set[str]
) -> None:
    make_award(unit, kind="BK_QK", occasion="tong_ket")
    make_person_award(unit, kind="LDTT", year=2020)
    make_award(unit, kind="TTST", recipient="sang_kien", initiative_id=make_initiative(unit).pk)
    make_award(unit, kind="CO_TD_TCCT", decision=decision_row("3/QĐ", signed_on=date(2022, 2, 3)))
    revoked = make_award(unit, kind="GK_DV", decision=decision_row("4/QĐ"))
    revoke_decision(revoked.decision, revoked_on=date(2022, 1, 1), actor=officer_of(unit), at=NOON)

    assert found(params) == expected


def test_a_filter_that_cannot_be_read_shows_no_row(unit: Unit) -> None:
    make_award(unit)

    assert not AwardFilter({"hinh_thuc": ["BK_MAT_TRANG"]}, queryset=Award.objects.all()).is_valid()
    assert not AwardFilter({"don_vi": "KHONG-CO"}, queryset=Award.objects.all()).is_valid()


def test_by_decision_and_by_person_through_merged_records(unit: Unit) -> None:
    officer = officer_of(unit)
    one, other = PersonFactory(unit=unit), PersonFactory(unit=unit)
    first = make_person_award(unit, person_id=one.pk)
    second = make_person_award(unit, person_id=other.pk, decision=decision_row("13/QĐ"))
    merge_person(other, into=one, actor=officer, at=NOON)

    by_person = AwardFilter({"nguoi": str(one.pk)}, queryset=Award.objects.all())
    by_decision = AwardFilter({"quyet_dinh": str(first.decision_id)}, queryset=Award.objects.all())

    assert set(by_person.qs) == {first, second}
    assert set(by_decision.qs) == {first}


def test_times_persons_and_collectives_are_counted_apart(unit: Unit) -> None:
    one, other = PersonFactory(unit=unit), PersonFactory(unit=unit)
    make_person_award(unit, person_id=one.pk)
    make_person_award(unit, person_id=one.pk, kind="LDTT")
    make_person_award(unit, person_id=other.pk)
    make_award(unit)
    make_award(unit, kind="GK_DV")
    merge_person(other, into=one, actor=officer_of(unit), at=NOON)
    awards = Award.objects.all()

    assert awards.count() == 5
    assert distinct(canonical_person("person"))(awards) == 1
    assert distinct_collectives(awards) == 1


@pytest.mark.parametrize(
    ("params", "count"),
    [({}, 2), ({"trang_thai": ["de_nghi"]}, 1), ({"hinh_thuc": ["BK_TCCT"]}, 2), ({"nam": "1"}, 0)],
)
def test_nominations_are_filtered_by_their_outcome(
    unit: Unit, params: dict[str, Any], count: int
) -> None:
    make_nomination(unit)
    make_nomination(unit, year=2021, state="da_tang")
    make_award(unit, kind="BK_TCCT")

    assert NominationFilter(params, queryset=Nomination.objects.all()).qs.count() == count


def test_the_two_lists_never_mix(unit: Unit, officer: Client) -> None:
    make_award(unit, kind="BK_QK")
    make_nomination(unit, proposal_number="5/TTr-CUA-TOI", state="da_tang")

    given = officer.get("/khen-thuong/").content.decode()
    asked = officer.get("/khen-thuong/de-nghi/").content.decode()

    assert "12/QĐ-CĐ" in given
    assert "5/TTr-CUA-TOI" not in given
    assert "5/TTr-CUA-TOI" in asked
    assert "12/QĐ-CĐ" not in asked


def test_a_revoked_award_leaves_the_list_and_stands_among_the_revoked(
    unit: Unit, officer: Client
) -> None:
    award = make_award(unit)
    revoke_decision(award.decision, revoked_on=date(2022, 1, 1), actor=officer_of(unit), at=NOON)

    assert "12/QĐ-CĐ" not in officer.get("/khen-thuong/").content.decode()
    revoked = officer.get("/khen-thuong/?hieu_luc=thu-hoi").content.decode()
    assert "12/QĐ-CĐ" in revoked
    assert "<h1>Khen thưởng đã thu hồi</h1>" in revoked
    assert "thu hồi từ 01/01/2022" in officer.get(f"/khen-thuong/{award.pk}/").content.decode()


@pytest.mark.parametrize("path", ["/khen-thuong/", "/khen-thuong/de-nghi/"])
def test_a_list_shows_the_subtree_and_nothing_else(unit: Unit, officer: Client, path: str) -> None:
    below, foreign = UnitFactory(parent=unit, name="Tổ Một"), UnitFactory(name="Nơi khác")
    for place in (below, foreign):
        make_award(place)
        make_nomination(place)

    page = officer.get(path).content.decode()

    assert "Tổ Một" in page
    assert "Nơi khác" not in page


def test_what_another_unit_got_is_not_found_on_any_page(officer: Client) -> None:
    award, nomination = make_award(), make_nomination()

    for path in (
        f"/khen-thuong/{award.pk}/",
        f"/khen-thuong/{award.pk}/sua/",
        f"/khen-thuong/de-nghi/{nomination.pk}/",
        f"/khen-thuong/de-nghi/{nomination.pk}/sua/",
    ):
        assert officer.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "cost"),
    [("/khen-thuong/", 10), ("/khen-thuong/?hieu_luc=ca-hai", 10), ("/khen-thuong/de-nghi/", 10)],
)
def test_a_list_costs_the_same_for_any_number_of_rows(
    path: str, cost: int, count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    officer = signed_in(officer_of(unit))
    for number in range(count):
        make_person_award(unit, decision=decision_row(f"{number}/QĐ"))
        make_nomination(unit, recipient="ca_nhan", person_id=PersonFactory(unit=unit).pk)
    officer.get(path)

    with django_assert_num_queries(cost):
        officer.get(path)


def test_the_lists_of_other_parts_keep_unit_and_period(unit: Unit, officer: Client) -> None:
    page = officer.get("/khen-thuong/?don_vi=CUA-TOI&tu=2021").content.decode()

    assert "/khen-thuong/de-nghi/?don_vi=CUA-TOI&amp;tu=2021" in page
    assert "hieu_luc=thu-hoi" in page


def test_an_officer_adds_an_award_to_a_person_by_name(unit: Unit, officer: Client) -> None:
    person = PersonFactory(unit=unit, full_name="Lê Thị Bưởi")

    answer = officer.post(
        "/khen-thuong/them/",
        {**FORM, "unit": "cua toi", "recipient": "ca_nhan", "person": "le thi buoi"},
    )

    award = Award.objects.get()
    assert answer.headers["Location"] == f"/khen-thuong/{award.pk}/"
    assert (award.person, award.unit, award.year) == (person, unit, 2021)
    assert "Lê Thị Bưởi" in officer.get(f"/khen-thuong/{award.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"recipient": "ca_nhan"}, "Ghi mã hoặc họ tên người được khen"),
        ({"recipient": "ca_nhan", "person": "Không Ai Cả"}, "Không có ai là"),
        ({"recipient": "ca_nhan", "person": "P-NOI-KHAC"}, "Không có ai là"),
        ({"recipient": "sang_kien", "initiative": "Tàu vũ trụ"}, "không có sáng kiến như vậy"),
        ({"signed_on": "31/6/2021"}, "Không đọc được ngày này"),
        ({"signed_on": "01/01/2115"}, "ở sau hôm nay"),
        ({"year": "2022"}, "không thể khen cho năm 2022"),
        ({"unit": "NOI-KHAC"}, "Không có đơn vị nào là"),
        ({"kind": "BK_MAT_TRANG"}, "BK_MAT_TRANG"),
    ],
)
def test_what_cannot_be_is_sent_back_with_the_error_at_its_field(
    officer: Client, changes: dict[str, str], message: str
) -> None:
    PersonFactory(unit=UnitFactory(code="NOI-KHAC"), code="P-NOI-KHAC")

    answer = officer.post("/khen-thuong/them/", {**FORM, "unit": "CUA-TOI", **changes})

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Award.objects.exists()


def test_a_leader_sees_no_button_and_is_refused_the_form(unit: Unit) -> None:
    leader = signed_in(officer_of(unit, Role.LEADER))
    award = make_award(unit)

    assert "/khen-thuong/them/" not in leader.get("/khen-thuong/").content.decode()
    assert f"{award.pk}/sua/" not in leader.get(f"/khen-thuong/{award.pk}/").content.decode()
    assert leader.post("/khen-thuong/them/", {**FORM, "unit": "CUA-TOI"}).status_code == 403


def test_a_form_corrects_an_award_and_refuses_a_stale_page(unit: Unit, officer: Client) -> None:
    award = make_award(unit, reason="Sai")
    page = officer.get(f"/khen-thuong/{award.pk}/sua/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    posted = {**FORM, "unit": "CUA-TOI", "year": "2021", "reason": "Đúng", "seen": seen}

    first = officer.post(f"/khen-thuong/{award.pk}/sua/", posted)
    stale = officer.post(f"/khen-thuong/{award.pk}/sua/", {**posted, "reason": "Muộn"})

    award.refresh_from_db()
    assert (first.status_code, stale.status_code) == (302, 422)
    assert award.reason == "Đúng"
    assert "đã được người khác sửa" in stale.content.decode()


def test_an_officer_asks_for_an_award_and_notes_the_outcome(unit: Unit, officer: Client) -> None:
    asked = {
        "unit": "CUA-TOI",
        "kind": "BK_TCCT",
        "recipient": "tap_the",
        "year": "2021",
        "day": "10/2021",
        "state": "de_nghi",
    }
    officer.post("/khen-thuong/de-nghi/them/", asked)
    nomination = Nomination.objects.get()
    page = officer.get(f"/khen-thuong/de-nghi/{nomination.pk}/sua/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]

    officer.post(
        f"/khen-thuong/de-nghi/{nomination.pk}/sua/",
        {**asked, "state": "khong_tang", "seen": seen},
    )

    nomination.refresh_from_db()
    assert (nomination.counted_on, nomination.counted_precision, nomination.state) == (
        date(2021, 10, 31),
        "month",
        "khong_tang",
    )
    assert 'value="10/2021"' in page
    assert not Award.objects.exists()


def test_the_history_of_an_award_names_who_changed_what(unit: Unit, officer: Client) -> None:
    officer.post("/khen-thuong/them/", {**FORM, "unit": "CUA-TOI"})

    page = officer.get(f"/khen-thuong/{Award.objects.get().pk}/").content.decode()

    assert "Ghi khen thưởng" in page
    assert "Trần Thị Bình" in page
