from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_catalogue_shows_each_award_with_its_citation_and_what_is_unverified(
    client: Client,
) -> None:
    page = client.get("/so-luat/").content.decode()

    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Luật 06/2022/QH15" in page
    assert "lt-citation--unverified" in page
    assert "chưa kiểm chứng" in page


def test_the_page_of_an_award_shows_every_book_with_its_conditions(client: Client) -> None:
    page = client.get("/so-luat/CSTDCS/").content.decode()

    assert page.index("Luật Thi đua, khen thưởng 06/2022/QH15") < page.index("151/2018/TT-BQP")
    assert "Có một trong các điều kiện:" in page
    assert "nhiều nhất 10% quân số của đơn vị" in page
    assert "1 lần mức lương cơ sở" in page


def test_every_award_has_a_page_and_an_unknown_one_has_none(client: Client) -> None:
    assert client.get("/so-luat/KHONG_CO/").status_code == 404
    for code in ("HCBVTQ", "BK_TLD_CHUYEN_DE", "GDVH", "KNC_CD"):
        assert client.get(f"/so-luat/{code}/").status_code == 200


def test_the_book_is_not_for_strangers() -> None:
    assert Client().get("/so-luat/").status_code == 302
