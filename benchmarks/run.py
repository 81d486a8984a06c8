"""Measure the product against the baseline, in one run on one machine; one JSON line a figure.

Both servers run at once on the same database and are asked in turn (A B A B …), so a machine
that slows down slows both. A figure is a ratio, the product's time over the baseline's.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["pages", "lighthouse", "review", "intake"]


@dataclass
class Site:
    """One running server and the session of someone who may see everything."""

    port: int
    cookie: str
    process: subprocess.Popen[bytes] = field(repr=False)

    def get(self, path: str, connection: HTTPConnection | None = None) -> tuple[float, bytes]:
        """Return seconds and body of one page; anything but 200 stops the run."""
        own = connection or HTTPConnection("127.0.0.1", self.port, timeout=120)
        start = time.perf_counter()
        own.request("GET", path, headers={"Cookie": self.cookie, "Accept-Encoding": "br, gzip"})
        answer = own.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - start
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
        return seconds, body

    def memory(self) -> int:
        """Return the resident bytes of the largest worker."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = [str(self.process.pid), *children.read_text(encoding="ascii").split()]
        sizes = []
        for pid in pids:
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
            sizes.append(int(line.split()[1]) * 1024)
        return max(sizes)


def report(name: str, **values: object) -> None:
    load = round(os.getloadavg()[0], 2)
    print(json.dumps({"figure": name, **values, "load": load}, ensure_ascii=False), flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(module: str, settings: str, cookie: str) -> Iterator[Site]:
    """Run one WSGI application with one worker and four threads."""
    port = free_port()
    command = [
        str(ROOT / ".venv/bin/granian"), "--interface", "wsgi", f"{module}:application",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(2)  # the server loses a signal in its first seconds
        yield Site(port, cookie, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def p50(ours: Callable[[], float], theirs: Callable[[], float], *, times: int) -> dict[str, float]:
    """Return both medians in ms and their ratio, asking in turn after one warm-up each."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(times)]
    first, second = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "ours_ms": round(first * 1000, 1),
        "theirs_ms": round(second * 1000, 1),
        "ratio": round(first / second, 3),
    }


def p95(site: Site, paths: list[str], *, clients: int, each: int) -> float:
    """Return the 95th percentile in seconds with several clients that ask at once."""
    times: list[float] = []
    lock = threading.Lock()

    def client(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", site.port, timeout=120)
        for turn in range(each):
            seconds, _body = site.get(paths[(number + turn) % len(paths)], connection)
            with lock:
                times.append(seconds)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statistics.quantiles(times, n=20)[-1]


def measure_pages(ours: Site, theirs: Site, world: World, *, times: int) -> None:
    """Lists, search, walking, detail, dashboard."""

    def beside(mine: str, plain: str, *, count: int = times) -> dict[str, float]:
        return p50(lambda: ours.get(mine)[0], lambda: theirs.get(plain)[0], times=count)

    def pair(name: str, mine: str, plain: str, target: float, *, count: int = times) -> None:
        figures = beside(mine, plain, count=count)
        report(name, **figures, target=target, met=figures["ratio"] <= target)

    plain = "/admin/initiatives/initiative/"
    mine = world.urls["initiatives"]
    pair("list_p50", mine, plain, 0.5)
    pair("list_awards_p50", world.urls["awards"], "/admin/awards/award/", 0.5)
    first, second = (
        p95(site, [path], clients=8, each=10) for site, path in ((ours, mine), (theirs, plain))
    )
    report(
        "list_p95_at_8", ours_ms=round(first * 1000, 1), theirs_ms=round(second * 1000, 1),
        ratio=round(first / second, 3), target=0.5, met=first <= second * 0.5,
    )  # fmt: skip
    branch = quote(world.branch_path)
    pair(
        "list_subtree_p50",
        f"{mine}?don_vi={world.branch_code}",
        f"{plain}?unit__path__startswith={branch}",
        0.5,
    )
    for name, text in (("with_accents", "máy cắt tôn"), ("without_accents", "may cat ton")):
        pair(
            f"search_{name}_p50",
            f"{mine}?{urlencode({'q': text})}",
            f"{plain}?{urlencode({'q': 'máy cắt tôn'})}",
            0.15,
        )
    detail = world.urls["detail"]
    pair("detail_p50", detail, f"{plain}{world.initiative}/change/", 1.0)
    alone = f"/bare/initiatives/initiative/{world.initiative}/change/"
    report("detail_p50_against_fields_alone", **beside(detail, alone))
    pair(
        "dashboard_subtree_p50",
        f"{world.urls['dashboard']}?don_vi={world.branch_code}&tu=01/01/2017&den=31/12/2022",
        f"/admin/so-lieu/?path={branch}&first=2017-01-01&last=2022-12-31",
        0.15,
        count=max(3, times // 4),
    )
    walk(ours, theirs, mine, plain, times=times)
    after_an_act(ours, theirs, mine, plain, world, times=times)


def after_an_act(
    ours: Site, theirs: Site, mine: str, plain: str, world: World, *, times: int
) -> None:
    """Look at a list and a dashboard right after somebody wrote: nothing is remembered then."""
    from benchmarks import inside  # noqa: PLC0415 -- reads the settings

    def fresh(path: str) -> float:
        inside.act()
        return ours.get(path)[0]

    dashboard = f"{world.urls['dashboard']}?don_vi={world.branch_code}&tu=01/01/2017&den=31/12/2022"
    plain_numbers = (
        f"/admin/so-lieu/?path={quote(world.branch_path)}&first=2017-01-01&last=2022-12-31"
    )
    for name, path, beside in (
        ("list_after_an_act_p50", mine, plain),
        ("dashboard_after_an_act_p50", dashboard, plain_numbers),
    ):
        figures = p50(
            lambda path=path: fresh(path),  # type: ignore[misc]
            lambda beside=beside: theirs.get(beside)[0],  # type: ignore[misc]
            times=max(5, times // 2),
        )
        report(name, **figures)


def measure_weight(ours: Site, world: World) -> None:
    """Weigh a first visit with all it loads, and the pages after it, as they are sent."""
    pages = {path: ours.get(path)[1] for path in ("/viec/", *world.urls.values())}
    home = zlib.decompress(pages["/viec/"], wbits=31).decode()
    loaded = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', home)))
    fonts = "be-vietnam"  # both weights are named by a preload
    sizes = {path: len(ours.get(path)[1]) for path in loaded}
    total = len(pages["/viec/"]) + sum(sizes.values())
    report(
        "first_visit", kb=round(total / 1000, 1), requests=1 + len(sizes),
        fonts_kb=round(sum(size for path, size in sizes.items() if fonts in path) / 1000, 1),
        target_kb=120, target_requests=10, met=total <= 120_000 and len(sizes) < 10,
    )  # fmt: skip
    heaviest = max(map(len, pages.values()))
    report("later_page", kb=round(heaviest / 1000, 1), target=25, met=heaviest <= 25_000)


def walk(ours: Site, theirs: Site, mine: str, plain: str, *, times: int) -> None:
    """Go deep by key and compare with a deep page number of the baseline and our first page."""
    path = f"{mine}?trang=200"
    ours.get(path)
    deep = _next_link(ours, path) or path
    figures = p50(lambda: ours.get(deep)[0], lambda: theirs.get(f"{plain}?p=3000")[0], times=times)
    report("deep_next_p50", **figures, target=0.3, met=figures["ratio"] <= 0.3)
    own = p50(lambda: ours.get(deep)[0], lambda: ours.get(mine)[0], times=times)
    report("deep_next_against_own_first", **own, target=1.1, met=own["ratio"] <= 1.1)


def _next_link(site: Site, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=120)
    connection.request("GET", path, headers={"Cookie": site.cookie})
    html = connection.getresponse().read().decode()
    found = [part.split('"')[0] for part in html.split('href="') if "sau=" in part.split('"')[0]]
    return found[-1].replace("&amp;", "&") if found else ""


def measure_memory(ours: Site, theirs: Site) -> None:
    first, second = ours.memory(), theirs.memory()
    report(
        "worker_memory", ours_mb=round(first / 1e6), theirs_mb=round(second / 1e6),
        ratio=round(first / second, 3), target=1.5, met=first <= second * 1.5,
    )  # fmt: skip


@dataclass
class World:
    """Keys of the generated organization that addresses need."""

    branch_code: str
    branch_path: str
    initiative: int
    urls: dict[str, str]


def main() -> int:
    """Generate, serve, measure; print one JSON line a figure."""
    parser = argparse.ArgumentParser(prog="lantoa benchmark")
    parser.add_argument("--rows", type=int, default=100_000, help="sáng kiến, và khen thưởng")
    parser.add_argument("--units", type=int, default=6_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--folder", default=str(ROOT / ".lantoa" / "bench"))
    parser.add_argument("--only", choices=PARTS, action="append")
    arguments = parser.parse_args()
    wanted = arguments.only or PARTS
    folder = Path(arguments.folder)
    os.environ["LANTOA_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.baseline.settings"
    sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)

    from benchmarks import inside  # noqa: PLC0415 -- reads the settings
    from benchmarks.auditing import measure_lighthouse  # noqa: PLC0415 -- needs the path above

    held = True
    with inside.database(folder):
        inside.prepare(rows=arguments.rows, units=arguments.units)
        world, cookie = World(**inside.world()), inside.cookie()
        ours_served = ("lantoa.config.wsgi", "lantoa.config.settings", cookie)
        if "pages" in wanted:
            with ExitStack() as stack:
                ours = stack.enter_context(serving(*ours_served))
                theirs = stack.enter_context(
                    serving("benchmarks.baseline.wsgi", "benchmarks.baseline.settings", cookie)
                )
                measure_pages(ours, theirs, world, times=arguments.times)
                measure_weight(ours, world)
                measure_memory(ours, theirs)
        if "lighthouse" in wanted:
            with serving(*ours_served) as ours:
                held = measure_lighthouse(
                    report,
                    base=f"http://127.0.0.1:{ours.port}",
                    pages={"home": "/viec/", "list": world.urls["initiatives"]},
                    cookie=cookie,
                )
        if "review" in wanted:
            inside.measure_review(report)
        if "intake" in wanted:
            inside.measure_intake(report)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
