from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import time

import psutil
import pytest

from lantoa.config import embedded
from tests.config.conftest import Installation, free_port, tree_of

pytestmark = pytest.mark.slow


def wait_until_gone(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Return which of the processes are still there after so many seconds."""
    return list(psutil.wait_procs(processes, timeout=seconds)[1])


def part(supervisor: subprocess.Popen[bytes], word: str) -> psutil.Process:
    """Return the direct child of the supervisor whose command line has `word`."""
    children = psutil.Process(supervisor.pid).children()
    return next(child for child in children if word in " ".join(child.cmdline()))


def is_running(supervisor: subprocess.Popen[bytes], word: str) -> bool:
    """Tell whether something below the supervisor has `word` in its command line."""
    for process in tree_of(supervisor.pid)[1:]:
        with contextlib.suppress(psutil.NoSuchProcess):  # also raised for one just ended, a zombie
            if word in " ".join(process.cmdline()):
                return True
    return False


def wait_for(check, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "not in time"
        time.sleep(0.1)


def test_terminating_the_supervisor_stops_every_part_cleanly(installation: Installation) -> None:
    with installation.serving() as supervisor:
        processes = tree_of(supervisor.pid)
        answers = installation.status("song"), installation.status("san-sang")

        supervisor.send_signal(signal.SIGTERM)
        code = supervisor.wait(30)

    assert answers == (200, 200)
    assert code == 0
    assert len(processes) > 4
    assert wait_until_gone(processes, 1) == []
    assert not installation.is_listening()


def test_static_files_are_served_from_the_first_start_on(installation: Installation) -> None:
    static = installation.folder / "static"
    shutil.rmtree(static, ignore_errors=True)

    with installation.serving():
        names = sorted(path.name for path in static.iterdir() if path.suffix == ".json")
        statuses = [installation.status(f"static/{name}") for name in names]

    assert statuses == [200]


def test_ctrl_c_in_the_first_second_stops_it_too(installation: Installation) -> None:
    supervisor = installation.begin("serve")
    time.sleep(0.7)
    processes = tree_of(supervisor.pid)

    supervisor.send_signal(signal.SIGINT)
    supervisor.wait(60)

    assert wait_until_gone(processes, 1) == []
    assert not installation.is_listening()


def test_killing_the_supervisor_leaves_nobody_and_loses_nothing(installation: Installation) -> None:
    with installation.serving() as supervisor:
        processes = tree_of(supervisor.pid)
        with embedded.connect(installation.folder) as database:
            database.execute("CREATE TABLE acknowledged AS SELECT generate_series(1, 5000) AS n")

        supervisor.kill()
        left = wait_until_gone(processes, 5)

    assert left == []
    assert not installation.is_listening()
    assert not embedded.is_answering(installation.folder)
    with installation.serving(), embedded.connect(installation.folder) as database:
        row = database.execute("SELECT count(*) FROM acknowledged").fetchone()
        database.execute("DROP TABLE acknowledged")
    assert row == (5000,)


@pytest.mark.parametrize("word", ["granian", "lantoa.config.worker", "postgres -D"])
def test_a_part_that_is_killed_is_started_again(installation: Installation, word: str) -> None:
    with installation.serving() as supervisor:
        killed = part(supervisor, word)
        orphans = killed.children(recursive=True)

        killed.kill()
        wait_for(lambda: not killed.is_running())
        wait_for(lambda: is_running(supervisor, word))

        assert wait_until_gone(orphans, 5) == []
        installation.wait_until_ready(supervisor)


def test_a_second_start_on_the_same_data_is_refused_in_words(installation: Installation) -> None:
    with installation.serving():
        other = Installation(installation.folder, free_port())

        said = other.run("serve", code=2)

    assert "đang được dùng bởi “lantoa serve”" in said


def test_a_port_that_answers_is_refused_in_words(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", installation.port)):
        said = installation.run("serve", code=2)

    assert f"Cổng {installation.port} trên 127.0.0.1 đã có chương trình khác trả lời" in said


def test_an_address_that_is_not_ours_is_refused_in_words(installation: Installation) -> None:
    said = installation.run("serve", "--host", "203.0.113.7", code=2)

    assert "Không mở được cổng" in said


def test_demo_accounts_are_never_served_beyond_this_machine(installation: Installation) -> None:
    mark = installation.folder / "DEMO"
    mark.touch()
    try:
        said = installation.run("serve", "--host", "0.0.0.0", code=2)  # noqa: S104 -- refused
    finally:
        mark.unlink()

    assert "chỉ chạy trên 127.0.0.1" in said


def test_a_command_joins_the_running_server_and_leaves_it_running(
    installation: Installation,
) -> None:
    query = "SELECT 1 + 1 AS two"

    with installation.serving():
        said = installation.run("manage", "shell", "--no-imports", "-c", _asking(query))
        still = installation.status("san-sang")

    assert said.split() == ["2"]
    assert still == 200


def test_a_command_runs_the_database_for_its_own_time_when_nobody_serves(
    installation: Installation,
) -> None:
    said = installation.run("manage", "shell", "--no-imports", "-c", _asking("SELECT 3 AS three"))

    assert said.split() == ["3"]
    assert not embedded.is_answering(installation.folder)


def test_commands_at_the_same_time_share_one_database(installation: Installation) -> None:
    words = ["manage", "shell", "--no-imports", "-c", _asking("SELECT pg_sleep(1)")]
    together = [installation.begin(*words) for _ in range(3)]

    codes = [process.wait(120) for process in together]

    assert codes == [0, 0, 0]
    assert not embedded.is_answering(installation.folder)


def _asking(query: str) -> str:
    return (
        "from django.db import connection as c; k = c.cursor(); "
        f"k.execute({query!r}); print(k.fetchone()[0])"
    )
