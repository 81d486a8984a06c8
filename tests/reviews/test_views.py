"""The pages and files of a review: who sees what, what all forms say, what it costs."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils.html import strip_tags

from lantoa.organization.choices import Role, Structure
from lantoa.reviews.actions import freeze_review
from lantoa.reviews.models import Review
from tests.documents.reading import docx_words, pdf_words
from tests.factories.organization import NOON, UnitFactory, officer_of
from tests.factories.reviews import Region, make_region, make_review, recognized

pytestmark = pytest.mark.django_db
READ = ("", "word/", "pdf/", "excel/", "con-so/?so=initiatives_and_works", "con-so/the/?so=unions")
WRITE = ("sua/", "phan-loi/", "cach-viet/")
ACT = ("chot/", "bo/")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def downloaded(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    content: bytes = answer.getvalue()  # read to its end, the answer closes its file
    return content


@pytest.fixture
def region() -> Region:
    return make_region()


def test_a_review_of_a_foreign_unit_is_found_on_no_page_and_in_no_file(region: Region) -> None:
    review = make_review(region)
    stranger = signed_in(officer_of(UnitFactory(), Role.COMMENDATION_OFFICER))

    for tail in (*READ, *WRITE):
        assert stranger.get(f"/bao-cao/{review.pk}/{tail}").status_code == 404, tail
    for tail in (*WRITE, *ACT):
        assert stranger.post(f"/bao-cao/{review.pk}/{tail}").status_code == 404, tail
    assert "Tổng kết phong trào" not in stranger.get("/bao-cao/").content.decode()
    assert Review.objects.filter(pk=review.pk, frozen_at=None).exists()


def test_who_only_reads_a_review_writes_nothing_of_it(region: Region) -> None:
    review = make_review(region)
    auditor = signed_in(officer_of(region.root, Role.AUDITOR))

    assert auditor.get(f"/bao-cao/{review.pk}/").status_code == 200
    for tail in WRITE:
        assert auditor.get(f"/bao-cao/{review.pk}/{tail}").status_code == 403, tail
    for tail in (*WRITE, *ACT):
        assert auditor.post(f"/bao-cao/{review.pk}/{tail}").status_code == 403, tail
    assert auditor.get("/bao-cao/them/").status_code == 403
    assert auditor.post("/bao-cao/them/").status_code == 403
    assert Review.objects.filter(frozen_at=None).count() == 1


@pytest.mark.parametrize("is_frozen", [False, True])
def test_page_word_pdf_and_workbook_say_the_same_numbers(region: Region, is_frozen: bool) -> None:
    review = make_review(region)
    if is_frozen:
        freeze_review(review, actor=region.officer, at=NOON)
        recognized(region.workshop, "Đồ gá sau khi chốt")
    client = signed_in(region.officer)
    start = f"/bao-cao/{review.pk}/"

    page = strip_tags(client.get(start).content.decode())
    word = docx_words(downloaded(client, f"{start}word/"))
    paper = pdf_words(downloaded(client, f"{start}pdf/"))
    book = openpyxl.load_workbook(io.BytesIO(downloaded(client, f"{start}excel/")))

    rows = list(book.worksheets[0].iter_rows(values_only=True))
    first = next(at for at, row in enumerate(rows) if row[1] == "Trong báo cáo") + 1
    said = {str(row[1]) for row in rows[first:] if row[1] and row[2]}  # of nothing, no words
    texts = [" ".join(page.split()), " ".join(word), " ".join(paper)]
    assert len(said) > 10
    assert {words for words in said for text in texts if words not in text} == set()
    assert not any(
        cell.value == "Đồ gá sau khi chốt"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    )


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(region: Region) -> None:
    answer = signed_in(region.officer).post(
        "/bao-cao/them/?don_vi=QK",
        {"first_day": "2022", "last_day": "2017", "structure": Structure.THEN.value},
    )

    assert answer.status_code == 422
    assert "Ngày cuối đứng trước ngày đầu" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_preview_keeps_nothing(region: Region) -> None:
    client = signed_in(region.officer)
    asked = "don_vi=QK&tu=01/01/2017&den=31/12/2022"

    for tail in ("", "word/", "pdf/", "excel/"):
        assert downloaded(client, f"/bao-cao/xem-truoc/{tail}?{asked}"), tail
    assert not Review.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_reviews(
    region: Region, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_review(region, title=f"Báo cáo thứ {number}")
    client = signed_in(region.officer)
    client.get("/bao-cao/")

    with django_assert_num_queries(9):
        page = client.get("/bao-cao/").content.decode()

    assert page.count("Báo cáo thứ") >= count
