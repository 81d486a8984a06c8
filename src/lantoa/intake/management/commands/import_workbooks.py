"""`lantoa import`: send, preview, apply and undo files without a browser or a worker."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from lantoa.accounts.models import User
from lantoa.intake.actions import applying, reading, sending, undoing
from lantoa.intake.choices import FileState
from lantoa.intake.models import Batch, SentFile
from lantoa.intake.queries import batches, files
from lantoa.intake.reading.opening import Upload
from lantoa.shared.errors import DomainError
from lantoa.shared.numbers import group_digits

_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".csv", ".tsv", ".zip"}
_PROBLEMS_SHOWN = 20


class Command(BaseCommand):
    help = "Đưa sổ của đơn vị vào: xem trước, ghi, hoàn tác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may stand behind the verb."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="TỆP", help="tệp hoặc thư mục")
        parser.add_argument("--user", help="tên đăng nhập của người gửi; bỏ trống: chính hệ thống")
        parser.add_argument("--preview", action="store_true", help="chỉ xem trước, chưa ghi gì")
        parser.add_argument("--undo", type=int, metavar="SỐ", help="hoàn tác cả tệp mang số này")
        parser.add_argument("--quiet", action="store_true", help="không vẽ tiến độ")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Do one of the three."""
        actor = self._actor(options["user"])
        if options["undo"] is not None:
            self._undo(options["undo"], actor)
            return
        if not options["paths"]:
            raise DomainError("Ghi ít nhất một tệp hoặc thư mục, hoặc --undo SỐ.")
        now = timezone.now()
        batch = sending.receive_files(_uploads(options["paths"]), actor=actor, at=now)
        with _bar(batch, "Đọc", quiet=options["quiet"]) as bar:
            reading.read_batch(batch, at=now, each=lambda _file: bar.update())
        if not options["preview"]:
            with _bar(batch, "Ghi", quiet=options["quiet"]) as bar:
                applying.apply_batch(
                    batch, actor=actor, at=timezone.now(), each=lambda _file: bar.update()
                )
        self._tell(batch)

    def _actor(self, username: str | None) -> User | None:
        if username is None:
            return None
        user = batches.user_by_name(username)
        if user is None:
            raise DomainError(f"Không có tài khoản “{username}”.")
        return user

    def _undo(self, pk: int, actor: User | None) -> None:
        file = files.file_by_key(pk)
        if file is None:
            raise DomainError(f"Không có tệp số {pk}.")
        undoing.undo_file(file, actor=actor, at=timezone.now())
        self.stdout.write(f"Đã hoàn tác {file.name}.")

    def _tell(self, batch: Batch) -> None:
        refused = 0
        for file in files.files_of(batch):
            refused += file.state == FileState.REFUSED
            self.stdout.write(_outcome(file))
            for problem in file.problems.order_by("pk")[:_PROBLEMS_SHOWN]:
                self.stdout.write(f"    {problem}")
        if refused:
            raise DomainError(f"{refused} tệp không đọc được; lý do ở trên.")


def _outcome(file: SentFile) -> str:
    if file.refusal:
        return f"{file.pk}  {file.name}: không đọc được. {file.refusal}"
    tally = files.tally(file)
    parts = [
        f"{group_digits(number)} {word}"
        for number, word in (
            (tally.new, "thêm mới"),
            (tally.changed, "sửa"),
            (tally.unchanged, "không đổi"),
            (tally.held, "giữ lại"),
        )
        if number
    ]
    state = file.get_state_display().lower()
    return f"{file.pk}  {file.name} ({state}): {', '.join(parts) or 'không có dòng nào'}"


def _uploads(paths: Iterable[Path]) -> Iterator[Upload]:
    for path in paths:
        if not path.exists():
            raise DomainError(f"Không có tệp {path}.")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in inside:
            wanted = not path.is_dir() or one.suffix.lower() in _SUFFIXES
            if one.is_file() and wanted and not one.name.startswith((".", "~$")):
                yield Upload(one.name, one.read_bytes())


def _bar(batch: Batch, word: str, *, quiet: bool) -> Any:  # noqa: ANN401 -- tqdm's own type
    return tqdm(total=batch.files.count(), desc=word, unit=" tệp", disable=quiet or None)
