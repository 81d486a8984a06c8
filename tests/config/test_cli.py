from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lantoa.config import cli
from tests.config.conftest import Installation


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main(["--help"])

    said = capsys.readouterr().out
    assert done.value.code == 0
    for verb in cli.VERBS:
        assert f"    {verb}" in said


def test_an_unknown_verb_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main(["nấu-cơm"])

    assert done.value.code == 2
    assert "nấu-cơm" in capsys.readouterr().err


def test_a_sentence_for_the_user_is_printed_without_a_traceback(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = cli.main(["restore", str(tmp_path / "không-có.tar")])

    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("lantoa: ")
    assert "Traceback" not in said


def test_the_supervisor_never_loads_django() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from lantoa.config import cli, supervisor; print('django' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert loaded.strip() == "False"


@pytest.mark.slow
def test_setup_makes_the_first_administrator_once(installation: Installation, place: Path) -> None:
    new = replace(installation, folder=place / "data")
    words = [
        "setup",
        "--unit-name=Công đoàn Quân khu",
        "--unit-code=QK",
        "--username=quantri",
        "--full-name=Nguyễn Thị Quản Trị",
    ]
    counting = (
        "from lantoa.accounts.models import User; from lantoa.organization.models import Unit;"
        "print(User.objects.count(), Unit.objects.get().code)"
    )

    weak = new.run(*words, stdin="123\n", code=2)
    first = new.run(*words, stdin="Một mật khẩu dài 2022\n")
    second = new.run(*words, stdin="Một mật khẩu dài 2022\n", code=2)

    assert "mật khẩu" in weak.lower()
    assert "Đã tạo đơn vị gốc" in first
    assert "đã được thiết lập" in second
    assert new.run("manage", "shell", "--no-imports", "-c", counting).split() == ["1", "QK"]


@pytest.mark.slow
def test_a_verb_of_an_app_is_refused_in_the_same_way(installation: Installation) -> None:
    said = installation.run("review", "--from=2017", "--to=2022", "--unit=XX", code=2)

    assert said.startswith("lantoa: ")
    assert "XX" in said


def test_benchmark_hands_its_arguments_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["benchmark", "--help"]) == 0

    assert "--only" in capfd.readouterr().out
