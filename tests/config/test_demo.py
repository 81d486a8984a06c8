from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lantoa.config import demo, embedded
from tests.config.conftest import Installation

pytestmark = pytest.mark.slow


def test_a_folder_with_other_data_never_becomes_a_demo(installation: Installation) -> None:
    said = installation.run("demo", "--quiet", code=2)

    assert "không phải bản trình diễn" in said
    assert not (installation.folder / "DEMO").exists()


def test_a_mark_made_by_hand_does_not_open_a_real_folder(installation: Installation) -> None:
    (installation.folder / "DEMO").touch()
    try:
        said = installation.run("demo", "--quiet", code=2)
    finally:
        (installation.folder / "DEMO").unlink()

    assert "không phải bản trình diễn" in said
    assert embedded.cluster(installation.folder).exists()


def test_a_demo_that_is_there_is_told_without_starting_anything(
    installation: Installation, place: Path
) -> None:
    ready = replace(installation, folder=place / "data")
    ready.folder.mkdir()
    (ready.folder / "DEMO").write_text("can-bo / lantoa\n", encoding="utf-8")

    said = ready.run("demo", "--quiet")

    assert said.strip() == "can-bo / lantoa"
    assert not embedded.cluster(ready.folder).exists()


def test_another_server_s_database_is_never_filled_with_the_demo(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("LANTOA_DATA_DIR", str(place / "data"))
    monkeypatch.setenv("LANTOA_DATABASE_URL", "postgresql://x@localhost/x")

    with pytest.raises(demo.NoDemoHere, match="LANTOA_DATABASE_URL"):
        demo.build(say=print)
