"""The `lantoa` command.

Every verb works whether or not `lantoa serve` runs: it joins the running PostgreSQL, or runs
one for its own duration. Verbs of `_DELEGATED` are Django commands of the apps.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from lantoa.config import access
from lantoa.config import environment as env
from lantoa.shared.errors import DomainError

DOMAIN_ERROR_CODE = 2


@dataclass(frozen=True, slots=True)
class Delegated:
    """A verb that is a Django command: the command's name and one line of help."""

    command: str
    help: str


DELEGATED = {
    "import": Delegated("import_workbooks", "đưa sổ của đơn vị vào: xem trước, áp dụng, hoàn tác"),
    "review": Delegated("review", "số liệu và báo cáo tổng kết của một đơn vị trong một giai đoạn"),
    "indicators": Delegated("indicators", "danh mục chỉ tiêu, kèm định nghĩa"),
    "verify": Delegated("verify", "tính lại số liệu, kiểm tra ràng buộc và nhật ký"),
}
_MANAGE = "manage"
_BENCHMARK = "benchmark"
VERBS = ("serve", "setup", "demo", "backup", "restore", *DELEGATED, _BENCHMARK, _MANAGE)
_SOURCE = Path(__file__).resolve().parents[3]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 2 refused with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments and arguments[0] in {*DELEGATED, _MANAGE}:
            return _delegate(arguments[0], arguments[1:])
        if arguments[:1] == [_BENCHMARK]:
            return _benchmark(arguments[1:])
        options = parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], None] = options.run
        run(options)
    except DomainError as error:
        print(f"lantoa: {error}", file=sys.stderr)  # noqa: T201 -- a command speaks so
        return DOMAIN_ERROR_CODE
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the verbs that are not Django commands, listing all of them."""
    top = argparse.ArgumentParser(
        prog="lantoa",
        description="Lan Tỏa: phong trào “Lao động giỏi, lao động sáng tạo”, "
        "từ phát động đến tổng kết.",
        epilog=f"Thư mục dữ liệu: {env.data_dir()} (đổi bằng LANTOA_DATA_DIR).",
    )
    top.add_argument("--version", action="version", version=f"lantoa {version('lantoa')}")
    words = top.add_subparsers(metavar="LỆNH", required=True)

    serve = words.add_parser("serve", help="chạy PostgreSQL, trang web và việc nền")
    serve.add_argument("--host", default=env.text("LANTOA_HOST"), help="địa chỉ nghe")
    serve.add_argument("--port", type=int, default=env.text("LANTOA_PORT"), help="cổng nghe")
    serve.set_defaults(run=_serve)

    setup = words.add_parser("setup", help="đơn vị gốc và quản trị viên đầu tiên")
    setup.add_argument("--unit-name", required=True, help="tên đơn vị gốc")
    setup.add_argument("--unit-code", required=True, help="mã đơn vị gốc")
    setup.add_argument("--username", required=True, help="tên đăng nhập của quản trị viên")
    setup.add_argument("--full-name", required=True, help="họ và tên của quản trị viên")
    setup.set_defaults(run=_setup)

    demo = words.add_parser("demo", help="dựng bản trình diễn: một Quân khu với sáu năm số liệu")
    demo.add_argument("--quiet", action="store_true", help="không vẽ tiến độ")
    demo.set_defaults(run=_demo)

    backup = words.add_parser("backup", help="sao lưu dữ liệu, tệp và khóa vào một tệp .tar")
    backup.add_argument("file", nargs="?", type=Path, help="mặc định: trong thư mục dữ liệu")
    backup.add_argument("--quiet", action="store_true", help="không vẽ tiến độ")
    backup.set_defaults(run=_backup)

    restore = words.add_parser("restore", help="khôi phục bản sao lưu vào thư mục dữ liệu trống")
    restore.add_argument("file", type=Path, help="tệp do “lantoa backup” tạo")
    restore.add_argument("--quiet", action="store_true", help="không vẽ tiến độ")
    restore.set_defaults(run=_restore)

    for verb, delegated in DELEGATED.items():
        words.add_parser(verb, help=delegated.help, add_help=False)
    words.add_parser(_BENCHMARK, help="đo tốc độ trên dữ liệu lớn sinh ra để đo", add_help=False)
    words.add_parser(_MANAGE, help="lệnh quản trị của Django, ví dụ: lantoa manage shell")
    return top


def _delegate(verb: str, arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow

    words = [DELEGATED[verb].command, *arguments] if verb in DELEGATED else arguments
    if {"-h", "--help"} & set(arguments):
        execute_from_command_line(["lantoa", *words])
        return 0
    with access.database(verb) as alone:
        _load_django(migrate=alone and verb != _MANAGE)
        try:
            execute_from_command_line(["lantoa", *words])
        finally:
            _leave_django()
    return 0


def _benchmark(arguments: list[str]) -> int:
    """Measure on a database of its own; the benchmarks are part of the source, not of a release."""
    if not (_SOURCE / "benchmarks" / "run.py").exists():
        raise DomainError("Chỉ đo được từ bản mã nguồn: thư mục benchmarks không có ở đây.")
    command = [sys.executable, "-m", "benchmarks.run", *arguments]
    return subprocess.run(command, cwd=_SOURCE, check=False).returncode  # noqa: S603 -- our own


def _load_django(*, migrate: bool) -> None:
    import django  # noqa: PLC0415 -- the supervisor does without it

    from lantoa.config import preparation  # noqa: PLC0415

    django.setup()
    if migrate:
        preparation.migrate()


def _leave_django() -> None:
    from lantoa.config import preparation  # noqa: PLC0415

    preparation.close_connections()


def _serve(options: argparse.Namespace) -> None:
    from lantoa.config import supervisor  # noqa: PLC0415

    supervisor.serve(options.host, options.port, say=_say)


def _setup(options: argparse.Namespace) -> None:
    password = _ask_password()
    with access.database("setup"):
        _load_django(migrate=True)
        from lantoa.organization.actions.roles import setup_installation  # noqa: PLC0415

        setup_installation(
            unit_name=options.unit_name,
            unit_code=options.unit_code,
            username=options.username,
            full_name=options.full_name,
            password=password,
            at=datetime.now(UTC),
        )
        _leave_django()
    _say("Đã tạo đơn vị gốc và quản trị viên. Chạy “lantoa serve” rồi đăng nhập.")


def _demo(options: argparse.Namespace) -> None:
    from lantoa.config import demo  # noqa: PLC0415

    demo.build(say=_say, quiet=options.quiet)


def _backup(options: argparse.Namespace) -> None:
    from lantoa.config import backup  # noqa: PLC0415

    now = datetime.now(UTC)
    target: Path | None = options.file
    if target is None:
        folder = env.data_dir() / "backups"
        env.make_data_dir(env.data_dir())
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"lantoa-{now.astimezone():%Y%m%d-%H%M%S}.tar"
    with access.database("backup"):
        backup.back_up(target.absolute(), at=now, quiet=options.quiet)
    _say(
        f"Đã sao lưu vào {target}. Tệp này chứa cả khóa của hệ thống: ai có nó thì đọc được mọi dữ "
        "liệu. Hãy cất ở nơi khác máy này và giữ kín."
    )


def _restore(options: argparse.Namespace) -> None:
    from lantoa.config import backup  # noqa: PLC0415

    backup.restore(options.file.absolute(), quiet=options.quiet)
    with access.database("restore"):
        _load_django(migrate=True)
        _leave_django()
    _say(
        f"Đã khôi phục vào {env.data_dir()}. Chạy “lantoa verify” để kiểm tra, rồi “lantoa serve”."
    )


def _ask_password() -> str:
    """Read a password twice from the terminal, or once from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Mật khẩu: ")
    if first != getpass.getpass("Nhập lại mật khẩu: "):
        raise DomainError("Hai lần nhập mật khẩu không giống nhau. Hãy chạy lại.")
    return first


def _say(sentence: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # the listener is gone, the site goes on
        print(sentence, flush=True)  # noqa: T201 -- a command speaks so


if __name__ == "__main__":
    sys.exit(main())
