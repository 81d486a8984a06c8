from __future__ import annotations

import http.cookiejar
import io
import re
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.attachments.actions import NoRoom
from lantoa.config import embedded
from lantoa.initiatives.models import Initiative
from lantoa.intake.actions.applying import apply_file
from lantoa.intake.actions.disk import DiskFull
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.actions.undoing import undo_file
from lantoa.intake.choices import FileState
from lantoa.intake.models import Batch, SentFile
from lantoa.organization.models import Person, Unit
from tests.config.conftest import Installation
from tests.factories.intake import INITIATIVE, OTHER_PERSON, PERSON, applied, sent, workbook
from tests.factories.organization import NOON, UnitFactory, officer_of

PASSWORD = "Cong-doan-2026-song-hien"
LINES = {
    "person": [PERSON, OTHER_PERSON],
    "initiative": [INITIATIVE | {"title": f"Bệ thử số {n}"} for n in range(20)],
}


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


def fill_disk_at(table: str, *, event: str = "INSERT") -> None:
    """From now on the database says "disk full" when it writes to a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER disk_is_full BEFORE {event} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION disk_is_full()"
        )


def make_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION disk_is_full() CASCADE")


@pytest.mark.django_db
def test_a_full_database_disk_stops_applying_with_a_sentence_and_nothing_written(
    unit: Unit, officer: User, client: Client
) -> None:
    file = sent(workbook(unit, LINES), actor=officer)
    client.force_login(officer)
    fill_disk_at("initiatives_initiative")

    answer = client.post(reverse("intake:apply", args=[file.pk]))

    assert answer.status_code == 507
    assert "chưa ghi gì" in answer.content.decode()
    file.refresh_from_db()
    assert (file.state, Person.objects.count(), file.changes.count()) == (FileState.READ, 0, 0)
    make_room()
    assert apply_file(file, actor=officer, at=NOON).created == 22


@pytest.mark.django_db
def test_a_full_database_disk_stops_undoing_and_everything_stays(unit: Unit, officer: User) -> None:
    file = applied(workbook(unit, LINES), actor=officer)
    fill_disk_at("organization_person", event="DELETE")

    with pytest.raises(DiskFull, match="dữ liệu cũ còn nguyên"):
        undo_file(file, actor=officer, at=NOON)

    file.refresh_from_db()
    assert (file.state, Initiative.objects.count()) == (FileState.APPLIED, 20)


@pytest.mark.django_db
def test_a_full_database_disk_while_reading_keeps_the_file_to_be_read_later(
    unit: Unit, officer: User, client: Client
) -> None:
    client.force_login(officer)
    upload = io.BytesIO(workbook(unit, LINES).content)
    upload.name = "so.xlsx"
    fill_disk_at("intake_sheetrow")

    answer = client.post(reverse("intake:send"), {"sent": upload})

    assert answer.status_code == 507
    file = SentFile.objects.get()
    assert (file.state, file.rows.count()) == (FileState.RECEIVED, 0)
    make_room()
    client.post(reverse("intake:read-again", args=[file.pk]))
    file.refresh_from_db()
    assert (file.state, file.rows.exclude(kind="").count()) == (FileState.READ, 22)


@pytest.mark.django_db
@override_settings(STORAGES={"default": {"BACKEND": "tests.intake.full_disk.FullDisk"}})
def test_a_full_disk_of_the_file_store_is_told_and_no_file_is_said_to_be_kept(
    unit: Unit, officer: User
) -> None:
    upload = workbook(unit, LINES)

    with pytest.raises(NoRoom, match="Ổ đĩa của máy chủ đã đầy"):
        receive_files([upload], actor=officer, at=NOON)

    assert not Batch.objects.exists()


class Browser:
    """Someone signed in at a running installation."""

    def __init__(self, installation: Installation) -> None:
        self.address = f"http://127.0.0.1:{installation.port}"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def token(self) -> str:
        return next(cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken")

    def post(self, path: str, **fields: str) -> str:
        """Post a form and return the address it leads to."""
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token()}).encode()
        with self.opener.open(self.address + path, data, timeout=60) as answer:
            return str(answer.geturl())

    def sign_in(self) -> None:
        self.get("/dang-nhap/")
        self.post("/dang-nhap/", username="canbo", password=PASSWORD, next="/nhap-tep/")

    def send_file(self, name: str, content: bytes) -> str:
        """Upload a file and return the address of its page."""
        mark = uuid.uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f'{self.token()}\r\n--{mark}\r\nContent-Disposition: form-data; name="sent"; '
            f'filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        request = urllib.request.Request(  # noqa: S310 -- our own address
            self.address + "/nhap-tep/gui/",
            head.encode() + content + f"\r\n--{mark}--\r\n".encode(),
            {"Content-Type": f"multipart/form-data; boundary={mark}"},
        )
        with self.opener.open(request, timeout=60) as answer:
            return str(urllib.parse.urlsplit(answer.geturl()).path)

    def post_and_leave(self, path: str) -> None:
        """Post like a browser that is closed before the answer comes."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token()})
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
        host = self.address.removeprefix("http://")
        with socket.create_connection((host.split(":")[0], int(host.split(":")[1]))) as line:
            line.sendall(
                f"POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
            )


