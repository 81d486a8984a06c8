from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from lantoa.intake.models import Batch, SentFile
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from lantoa.shared.errors import DomainError
from tests.factories.intake import GRADING, OTHER_PERSON, PERSON, workbook
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


@pytest.fixture
def folder(unit: Unit, tmp_path: Path) -> Path:
    """Return a folder with two workbooks of a unit and a file that is none of ours."""
    people = {"person": [PERSON, OTHER_PERSON | {"born": "2115"}]}
    (tmp_path / "nam").mkdir()
    (tmp_path / "nam" / "a.xlsx").write_bytes(workbook(unit, people).content)
    (tmp_path / "b.xlsx").write_bytes(workbook(unit, {"grading": [GRADING]}).content)
    (tmp_path / "ghi-chu.txt").write_text("không phải bảng tính", encoding="utf-8")
    return tmp_path


def run(*words: object, **options: object) -> str:
    said = io.StringIO()
    call_command("import_workbooks", *map(str, words), stdout=said, quiet=True, **options)
    return said.getvalue()


def test_a_folder_is_imported_without_a_worker_and_each_file_is_told(folder: Path) -> None:
    said = run(folder)

    assert "b.xlsx (đã ghi): 1 thêm mới" in said
    assert "a.xlsx (đã ghi): 1 thêm mới, 1 giữ lại" in said
    assert "Đoàn viên!D3: " in said
    assert Person.objects.count() == 1


def test_a_preview_writes_nothing(folder: Path) -> None:
    said = run(folder / "b.xlsx", preview=True)

    assert "b.xlsx (chưa ghi): 1 thêm mới" in said
    assert not SentFile.objects.filter(applied_at__isnull=False).exists()


def test_a_file_is_undone_by_its_number(folder: Path) -> None:
    run(folder / "nam")

    said = run(undo=SentFile.objects.get().pk)

    assert said == "Đã hoàn tác a.xlsx.\n"
    assert not Person.objects.exists()


def test_the_command_acts_with_the_rights_of_the_user_it_is_given(folder: Path, unit: Unit) -> None:
    officer, leader = officer_of(unit), officer_of(unit, Role.LEADER)

    run(folder / "b.xlsx", user=officer.username)
    with pytest.raises(PermissionDenied):
        run(folder / "b.xlsx", user=leader.username)

    assert Batch.objects.get().sent_by == officer


@pytest.mark.parametrize(
    ("words", "options", "part"),
    [
        (["khong-co.xlsx"], {}, "Không có tệp"),
        ([], {}, "ít nhất một tệp"),
        (["."], {"user": "ai-do"}, "Không có tài khoản"),
        ([], {"undo": 99}, "Không có tệp số 99"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], options: dict[str, object], part: str
) -> None:
    with pytest.raises(DomainError, match=part):
        run(*words, **options)


def test_a_file_that_cannot_be_read_ends_the_command_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04??")

    with pytest.raises(DomainError, match="1 tệp không đọc được"):
        run(tmp_path)

    assert "hỏng hoặc bị cắt ngang" in SentFile.objects.get().refusal
