"""`make guide`: take the pictures of the guide from the demo, at the size of a desk and a phone.

It builds the demo in a folder of its own when there is none, serves it on a free port, signs in
as the commendation officer and photographs the main screens into `docs/guide/anh/`.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PICTURES = HERE / "anh"
PERIOD = "tu=01/01/2017&den=31/12/2022"
SCREENS = {
    "viec-cua-toi": "/viec/",
    "nhap-tep": "/nhap-tep/",
    "sang-kien": "/sang-kien/",
    "bang-dieu-hanh": f"/bang-dieu-hanh/?{PERIOD}",
    "bao-cao": f"/bao-cao/xem-truoc/?{PERIOD}",
    "don-vi": "/don-vi/",
}
SIZES = {"": (1366, 768), "-dt": (390, 844)}
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_ins(folder: Path) -> dict[str, str]:
    """Return the demo's passwords by user name, as its mark keeps them."""
    mark = (folder / "DEMO").read_text(encoding="utf-8")
    return dict(re.findall(r"^\s+(\w+)\s+(\S+)\s", mark, flags=re.MULTILINE))


def photograph(page: Page, address: str, *, suffix: str) -> None:
    for name, path in SCREENS.items():
        page.goto(address + path)
        page.screenshot(path=PICTURES / f"{name}{suffix}.png")


def main() -> int:
    """Serve the demo and take every picture at both sizes."""
    folder = Path(os.environ.get("LANTOA_DATA_DIR") or ROOT / ".lantoa" / "guide")
    port = free_port()
    environment = {**os.environ, "LANTOA_DATA_DIR": str(folder), "LANTOA_PORT": str(port)}
    lantoa = [sys.executable, "-m", "lantoa.config.cli"]
    subprocess.run([*lantoa, "demo"], env=environment, check=True)  # noqa: S603 -- our own
    server = subprocess.Popen([*lantoa, "serve"], env=environment)  # noqa: S603 -- our own
    address = f"http://127.0.0.1:{port}"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            wait_for(port)
            for suffix, (width, height) in SIZES.items():
                page = browser.new_context(
                    viewport={"width": width, "height": height}, locale="vi-VN"
                ).new_page()
                page.goto(f"{address}/dang-nhap/")
                page.fill("[name=username]", "thidua")
                page.fill("[name=password]", sign_ins(folder)["thidua"])
                page.press("[name=password]", "Enter")
                page.wait_for_url(f"{address}/viec/**")
                photograph(page, address, suffix=suffix)
            browser.close()
    finally:
        server.terminate()
        server.wait(60)
    return 0


def wait_for(port: int) -> None:
    for _attempt in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