def wait_for(check: Callable[[], Any], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < until, "not in time"
        time.sleep(0.1)


def sleep_while_writing(database: Any, seconds: int) -> None:
    """Let the database take its time over the first initiative that is written."""
    database.execute("DROP TRIGGER IF EXISTS slow ON initiatives_initiative")
    database.execute(
        "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END $$"
    )
    database.execute(
        "CREATE TRIGGER slow BEFORE INSERT ON initiatives_initiative "
        "FOR EACH STATEMENT EXECUTE FUNCTION slow()"
    )


def is_sleeping(database: Any) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    return bool(database.execute(asked).fetchone()[0])


def counts(database: Any) -> tuple[int, int, int]:
    """Return how many people, initiatives and changes are kept."""
    people, initiatives, changes = database.execute(
        "SELECT (SELECT count(*) FROM organization_person), "
        "(SELECT count(*) FROM initiatives_initiative), "
        "(SELECT count(*) FROM intake_appliedchange)"
    ).fetchone()
    return (people, initiatives, changes)


@pytest.mark.slow
@pytest.mark.django_db
def test_neither_a_closed_browser_nor_a_killed_server_leaves_half_an_import(
    installation: Installation,
) -> None:
    installation.run(
        *("setup", "--unit-code", "X1", "--unit-name", "Công đoàn X1"),
        *("--username", "canbo", "--full-name", "Hoàng Thị Lan"),
        stdin=f"{PASSWORD}\n",
    )
    lines = {kind: [line | {"unit": "X1"} for line in LINES[kind]] for kind in LINES}
    content = workbook(None, lines).content
    with installation.serving() as supervisor:
        browser = Browser(installation)
        browser.sign_in()
        page = browser.send_file("so.xlsx", content)
        assert "Chưa ghi gì vào hệ thống" in browser.get(page)
        with embedded.connect(installation.folder) as database:
            sleep_while_writing(database, 60)
        impatient = threading.Thread(target=_post_and_fail, args=(browser, f"{page}ghi/"))
        impatient.start()
        with embedded.connect(installation.folder) as database:
            wait_for(lambda: is_sleeping(database))

        supervisor.kill()
        impatient.join(60)

    with installation.serving():
        with embedded.connect(installation.folder) as database:
            sleep_while_writing(database, 2)
            assert counts(database) == (0, 0, 0)
        again = Browser(installation)
        again.sign_in()
        assert "Chưa ghi gì vào hệ thống" in again.get(page)

        again.post_and_leave(f"{page}ghi/")

        with embedded.connect(installation.folder) as database:
            wait_for(lambda: counts(database) != (0, 0, 0))
            assert counts(database) == (2, 20, 22)
        assert re.search(r"đã ghi <strong>22 dòng", again.get(page))


def _post_and_fail(browser: Browser, path: str) -> None:
    with suppress(urllib.error.URLError, OSError):
        browser.post(path)
