from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.choices import FileState
from lantoa.intake.models import SentFile
from lantoa.intake.reading.opening import Upload, read_workbook
from lantoa.intake.tasks import apply_batch, read_batch
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from tests.factories.intake import (
    GRADING,
    INITIATIVE,
    OTHER_PERSON,
    PERSON,
    applied,
    sent,
    workbook,
)
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
LINES = {"person": [PERSON, OTHER_PERSON | {"born": "2115"}], "grading": [GRADING]}


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


@pytest.fixture
def page(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def posted(*uploads: Upload) -> dict[str, Any]:
    files = []
    for upload in uploads:
        stream = io.BytesIO(upload.content)
        stream.name = upload.name
        files.append(stream)
    return {"sent": files}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_one_small_file_leads_straight_to_its_page(page: Client, unit: Unit) -> None:
    answer = page.post(reverse("intake:send"), posted(workbook(unit, LINES)), follow=True)

    assert answer.redirect_chain == [
        (reverse("intake:file", args=[SentFile.objects.get().pk]), 302)
    ]
    told = text_of(answer)
    assert "Đọc tệp của Công đoàn cơ sở Xưởng X1" in told
    assert "2/3 dòng sẵn sàng. Chưa ghi gì vào hệ thống." in told
    assert "Đoàn viên!D3" in told
    assert "Ghi 2 dòng" in told


def test_several_files_lead_to_the_page_of_the_batch(page: Client, unit: Unit) -> None:
    uploads = [workbook(unit, LINES, name="một.xlsx"), Upload("ảnh.png", b"\x89PNG")]

    answer = page.post(reverse("intake:send"), posted(*uploads), follow=True)

    told = text_of(answer)
    assert "Đợt gửi 2 tệp" in told
    assert "không phải bảng tính" in told
    assert "2 dòng của 1 tệp sẵn sàng" in told


def test_large_work_waits_for_the_worker_with_a_bar_that_asks_for_itself(
    page: Client, unit: Unit, officer: User
) -> None:
    uploads = [
        workbook(unit, {"grading": [GRADING | {"year": year}]}) for year in range(2012, 2019)
    ]

    answer = page.post(reverse("intake:send"), posted(*uploads), follow=True)

    batch = SentFile.objects.first().batch  # type: ignore[union-attr]
    progress = reverse("intake:batch-progress", args=[batch.pk])
    assert f'hx-get="{progress}"' in answer.content.decode()
    assert "Đang đọc các tệp 0/7" in text_of(answer)
    read_batch(batch_id=batch.pk)
    after = page.get(progress)
    assert "hx-get" not in after.content.decode()
    assert "7 dòng của 7 tệp sẵn sàng" in text_of(after)
    page.post(reverse("intake:apply-batch", args=[batch.pk]))
    assert "Đang ghi các tệp 0/7" in text_of(page.get(progress))
    apply_batch(batch_id=batch.pk, user_id=officer.pk)
    assert set(batch.files.values_list("state", flat=True)) == {FileState.APPLIED}


def test_a_small_batch_is_applied_at_once(page: Client, unit: Unit, officer: User) -> None:
    file = sent(workbook(unit, LINES), actor=officer)

    answer = page.post(reverse("intake:apply-batch", args=[file.batch.pk]), follow=True)

    assert "Đã ghi 1 tệp." in text_of(answer)
    assert Person.objects.count() == 1


def test_no_file_and_a_file_too_large_are_told_at_the_form(page: Client) -> None:
    empty = page.post(reverse("intake:send"), {})
    with override_settings(LANTOA_MAX_UPLOAD_BYTES=1000):
        large = page.post(reverse("intake:send"), posted(Upload("to.xlsx", b"x" * 2000)))

    assert (empty.status_code, large.status_code) == (422, 422)
    assert "Chưa chọn tệp nào" in text_of(empty)
    assert "to.xlsx lớn quá" in text_of(large)
    assert not SentFile.objects.exists()


def test_applying_offers_to_undo_and_undoing_shows_the_file_anew(
    page: Client, unit: Unit, officer: User
) -> None:
    file = sent(workbook(unit, LINES), actor=officer)
    undo = reverse("intake:undo", args=[file.pk])

    done = page.post(reverse("intake:apply", args=[file.pk]), follow=True)
    assert f'action="{undo}"' in done.content.decode()
    assert "Đã ghi 2 dòng của so.xlsx" in text_of(done)
    undone = page.post(undo, follow=True)

    assert "Đã hoàn tác so.xlsx." in text_of(undone)
    assert "2/3 dòng sẵn sàng" in text_of(undone)
    assert not Person.objects.exists()


def test_a_file_of_the_same_bytes_says_that_it_was_applied(
    page: Client, unit: Unit, officer: User
) -> None:
    applied(workbook(unit, LINES), actor=officer)

    again = sent(workbook(unit, LINES), actor=officer)
    told = text_of(page.get(reverse("intake:file", args=[again.pk])))

    assert "Tệp y hệt đã được ghi" in told
    assert "Ghi: còn 1 dòng cần sửa" in told


def test_a_problem_leads_to_its_row_and_a_row_tells_its_fate(
    page: Client, unit: Unit, officer: User
) -> None:
    applied(workbook(unit, {"person": [PERSON]}), actor=officer)
    lines = {"person": [PERSON | {"rank": "Đại úy"}, OTHER_PERSON | {"born": "2115"}]}
    file = sent(workbook(unit, lines), actor=officer)
    address = reverse("intake:file", args=[file.pk])

    of_problem = page.get(address, {"o": file.problems.get().pk})
    of_change = page.get(address, {"trang": "0", "dong": "2"})
    only_held = page.get(address, {"trang": "0", "loc": "sua"})

    assert "Dòng 3" in text_of(of_problem)
    assert re.search(r"Cấp bậc\s*— → Đại úy", text_of(of_change))
    assert "Nguyễn Văn An" not in text_of(only_held)
    assert 'class="lt-cells__bad"' in only_held.content.decode()


@pytest.mark.parametrize("query", [{"trang": "99"}, {"tu": "x"}, {"dong": "9" * 30}, {"o": "-1"}])
def test_a_strange_address_shows_the_page_all_the_same(
    page: Client, unit: Unit, officer: User, query: dict[str, str]
) -> None:
    file = sent(workbook(unit, LINES), actor=officer)

    assert page.get(reverse("intake:file", args=[file.pk]), query).status_code == 200


def test_what_a_file_changed_is_listed_row_by_row(page: Client, unit: Unit, officer: User) -> None:
    applied(workbook(unit, {"person": [PERSON]}), actor=officer)
    changed = PERSON | {"rank": "Đại úy"}
    file = applied(workbook(unit, {"person": [changed], "grading": [GRADING]}), actor=officer)

    told = text_of(page.get(reverse("intake:changes", args=[file.pk])))

    assert re.search(r"Đoàn viên!2 Sửa Đoàn viên .* Cấp bậc: — → Đại úy", told)
    assert re.search(r"Xếp loại!2 Thêm Xếp loại", told)


def test_the_file_goes_back_as_it_came_and_only_as_an_attachment(
    page: Client, unit: Unit, officer: User
) -> None:
    upload = workbook(unit, LINES, name="sổ <a>.xlsx")
    file = sent(upload, actor=officer)

    answer: Any = page.get(reverse("intake:original", args=[file.pk]))

    assert b"".join(answer.streaming_content) == upload.content
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_workbook_is_fetched_blank_or_filled_and_as_csv(
    page: Client, unit: Unit, officer: User
) -> None:
    applied(workbook(unit, {"person": [PERSON]}), actor=officer)
    own = reverse("intake:workbook", args=["X1", "xlsx"])

    chosen = page.get(reverse("intake:choose-workbook"), {"don_vi": "X1", "trong": "1"})
    filled = read_workbook(Upload("a.xlsx", page.get(own).content))
    blank = read_workbook(Upload("a.xlsx", page.get(own, {"trong": "1"}).content))
    tables = read_workbook(Upload("a.zip", page.get(own.replace("xlsx", "zip")).content))

    assert chosen["Location"] == f"{own}?trong=1"
    people = {table.name: table.rows for table in filled.tables}["Đoàn viên"]
    assert people[1][:4] == ["X1", "DV-01", "Nguyễn Văn An", "03/1975"]
    assert len({table.name: table.rows for table in blank.tables}["Đoàn viên"]) == 1
    assert {table.name for table in tables.tables} >= {"Đơn vị", "Đoàn viên", "Sáng kiến"}


def test_files_and_workbooks_of_other_units_are_absent_though_there(
    client: Client, unit: Unit, officer: User
) -> None:
    file = sent(workbook(unit, LINES), actor=officer)
    client.force_login(officer_of(UnitFactory(code="X2")))

    addresses = [
        reverse(f"intake:{name}", args=[file.pk]) for name in ("file", "changes", "original")
    ]
    addresses += [
        reverse("intake:batch", args=[file.batch.pk]),
        reverse("intake:workbook", args=["X1", "xlsx"]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert client.post(reverse("intake:apply", args=[file.pk])).status_code == 404
    assert "so.xlsx" not in text_of(client.get(reverse("intake:list")))


def test_who_may_see_a_file_but_not_its_batch_gets_no_link_to_it(
    client: Client, unit: Unit
) -> None:
    upper = officer_of(unit.parent or unit)
    own = receive_files([workbook(unit, LINES)], actor=upper, at=NOON)
    read_batch(batch_id=own.pk)
    lower = officer_of(unit, Role.GRASSROOTS_OFFICER)
    client.force_login(lower)
    link = reverse("intake:batch", args=[own.pk])

    pages = [
        client.get(reverse("intake:list")),
        client.get(reverse("intake:file", args=[own.files.get().pk])),
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert all(link not in page.content.decode() for page in pages)
    assert client.get(link).status_code == 404


def test_a_leader_sees_no_form_and_is_refused(client: Client, unit: Unit) -> None:
    client.force_login(officer_of(unit, Role.LEADER))

    shown = client.get(reverse("intake:list"))
    refused = client.post(reverse("intake:send"), posted(workbook(unit, LINES)))

    assert 'type="file"' not in shown.content.decode()
    assert refused.status_code == 403


def test_a_stale_page_is_told_when_another_has_applied_the_file(
    page: Client, unit: Unit, officer: User
) -> None:
    file = applied(workbook(unit, LINES), actor=officer)

    answer = page.post(reverse("intake:apply", args=[file.pk]))

    assert answer.status_code == 409
    assert officer.full_name in text_of(answer)


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_any_number_of_files(
    page: Client, unit: Unit, officer: User, count: int, django_assert_num_queries
) -> None:
    upload = workbook(unit, {"initiative": [INITIATIVE]})
    batch = receive_files([upload] * count, actor=officer, at=NOON)
    read_batch(batch_id=batch.pk)

    with django_assert_num_queries(7):
        assert text_of(page.get(reverse("intake:list"))).count("so.xlsx") == count
    with django_assert_num_queries(6):
        told = text_of(page.get(reverse("intake:batch", args=[batch.pk])))
    assert told.count("so.xlsx") == count


@pytest.mark.usefixtures("without_bar")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_file_and_its_changes_cost_the_same_for_any_number_of_rows(
    page: Client, unit: Unit, officer: User, count: int, django_assert_num_queries
) -> None:
    lines = {"grading": [GRADING | {"year": 2010 + n} for n in range(count)]}
    held = {"training": [{"name": f"Lớp {n}", "days": -1} for n in range(count)]}
    file = applied(workbook(unit, lines | held), actor=officer)

    with django_assert_num_queries(11):
        page.get(reverse("intake:file", args=[file.pk]), {"trang": "0", "dong": "2"})
    with django_assert_num_queries(7):
        told = text_of(page.get(reverse("intake:changes", args=[file.pk])))
    assert told.count("Xếp loại!") == count
