"""The pages of decisions: who sees which, what a form says, what a list costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.decisions.filters import DecisionFilter
from lantoa.decisions.models import Decision
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from tests.factories.decisions import DecisionFactory
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db
PAPER = {
    "number": "15/QĐ-CĐ",
    "signed_on": "06/06/2021",
    "issuer": "Công đoàn Quân khu",
    "signer": "Lê Văn A",
    "subject": "Về khen thưởng",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(name="Công đoàn của tôi")


@pytest.fixture
def officer(unit: Unit) -> Client:
    return signed_in(officer_of(unit))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {"1/QĐ", "2/QĐ", "3/QĐ", "4/QĐ"}),
        ({"q": "tong cuc"}, {"2/QĐ"}),
        ({"nam": "2021"}, {"1/QĐ", "2/QĐ"}),
        ({"tu": "06/2021", "den": "2022"}, {"2/QĐ", "3/QĐ", "4/QĐ"}),
        ({"trang_thai": "con_hieu_luc"}, {"2/QĐ", "4/QĐ"}),
        ({"trang_thai": "da_dinh_chinh"}, {"1/QĐ"}),
        ({"trang_thai": "da_thu_hoi"}, {"3/QĐ"}),
    ],
)
def test_each_filter_keeps_the_decisions_it_names(
    params: dict[str, str], expected: set[str]
) -> None:
    first = DecisionFactory(number="1/QĐ")
    DecisionFactory(number="2/QĐ", signed_on=date(2021, 6, 1), issuer="Tổng cục Chính trị")
    DecisionFactory(number="3/QĐ", signed_on=date(2022, 1, 1), revoked_on=date(2022, 2, 1))
    DecisionFactory(number="4/QĐ", signed_on=date(2022, 1, 1), corrects=first)

    found = DecisionFilter(params, queryset=Decision.objects.all().with_state())

    assert found.is_valid()
    assert {decision.number for decision in found.qs} == expected


def test_the_filter_by_unit_keeps_what_its_subtree_filed(unit: Unit) -> None:
    mine = DecisionFactory(unit=UnitFactory(parent=unit))
    DecisionFactory(unit=UnitFactory())

    found = DecisionFilter({"don_vi": unit.code}, queryset=Decision.objects.all().with_state())

    assert list(found.qs) == [mine]


def test_the_list_shows_ones_own_decisions_and_no_foreign_one(unit: Unit, officer: Client) -> None:
    DecisionFactory(unit=unit, number="7/QĐ-CUA-TOI")
    foreign = DecisionFactory(unit=UnitFactory(), number="8/QĐ-NOI-KHAC")

    page = officer.get("/quyet-dinh/").content.decode()

    assert "7/QĐ-CUA-TOI" in page
    assert "8/QĐ-NOI-KHAC" not in page
    for tail in ("", "sua/", "dinh-chinh/", "thu-hoi/"):
        assert officer.get(f"/quyet-dinh/{foreign.pk}/{tail}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    unit: Unit, officer: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        DecisionFactory(unit=unit)
    officer.get("/quyet-dinh/")

    with django_assert_num_queries(7):
        officer.get("/quyet-dinh/")


def test_a_decision_shows_its_chain_and_what_rests_on_it(unit: Unit, officer: Client) -> None:
    decision = DecisionFactory(unit=unit, number="7/QĐ", revoked_on=date(2022, 2, 1))
    DecisionFactory(number="9/QĐ-DC", corrects=decision, subject="Đính chính họ tên")

    page = officer.get(f"/quyet-dinh/{decision.pk}/").content.decode()

    assert "Đã thu hồi" in page
    assert "9/QĐ-DC" in page
    assert "Đính chính họ tên" in page
    assert f"?quyet_dinh={decision.pk}" in page
    assert f"/quyet-dinh/{decision.pk}/khoi-phuc/" in page


def test_who_may_not_change_a_decision_sees_no_button_and_is_refused(unit: Unit) -> None:
    decision = DecisionFactory(unit=unit)
    leader = signed_in(officer_of(unit, Role.LEADER))

    page = leader.get(f"/quyet-dinh/{decision.pk}/").content.decode()

    assert "thu-hoi/" not in page
    answers = [
        leader.post(f"/quyet-dinh/{decision.pk}/sua/", {"subject": "Khác"}),
        leader.post(f"/quyet-dinh/{decision.pk}/thu-hoi/", {"revoked_on": "01/01/2022"}),
        leader.post(f"/quyet-dinh/{decision.pk}/dinh-chinh/", PAPER),
        leader.post(f"/quyet-dinh/{decision.pk}/khoi-phuc/"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert Decision.objects.count() == 1


def test_an_officer_files_a_decision(unit: Unit, officer: Client) -> None:
    answer = officer.post("/quyet-dinh/them/", {**PAPER, "unit": unit.code})

    decision = Decision.objects.get()
    assert answer.headers["Location"] == f"/quyet-dinh/{decision.pk}/"
    assert (decision.unit, decision.number, decision.subject) == (
        unit,
        "15/QĐ-CĐ",
        "Về khen thưởng",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "Cần ghi mục này."),
        ({"signed_on": "31/6/2021"}, "Không đọc được ngày này"),
        ({"signed_on": "01/01/2115"}, "ở sau hôm nay"),
        ({"signed_on": "01/01/0201"}, "không thể đúng"),
        ({"unit": "KHONG-CO"}, "Không có đơn vị nào là “KHONG-CO”"),
    ],
)
def test_a_paper_that_cannot_be_is_sent_back_with_the_error_at_its_field(
    unit: Unit, officer: Client, changes: dict[str, str], message: str
) -> None:
    answer = officer.post("/quyet-dinh/them/", {**PAPER, "unit": unit.code, **changes})

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Decision.objects.exists()


def test_filing_a_known_decision_with_another_subject_says_so(unit: Unit, officer: Client) -> None:
    officer.post("/quyet-dinh/them/", {**PAPER, "unit": unit.code})

    answer = officer.post(
        "/quyet-dinh/them/", {**PAPER, "unit": unit.code, "subject": "Về việc khác"}
    )

    assert answer.status_code == 422
    assert "đã có" in answer.content.decode()


def test_revoking_offers_to_take_it_back(unit: Unit, officer: Client) -> None:
    decision = DecisionFactory(unit=unit)

    answer = officer.post(
        f"/quyet-dinh/{decision.pk}/thu-hoi/",
        {
            "revoked_on": "01/02/2022",
            "number": "20/QĐ-CĐ",
            "signed_on": "01/02/2022",
            "issuer": "Công đoàn Quân khu",
        },
        follow=True,
    )

    page = answer.content.decode()
    decision.refresh_from_db()
    assert decision.revoked_on == date(2022, 2, 1)
    assert "20/QĐ-CĐ" in page
    assert f"/quyet-dinh/{decision.pk}/khoi-phuc/" in page
    officer.post(f"/quyet-dinh/{decision.pk}/khoi-phuc/")
    decision.refresh_from_db()
    assert decision.revoked_on is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"revoked_on": "01/01/2021"}, "Ngày thu hồi nằm từ ngày ký 05/05/2021"),
        ({"revoked_on": "01/02/2022", "number": "20/QĐ"}, "Ghi đủ số, ngày ký"),
        ({}, "Cần ghi mục này."),
    ],
)
def test_a_revocation_that_cannot_be_is_sent_back(
    unit: Unit, officer: Client, fields: dict[str, str], message: str
) -> None:
    decision = DecisionFactory(unit=unit)

    answer = officer.post(f"/quyet-dinh/{decision.pk}/thu-hoi/", fields)

    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_a_revocation_without_its_paper_needs_only_the_day(unit: Unit, officer: Client) -> None:
    decision = DecisionFactory(unit=unit)

    officer.post(
        f"/quyet-dinh/{decision.pk}/thu-hoi/",
        {"revoked_on": "01/02/2022", "issuer": decision.issuer},
    )

    decision.refresh_from_db()
    assert (decision.revoked_on, decision.revoked_by) == (date(2022, 2, 1), None)


def test_correcting_leads_to_the_correction(unit: Unit, officer: Client) -> None:
    decision = DecisionFactory(unit=unit)

    answer = officer.post(f"/quyet-dinh/{decision.pk}/dinh-chinh/", PAPER)

    correction = Decision.objects.get(corrects=decision)
    assert answer.headers["Location"] == f"/quyet-dinh/{correction.pk}/"
    early = officer.post(
        f"/quyet-dinh/{decision.pk}/dinh-chinh/",
        {**PAPER, "number": "1/QĐ", "signed_on": "01/01/2020"},
    )
    assert early.status_code == 422


def test_describing_changes_what_the_page_says(unit: Unit, officer: Client) -> None:
    decision = DecisionFactory(unit=unit)

    officer.post(f"/quyet-dinh/{decision.pk}/sua/", {"signer": "Lê B", "subject": "Về thi đua"})

    page = officer.get(f"/quyet-dinh/{decision.pk}/").content.decode()
    assert "Về thi đua" in page
    assert timezone.localdate().strftime("%d/%m/%Y") in page
