from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from lantoa.config import environment as env


@pytest.mark.parametrize("value", ["0", "-1", "một", "1.5", "٣"])
def test_a_number_that_is_none_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("LANTOA_PORT", value)

    with pytest.raises(env.BadSetting, match="LANTOA_PORT"):
        env.number("LANTOA_PORT")


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTOA_PORT", " ")

    assert env.number("LANTOA_PORT") == 8000


def test_an_unknown_setting_is_a_defect() -> None:
    with pytest.raises(KeyError):
        env.text("LANTOA_NOWHERE")


def test_a_key_is_made_once_and_private(tmp_path: Path) -> None:
    first = env.secret("one", folder=tmp_path / "data")
    second = env.secret("one", folder=tmp_path / "data")

    assert first == second
    assert len(first) >= 60
    assert stat.S_IMODE((tmp_path / "data/keys/one").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data/keys").stat().st_mode) == 0o700


def test_processes_that_ask_for_a_new_key_at_once_get_the_same(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        keys = pool.map(_secret_of, [tmp_path / "data"] * 40)

    assert len(set(keys)) == 1


def _secret_of(folder: Path) -> str:
    return env.secret("shared", folder=folder)


def test_the_address_of_a_server_becomes_django_s_settings() -> None:
    found = env.database(
        "postgresql://ten%40mien:m%3At@db.example:6432/lan_toa?sslmode=require",
        socket_dir=Path("/unused"),
        password="unused",
    )

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "ten@mien",
        "m:t",
        "db.example",
        "6432",
        "lan_toa",
    )
    assert isinstance(found["OPTIONS"], dict)
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://a/b", "a/b"])
def test_an_address_of_another_engine_is_refused(url: str) -> None:
    with pytest.raises(env.BadSetting, match="postgresql://"):
        env.database(url, socket_dir=Path("/unused"), password="")


def test_the_socket_lies_in_the_data_folder_unless_its_path_is_too_long() -> None:
    short, long = Path("/srv/lantoa"), Path("/srv") / ("ệ" * 40)

    assert env.socket_dir(short) == short / "run"
    assert env.socket_dir(long) == env.socket_dir(long)
    assert len(str(env.socket_dir(long))) < 40
